"""What must one know of a sheet's XML, in bytes, to change some of its cells and nothing else?"""

import re
from dataclasses import dataclass, field
from typing import Final

from zcert_templates.cell_ref import Range

_TAG: Final = re.compile(rb"<[^\"'>]*(?:\"[^\"]*\"[^\"'>]*|'[^']*'[^\"'>]*)*>")


@dataclass(frozen=True, slots=True)
class Tag:
    """The bytes ``start`` to ``end`` of a start tag; a place where something is missing has an empty one."""

    start: int
    end: int
    empty: bool = False

    @property
    def missing(self) -> bool:
        """Tell whether nothing is there yet."""
        return self.start == self.end


@dataclass(frozen=True, slots=True)
class CellPlace:
    """The bytes ``start`` to ``end`` of a cell that is there, or where it would go (``start == end``).

    column: 0-based.
    style:  index of the cell format, decimal; None without one.
    """

    column: int
    start: int
    end: int
    style: str | None = None

    @property
    def missing(self) -> bool:
        """Tell whether the cell is not there yet."""
        return self.start == self.end


@dataclass(frozen=True, slots=True)
class RowPlace:
    """A row, 1-based, with the places of its wanted cells in order; an empty or missing row has them behind its tag."""

    number: int
    tag: Tag
    style: str | None
    cells: list[CellPlace]


@dataclass(slots=True)
class Layout:
    """What a scan has found.

    data:      the start tag of sheetData; the rows of an empty one go behind it. None when there is none.
    dimension: the start tag of dimension; None without one.
    columns:   first and last column, 0-based, and style of every column that has one.
    rows:      the wanted rows in order, present or not.
    merged:    merged ranges.
    arrays:    ranges of array formulas and data tables.
    """

    data: Tag | None = None
    dimension: Tag | None = None
    columns: list[tuple[int, int, str]] = field(default_factory=list)
    rows: list[RowPlace] = field(default_factory=list)
    merged: list[Range] = field(default_factory=list)
    arrays: list[Range] = field(default_factory=list)

    def column_style(self, column: int) -> str | None:
        """Return the format that a new cell of a column takes."""
        return next((style for first, last, style in self.columns if first <= column <= last), None)


def tag_at(xml: bytes, start: int) -> Tag:
    """Return the start tag that begins there; ValueError when none does."""
    match = _TAG.match(xml, start)
    if match is None:
        raise ValueError(f"no tag at byte {start}")
    return Tag(start, match.end(), empty=xml.endswith(b"/>", start, match.end()))
