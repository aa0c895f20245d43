"""A worksheet in the plainest words, in the one way in which python-calamine reads it for certain.

Rows and cells get their numbers. Cells and rows without any value are left out, so that heights and formats far away
do not count for the size of the sheet; texts of blanks neither, below the last row with a value and beside the last
column with one (SpreadsheetML, ECMA-376-1, 18.3.1.73, row).
"""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from zcert_addin.reading.canonical_cell import Cell, Written
from zcert_addin.reading.plain_xml import XML_SPACE, PlainWriter, tag
from zcert_addin.reading.preflight import BROKEN_INSIDE, OFF_GRID, Unreadable
from zcert_templates.cell_ref import column_index

_REFERENCE: Final = re.compile(r"\$?([A-Za-z]+)\$?([0-9]{1,9})")
_INTEGER: Final = re.compile(r"[0-9]{1,9}")
_HIDDEN: Final = frozenset({"1", "true"})
_TAKEN: Final = frozenset({"v", "f", "t"})


class _Rows:
    """Rows written again, and how far the values reach."""

    def __init__(self) -> None:
        self._rows: list[tuple[str, str, list[Written]]] = []  # tag, cells, blanks behind the last value
        self._filled, self._column = 0, -1
        self._read = 0

    def add(self, number: int, *, hidden: bool, cells: Sequence[Written]) -> None:
        last = max((at for at, cell in enumerate(cells, 1) if not cell.blank), default=0)
        if not cells:
            return
        attributes = {"r": str(number)} | ({"hidden": "1"} if hidden else {})
        self._rows.append((f"{tag('row', attributes)}>", "".join(cell.xml for cell in cells[:last]), [*cells[last:]]))
        self._read += sum(cell.read for cell in cells[:last])
        if last:
            self._filled = len(self._rows)
            self._column = max(self._column, *(cell.column for cell in cells[:last]))

    def finished(self) -> tuple[str, int]:
        """Return the rows, and how many cells with a value there are in them."""
        written = []
        for start, cells, blanks in self._rows[: self._filled]:
            near = [cell.xml for cell in blanks if cell.column <= self._column]
            self._read += len(near)
            written.append(f"{start}{cells}{''.join(near)}</row>")
        return "".join(written), self._read


class CanonicalSheet(PlainWriter):
    """A worksheet, written again; raises Unreadable for places that mean nothing.

    values: how many cells with a value python-calamine must find in it, known at the end.
    """

    def __init__(self, strings: Sequence[str]) -> None:
        super().__init__()
        self.values = 0
        self._strings = strings
        self._rows: _Rows | None = None
        self._number, self._hidden = 0, False
        self._cells: list[Written] = []
        self._cell: Cell | None = None
        self._column = -1
        self._taken: list[str] | None = None
        self._tag: Mapping[str, str] = {}
        self._hints = self._extension = 0

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take the beginning of an element."""
        if self._rows is None:
            super().start(name, attributes)
            self._rows = _Rows() if name == "sheetData" else None
        elif self._extension or name == "extLst":
            self._extension += 1
        elif name == "row":
            self._begin_row(attributes)
        elif name == "c":
            self._begin_cell(attributes)
        elif name == "rPh":
            self._hints += 1
        elif name in _TAKEN:
            self._taken, self._tag = [], attributes

    def end(self, name: str) -> None:
        """Take the end of an element."""
        if self._rows is None:
            super().end(name)
        elif self._extension:
            self._extension -= 1
        elif name == "sheetData":
            rows, self.values = self._rows.finished()
            self.pieces.append(rows)
            self._rows = None
            super().end(name)
        elif name == "row":
            self._rows.add(self._number, hidden=self._hidden, cells=self._cells)
        elif name == "c":
            self._end_cell()
        elif name == "rPh":
            self._hints -= 1
        elif name in _TAKEN:
            self._take(name, "".join(self._taken or ()))
            self._taken = None

    def characters(self, characters: str) -> None:
        """Take text, among the rows only that of values."""
        if self._rows is None:
            super().characters(characters)
        elif self._taken is not None:
            self._taken.append(characters)

    def _begin_row(self, attributes: Mapping[str, str]) -> None:
        number = attributes.get("r", "").strip()
        if number and not _INTEGER.fullmatch(number):
            raise Unreadable(BROKEN_INSIDE)
        self._number = int(number) if number else self._number + 1
        self._hidden = attributes.get("hidden", "").strip() in _HIDDEN
        self._column, self._cells = -1, []

    def _begin_cell(self, attributes: Mapping[str, str]) -> None:
        row, self._column = self._number, self._column + 1
        if reference := attributes.get("r", "").strip():
            place = _REFERENCE.fullmatch(reference)
            if place is None:
                raise Unreadable(BROKEN_INSIDE)
            row, self._column = int(place[2]), _column(place[1].upper())
        self._cell = Cell(row, self._column, attributes)

    def _take(self, name: str, content: str) -> None:
        cell = self._cell
        if cell is None:
            return
        if name == "f":
            cell.formula = self._tag, content
        elif name == "v":
            cell.value = content
        elif not self._hints:
            kept = content if self._tag.get(XML_SPACE) == "preserve" else content.strip(" \t\r\n")
            cell.inline = (cell.inline or "") + kept

    def _end_cell(self) -> None:
        cell = self._cell.written(self._strings) if self._cell else None
        self._cell = None
        if cell:
            self._cells.append(cell)


def _column(letters: str) -> int:
    try:
        return column_index(letters)
    except ValueError:
        raise Unreadable(OFF_GRID) from None
