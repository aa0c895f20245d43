"""How a unit's own entries travel among the facts of the dictionary sheet."""

from dataclasses import replace

import pytest

from zcert_dictionaries import OwnList, load_edition
from zcert_templates import FORMS, RESIDENT, dictionary_sheet, own_lists


def test_own_entries_are_found_again_among_the_facts() -> None:
    edition = load_edition().with_own({"评审组织": OwnList(("甲评委会", "2001"), "名单.csv，2026-11-21")})
    made = dictionary_sheet.contents(FORMS, edition, ())
    facts = dict(zip(made.columns[0], made.columns[1], strict=True))
    assert all(dictionary_sheet.is_fact(label) for label in facts)
    assert own_lists.own_lists({str(label): str(value) for label, value in facts.items()}) == edition.own


@pytest.mark.parametrize(
    ("facts", "entries"),
    [
        pytest.param({"自有评审组织1": "甲", "自有评审组织2": "乙"}, ("甲", "乙"), id="without source"),
        pytest.param({"自有评审组织1": "甲", "自有评审组织3": "丙"}, ("甲",), id="a gap ends it"),
        pytest.param({"自有评审组织1": "甲\n乙", "自有评审组织2": "丙", "自有评审组织3": " "}, ("丙",), id="no labels"),
        pytest.param({"自有评审组织1": "甲" * 256}, (), id="too long"),
        pytest.param({"自有性别1": "甲"}, (), id="list that takes none"),
        pytest.param({"自有评审组织来源": "名单.csv"}, (), id="source alone"),
    ],
)
def test_what_a_person_wrote_among_the_facts_is_judged(facts: dict[str, str], entries: tuple[str, ...]) -> None:
    found = own_lists.own_lists(facts)
    assert (found["评审组织"].entries if found else ()) == entries


def test_a_form_without_the_list_has_no_own_entries() -> None:
    form = replace(RESIDENT, columns=tuple(one for one in RESIDENT.columns if one.list_name != "评审组织"))
    edition = load_edition().with_own({"评审组织": OwnList(("甲评委会",))})
    assert list(dictionary_sheet.contents((form,), edition, ()).columns[0]) == [
        *("字典日期", "字典名称", "采集表种类"),
    ]
