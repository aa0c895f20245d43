"""The very hidden sheet that the Excel host keeps for wrong cells, and what is not done where that is not allowed."""

from pathlib import Path

import pytest
from openpyxl.workbook.protection import WorkbookProtection

from support.domain import RESIDENT
from support.excel_books import blank, collection, opened
from support.excel_engine import App, kinds
from zcert.marking import Content, Mark
from zcert_addin.hosts.excel.host import ExcelHost
from zcert_templates.marks import Layer, Marking, is_marked

HOME = "zc_marks_id"


def marking(count: int, sheet: str = "Sheet", layer: Layer = Layer.DATA) -> Marking:
    noted = [Mark(Content(row, "邮政编码", "=1+1")) for row in range(4, 4 + count)]
    return Marking(RESIDENT, layer, sheet, 4, RESIDENT.index, noted)


def test_an_older_workbook_gets_sheet_name_and_rule_once(excel: App) -> None:
    host, sheet = blank(excel)
    sheet["A4"] = "甲"
    for _ in range(2):
        host.mark(marking(2, sheet.title))
    content = excel.books.books[-1].content
    home = content[HOME]
    assert (home.sheet_state, content.active.title) == ("veryHidden", sheet.title)
    assert content.defined_names[HOME].attr_text == "zc_marks_id!$A:$J"
    assert [[cell.value for cell in row[1:5]] for row in home.iter_rows()] == [["|=1+1", None, None, None]] * 2
    assert home["A2"].value.startswith(f"=IF(AND(IF(IF(ISNUMBER('{sheet.title}'!$T$5)")
    (block,) = sheet.conditional_formatting
    assert str(block.sqref) == "A4:AB65536"
    assert [rule.formula for rule in block.rules] == [[is_marked(RESIDENT)]]
    assert [grid.name for grid in host.read_all()] == [sheet.title]


def test_lists_are_replaced_apart_and_in_as_many_calls_for_many_marks(excel: App, tmp_path: Path) -> None:
    host, _ = opened(collection(tmp_path))
    content, calls = excel.books.books[-1].content, []
    for count in (3, 500, 1):
        excel.range_calls.clear()
        host.mark(marking(count, "采集表"))
        calls.append(len(kinds(excel.range_calls)))
    host.mark(marking(2, "采集表", Layer.IDENTITY))
    assert len(set(calls)) == 1
    assert [cell.value for cell in content[HOME]["B"]][:2] == ["|=1+1", None]
    assert [cell.value for cell in content[HOME]["G"]][:3] == ["|=1+1", "|=1+1", None]
    host.mark(marking(0, "采集表"))
    assert {cell.value for cell in content[HOME]["B"]} == {None}


@pytest.mark.parametrize("what", ["structure", "sheet", "nothing to mark"])
def test_where_nothing_is_marked(excel: App, what: str) -> None:
    host, sheet = blank(excel)
    content = excel.books.books[-1].content
    if what == "structure":
        content.security = WorkbookProtection(lockStructure=True)
    if what == "sheet":
        sheet.protection.enable()
    host.mark(marking(0 if what == "nothing to mark" else 2, sheet.title))
    assert (content.sheetnames, list(sheet.conditional_formatting)) == ([sheet.title], [])


@pytest.mark.parametrize("locked", [False, True])
def test_a_list_is_removed_or_emptied(excel: App, *, locked: bool) -> None:
    host, sheet = blank(excel)
    content = excel.books.books[-1].content
    host.show("清单", ("行号",), [], "标题")
    content.security = WorkbookProtection(lockStructure=locked)
    host.remove("清单")
    host.remove("没有")
    assert content.sheetnames == [sheet.title, *(["清单"] if locked else [])]
    assert not locked or content["清单"]["A1"].value is None


def test_a_list_is_a_table_to_read_and_to_print(excel: App) -> None:
    host, _ = blank(excel)
    host.show("清单", ("行号", "问题"), [], "标题")
    sheet = excel.books.books[-1].content["清单"]
    assert [sheet["A1"].value, sheet["A2"].value, sheet["A2"].font.b] == ["标题", "行号", True]
    assert (sheet.auto_filter.ref, sheet.print_title_rows, sheet.page_setup.orientation) == (
        *("A2:B2", "$1:$2", "landscape"),
    )
    assert (sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight) == (True, 0)
    window = excel.api.ActiveWindow
    assert (window.FreezePanes, window.SplitRow, window.SplitColumn) == (True, 2, 0)


def test_another_sheet_is_worked_on(excel: App) -> None:
    host, sheet = blank(excel)
    content = excel.books.books[-1].content
    content.create_sheet("隐藏").sheet_state = "hidden"
    content.create_sheet("另一张")["A1"] = "甲"
    assert [host.turn_to(name) for name in ("没有", "隐藏", "另一张")] == [False, False, True]
    assert host.read().name == "另一张"
    assert isinstance(host, ExcelHost)
    assert content.active.title == sheet.title
