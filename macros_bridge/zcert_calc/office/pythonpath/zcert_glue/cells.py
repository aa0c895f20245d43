"""Cells of the active sheet, read and written in blocks."""

from __future__ import annotations

from contextlib import contextmanager
from typing import Any, Iterator

import uno
from com.sun.star.lang import Locale
from com.sun.star.util import NumberFormat

from zcert_glue import Problem, undo

READ_ONLY = "工作簿是以只读方式打开的，不能写入，请先点“编辑文档”或另存后重试"
PROTECTED = "工作表“{}”受保护，不能写入，请先在“工具”中取消保护工作表"
MERGED = "工作表“{}”的第{}列第{}行至第{}行有合并的单元格，不能写入，请先取消合并"
TOO_LARGE = "工作表“{}”的内容一直用到第{}行，请删除数据下方的空行，保存后重试"

_TEXT = "@"
_MAX_CELLS = 8_000_000
_BETWEEN = "\t"


def read(document: Any, sheet: Any) -> dict[str, Any]:  # noqa: ANN401  UNO objects have no types
    """Read the used cells, and which are errors, dates or booleans; a row is a list, or its texts joined by tabs.

    Errors are None and empty cells empty texts. ``top`` is 1-based, ``left`` 0-based; errors and marked cells are given
    as row and column of the block, both 0-based.
    """
    cursor = sheet.createCursor()
    cursor.gotoStartOfUsedArea(False)
    cursor.gotoEndOfUsedArea(True)
    address = cursor.RangeAddress
    if (address.EndRow - address.StartRow + 1) * (address.EndColumn - address.StartColumn + 1) > _MAX_CELLS:
        raise Problem(TOO_LARGE.format(sheet.Name, address.EndRow + 1))
    rows = cursor.getDataArray()
    zero = document.NullDate
    sent = list(map(_joined, rows))
    # Most rows hold only texts and need no second look.
    odd = {at: row for at, row in enumerate(sent) if not isinstance(row, str)}
    return {
        "name": sheet.Name,
        "top": address.StartRow + 1,
        "left": address.StartColumn,
        "cells": sent,
        "errors": [(at, column) for at, row in odd.items() for column, cell in enumerate(row) if cell is None],
        "marked": list(_marked(document, cursor, odd, address)),
        "zero": [zero.Year, zero.Month, zero.Day],
    }


def _joined(row: tuple[Any, ...]) -> Any:  # noqa: ANN401
    """Join a row of texts, which is sent and parsed several times faster; return any other row as it is."""
    try:
        text = _BETWEEN.join(row)
    except TypeError:
        return row
    return text if text.count(_BETWEEN) == len(row) - 1 else row


def _marked(document: Any, area: Any, rows: dict[int, Any], address: Any) -> Iterator[tuple[str, int, int]]:  # noqa: ANN401
    """Yield kind, row and column (both 0-based in the area) of each number shown as a date or boolean."""
    with_numbers = {column for row in rows.values() for column, value in enumerate(row) if type(value) is float}
    formats = document.NumberFormats
    for column in sorted(with_numbers):
        strip = area.getCellRangeByPosition(column, 0, column, max(rows))
        for cells in strip.getUniqueCellFormatRanges():
            kind = formats.getByKey(cells.NumberFormat).Type
            word = "day" if kind & NumberFormat.DATE else "truth" if kind & NumberFormat.LOGICAL else ""
            for part in cells.getRangeAddresses() if word else ():
                for at in range(part.StartRow - address.StartRow, part.EndRow - address.StartRow + 1):
                    if at in rows and type(rows[at][column]) is float:
                        yield word, at, column


def guard(document: Any, sheet: Any) -> None:  # noqa: ANN401
    """Raise Problem when the document is read-only or the sheet protected."""
    if document.isReadonly():
        raise Problem(READ_ONLY)
    if sheet.isProtected():
        raise Problem(PROTECTED.format(sheet.Name))


def write(document: Any, sheet: Any, runs: list[tuple[int, int, list[str]]]) -> None:  # noqa: ANN401
    """Write each run of texts down a column (0-based) from a row (1-based) on; raises Problem before any is written."""
    guard(document, sheet)
    for column, first, last in _reaches(runs):
        _guard_merged(sheet, sheet.getCellRangeByPosition(column, first - 1, column, last - 1))
    with quiet(document):
        for column, first, texts in runs:
            area = sheet.getCellRangeByPosition(column, first - 1, column, first + len(texts) - 2)
            put(document, area, [[text] for text in texts])


def _reaches(runs: list[tuple[int, int, list[str]]]) -> Iterator[tuple[int, int, int]]:
    for column in sorted({run[0] for run in runs}):
        own = [run for run in runs if run[0] == column]
        yield column, min(first for _, first, _ in own), max(first + len(texts) - 1 for _, first, texts in own)


def _guard_merged(sheet: Any, area: Any) -> None:  # noqa: ANN401
    cursor = sheet.createCursorByRange(area)
    cursor.collapseToMergedArea()
    own, reached = area.RangeAddress, cursor.RangeAddress
    if area.getIsMerged() or own != reached:
        raise Problem(MERGED.format(sheet.Name, own.StartColumn + 1, own.StartRow + 1, own.EndRow + 1))


def put(document: Any, area: Any, rows: list[list[Any]]) -> None:  # noqa: ANN401
    """Write rows into an area of the same shape: texts as texts, numbers as numbers."""
    if all(isinstance(cell, str) for cell in rows[0]):
        # As text, so that a cell edited by hand later keeps its leading zeros.
        set_format(document, area, _TEXT)
    undo.remember_empty(document, area)
    area.setDataArray(tuple(map(tuple, rows)))


def set_format(document: Any, area: Any, code: str) -> None:  # noqa: ANN401
    """Set the number format of an area."""
    formats, locale = document.NumberFormats, Locale()
    key = formats.queryKey(code, locale, False)
    key = formats.addNew(code, locale) if key == -1 else key
    if area.NumberFormat != key:
        area.NumberFormat = key


@contextmanager
def quiet(document: Any) -> Iterator[None]:  # noqa: ANN401
    """Defer redrawing and row heights, which take half a minute for 100,000 rows."""
    adjusts = document.IsAdjustHeightEnabled
    document.IsAdjustHeightEnabled = False
    document.lockControllers()
    try:
        yield
    finally:
        document.unlockControllers()
        document.IsAdjustHeightEnabled = adjusts


def parsed(document: Any, reference: str) -> Any:  # noqa: ANN401
    """Return the tokens of a reference in Excel's A1 notation."""
    parser = document.createInstance("com.sun.star.sheet.FormulaParser")
    parser.FormulaConvention = uno.getConstantByName("com.sun.star.sheet.AddressConvention.XL_A1")
    parser.CompileEnglish = True
    address = uno.createUnoStruct("com.sun.star.table.CellAddress")
    return parser.parseFormula(reference, address)
