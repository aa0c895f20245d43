"""The active cell of an open Excel sheet, and rows that are hidden and shown."""

from pathlib import Path

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from support.excel_books import collection, filtered, opened
from support.excel_engine import App
from zcert.errors import UserError
from zcert_addin.hosts.protocol import HiddenRows

ROWS = 40


def hidden(sheet: Worksheet) -> list[int]:
    return sorted(row for row, shown in sheet.row_dimensions.items() if shown.hidden)


@pytest.mark.usefixtures("excel")
def test_the_active_cell_of_a_selection(tmp_path: Path) -> None:
    host, sheet = opened(collection(tmp_path))
    sheet.sheet_view.selection[-1].activeCell = "C7"
    sheet.sheet_view.selection[-1].sqref = "B2:D9 F4"
    assert host.selected_cell() == ("采集表", 7, 2)
    host.select(5, 27)
    assert host.selected_cell() == ("采集表", 5, 27)


@pytest.mark.usefixtures("excel")
def test_rows_are_hidden_and_shown(tmp_path: Path) -> None:
    host, sheet = opened(collection(tmp_path, ROWS))
    assert host.hidden_rows(4, 43) == HiddenRows(frozenset(), filtered=False)
    rows = [4, 5, 9, *range(11, 43)]
    host.hide_rows(rows)
    assert hidden(sheet) == rows
    assert host.hidden_rows(4, 43) == HiddenRows(frozenset(rows), filtered=False)
    assert host.hidden_rows(5, 9).rows == {5, 9}
    host.show_rows([5, *range(11, 20)])
    assert hidden(sheet) == [4, 9, *range(20, 43)]


@pytest.mark.usefixtures("excel")
def test_addresses_are_as_short_as_excel_wants_them(tmp_path: Path) -> None:
    host, sheet = opened(collection(tmp_path, 400))
    rows = list(range(4, 404, 2))
    host.hide_rows(rows)
    assert hidden(sheet) == rows
    assert host.hidden_rows(4, 403).rows == set(rows)
    host.hide_rows([])
    host.show_rows(rows)
    assert hidden(sheet) == []


def test_a_protected_sheet_is_left_alone(excel: App, tmp_path: Path) -> None:
    host, sheet = opened(collection(tmp_path, ROWS), lambda sheet: sheet.protection.enable())
    with pytest.raises(UserError, match="“采集表”受保护"):
        host.hide_rows([4, 5])
    assert hidden(sheet) == []
    assert host.hidden_rows(4, 43).rows == set()
    assert excel.screen_updating is True


@pytest.mark.usefixtures("excel")
def test_what_a_filter_hides_is_hidden_again(tmp_path: Path) -> None:
    def filter_rows(sheet: Worksheet) -> None:
        for row in (5, 6, 8):
            sheet.cell(row, 1).value = "甲"
        sheet.auto_filter = filtered()
        sheet.auto_filter.ref = "A3:AB9"
        for row in (4, 7, 9):
            sheet.row_dimensions[row].hidden = True

    host, sheet = opened(collection(tmp_path, 6), filter_rows)
    assert host.hidden_rows(4, 9) == HiddenRows(frozenset({4, 7, 9}), filtered=True)
    host.hide_rows([5])
    assert hidden(sheet) == [4, 5, 7, 9]
    host.show_rows([4, 5, 7, 9])
    assert hidden(sheet) == [4, 7, 9]
