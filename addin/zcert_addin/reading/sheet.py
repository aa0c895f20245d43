"""One sheet as a program read it, and what its values do not tell: together they make a grid."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from zcert.fitting import Grid
from zcert.table import Doubt
from zcert.values.text import Cell


class Sheet(NamedTuple):
    """One worksheet; top is the row number of its first row, 1-based, left the column of its first cell, 0-based."""

    name: str
    cells: Sequence[Sequence[Cell]]
    top: int
    left: int
    hidden: bool


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """What the values of a sheet do not tell.

    doubts:      cells of which nothing was read, by row (1-based) and column (0-based).
    hidden_rows: their numbers, 1-based.
    """

    doubts: Mapping[tuple[int, int], Doubt]
    hidden_rows: frozenset[int]


NO_FACTS: Final = SheetFacts({}, frozenset())


def with_facts(sheet: Sheet, facts: SheetFacts) -> Grid:
    """Give the sheet with what its values do not tell."""
    cells = _without(facts.doubts, sheet) if facts.doubts else sheet.cells
    return Grid(sheet.name, cells, sheet.top, sheet.left, sheet.hidden, facts.doubts, facts.hidden_rows)


def _without(doubts: Iterable[tuple[int, int]], sheet: Sheet) -> list[list[Cell]]:
    """Give the cells with nothing in the doubtful ones: an error can be read as its name or as 0."""
    cells = [list(row) for row in sheet.cells]
    for row, column in doubts:
        if 0 <= row - sheet.top < len(cells) and 0 <= column - sheet.left < len(cells[0]):
            cells[row - sheet.top][column - sheet.left] = ""
    return cells
