"""What must be known of a sheet's XML to change some of its cells and no other byte?"""

import re
from dataclasses import dataclass, field
from typing import Final

from zcert_templates.cell_ref import Range

_TAG: Final = re.compile(rb"<[^\"'>]*(?:\"[^\"]*\"[^\"'>]*|'[^']*'[^\"'>]*)*>")


@dataclass(frozen=True, slots=True)
class Tag:
    """The bytes ``start`` to ``end`` of a start tag; ``start == end`` where the element is missing."""

    start: int
    end: int
    empty: bool = False

    @property
    def missing(self) -> bool:
        """Whether the element is missing."""
        return self.start == self.end


@dataclass(frozen=True, slots=True)
class CellPlace:
    """The bytes ``start`` to ``end`` of a cell; ``start == end`` where a missing one would go.

    column: 0-based.
    style:  index of the cell format, decimal; None without one.
    """

    column: int
    start: int
    end: int
    style: str | None = None

    @property
    def missing(self) -> bool:
        """Whether the cell is missing."""
        return self.start == self.end


@dataclass(frozen=True, slots=True)
class RowPlace:
    """A row (1-based) and its wanted cells in order; those of an empty or missing row follow its tag."""

    number: int
    tag: Tag
    style: str | None
    cells: list[CellPlace]


@dataclass(slots=True)
class Layout:
    """Result of a scan.

    data:      start tag of sheetData, after which the rows of an empty one go; None without one.
    dimension: start tag of dimension; None without one.
    columns:   first and last column (0-based) and style of every styled range of columns.
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
        """Return the style of a new cell in a column (0-based); None without one."""
        return next((style for first, last, style in self.columns if first <= column <= last), None)


def tag_at(xml: bytes, start: int) -> Tag:
    """Return the start tag at byte ``start``; ValueError when there is none."""
    match = _TAG.match(xml, start)
    if match is None:
        raise ValueError(f"no tag at byte {start}")
    return Tag(start, match.end(), empty=xml.endswith(b"/>", start, match.end()))
