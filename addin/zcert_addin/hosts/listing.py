"""How is a list laid out on a sheet: a title if it has one, headers, lines, and a column of links?"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from zcert_addin.hosts.protocol import JUMP, Line
from zcert_templates.cell_ref import jump_formula

LINK_COLOUR: Final = "#0563C1"
HEADER_FILL: Final = "#DCE6F1"

_NARROWEST, _WIDEST = 6, 60
_FILTER_ARROW: Final = 3
"""In characters: what the button of the filter covers of a header."""
_WIDTHS_OF: Final = 2000
"""Lines that are measured: wrapped texts are seen whole in narrow columns too."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A list as cells.

    rows:   texts from A1 on, all of the same length, title and headers included.
    links:  formulas for the column behind, one per row, ``JUMP`` as their header; empty when no line leads anywhere.
    header_row: 1-based.
    widths: of all columns, that of the links included, in characters of half width.
    """

    rows: list[list[str]]
    links: list[str]
    header_row: int
    widths: list[int]

    @property
    def width(self) -> int:
        """Columns, without that of the links."""
        return len(self.rows[0])


def listing(headers: Sequence[str], lines: Sequence[Line], title: str, separator: str) -> Listing:
    """Lay out a list; separator: the sign between the arguments of a function."""
    width = max([len(headers), *(len(line.cells) for line in lines)])
    heads = [[title], list(headers)] if title else [list(headers)]
    rows = [[*cells, *[""] * (width - len(cells))] for cells in (*heads, *(line.cells for line in lines))]
    links: list[str] = []
    if any(line.place for line in lines):
        links = [*[""] * (len(heads) - 1), JUMP, *(jump_formula(line.place, separator) for line in lines)]
    measured = [rows[len(heads) - 1], *rows[len(heads) :][:_WIDTHS_OF]]
    widths = [_width([row[at] for row in measured]) for at in range(width)]
    return Listing(rows, links, len(heads), widths + [_width([JUMP, "第10000行"])] * bool(links))


def _width(texts: Sequence[str]) -> int:
    header, *cells = map(_characters, texts)
    return min(max(_NARROWEST, header + _FILTER_ARROW, *(cell + 1 for cell in cells), 0), _WIDEST)


def _characters(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(one) in "WFA" else 1 for one in text)
