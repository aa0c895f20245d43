"""Do two programs read the same in a workbook of the format before 2007?

xlrd wins, because python-calamine returns wrong cells for some files (its issue 161). Where they differ, the cell
is named, so that a person looks at the original: also a cell, row or sheet that only one of them sees, and a file
that only one of them reads, because what it lost in reading nobody notices.
"""

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import Final

from zcert.fitting import Grid
from zcert.table import Doubt, SheetDoubt
from zcert.values.text import Cell
from zcert_addin.reading.calamine import read_sheets
from zcert_addin.reading.preflight import Unreadable
from zcert_addin.reading.sheet import Sheet, doubted

_DIFFERS: Final[Doubt] = "differs"
_ALONE: Final[SheetDoubt] = "alone"
_LOST: Final = "\ufffd"
_RARE: Final = re.compile("[\ufffd\U00010000-\U0010ffff]")
"""What python-calamine loses where the two halves of a character of the file stand in two records."""
_TOLERANCE: Final = 1e-12
"""Relative difference up to which two readings of one number agree."""


def with_differences(grids: Sequence[Grid], data: bytes) -> Sequence[Grid]:
    """Return the sheets that xlrd read with a doubt about each cell that python-calamine reads otherwise."""
    try:
        sheets = read_sheets(data)
    except Unreadable:
        return alone(grids)
    # Not by name: before 97 it is written in an encoding of which only xlrd knows.
    if len(sheets) != len(grids):
        return alone(grids)
    return [_with_differences(grid, sheet) for grid, sheet in zip(grids, sheets, strict=True)]


def alone(grids: Iterable[Grid]) -> Sequence[Grid]:
    """Return the sheets of a file that only one program reads with a doubt that says so."""
    return [doubted(grid, _ALONE) for grid in grids]


def _with_differences(grid: Grid, sheet: Sheet) -> Grid:
    if not grid.cells:
        grid = replace(grid, cells=sheet.cells, top=sheet.top, left=sheet.left)
        places = [
            (row, column)
            for row, cells in enumerate(sheet.cells, sheet.top)
            for column, cell in enumerate(cells, sheet.left)
            if cell != ""
        ]
    else:
        places = list(_differing(grid.cells, sheet))
    known = {(row, column) for row, column, _ in grid.notes.doubts}
    differing = tuple((row, column, _DIFFERS) for row, column in places if (row, column) not in known)
    return replace(grid, notes=replace(grid.notes, doubts=differing + grid.notes.doubts)) if differing else grid


def _differing(cells: Sequence[Sequence[Cell]], sheet: Sheet) -> Iterator[tuple[int, int]]:
    above: list[Sequence[Cell]] = [()] * (sheet.top - 1)
    before = [""] * sheet.left
    for row, (one, other) in enumerate(zip_longest(cells, [*above, *sheet.cells], fillvalue=()), 1):
        second = [*before, *other] if other else ()
        if one != second:
            for column, (cell, again) in enumerate(zip_longest(one, second, fillvalue="")):
                if cell != again and _differ(cell, again):
                    yield row, column


def _differ(one: Cell, other: Cell) -> bool:
    """Return whether values differ in more than notation: only some programs tell dates from numbers or keep blanks."""
    if isinstance(one, str) and isinstance(other, str):
        if _LOST in other and _LOST not in one:
            one, other = _RARE.sub("", one), _RARE.sub("", other)
        return one.split() != other.split()
    if isinstance(one, int | float) and isinstance(other, int | float):
        return not math.isclose(one, other, rel_tol=_TOLERANCE)
    return isinstance(one, str) or isinstance(other, str)
