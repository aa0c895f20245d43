"""What a collection form is: its columns, declared once.

A declaration drives the empty workbook, the matching of header texts, and the choice of rules.
"""

from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import Final

TITLE_ROW: Final = 1
NOTE_ROW: Final = 2
HEADER_ROW: Final = 3
FIRST_DATA_ROW: Final = 4
"""Rows 1-3 hold title, note and column names; entries begin in row 4 (使用说明 第二条). Rows are 1-based."""


class Kind(Enum):
    """What a cell of a column holds, hence which rules look at it."""

    RESIDENT_ID = "resident identity number, GB 11643"
    PAPER_NUMBER = "number of another identity paper"
    TEXT = "free text"
    LISTED = "an entry of a dictionary list"
    DAY = "a day as YYYYMMDD"
    PHONE = "telephone number"
    POSTCODE = "six digits"
    RESULT = "written by the program"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a form.

    header:    text of the column name in row 3.
    kind:      what its cells hold.
    note:      filling note, shown by the spreadsheet when a cell is entered; at most 255 characters.
    required:  an empty cell is a fault.
    parent:    header of the column on whose entry the list of this one depends (a cascade).
    optional:  older copies of the workbook may lack the column.
    width:     in characters of the default font.
    """

    header: str
    kind: Kind = Kind.TEXT
    note: str = ""
    required: bool = False
    parent: str | None = None
    optional: bool = False
    width: float = 14


@dataclass(frozen=True)
class Form:
    """A collection form: one sheet with the columns in this order.

    name:    stable name for commands and JSON, e.g. ``id``.
    label:   what tells the two templates apart, e.g. 身份证号.
    title:   text of row 1.
    note:    text of row 2.
    key:     header of the column that identifies the person.
    """

    name: str
    label: str
    title: str
    note: str
    key: str
    columns: tuple[Column, ...]

    @cached_property
    def headers(self) -> tuple[str, ...]:
        """Column names in order."""
        return tuple(column.header for column in self.columns)

    @cached_property
    def header_set(self) -> frozenset[str]:
        """Column names without order."""
        return frozenset(self.headers)

    @cached_property
    def expected_headers(self) -> frozenset[str]:
        """Names of the columns that no copy of the form may lack."""
        return frozenset(
            column.header for column in self.columns if column.kind is not Kind.RESULT and not column.optional
        )

    @cached_property
    def index(self) -> dict[str, int]:
        """0-based position of each header."""
        return {header: at for at, header in enumerate(self.headers)}

    @cached_property
    def entry_positions(self) -> tuple[int, ...]:
        """0-based positions of the columns that a person fills in."""
        return tuple(at for at, column in enumerate(self.columns) if column.kind is not Kind.RESULT)

    def of_kind(self, kind: Kind) -> tuple[tuple[int, Column], ...]:
        """Give the columns of one kind with their 0-based positions."""
        return tuple((at, column) for at, column in enumerate(self.columns) if column.kind is kind)
