"""Reads workbooks in the binary format before 2007 (.xls, BIFF) with xlrd.

python-calamine gives wrong cells of some of them (calamine issue 161) and stops on others, and tells neither errors nor
hidden rows; xlrd reads those, more slowly. Where xlrd cannot read a file, whoever asks falls back on python-calamine.
"""

import datetime as dt
import struct
from collections.abc import Iterator
from contextlib import suppress
from typing import Final

import xlrd
from xlrd.biffh import XL_CELL_BOOLEAN, XL_CELL_DATE, XL_CELL_ERROR
from xlrd.compdoc import CompDocError
from xlrd.xldate import XLDateError, xldate_as_datetime

from zcert.fitting import Grid
from zcert.table import Doubt
from zcert.values.text import Cell
from zcert_addin.hosts.old_formulas import zero_formulas
from zcert_addin.hosts.preflight import ENCRYPTED, Unreadable
from zcert_templates import dictionary_sheet

UNREADABLE: Final = (
    *(xlrd.XLRDError, CompDocError, struct.error, AssertionError, AttributeError, IndexError, KeyError),
    *(NotImplementedError, OverflowError, TypeError, ValueError, ZeroDivisionError, RecursionError),
)
"""What xlrd raises for damaged files: it trusts what it reads."""


def old_grids(data: bytes) -> list[Grid] | None:
    """Read all sheets, hidden ones too; None when xlrd cannot. Raises Unreadable for a file with a password."""
    try:
        book, zeros = _opened(data), dict(enumerate(zero_formulas(data)))
        return [
            _grid(sheet, book.datemode, zeros.get(at, frozenset()))
            for at, sheet in enumerate(book.sheets())
            if sheet.name != dictionary_sheet.SHEET
        ]
    except xlrd.XLRDError as error:
        if "encrypted" in str(error):
            raise Unreadable(ENCRYPTED) from None
        return None
    except UNREADABLE:
        return None


def _opened(data: bytes) -> xlrd.Book:
    nowhere = _Nowhere()
    # Only with its formats does xlrd tell hidden rows, and it stumbles over some formats.
    with suppress(*UNREADABLE):
        return xlrd.open_workbook(file_contents=data, logfile=nowhere, formatting_info=True)
    return xlrd.open_workbook(file_contents=data, logfile=nowhere)


class _Nowhere:
    """Takes what xlrd prints, which can be a cell of the file."""

    def write(self, _text: str) -> None: ...

    def flush(self) -> None: ...


def _grid(sheet: xlrd.sheet.Sheet, datemode: int, zero: frozenset[tuple[int, int]]) -> Grid:
    hidden = frozenset(at + 1 for at, row in sheet.rowinfo_map.items() if row.hidden)
    cells = [list(_cells(sheet, row, datemode)) for row in range(sheet.nrows)]
    doubts = _errors(sheet)
    for row, column in zero:
        cells[row - 1][column] = ""
        doubts[row, column] = "formula"
    return Grid(sheet.name, cells, hidden=bool(sheet.visibility), doubts=doubts, hidden_rows=hidden)


def _errors(sheet: xlrd.sheet.Sheet) -> dict[tuple[int, int], Doubt]:
    return {
        (row + 1, column): "error"
        for row in range(sheet.nrows)
        for column, kind in enumerate(sheet.row_types(row))
        if kind == XL_CELL_ERROR
    }


def _cells(sheet: xlrd.sheet.Sheet, row: int, datemode: int) -> Iterator[Cell]:
    for kind, value in zip(sheet.row_types(row), sheet.row_values(row), strict=True):
        if kind == XL_CELL_ERROR:
            yield ""
        elif kind == XL_CELL_BOOLEAN:
            yield bool(value)
        else:
            yield _moment(value, datemode) if kind == XL_CELL_DATE else value


def _moment(value: float, datemode: int) -> dt.datetime | float:
    """Give a date, and a number that no date has as the number."""
    try:
        return xldate_as_datetime(value, datemode)  # type: ignore[no-any-return]
    except (XLDateError, OverflowError, ValueError):
        return value
