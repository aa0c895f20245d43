"""Every button in every odd state of a workbook: one sentence, and nothing changes that it does not say."""

from collections.abc import Callable
from pathlib import Path

import pytest

from support.calc_office import CalcOffice
from support.contract import Case, compare_units, empty_sexes, spoil_sheet
from zcert_addin.buttons import BUTTONS

pytestmark = pytest.mark.office

Texts = dict[str, list[list[str]]]

WRITING = ("check_identity", "check_photos", "tidy_texts", "fill_from_number", "unify_units", "only_wrong_rows")
"""Buttons that write into the sheet in front, or hide its rows."""
WITHOUT_DIALOGS = (*WRITING, "check_data", "next_error", "previous_error", "show_about")
PROTECTED = "工作表“采集表”受保护，不能写入，请先在“工具”中取消保护工作表"
CHECKED = "共验证42人，正确32人，错误10人。第一处错误在第4行。\n验证结果仅供参考，请对照证件核对后再上报。"


@pytest.fixture
def unit(case: Case) -> Path:
    """Give every button something to do."""
    spoil_sheet(case, empty_sexes)
    compare_units(case)
    return case.path


def told(office: CalcOffice, button: str) -> list[str]:
    """Press a button by its name, answer all questions with yes, and give what it said."""
    office.dispatch(f"vnd.zcert:{button}")
    return [text for _, text in office.converse(yes=True, path="")]


def texts(office: CalcOffice) -> Texts:
    return {name: office.texts("A1:AD50", name) for name in office.sheets() if not name.startswith("zc_")}


@pytest.mark.parametrize("button", WRITING)
def test_a_protected_sheet(button: str, office: CalcOffice, unit: Path) -> None:
    office.open(unit)
    office.protect()
    before, files = texts(office), sorted(path.name for path in unit.parent.iterdir())
    (said,) = told(office, button)
    assert said.startswith("工作表“采集表”受保护，") if button == "only_wrong_rows" else said == PROTECTED
    assert texts(office) == before
    assert sorted(path.name for path in unit.parent.iterdir()) == files


@pytest.mark.parametrize("button", ["check_data", "tidy_texts"])
def test_a_workbook_that_takes_no_sheets(button: str, office: CalcOffice, unit: Path) -> None:
    office.open(unit)
    office.protect_structure()
    before = texts(office)
    (said,) = told(office, button)
    assert said.startswith("工作簿的结构受保护，不能加入“")
    assert texts(office) == before


def on_all_sheets(office: CalcOffice) -> None:
    office.dispatch(".uno:TableSelectAll")


def on_its_list(office: CalcOffice) -> None:
    told(office, "check_data")
    office.go_to("数据检查结果")


def in_two_windows(office: CalcOffice) -> None:
    office.dispatch(".uno:NewWindow")


def with_a_filter(office: CalcOffice) -> None:
    office.filter("A3:AB45", 2, "男")


@pytest.mark.parametrize("state", [on_all_sheets, on_its_list, in_two_windows, with_a_filter])
def test_a_state_that_makes_no_difference(state: Callable[[CalcOffice], None], office: CalcOffice, case: Case) -> None:
    office.open(case.path)
    state(office)
    before = texts(office)
    assert told(office, "check_identity") == [CHECKED]
    changed = {name for name, cells in texts(office).items() if before.get(name) != cells}
    assert changed == {"采集表"}
    assert [row[0] for row in office.texts("AB4:AB6", "采集表")] != ["", "", ""]


@pytest.mark.parametrize("button", [button for button in BUTTONS if button in WITHOUT_DIALOGS])
def test_an_empty_workbook(button: str, office: CalcOffice) -> None:
    office.open("private:factory/scalc")
    (said,) = told(office, button)
    assert "浙江省" in said if button == "show_about" else said.startswith("当前工作表不是证书采集表或汇总表，")
    assert office.texts("A1:E5") == [[""] * 5] * 5
