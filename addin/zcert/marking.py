"""Which cells are wrong, and as long as what is in them?

A mark says that a cell is wrong while it and the cells beside it from which that follows hold what was checked, so
changing any of them takes the mark away. A mark can outlive a moved row, but what it says stays true: the same texts
in the same columns are wrong in every row.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from zcert.codes import severity
from zcert.finding import Finding
from zcert.form import Kind
from zcert.rules import sex
from zcert.table import Table
from zcert.values.text import EXACT_DIGITS

NO_TEXT: Final = None
"""In place of a text: an error, or a number that has lost digits; it is right to change it into any text."""


@dataclass(frozen=True, slots=True)
class Content:
    """What a cell held when it was checked.

    row:    1-based, as printed on the sheet.
    column: header of the column.
    text:   its text, or ``NO_TEXT``.
    """

    row: int
    column: str
    text: str | None


@dataclass(frozen=True, slots=True)
class Mark:
    """A wrong cell and, besides it, the cells on which that depends."""

    cell: Content
    others: tuple[Content, ...] = ()


def marks(table: Table, findings: Iterable[Finding]) -> list[Mark]:
    """Return one mark per cell with an error, by row and column of the form; of two that with fewer other cells.

    Result columns have red of their own.
    """
    form, found = table.form, dict[tuple[int, int], Mark]()
    wanted = form.header_set - {column.header for _, column in form.of_kind(Kind.RESULT)}
    contents = _Contents(table)
    for finding in findings:
        if severity(finding.code) != "error" or finding.row not in contents.places:
            continue
        for mark in _marks(finding, contents):
            place = mark.cell.row, form.index.get(mark.cell.column, -1)
            before = found.get(place)
            if mark.cell.column in wanted and (before is None or len(mark.others) < len(before.others)):
                found[place] = mark
    return [found[place] for place in sorted(found)]


def _marks(finding: Finding, contents: "_Contents") -> Iterator[Mark]:
    """Mark the cell of a finding; where sex and number contradict each other, either may be the wrong one."""
    cells = [(finding.row or 0, finding.column), *finding.others]
    for place in cells if finding.code in sex.CODES else cells[:1]:
        yield Mark(contents.at(place), tuple(contents.at(other) for other in cells if other != place))


class _Contents:
    """The contents of a table's cells by row number and header."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self.places = {number: at for at, number in enumerate(table.numbers)}
        self._errors = {(row, header) for row, header, doubt in table.notes.doubts if doubt == "error"}

    def at(self, place: tuple[int, str]) -> Content:
        """Return what is in a cell, given by row number (1-based) and header."""
        row, header = place
        at, column = self.places[row], self._table.form.index.get(header)
        text = "" if column is None else self._table.rows[at][column]
        lost = header == self._table.form.key and at in self._table.stored_as_number and not _is_exact(text)
        return Content(row, header, NO_TEXT if lost or place in self._errors else text)


def _is_exact(text: str) -> bool:
    return text.isdigit() and len(text) <= EXACT_DIGITS
