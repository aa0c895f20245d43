"""One sheet as a program read it, and what its values do not tell: together they make a grid."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from zcert.fitting import Grid
from zcert.table import SHOWN, Area, Doubt, ReadingNotes, SheetDoubt
from zcert.values.text import Cell
from zcert_templates import dictionary_sheet


class Sheet(NamedTuple):
    """One worksheet; top is the row number of its first row, 1-based, left the column of its first cell, 0-based."""

    name: str
    cells: Sequence[Sequence[Cell]]
    top: int
    left: int
    hidden: bool


Notes = ReadingNotes[int]
NO_NOTES: Final[Notes] = ReadingNotes()


def noticed(
    doubts: Mapping[tuple[int, int], Doubt],
    hidden_rows: Iterable[int] = (),
    merged: Iterable[Area] = (),
    formats: Iterable[tuple[int, int, str]] = (),
) -> Notes:
    """Return notes of doubtful cells, by row (1-based) and column (0-based), and of hidden rows (1-based).

    merged, formats: as of ReadingNotes.
    """
    placed = tuple((row, column, doubt) for (row, column), doubt in doubts.items())
    return ReadingNotes(placed, frozenset(hidden_rows), merged=tuple(merged), formats=tuple(formats))


def as_grid(sheet: Sheet, notes: Notes) -> Grid:
    """Return the sheet with what its values do not tell, and nothing in its doubtful cells."""
    cells = _without(notes.doubts, sheet) if notes.doubts else sheet.cells
    return Grid(sheet.name, cells, sheet.top, sheet.left, replace(notes, hidden=sheet.hidden))


def doubted(grid: Grid, doubt: SheetDoubt) -> Grid:
    """Return the sheet with one more reason not to trust it as it was read."""
    return replace(grid, notes=replace(grid.notes, sheet_doubts=(*grid.notes.sheet_doubts, doubt)))


def labelled(rows: Iterable[Sequence[Cell]]) -> dict[str, str]:
    """Return the labelled facts among rows of the dictionary sheet: label and value side by side."""
    return {str(row[0]): str(row[1]) for row in rows if len(row) > 1 and dictionary_sheet.is_fact(row[0])}


def _without(doubts: Iterable[tuple[int, int, Doubt]], sheet: Sheet) -> list[list[Cell]]:
    """Return the cells with nothing in the doubtful ones: an error can be read as its name or as 0."""
    cells = [list(row) for row in sheet.cells]
    for row, column, doubt in doubts:
        if doubt not in SHOWN and 0 <= row - sheet.top < len(cells) and 0 <= column - sheet.left < len(cells[0]):
            cells[row - sheet.top][column - sheet.left] = ""
    return cells
