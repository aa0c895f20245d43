"""What a collection form is: its columns, declared once.

A declaration drives the empty workbook, the matching of header texts, and the choice of rules.
"""

from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import Final

from zcert.roles import Role
from zcert_dictionaries import lists

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
    optional:  older copies of the workbook may lack the column.
    role:      what the column says, for those who must find it under any caption.
    list_name: name of the dictionary list whose entries it takes, see ``zcert_dictionaries.lists``.
    width:     in characters of the default font.
    """

    header: str
    kind: Kind = Kind.TEXT
    note: str = ""
    required: bool = False
    optional: bool = False
    role: Role | None = None
    list_name: str = ""
    width: float = 14


@dataclass(frozen=True)
class Form:
    """A collection form: one sheet with the columns in this order.

    name:    stable name for commands and JSON, e.g. ``id``.
    label:   distinguishes the templates and names the form in a report, e.g. 身份证号.
    title:   text of row 1.
    note:    text of row 2.
    summary_sheet: name of its sheet in a summary.
    summary_title: text of row 1 there.
    keys:    roles of the columns that identify a person together. The first one is the number by which photos are
             named; findings about a person's identity are placed there.
    """

    name: str
    label: str
    title: str
    note: str
    summary_sheet: str
    summary_title: str
    columns: tuple[Column, ...]
    keys: tuple[Role, ...] = (Role.NUMBER,)

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

    @cached_property
    def key_columns(self) -> tuple[Column, ...]:
        """The columns that identify a person together; KeyError where the form declares a key that it lacks."""
        return tuple(self._roles[role] for role in self.keys)

    @cached_property
    def key(self) -> str:
        """Name of the column with the person's number."""
        return self.key_columns[0].header

    @cached_property
    def _roles(self) -> dict[Role, Column]:
        return {column.role: column for column in self.columns if column.role}

    def role(self, role: Role) -> Column | None:
        """Return the column with this role; None when the form has none."""
        return self._roles.get(role)

    def listing(self, list_name: str) -> Column | None:
        """Return the first column that takes entries of this list; None when the form has none."""
        return next((column for column in self.columns if column.list_name == list_name), None)

    def parent(self, column: Column) -> Column | None:
        """Return the column on whose entry the list of this one depends (a cascade); None when any entry is right."""
        name = lists.PARENTS.get(column.list_name)
        return self.listing(name) if name else None

    def of_kind(self, kind: Kind) -> tuple[tuple[int, Column], ...]:
        """Return the columns of one kind with their 0-based positions."""
        return tuple((at, column) for at, column in enumerate(self.columns) if column.kind is kind)
