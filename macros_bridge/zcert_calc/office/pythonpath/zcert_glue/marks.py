"""The hidden sheet that notes which cells are wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from zcert_glue import cells, sheets

_VALUES = 1 | 2 | 4 | 16  # CellFlags VALUE, DATETIME, STRING, FORMULA


@dataclass(frozen=True)
class Place:
    """Where a list of marks is: hidden sheet, what its name refers to, first column (0-based), columns."""

    home: str
    reference: str
    left: int
    width: int


def replace(document: Any, place: Place, rows: list[list[str]]) -> None:  # noqa: ANN401  UNO objects
    """Write rows of a formula and texts; nothing happens where a protected document or sheet does not allow it.

    It is no entry of the undo list: whoever takes back what a button wrote sees the same cells wrong as before.
    """
    document.UndoManager.lock()
    try:
        _replace(document, place, rows)
    finally:
        document.UndoManager.unlock()


def _replace(document: Any, place: Place, rows: list[list[str]]) -> None:  # noqa: ANN401
    home = sheets.find(document, place.home)
    if home is None:
        if document.isProtected() or not rows:
            return
        home = _added(document, place)
    if home.isProtected():
        return
    with cells.quiet(document):
        last = place.left + place.width - 1
        cursor = home.createCursor()
        cursor.gotoEndOfUsedArea(False)
        used = cursor.RangeAddress.EndRow
        home.getCellRangeByPosition(place.left, 0, last, used).clearContents(_VALUES)
        if rows:
            bottom = len(rows) - 1
            texts = home.getCellRangeByPosition(place.left + 1, 0, last, bottom)
            texts.setDataArray(tuple(tuple(row[1:]) for row in rows))
            formulas = home.getCellRangeByPosition(place.left, 0, place.left, bottom)
            formulas.setFormulaArray(tuple((row[0],) for row in rows))


def _added(document: Any, place: Place) -> Any:  # noqa: ANN401
    document.Sheets.insertNewByName(place.home, document.Sheets.Count)
    home = document.Sheets.getByName(place.home)
    home.IsVisible = False
    sheets.define(document, home, place.home, place.reference)
    return home
