"""The rows of one sheet, already in the order of a form's columns."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, Generic, Literal, NamedTuple, TypeVar

from zcert.added_columns import LeftBehind
from zcert.form import Form
from zcert.roles import Role

Doubt = Literal["error", "formula", "differs", "shown", "shown-text", "picture", "excel-picture"]
"""Why a cell is not to be trusted as it was read.

``error``:   it shows an error; nothing was read.
``formula``: its formula was never calculated; nothing was read.
``differs``: two programs read different things; one of them was taken.
``shown``, ``shown-text``: by its format a number, a day or a text shows another text, which was not read.
``picture``, ``excel-picture``: it shows a picture that WPS or Excel keeps inside the cell; nothing was read.
"""

LEVELS: Final = " > "
"""Between the file names of an origin, from the level above down."""
PICTURES: Final[frozenset[Doubt]] = frozenset({"picture", "excel-picture"})
SHOWN: Final[frozenset[Doubt]] = frozenset({"shown", "shown-text"})
SheetDoubt = Literal["rows", "alone"]
"""Why a whole sheet is not to be trusted as it was read.

``rows``:  its file announces rows that are not there, or holds its cells twice or out of order.
``alone``: only one of two programs can read the file.
"""

Place = TypeVar("Place", int, str)


class Area(NamedTuple):
    """A merged area; top and bottom are row numbers, 1-based, left and right columns, 0-based, all of them inside."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Covered(Generic[Place]):
    """A cell of a merged area that shows the text of the area's first cell, not its own.

    row, first_row: row numbers of the cell and of the first one, 1-based; the columns are as of ReadingNotes.
    seen:  whether the first cell has a text.
    hides: whether the cell has another text of its own, which nobody sees and which was not read.
    """

    row: int
    column: Place
    first_row: int
    first_column: Place
    seen: bool
    hides: bool


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A sheet of the workbook that was not read, because it is no worksheet.

    macros: whether it is a sheet of Excel 4 macros.
    """

    name: str
    macros: bool
    hidden: bool


@dataclass(frozen=True, slots=True)
class ReadingNotes(Generic[Place]):
    """What reading a sheet noticed beside its values; empty when there was nothing.

    doubts:      row number (1-based), column and kind of each cell that is not to be trusted as it was read; the column
                 of a Grid is its position from A, 0-based, that of a Table its header.
    hidden_rows: numbers of hidden rows, 1-based.
    hidden:      whether the whole sheet is hidden.
    same_name:   the name in the file, where another sheet has it too; reading may have renamed this one.
    moved_rows:  number in the file of each row that shares it with another, by the number it got, after all others.
    merged:      areas of merged cells, of a Grid only.
    formats:     row number (1-based), column (0-based) and number format of cells that may show another text than they
                 hold, of a Grid only.
    covered:     cells that merged areas cover, as far as a text is lost with them.
    sheet_doubts: why the whole sheet is not to be trusted as it was read.
    left_out:    sheets of the workbook that were not read; of a Table, those that no other one of it names.
    """

    doubts: tuple[tuple[int, Place, Doubt], ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden: bool = False
    same_name: str = ""
    moved_rows: Mapping[int, int] = field(default_factory=dict)
    merged: tuple[Area, ...] = ()
    formats: tuple[tuple[int, int, str], ...] = ()
    covered: tuple[Covered[Place], ...] = ()
    sheet_doubts: tuple[SheetDoubt, ...] = ()
    left_out: tuple[LeftOut, ...] = ()

    def at_headers(
        self, doubts: Iterable[tuple[int, str, Doubt]], covered: Iterable[Covered[str]] = ()
    ) -> "ReadingNotes[str]":
        """Return the same notes with doubts and covered cells that are placed by header."""
        return ReadingNotes(
            tuple(doubts),
            self.hidden_rows,
            self.hidden,
            self.same_name,
            self.moved_rows,
            covered=tuple(covered),
            sheet_doubts=self.sheet_doubts,
            left_out=self.left_out,
        )


def errors_at(places: Iterable[tuple[int, int]]) -> ReadingNotes[int]:
    """Return notes of cells that show an error, by row (1-based) and column (0-based)."""
    return ReadingNotes(tuple((row, column, "error") for row, column in places))


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
    stray:     row number and text of cells in columns without header, which no summary includes.
    origins:   for a summary, where each row came from; empty for a unit's workbook.
    notes:     what reading noticed, doubts by header.
    added:     texts of each column that the unit added, by caption, in the order of the sheet; one for each row.
    left_behind: what those columns hold in rows without a person, which no summary includes.
    nobody:    row number of each row that is no person, and the text that shows it; no summary includes it.
    """

    form: Form
    sheet: str
    rows: Sequence[Sequence[str]]
    numbers: Sequence[int]
    stored_as_number: frozenset[int] = frozenset()
    stray: tuple[tuple[int, str], ...] = ()
    origins: Sequence[Origin] = field(default=())
    notes: ReadingNotes[str] = field(default_factory=ReadingNotes)
    added: Mapping[str, Sequence[str]] = field(default_factory=dict)
    left_behind: tuple[LeftBehind, ...] = ()
    nobody: tuple[tuple[int, str], ...] = ()

    @cached_property
    def columns(self) -> dict[str, tuple[str, ...]]:
        """Texts of each column by header."""
        if not self.rows:
            return dict.fromkeys(self.form.headers, ())
        return dict(zip(self.form.headers, zip(*self.rows, strict=True), strict=True))

    @cached_property
    def unread(self) -> frozenset[tuple[int, str]]:
        """Row number (1-based) and header of the cells that look filled in and are named because nothing was read."""
        pictures = ((number, header) for number, header, doubt in self.notes.doubts if doubt in PICTURES)
        return frozenset([*pictures, *((cell.row, cell.column) for cell in self.notes.covered)])

    def texts(self, role: Role) -> tuple[str, ...]:
        """Return the text of each row in the column with this role; all empty for a form without such a column."""
        column = self.form.role(role)
        return self.columns[column.header] if column else ("",) * len(self.rows)
