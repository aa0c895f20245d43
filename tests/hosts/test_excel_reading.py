"""What the Excel host reads from an open sheet."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
import xlwings as xw
from openpyxl.chartsheet import Chartsheet
from openpyxl.worksheet.worksheet import Worksheet

from support import excel_engine
from support.domain import RESIDENT, right_row
from support.excel_books import RESULT, blank, collection, column_of, opened
from support.excel_engine import SPILL, App, kinds
from zcert.errors import UserError
from zcert.fitting import Fit, fit
from zcert.table import errors_at
from zcert_addin.hosts.excel import cells as excel_cells
from zcert_addin.hosts.excel.host import ExcelHost
from zcert_templates import FORMS

# Reading


def test_a_template_is_read_as_the_form(excel: App, tmp_path: Path) -> None:
    host, _ = opened(collection(tmp_path))
    grid = host.read()
    found = fit(grid, FORMS)
    assert isinstance(found, Fit)
    assert (found.table.form, list(found.table.numbers), grid.top, grid.left) == (RESIDENT, [4, 5], 1, 0)
    assert found.table.rows[0] == [right_row(RESIDENT)[header] for header in RESIDENT.headers]
    assert kinds(excel.range_calls) == ["used_range", "read"]


def test_a_template_without_rows(excel: App, tmp_path: Path) -> None:
    host, sheet = opened(collection(tmp_path, 0))
    found = fit(host.read(), FORMS)
    assert isinstance(found, Fit)
    assert found.table.rows == []
    host.write_column(RESULT, 4, [])
    assert kinds(excel.range_calls) == ["used_range", "read"]
    assert column_of(sheet, RESULT) == []


def test_an_empty_sheet(excel: App) -> None:
    host, _ = blank(excel)
    assert list(host.read().cells) == [[None]]


def test_a_used_range_elsewhere(excel: App) -> None:
    host, sheet = blank(excel)
    sheet["C5"], sheet["D7"] = "左上", "右下"
    grid = host.read()
    assert (grid.top, grid.left, grid.name) == (5, 2, "Sheet")
    assert grid.cells == [["左上", None], [None, None], [None, "右下"]]


def at(*parts: int) -> dt.datetime:
    return dt.datetime(*parts)  # noqa: DTZ001  cells know no zones


def error_cell(sheet: Worksheet, text: str) -> None:
    sheet["A1"].value = text
    sheet["A1"].data_type = "e"


@pytest.mark.parametrize(
    ("put", "value"),
    [
        pytest.param(lambda sheet: sheet.cell(1, 1, 330102199803099450), 3.3010219980309946e17, id="number"),
        pytest.param(lambda sheet: sheet.cell(1, 1, 20200105), 20200105.0, id="whole number"),
        pytest.param(lambda sheet: sheet.cell(1, 1, "0012"), "0012", id="text"),
        pytest.param(lambda sheet: sheet.cell(1, 1, value=True), True, id="truth"),
        pytest.param(lambda sheet: sheet.cell(1, 1, dt.date(2020, 1, 5)), at(2020, 1, 5), id="date"),
        pytest.param(lambda sheet: sheet.cell(1, 1, dt.time(8, 30)), at(1899, 12, 30, 8, 30), id="time"),
    ],
)
def test_values(excel: App, put: Callable[[Worksheet], object], value: object) -> None:
    host, sheet = blank(excel)
    put(sheet)
    ((read,),) = host.read().cells
    assert (read, type(read)) == (value, type(value))


@pytest.mark.parametrize("text", ["#N/A", pytest.param("#SPILL!", id="error that xlwings does not know")])
def test_of_an_error_nothing_is_read(excel: App, text: str) -> None:
    host, sheet = blank(excel)
    error_cell(sheet, text)
    grid = host.read()
    assert grid.cells == [[None]]
    assert grid.notes == errors_at([(1, 0)])


def test_money_is_a_number(excel: App) -> None:
    host, sheet = blank(excel)
    sheet["A1"], sheet["A1"].number_format = 330102, "¥#,##0.00"
    ((read,),) = host.read().cells
    assert (read, type(read)) == (330102.0, float)


def test_the_numbers_of_errors_are_no_values() -> None:
    assert SPILL in excel_cells._ERROR_NUMBERS  # noqa: SLF001
    assert set(excel_engine.ERRORS) < set(excel_cells._ERROR_NUMBERS)  # noqa: SLF001


def test_formulas_are_read_as_their_results(excel: App, tmp_path: Path) -> None:
    import xlsxwriter  # noqa: PLC0415

    path = tmp_path / "公式.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet().write_formula("A1", '="甲"&1', None, "甲1")
    host, sheet = opened(path)
    assert host.read().cells == [["甲1"]]
    host.write_column(0, 1, ["正确"])
    assert sheet["A1"].value == "正确"
    assert excel.selected == ""


def test_a_number_typed_as_number_is_told(excel: App, tmp_path: Path) -> None:
    host, _ = opened(collection(tmp_path), lambda sheet: sheet.cell(4, 1, 330102199803099450))
    found = fit(host.read(), FORMS)
    assert isinstance(found, Fit)
    assert found.table.stored_as_number == {0}
    assert excel.alerts == []


def test_a_sheet_formatted_to_its_end_is_refused(excel: App, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(excel_cells, "MAX_CELLS", 3)
    host, sheet = blank(excel)
    sheet["B2"] = 1
    sheet["C3"] = 2
    with pytest.raises(UserError, match="格式一直用到第2行"):
        host.read()
    assert "read" not in kinds(excel.range_calls)


def test_a_chart_is_no_sheet(excel: App) -> None:
    book = excel.books.add()
    book.content._sheets.insert(0, Chartsheet(parent=book.content))  # noqa: SLF001
    book.content.active = 0
    host = ExcelHost(xw.Book(impl=book))
    for ask in (host.read, lambda: host.write_column(0, 1, ["甲"]), lambda: host.select(1, 0)):
        with pytest.raises(UserError, match="图表"):
            ask()
