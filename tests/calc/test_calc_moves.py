"""Going through the errors of a sheet, showing only their rows, and undoing, in a real LibreOffice Calc."""

from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from support.calc_office import OK, YES, CalcOffice, pressed
from support.contract import Case
from support.domain import RESIDENT, WOMAN
from support.fake_host import FakeHost
from zcert_addin.buttons import next_error, only_wrong_rows
from zcert_templates.marks import is_home

pytestmark = pytest.mark.office

NEXT, PREVIOUS, ONLY = "下一处错误", "上一处错误", "只看有错的行"
DATA = "A4:AB45"


@pytest.fixture
def unit(case: Case) -> Path:
    return case.path


def expected(unit: Path, count: int) -> FakeHost:
    """Return a host on which 下一处错误 was pressed so often from the top."""
    host = FakeHost(unit)
    for _ in range(count):
        next_error.run(host)
    return host


def test_from_place_to_place(office: CalcOffice, unit: Path) -> None:
    host = expected(unit, 4)
    office.open(unit)
    office.select("A1")
    assert [pressed(office, NEXT)[0] for _ in range(4)] == host.told
    assert pressed(office, PREVIOUS) == [host.told[2]]
    assert office.selected().endswith("$A$13")
    office.fill("A13:C13", [[WOMAN, "甲", "女"]])
    assert pressed(office, PREVIOUS)[0].startswith("第12行“身份证号码”：")
    assert pressed(office, NEXT)[0].startswith("第14行“身份证号码”：号码中的出生日期不存在")


def test_the_cursor_counts_whatever_is_selected(office: CalcOffice, unit: Path) -> None:
    told = expected(unit, 4).told
    office.open(unit)
    office.select("B10:D13")
    assert pressed(office, NEXT) == [told[1]]
    # LibreOffice puts the cursor into the first of several areas.
    office.select_areas("B13:B14", "C4:C5")
    assert pressed(office, NEXT) == [told[3]]


@pytest.mark.parametrize("far", [9000])
def test_far_down_in_the_sheet(office: CalcOffice, unit: Path, far: int) -> None:
    office.open(unit)
    office.select(f"C{far}")
    assert pressed(office, NEXT)[0].startswith("后面没有错误了，回到第一处。\n第4行“身份证号码”：")


def test_only_wrong_rows_and_all_again(office: CalcOffice, unit: Path, tmp_path: Path) -> None:
    host = FakeHost(unit)
    only_wrong_rows.run(host)
    office.open(unit)
    assert pressed(office, ONLY) == host.told
    assert office.hidden_rows() == sorted(host.hidden)
    assert office.undo_titles()[0] == ONLY
    assert pressed(office, "身份证验证")[0].startswith("共验证42人")
    saved = tmp_path / "saved.xlsx"
    office.save(saved, "Calc MS Excel 2007 XML")
    office.open(saved)
    assert office.hidden_rows() == sorted(host.hidden)
    only_wrong_rows.run(host)
    assert pressed(office, ONLY) == host.told[1:]
    assert office.hidden_rows() == []


def test_rows_that_a_filter_hides_are_left_to_it(office: CalcOffice, unit: Path) -> None:
    office.open(unit)
    sex = RESIDENT.index["性别"]
    men = [row for row, (text,) in enumerate(office.texts("C4:C45"), 4) if text == "男"]
    assert sex == 2
    office.filter("A3:AB45", sex, "男")
    filtered = office.hidden_rows()
    assert filtered == [row for row in range(4, 46) if row not in men]
    host = FakeHost(unit, filtered=set(filtered))
    only_wrong_rows.run(host)
    assert pressed(office, ONLY) == host.told
    assert office.hidden_rows() == sorted(host.hidden | set(filtered))
    only_wrong_rows.run(host)
    assert pressed(office, ONLY) == host.told[1:]
    assert office.hidden_rows() == filtered
    office.clear_filter("A3:AB45")
    assert office.hidden_rows() == []


def test_a_protected_sheet_stays_as_it_is(office: CalcOffice, unit: Path) -> None:
    office.open(unit)
    office.protect()
    assert "受保护" in pressed(office, ONLY)[0]
    assert office.hidden_rows() == []
    assert pressed(office, NEXT)[0].startswith("第")


def everything(office: CalcOffice, path: Path) -> list[list[list[object]]]:
    """Return every cell of every sheet, with the number of its conditional formats behind them.

    The list of marks and the rule that reads it are left out: they are no entry of the undo list.
    """
    office.save(path, "Calc MS Excel 2007 XML")
    sheets = [sheet for sheet in openpyxl.load_workbook(path).worksheets if not is_home(sheet.title)]
    return [
        [*([cell.value for cell in row] for row in sheet.iter_rows()), [sheet.title, len(rules_of(sheet))]]
        for sheet in sheets
    ]


def rules_of(sheet: Worksheet) -> list[str]:
    formulas = [str(rule.formula) for area in sheet.conditional_formatting for rule in area.rules]
    return [formula for formula in formulas if "zc_marks" not in formula]


@pytest.mark.parametrize("button", ["身份证验证", "照片检测", "数据检查", "规范整理"])
def test_one_undo_takes_back_all_that_a_button_wrote(
    button: str, office: CalcOffice, unit: Path, tmp_path: Path
) -> None:
    office.open(unit)
    office.drop_rules()
    office.fill("Y4", [["自己填的"]])
    before, own = everything(office, tmp_path / "a.xlsx"), office.undo_titles()
    told = pressed(office, button, *([YES, OK] if button == "规范整理" else [OK]))
    written = everything(office, tmp_path / "b.xlsx")
    assert written != before
    assert office.undo_titles() == [button, *own]
    assert ("如需撤销，请按Ctrl+Z；关闭以后请点“恢复”，选“" in told[-1]) is (button == "规范整理")
    office.dispatch(".uno:Undo")
    assert office.undo_titles() == own
    assert everything(office, tmp_path / "c.xlsx") == before
    office.dispatch(".uno:Redo")
    assert everything(office, tmp_path / "d.xlsx") == written
    office.dispatch(".uno:Undo")
    assert everything(office, tmp_path / "e.xlsx") == before


def test_a_list_shown_over_an_older_one_gives_it_back(office: CalcOffice, unit: Path, tmp_path: Path) -> None:
    office.open(unit)
    office.fill("A4:AA40", [[""] * 27] * 37)
    pressed(office, "数据检查")
    office.go_to("采集表")
    office.fill("A4:AA4", [["x"] * 27])
    before = everything(office, tmp_path / "a.xlsx")
    pressed(office, "数据检查")
    assert everything(office, tmp_path / "b.xlsx") != before
    office.dispatch(".uno:Undo")
    assert everything(office, tmp_path / "c.xlsx") == before


def test_what_writes_nothing_leaves_nothing_to_undo(office: CalcOffice, unit: Path) -> None:
    office.open(unit)
    office.fill("Y4", [["自己填的"]])
    own = office.undo_titles()
    for button in ("关于", NEXT):
        pressed(office, button)
    assert office.undo_titles() == own


def test_a_workbook_never_saved_is_undone_without_a_backup(office: CalcOffice, unit: Path) -> None:
    office.open(unit, AsTemplate=True)
    assert pressed(office, "规范整理", YES, OK)[1] == "已整理3处。\n如需撤销，请按Ctrl+Z。"
    assert not list(unit.parent.glob("*备份*"))


def test_the_dictionary_comes_back_too(office: CalcOffice, unit: Path, tmp_path: Path) -> None:
    office.open(unit)
    office.fill("B1", [["2000-01-01"]], "zc_dict")
    before, names = everything(office, tmp_path / "a.xlsx"), office.names()
    told = pressed(office, "更新字典", YES, OK)[1]
    assert "如需撤销，请按Ctrl+Z" in told
    office.dispatch(".uno:Undo")
    assert everything(office, tmp_path / "b.xlsx") == before
    assert office.names() == names
