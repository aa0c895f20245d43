"""Reads workbooks in the binary format before 2007 (.xls, BIFF) with xlrd.

python-calamine gives wrong cells of some of them (calamine issue 161) and stops on others; xlrd reads those, more
slowly. Where only python-calamine can read a file, its word counts.
"""

import datetime as dt
import struct
from collections.abc import Iterator, Sequence
from typing import Final

import xlrd
from xlrd.biffh import XL_CELL_BOOLEAN, XL_CELL_DATE, XL_CELL_ERROR
from xlrd.compdoc import CompDocError
from xlrd.xldate import XLDateError, xldate_as_datetime

from zcert.fitting import Grid
from zcert.table import Doubt
from zcert.values.text import Cell
from zcert_addin.reading.calamine import read_sheets
from zcert_addin.reading.cross_check import compared
from zcert_addin.reading.preflight import ENCRYPTED, Unreadable
from zcert_addin.reading.sheet import NO_FACTS, Sheet, SheetFacts, with_facts
from zcert_addin.reading.xls_records import record_facts
from zcert_templates import dictionary_sheet

UNREADABLE: Final = (
    *(xlrd.XLRDError, CompDocError, struct.error, AssertionError, AttributeError, IndexError, KeyError),
    *(NotImplementedError, OverflowError, TypeError, ValueError, ZeroDivisionError, RecursionError),
)
"""What xlrd raises for damaged files: it trusts what it reads."""


def old_grids(data: bytes) -> list[Grid]:
    """Read all sheets, hidden ones too; raises Unreadable."""
    try:
        facts = record_facts(data)
    except UNREADABLE:
        facts = []
    grids = _read(data, [fact for _, fact in facts])
    if grids is not None:
        return compared(grids, data)
    named = dict(facts)
    return [with_facts(sheet, named.get(sheet.name, NO_FACTS)) for sheet in read_sheets(data)]


def _read(data: bytes, facts: Sequence[SheetFacts]) -> list[Grid] | None:
    """Read with xlrd; None when it cannot."""
    try:
        book = xlrd.open_workbook(file_contents=data, logfile=_Nowhere())
        grids = []
        for at, sheet in enumerate(book.sheets()):
            if sheet.name != dictionary_sheet.SHEET:
                known = facts[at] if at < len(facts) else NO_FACTS
                fact = SheetFacts({**known.doubts, **_errors(sheet)}, known.hidden_rows)
                grids.append(with_facts(_sheet(sheet, book.datemode), fact))
    except xlrd.XLRDError as error:
        if "encrypted" in str(error):
            raise Unreadable(ENCRYPTED) from None
        return None
    except UNREADABLE:
        return None
    return grids


class _Nowhere:
    """Takes what xlrd prints, which can be a cell of the file."""

    def write(self, _text: str) -> None: ...

    def flush(self) -> None: ...


def _sheet(sheet: xlrd.sheet.Sheet, datemode: int) -> Sheet:
    cells = [list(_cells(sheet, row, datemode)) for row in range(sheet.nrows)]
    return Sheet(sheet.name, cells, 1, 0, bool(sheet.visibility))


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
