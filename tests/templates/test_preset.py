"""A template made for one unit: what it shows and offers, that nobody is in it, and what buttons make of it."""

from pathlib import Path

import pytest
from openpyxl.worksheet.datavalidation import DataValidation

from support.built_books import EACH_FORM, EDITION, REGIONS, opened
from support.domain import RESIDENT, right_row
from support.fake_host import FakeHost
from support.third_form import GUEST
from zcert.errors import UserError
from zcert.form import Form
from zcert.preset import Preset, preset_of
from zcert_addin.buttons import tidy_texts, update_dictionary
from zcert_addin.commands import sheet
from zcert_addin.filling.collection import fill
from zcert_addin.reading.workbook import read
from zcert_templates.build import COLLECTION_SHEET, build_collection
from zcert_templates.dictionary_sheet import SHEET, names_for

UNIT, REPORTING = "工作单位", "上报单位"
PRESET = Preset("甲,“乙”中学", "杭州市")


def rules(content: bytes, form: Form) -> dict[str, DataValidation]:
    """Return the rule of each column by its header."""
    found = opened(content)[COLLECTION_SHEET].data_validations.dataValidation
    places = {area.min_col: rule for rule in found for area in rule.sqref.ranges if area.min_row == 4}
    return {header: places[at] for at, header in enumerate(form.headers, 1) if at in places}


@EACH_FORM
def test_only_rules_of_the_two_columns_and_the_words_beside_the_title_differ(form: Form) -> None:
    plain, own = (build_collection(form, EDITION, REGIONS, *preset) for preset in ((), (PRESET,)))
    before, after = rules(plain, form), rules(own, form)
    for header in set(before) - {UNIT, REPORTING}:
        assert vars(after[header]) == vars(before[header])
    old, new = (opened(content)[COLLECTION_SHEET] for content in (plain, own))
    changed = {
        cell.coordinate: cell.value
        for row, others in zip(new.iter_rows(), old.iter_rows(), strict=True)
        for cell, other in zip(row, others, strict=True)
        if cell.value != other.value
    }
    assert changed == {"C1": "填报单位：甲,“乙”中学    上报单位：杭州市"}


@EACH_FORM
def test_what_the_two_columns_offer(form: Form) -> None:
    content = build_collection(form, EDITION, REGIONS, PRESET)
    found = rules(content, form)
    unit, reporting = found[UNIT], found[REPORTING]
    assert (unit.type, unit.formula1, unit.showErrorMessage) == ("list", "zc_own_unit", False)
    assert unit.prompt == "务必用全称，要完整准确。本单位人员可点右侧的箭头选取。"
    assert (reporting.type, reporting.formula1) == ("list", "zc_own_reporting_unit")
    assert (reporting.errorStyle or "stop", reporting.showErrorMessage) == ("stop", True)
    assert reporting.error == (
        "本表的“上报单位”已由发表单位定好，列表中只有这一项。\n"
        "请放弃刚才的输入，再点击单元格右侧的箭头选取；不对的，请与发表单位联系。"
    )
    assert len(reporting.error) <= 255
    book = opened(content)
    named = {name: book.defined_names[name].attr_text for name in ("zc_own_unit", "zc_own_reporting_unit")}
    values = {name: book[SHEET][area.partition("!")[2].replace("$", "")].value for name, area in named.items()}
    assert values == {"zc_own_unit": PRESET.unit, "zc_own_reporting_unit": PRESET.reporting_unit}


def test_without_a_reporting_unit_any_is_offered() -> None:
    found = rules(build_collection(RESIDENT, EDITION, REGIONS, Preset("甲中学")), RESIDENT)
    assert found[REPORTING].formula1 == names_for((RESIDENT,)).lists[REPORTING]
    assert found[UNIT].formula1 == "zc_own_unit"


def test_a_form_without_the_columns_says_for_whom_it_is() -> None:
    content = build_collection(GUEST, EDITION, REGIONS, PRESET)
    assert opened(content)[COLLECTION_SHEET]["C1"].value == PRESET.sentence
    assert vars(rules(content, GUEST)["学历层次"]) == vars(
        rules(build_collection(GUEST, EDITION, REGIONS), GUEST)["学历层次"]
    )


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A unit's template with two people, one of whom lacks the reporting unit."""
    people = [right_row(RESIDENT, 上报单位=""), right_row(RESIDENT, 毕业学校=" 示例大学")]
    template = build_collection(RESIDENT, EDITION, REGIONS, PRESET)
    (tmp_path / "甲.xlsx").write_bytes(fill(template, [[*row.values()] for row in people]))
    return tmp_path / "甲.xlsx"


def test_tidying_fills_in_the_reporting_unit(own: Path) -> None:
    host = FakeHost(own, dictionary=dict(read(own, dictionary=True).dictionary), answers=[True])
    tidy_texts.run(host)
    assert [tuple(line.cells) for line in host.shown[tidy_texts.SHEET]] == [
        ("4", REPORTING, "", "杭州市"),
        ("5", "毕业学校", " 示例大学", "示例大学"),
    ]
    assert host.asked[0].startswith("共有2处可以整理（多余的空格和换行、全角字符、日期写法、漏选的上报单位），")
    assert host.cells == {(4, RESIDENT.index[REPORTING]): "杭州市", (5, RESIDENT.index["毕业学校"]): "示例大学"}


def test_an_empty_template_is_nobody(tmp_path: Path) -> None:
    (tmp_path / "甲.xlsx").write_bytes(build_collection(RESIDENT, EDITION, REGIONS, PRESET))
    host = FakeHost(tmp_path / "甲.xlsx", dictionary=PRESET.facts)
    with pytest.raises(UserError, match=sheet.NO_ROWS):
        tidy_texts.run(host)


def test_a_new_dictionary_keeps_what_was_preset(own: Path) -> None:
    present = dict(read(own, dictionary=True).dictionary) | {"字典日期": "2000-01-01"}
    host = FakeHost(own, dictionary=present, answers=[True])
    update_dictionary.run(host)
    facts = dict(zip(*host.new_columns[:2], strict=True))
    assert preset_of({str(label): str(text) for label, text in facts.items()}) == PRESET
    assert {name: area for name, area in host.new_names.items() if "own" in name} == {
        "zc_own_unit": "=zc_dict!$B$4",
        "zc_own_reporting_unit": "=zc_dict!$B$5",
    }
