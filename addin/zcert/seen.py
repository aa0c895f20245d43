"""What does a sheet show that its cells do not hold, and what do they hold that it does not show?

A merged area shows its first cell only; a number format can show another text than it is given; a picture inside a
cell is kept as a formula (WPS: ``=DISPIMG("ID_…",1)``), which nobody sees either.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import product
from typing import Final

from zcert.table import Area, Covered, Doubt, ReadingNotes
from zcert.values.number_format import shows_otherwise
from zcert.values.text import Cell, cell_text

Cells = Sequence[Sequence[Cell]]

_PICTURE: Final = "DISPIMG("
_IS_PICTURE: Final = re.compile(r"\s*[=@]*(?:_xlfn\.)?DISPIMG\(")


def as_seen(cells: Cells, top: int, left: int, notes: ReadingNotes[int]) -> tuple[Cells, ReadingNotes[int]]:
    """Return the cells without what nobody sees, and the notes with every cell that shows another text than it holds.

    top: row number of the first row, 1-based; left: column of the first cell, 0-based.
    """
    doubts: dict[tuple[int, int], Doubt] = dict.fromkeys(_pictures(cells, top, left), "picture")
    cells = _without(doubts, cells, top, left)
    covered = list(_covered(cells, top, left, notes.merged))
    cells = _without(((cell.row, cell.column) for cell in covered if cell.hides), cells, top, left)
    doubts |= _shown(cells, top, left, notes.formats)
    if not doubts and not covered:
        return cells, notes
    added = tuple((row, column, doubt) for (row, column), doubt in doubts.items())
    return cells, replace(notes, doubts=notes.doubts + added, covered=tuple(covered))


def _pictures(cells: Cells, top: int, left: int) -> Iterator[tuple[int, int]]:
    for number, row in enumerate(cells, top):
        try:
            # One look at a whole row: nearly none has a picture.
            joined = "".join(row)  # type: ignore[arg-type]
        except TypeError:
            joined = "".join([cell for cell in row if isinstance(cell, str)])
        if _PICTURE in joined:
            for column, cell in enumerate(row, left):
                if isinstance(cell, str) and _IS_PICTURE.match(cell):
                    yield number, column


def _covered(cells: Cells, top: int, left: int, areas: Iterable[Area]) -> Iterator[Covered[int]]:
    """Yield each covered cell that shows or hides a text, in rows that hold any."""
    width = max(map(len, cells[:1]), default=0)
    # Areas never overlap; those of a forged file are looked at once over, not more.
    room = len(cells) * width
    for area in areas:
        rows = range(max(area.top, top), min(area.bottom + 1, top + len(cells)))
        columns = range(max(area.left, left), min(area.right + 1, left + width))
        room -= len(rows) * len(columns)
        if room < 0:
            return
        first = _text_at(cells, area.top - top, area.left - left).strip()
        for row, column in product((row for row in rows if any(cells[row - top])), columns):
            own = _text_at(cells, row - top, column - left).strip()
            # What was copied under the area is what it shows.
            if own != first and (row, column) != (area.top, area.left):
                yield Covered(row, column, area.top, area.left, seen=bool(first), hides=bool(own))


def _text_at(cells: Cells, row: int, column: int) -> str:
    return cell_text(cells[row][column]) if 0 <= row < len(cells) and 0 <= column < len(cells[row]) else ""


def _shown(cells: Cells, top: int, left: int, formats: Iterable[tuple[int, int, str]]) -> dict[tuple[int, int], Doubt]:
    found: dict[tuple[int, int], Doubt] = {}
    for number, column, code in formats:
        row, at = number - top, column - left
        if 0 <= row < len(cells) and 0 <= at < len(cells[row]) and shows_otherwise(code, value := cells[row][at]):
            found[number, column] = "shown-text" if isinstance(value, str) else "shown"
    return found


def _without(places: Iterable[tuple[int, int]], cells: Cells, top: int, left: int) -> Cells:
    """Return the cells with nothing at these places."""
    places = list(places)
    if not places:
        return cells
    copy = [list(row) for row in cells]
    for row, column in places:
        copy[row - top][column - left] = ""
    return copy
