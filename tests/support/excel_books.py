"""Collection workbooks open in the engine of the tests."""

from collections.abc import Callable, Iterable
from pathlib import Path

import xlwings as xw
from openpyxl.worksheet.filters import AutoFilter, FilterColumn, Filters
from openpyxl.worksheet.worksheet import Worksheet

from support.domain import RESIDENT, right_row
from support.excel_engine import App
from zcert_addin.filling.collection import filled
from zcert_addin.hosts.excel.host import ExcelHost
from zcert_dictionaries import load_edition

EDITION = load_edition()
RESULT = RESIDENT.index["身份证验证"]
DICTIONARY = "zc_dict"


def collection(folder: Path, rows: int = 2, name: str = "采集表.xlsx") -> Path:
    """Write a workbook of the template with right rows."""
    folder.mkdir(exist_ok=True)
    row = [right_row(RESIDENT)[header] for header in RESIDENT.headers]
    path = folder / name
    path.write_bytes(filled(RESIDENT, EDITION, [row] * rows))
    return path


def opened(path: Path, change: Callable[[Worksheet], object] = lambda _sheet: None) -> tuple[ExcelHost, Worksheet]:
    """Open a workbook, change its active sheet behind the host's back, and return both."""
    book = xw.Book(path)
    sheet = book.impl.content.active
    change(sheet)
    book.app.impl.range_calls.clear()
    return ExcelHost(book), sheet


def blank(excel: App) -> tuple[ExcelHost, Worksheet]:
    """Return a new workbook that was never saved."""
    book = excel.books.add()
    return ExcelHost(xw.Book(impl=book)), book.content.active


def column_of(sheet: Worksheet, column: int, first: int = 4) -> list[object]:
    return [sheet.cell(row, column + 1).value for row in range(first, sheet.max_row + 1)]


def filtered(columns: Iterable[int] = (0,)) -> AutoFilter:
    chosen = [FilterColumn(colId=at, filters=Filters(filter=["甲"])) for at in columns]
    return AutoFilter(ref="A3:AB6", filterColumn=chosen)
