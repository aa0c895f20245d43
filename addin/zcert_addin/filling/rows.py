"""Rows of texts and numbers as sheet XML.

The styles come from *pattern rows* of the template: rows of empty styled cells below the fixed rows, one for each look
of a row. They are removed, and the rows written take their styles.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from zcert_addin.filling.added_columns import AddedColumns
from zcert_addin.filling.shared_strings import SharedStrings
from zcert_templates.cell_ref import LAST_ROW, column_letters

_SHEET_DATA: Final = re.compile(r"<sheetData>(?P<rows>.*)</sheetData>", re.DOTALL)
_ROW: Final = re.compile(r'<row r="(?P<number>\d+)"(?P<attributes>[^>]*)>(?P<cells>.*?)</row>', re.DOTALL)
_STYLE: Final = re.compile(r'<c r="[A-Z]+\d+"(?: s="(?P<style>\d+)")?')
_HEIGHT: Final = re.compile(r' ht="[^"]*"| customHeight="1"')
_DIMENSION: Final = re.compile(r"<dimension [^>]*/>")
_IN_FRONT: Final = ' tabSelected="1"'
_CHUNK: Final = 500


class SheetFull(Exception):  # noqa: N818  named for what happened
    """More rows than a sheet holds."""


@dataclass(frozen=True, slots=True)
class SheetTemplate:
    """A sheet part split into what precedes the new rows, the pattern rows, and what follows.

    next_row: number of the first row to write, 1-based.
    patterns: row attributes and cell styles of each pattern row.
    """

    head: str
    tail: str
    next_row: int
    patterns: tuple[tuple[str, tuple[str, ...]], ...]

    @classmethod
    def parse(cls, part: str, first_pattern_row: int) -> "SheetTemplate":
        """Split a sheet part of a built template; rows from ``first_pattern_row`` (1-based) on are patterns."""
        match = _SHEET_DATA.search(part)
        if match is None:
            raise ValueError("the template's sheet has no rows")
        rows = list(_ROW.finditer(match["rows"]))
        fixed = "".join(row[0] for row in rows if int(row["number"]) < first_pattern_row)
        patterns = tuple(
            ("".join(_HEIGHT.findall(row["attributes"])), tuple(style or "0" for style in _STYLE.findall(row["cells"])))
            for row in rows
            if int(row["number"]) >= first_pattern_row
        )
        # A dimension that ends with the template's rows would hide the new ones from programs that trust it.
        head = _DIMENSION.sub("", part[: match.start()]) + "<sheetData>" + fixed
        return cls(head, "</sheetData>" + part[match.end() :], first_pattern_row, patterns)


class SheetRows:
    """Writer of one sheet's rows, from the template's first pattern row on.

    write: called with the XML in chunks, from the first row written on; ``head`` goes before it.
    added: the columns added at the right.
    """

    def __init__(self, template: SheetTemplate, strings: SharedStrings, write: Callable[[bytes], None]) -> None:
        self._template, self._strings, self._write = template, strings, write
        self._rows = [_row_format(*pattern) for pattern in template.patterns]
        self._heights: dict[tuple[int, int], list[str]] = {}
        self._in_background = False
        self._pieces: list[str] = []
        self.next_row = template.next_row
        self.added = AddedColumns(template.patterns[0][1])

    @property
    def is_empty(self) -> bool:
        """Whether no row was written."""
        return self.next_row == self._template.next_row

    def has_room(self, rows: int) -> bool:
        """Return whether this many more rows fit into the sheet."""
        return self.next_row + rows <= LAST_ROW + 1

    def append(self, cells: Sequence[str | int], pattern: int = 0, height_pt: int | None = None) -> int:
        """Write a row of as many cells as its pattern and return its number (1-based); SheetFull when none is left.

        height_pt: taller or lower than the pattern.
        """
        strings = self._strings
        tails = [strings[cell] if isinstance(cell, str) else f"><v>{cell}</v></c>" for cell in cells]
        return self._append(tuple(tails), self._rows[pattern] if height_pt is None else self._high(pattern, height_pt))

    def _high(self, pattern: int, height_pt: int) -> list[str]:
        """Return the pattern with another height."""
        if (pattern, height_pt) not in self._heights:
            _, styles = self._template.patterns[pattern]
            self._heights[pattern, height_pt] = _row_format(f' ht="{height_pt}" customHeight="1"', styles)
        return self._heights[pattern, height_pt]

    def leave_in_background(self) -> None:
        """Let the workbook open on another sheet than this one."""
        self._in_background = True

    @property
    def has_other_head(self) -> bool:
        """Whether what precedes the rows is not that of the template."""
        return self._in_background or bool(self.added)

    def extend(self, columns: Iterable[Iterable[str]]) -> None:
        """Write rows of texts in the first pattern, passed as columns so that a column's look-ups run in one go."""
        tail = self._strings.__getitem__
        for tails in zip(*(map(tail, column) for column in columns), strict=True):
            self._append(tails, self._rows[0])

    def extend_beside(self, columns: Iterable[Iterable[str]], added: Mapping[int, Sequence[str]]) -> None:
        """Write rows as ``extend`` does, with the texts of added columns by position; empty ones make no cell."""
        tail, places = self._strings.__getitem__, sorted(added)
        rows = zip(*(map(tail, column) for column in columns), strict=True)
        for tails, beside in zip(rows, zip(*(added[at] for at in places), strict=True), strict=True):
            cells = [(at, tail(text)) for at, text in zip(places, beside, strict=True) if text]
            self._append(tails, self._rows[0], cells)

    def _append(self, tails: tuple[str, ...], pattern: list[str], beside: Sequence[tuple[int, str]] = ()) -> int:
        number = self.next_row
        if number > LAST_ROW:
            raise SheetFull
        row = str(number).join(pattern) % tails
        self._pieces.append(self.added.extend_row(row, number, beside) if beside else row)
        self.next_row = number + 1
        if len(self._pieces) >= _CHUNK:
            self._flush()
        return number

    def _flush(self) -> None:
        self._write("".join(self._pieces).encode())
        self._pieces.clear()

    def finish(self) -> None:
        """Write what follows the rows."""
        self._flush()
        tail = self._template.tail
        self._write((self.added.tail(tail) if self.added else tail).encode())

    def head(self) -> bytes:
        """Return what precedes the rows, with the captions of the columns added until now."""
        head = self._template.head.replace(_IN_FRONT, "") if self._in_background else self._template.head
        return (self.added.head(head, self._strings.__getitem__) if self.added else head).encode()


def _row_format(attributes: str, styles: Sequence[str]) -> list[str]:
    """Return a row split where its number goes, with ``%s`` for the end of each cell."""
    cells = "".join(f'<c r="{column_letters(at)}@" s="{style}"%s' for at, style in enumerate(styles))
    return f'<row r="@"{attributes}>{cells}</row>'.split("@")
