"""Sheets and red that the Excel host adds."""

from pathlib import Path

import pytest
import xlwings as xw
from openpyxl.workbook.protection import WorkbookProtection

from support.excel_books import blank, collection, filtered, opened
from support.excel_engine import App, kinds
from zcert.errors import UserError
from zcert_addin.hosts.excel.host import ExcelHost
from zcert_addin.hosts.protocol import Line

# Showing


LINES = (
    Line(("4", "姓名", "=1+1"), ("采集表", 4, 1)),
    Line(("总计",)),
    Line(("5", "性别", "请填写"), ("张'三\"表", 5, 27)),
)


def test_lines_lead_to_their_cells(excel: App, tmp_path: Path) -> None:
    host, _ = opened(collection(tmp_path))
    host.show("数据检查", ("行", "栏", "问题"), LINES)
    content = excel.books.books[-1].content
    sheet = content["数据检查"]
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["行", "栏", "问题", "跳转"],
        ["4", "姓名", "=1+1", '=HYPERLINK("#\'采集表\'!B4","第4行")'],
        ["总计", None, None, None],
        ["5", "性别", "请填写", '=HYPERLINK("#\'张\'\'三""表\'!AB5","第5行")'],
    ]
    assert [cell.data_type for cell in sheet[2]] == ["s", "s", "s", "f"]
    assert (content.active.title, content.sheetnames.index("数据检查")) == ("数据检查", 1)
    shown = ExcelHost(xw.Book(impl=excel.books.books[-1]))
    assert [row[3] for row in shown.read().cells] == ["跳转", "第4行", None, "第5行"]
    assert host.read().name == "采集表"


def test_lines_are_shown_anew(excel: App, tmp_path: Path) -> None:
    host, _ = opened(collection(tmp_path))
    calls = []
    for lines in (LINES, LINES * 1000, ()):
        excel.range_calls.clear()
        host.show("数据检查", ("行", "栏", "问题"), lines)
        calls.append(kinds(excel.range_calls))
        sheet = excel.books.books[-1].content["数据检查"]
        assert sheet.max_row == len(lines) + 1
        sheet.auto_filter = filtered()
        sheet.sheet_state = "hidden"
        excel.books.books[-1].content.active = 0
    assert calls[0] == calls[1]
    assert len(calls[0]) <= 24
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [["行", "栏", "问题"]]


def test_where_lines_cannot_be_shown(excel: App, tmp_path: Path) -> None:
    host, _ = opened(collection(tmp_path))
    content = excel.books.books[-1].content
    content.security = WorkbookProtection(lockStructure=True)
    with pytest.raises(UserError, match="工作簿的结构受保护"):
        host.show("数据检查", ("行",), LINES)
    content.create_sheet("数据检查").protection.enable()
    with pytest.raises(UserError, match="“数据检查”受保护"):
        host.show("数据检查", ("行",), LINES)
    assert excel.screen_updating is True


def test_selecting_goes_back_to_the_sheet(excel: App, tmp_path: Path) -> None:
    host, _ = opened(collection(tmp_path))
    host.show("数据检查", ("行", "栏", "问题"), LINES)
    host.select(5, 27)
    assert excel.selected == "采集表!AB5"


# Red


def test_red_is_added_once_where_the_sheet_lacks_it(excel: App, tmp_path: Path) -> None:
    host, _ = opened(collection(tmp_path))
    excel.range_calls.clear()
    host.ensure_red(27, 4, 5)
    assert kinds(excel.range_calls) == ["range", "conditional formats", "rule"]
    other, plain = blank(excel)
    excel.range_calls.clear()
    for _ in range(2):
        other.ensure_red(2, 4, 100_000)
    assert kinds(excel.range_calls) == [
        *("range", "conditional formats", "add rule"),
        *("range", "conditional formats", "rule"),
    ]
    (block,) = plain.conditional_formatting
    assert str(block.sqref) == "C4:C100000"
    assert [rule.formula for rule in block.rules] == [
        ['AND(INDEX($C:$C,ROW())<>"",LEFT(INDEX($C:$C,ROW()),2)<>"正确",LEFT(INDEX($C:$C,ROW()),2)<>"正常")']
    ]
    assert excel.screen_updating is True
