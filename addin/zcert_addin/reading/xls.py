"""Reads workbooks in the binary format before 2007 (.xls, BIFF) with xlrd.

python-calamine returns wrong cells for some of them (calamine issue 161) and stops on others; xlrd reads those, more
slowly. Where only python-calamine can read a file, it is the one that is believed.
"""

import datetime as dt
import re
import struct
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

import xlrd
import xlrd.book
from xlrd.biffh import XL_CELL_BOOLEAN, XL_CELL_DATE, XL_CELL_ERROR, XL_CELL_TEXT
from xlrd.compdoc import CompDocError
from xlrd.formula import FormulaError
from xlrd.xldate import XLDateError, xldate_as_datetime

from zcert.fitting import Grid
from zcert.table import Doubt
from zcert.values.text import Cell
from zcert_addin.opc.reader import ENCRYPTED
from zcert_addin.reading import calamine, xls_chain, xls_records
from zcert_addin.reading.cross_check import alone, with_differences
from zcert_addin.reading.encrypted import is_encrypted, opened_records
from zcert_addin.reading.format import COMPOUND, Source, Workbook
from zcert_addin.reading.preflight import DAMAGED, Unreadable
from zcert_addin.reading.sheet import NO_NOTES, Notes, Sheet, as_grid, doubted, labelled, noticed
from zcert_templates import dictionary_sheet
from zcert_templates.own_sheets import is_own

_BARE: Final = (b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00")
"""The record with which a workbook begins that is in no compound file."""

UNREADABLE: Final = (
    *(xlrd.XLRDError, CompDocError, FormulaError, struct.error, AssertionError, AttributeError, IndexError, KeyError),
    *(NotImplementedError, OverflowError, TypeError, ValueError, ZeroDivisionError, RecursionError),
)
"""What xlrd raises for damaged files: it trusts what it reads."""


_HALF: Final = re.compile("[\ud800-\udfff]")


def _decoded(text: memoryview | bytes, encoding: str) -> str:
    """Decode a piece of the shared strings, also one that ends or begins in the middle of a surrogate pair.

    The strings go on from record to record (CONTINUE, MS-XLS 2.5.293), and nothing keeps a pair together; xlrd decodes
    each piece strictly.
    """
    return str(text, encoding, "surrogatepass")


xlrd.book.unicode = _decoded


def recognises(source: Source) -> bool:
    """Return whether it consists of BIFF records, in a compound file (BIFF5, BIFF8) or bare."""
    return source.data.startswith((COMPOUND, *_BARE))


def read(source: Source) -> Workbook:
    """Read all sheets, hidden ones too; raises Unreadable."""
    stream = _stream(source.data)
    if is_encrypted(stream):
        source = replace(source, data=opened_records(source.data))
        stream = _stream(source.data)
    doubtful = xls_chain.doubtful_sheets(stream)
    try:
        notes = xls_records.facts(stream)
    except UNREADABLE:
        notes = []
    workbook = _by_xlrd(source, [note for _, note in notes], doubtful)
    if workbook:
        return Workbook(tuple(with_differences(workbook.sheets, source.data)), workbook.dictionary)
    named = dict(notes)
    sheets, dictionary = calamine.read(source.data, dictionary=source.dictionary)
    grids = (as_grid(sheet, named.get(sheet.name, NO_NOTES)) for sheet in sheets)
    return Workbook(tuple(alone(_doubted(grid, any(doubtful)) for grid in grids)), dictionary)


def _stream(data: bytes) -> bytes:
    try:
        return xls_records.stream(data)
    except UNREADABLE:
        raise Unreadable(DAMAGED) from None


def _by_xlrd(source: Source, notes: Sequence[Notes], doubtful: Sequence[bool]) -> Workbook | None:
    """Read with xlrd; None when it cannot."""
    try:
        book = xlrd.open_workbook(file_contents=source.data, logfile=_Nowhere())
        grids = []
        dictionary: dict[str, str] = {}
        for at, sheet in enumerate(book.sheets()):
            if not is_own(sheet.name):
                grid = _grid(sheet, book.datemode, notes[at] if at < len(notes) else NO_NOTES)
                grids.append(_doubted(grid, at < len(doubtful) and doubtful[at]))
            elif source.dictionary and sheet.name == dictionary_sheet.SHEET:
                first = range(min(sheet.nrows, dictionary_sheet.LAST_FACT_ROW))
                dictionary = labelled(list(_cells(sheet, row, book.datemode)) for row in first)
    except xlrd.XLRDError as error:
        if "encrypted" in str(error):
            raise Unreadable(ENCRYPTED) from None
        return None
    except UNREADABLE:
        return None
    return Workbook(tuple(grids), dictionary)


def _doubted(grid: Grid, doubtful: bool) -> Grid:  # noqa: FBT001  a fact about the sheet, no switch
    return doubted(grid, "rows") if doubtful else grid


class _Nowhere:
    """Takes what xlrd prints, which can be a cell of the file."""

    def write(self, _text: str) -> None: ...

    def flush(self) -> None: ...


def _grid(sheet: xlrd.sheet.Sheet, datemode: int, notes: Notes) -> Grid:
    cells = [list(_cells(sheet, row, datemode)) for row in range(sheet.nrows)]
    doubts = _errors(sheet) | {(row, column): doubt for row, column, doubt in notes.doubts}
    noted = noticed(doubts, notes.hidden_rows, notes.merged, notes.formats)
    return as_grid(Sheet(sheet.name, cells, 1, 0, bool(sheet.visibility)), noted)


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
        elif kind == XL_CELL_DATE:
            yield _moment(value, datemode)
        else:
            yield _whole(value) if kind == XL_CELL_TEXT and _HALF.search(value) else value


def _whole(text: str) -> str:
    """Join the halves of characters that two records held; a half without its other becomes U+FFFD."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _moment(value: float, datemode: int) -> dt.datetime | float:
    """Return a date, and a number that no date has as the number."""
    try:
        return xldate_as_datetime(value, datemode)  # type: ignore[no-any-return]
    except (XLDateError, OverflowError, ValueError):
        return value
