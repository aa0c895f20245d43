"""Every button, pressed as the macros press it, does in Excel's cells what it does on every other host."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from support.contract import (
    PRESSES,
    SPOILS,
    Case,
    Outcome,
    Spoil,
    age_dictionary,
    compare_units,
    on_fake,
    own_copy,
    spoil_sheet,
    told,
    with_own_backup,
)
from support.excel_outcome import open_case, outcome_of
from zcert_addin.buttons import load
from zcert_addin.demonstration.units import FAULTY

if TYPE_CHECKING:
    from support.com_excel.imitation import Excel

Both = Callable[[str, Case], tuple[Outcome, Outcome]]


@pytest.fixture
def both(excel_com: "Excel", tmp_path: Path) -> Both:
    """Press a button on the host that answers from memory, and in the imitation of Excel."""

    def outcomes(button: str, case: Case) -> tuple[Outcome, Outcome]:
        expected, pressed = (own_copy(case, tmp_path / host) for host in ("fake", "excel"))
        fake = told(on_fake(expected, load(button).run), expected.path.parent)
        # Message boxes do not tell apart what is told and what is complained about.
        fake = replace(fake, told=[*fake.told, *([fake.refused] if fake.refused else [])], refused="")
        return fake, told(in_excel(excel_com, button, pressed), pressed.path.parent)

    return outcomes


def in_excel(excel: "Excel", button: str, case: Case) -> Outcome:
    book = open_case(excel.model, case, button)
    first = book.content.active.title
    excel.desk.show(excel.app)
    excel.reader.answers.extend("yes" if yes else "no" for yes in (case.yes, *case.more))
    assert excel.press(button, excel.app.workbook(book))
    assert excel.lacking() == set()
    assert excel.is_at_rest()
    return outcome_of(book, first, excel.told, [page.rpartition("/")[2] for page in excel.opened_pages])


@pytest.mark.parametrize(("button", "yes"), PRESSES)
def test_every_button(button: str, *, yes: bool, case: Case, both: Both) -> None:
    case.yes = yes
    fake, live = both(button, case)
    assert live == fake
    assert fake.told or fake.opened or not yes


@pytest.mark.parametrize(
    ("button", "spoil"), [*zip(("check_identity", "check_data", "tidy_texts"), SPOILS, strict=True)]
)
def test_a_sheet_that_is_none_of_ours(button: str, spoil: Spoil, case: Case, both: Both) -> None:
    spoil_sheet(case, spoil)
    fake, live = both(button, case)
    assert live == fake
    assert len(fake.told) == 1


def test_an_old_dictionary_is_replaced(case: Case, both: Both) -> None:
    age_dictionary(case)
    fake, live = both("update_dictionary", case)
    assert live == fake
    assert len(fake.dictionary) > 1000


def test_names_of_units_are_unified(case: Case, both: Both) -> None:
    compare_units(case)
    fake, live = both("unify_units", case)
    assert live.cells == fake.cells
    assert live.told == fake.told
    assert live.told[0].startswith("已统一1种写法，共改动1处。")


def test_a_workbook_is_restored_while_it_is_open(case: Case, both: Both) -> None:
    with_own_backup(case)
    fake, live = both("restore", case)
    assert live == fake
    assert live.opened == [FAULTY]
    assert live.told[0].startswith(f"已恢复：文件夹\\{FAULTY}")
