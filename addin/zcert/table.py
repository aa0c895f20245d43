"""The rows of one sheet, already in the order of a form's columns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from zcert.form import Form
from zcert.roles import Role

Doubt = Literal["error", "formula", "differs"]
"""Why a cell is not to be trusted as it was read.

``error``:   it shows an error; nothing was read.
``formula``: its formula was never calculated; nothing was read.
``differs``: two programs read different things; one of them was taken.
"""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a row was first filled in, as a summary remembers it.

    file:  file names from the level above down to the unit, joined by " > ".
    sheet: name of the sheet in that last file.
    row:   row number in that sheet, 1-based, as text.
    """

    file: str
    sheet: str
    row: str


@dataclass(frozen=True)
class Table:
    """Rows of one sheet that has the columns of a form.

    sheet:     name of the sheet.
    rows:      one list of texts per row, shape (rows, len(form.columns)); empty text = empty cell.
    numbers:   Excel row number of each row, 1-based.
    stored_as_number: 0-based places in ``rows`` whose key cell is a number, so that digits may be lost.
    stray:     row number and text of cells that stand outside the form's columns and would not be taken along.
    doubts:    row number, header and kind of cells that are not to be trusted as they were read.
    hidden_rows, hidden: numbers of hidden rows, and whether the whole sheet is hidden.
    same_name, moved_rows: as in Grid.
    origins:   for a summary, where each row came from; empty for a unit's workbook.
    """

    form: Form
    sheet: str
    rows: Sequence[Sequence[str]]
    numbers: Sequence[int]
    stored_as_number: frozenset[int] = frozenset()
    stray: tuple[tuple[int, str], ...] = ()
    origins: Sequence[Origin] = field(default=())
    doubts: tuple[tuple[int, str, Doubt], ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden: bool = False
    same_name: str = ""
    moved_rows: Mapping[int, int] = field(default_factory=dict)

    @cached_property
    def columns(self) -> dict[str, tuple[str, ...]]:
        """Texts of each column by header."""
        if not self.rows:
            return dict.fromkeys(self.form.headers, ())
        return dict(zip(self.form.headers, zip(*self.rows, strict=True), strict=True))

    def texts(self, role: Role) -> tuple[str, ...]:
        """Give the text of each row in the column with this role; all empty for a form without such a column."""
        column = self.form.role(role)
        return self.columns[column.header] if column else ("",) * len(self.rows)
