"""Where are the cells noted that a button found wrong, and how does a sheet show them red?

A very hidden sheet per form, reached through a defined name that is called like it. It holds two lists side by side,
so that 身份证验证 and 数据检查 keep each other's red. A line of a list is ``WIDTH`` cells: a formula, and the texts
that it compares, of the wrong cell and of up to three others from which that follows. The formula gives the place of
the cell, row * 1000 + column (both 1-based), as long as all these cells hold what was noted, and then an empty text.
Being live, it follows rows that are inserted or deleted. The conditional format of the sheet looks places up: numbers,
which are found without wildcards or a limit of length; and it is short, because programs take no long one from macros.

A text is noted behind a bar, so that no spreadsheet takes it for a number or a formula, and cut to what is compared.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Final

from zcert.form import Form
from zcert.marking import Content, Mark
from zcert.values.text import EXACT_DIGITS
from zcert_templates.cell_ref import column_letters

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

PREFIX: Final = "zc_marks_"
"""Of the sheets' names."""
WIDTH: Final = 5
LAST_MARK: Final = 65_536
"""Rows of the oldest workbooks; of more wrong cells the last ones stay black."""

_PER_ROW: Final = 1000
_LENGTH: Final = 255
_NO_TEXT: Final = "#"
_DAY: Final = '"yyyy-mm-dd"'
_LAST_COLUMN: Final = "IV"
"""Of the oldest workbooks."""


class Layer(IntEnum):
    """Whose list it is."""

    DATA = 0
    IDENTITY = 1


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a program writes formulas: the sign between arguments, and what stands between a sheet and a cell."""

    separator: str
    of_sheet: str


EXCEL: Final = Dialect(",", "!")
CALC: Final = Dialect(";", ".")


@dataclass(frozen=True, slots=True)
class Marking:
    """The marks of one list, laid out for a sheet.

    form:    the form that the sheet has.
    layer:   which list.
    sheet:   name of the sheet with the data.
    first_row: its first row with data, 1-based.
    columns: column of each of its headers, 0-based.
    marks:   what is noted.
    """

    form: Form
    layer: Layer
    sheet: str
    first_row: int
    columns: Mapping[str, int]
    marks: Sequence[Mark]

    @property
    def home(self) -> str:
        """Name of the hidden sheet, and of the defined name."""
        return home_of(self.form)

    @property
    def reference(self) -> str:
        """What the defined name refers to, A1 style, without a leading ``=``."""
        return reference_of(self.form)

    @property
    def left(self) -> int:
        """Column of the list, 0-based."""
        return self.layer * WIDTH

    @property
    def last_column(self) -> int:
        """The last column in which a cell can be wrong, 0-based."""
        return max(self.columns.values())

    @property
    def texts(self) -> list[list[str]]:
        """The texts of each line, all of the same length."""
        noted = [[_noted(content) for content in (mark.cell, *mark.others)] for mark in self._marks]
        return [[*line, *[""] * (WIDTH - 1 - len(line))] for line in noted]

    def formulas(self, dialect: Dialect) -> list[str]:
        """Return the formula of each line."""
        return [_formula(mark, self, line, dialect) for line, mark in enumerate(self._marks, 1)]

    @property
    def places(self) -> list[int]:
        """What the formula of each line gives while nothing is changed."""
        return [mark.cell.row * _PER_ROW + self.columns[mark.cell.column] + 1 for mark in self._marks]

    @property
    def _marks(self) -> list[Mark]:
        shown = [mark for mark in self.marks if mark.cell.column in self.columns][:LAST_MARK]
        return [
            Mark(mark.cell, tuple(other for other in mark.others if other.column in self.columns)[: WIDTH - 2])
            for mark in shown
        ]


def is_home(sheet: str) -> bool:
    """Return whether a sheet of this name holds marks."""
    return sheet.casefold().startswith(PREFIX)


def home_of(form: Form) -> str:
    """Return the name of the sheet with the marks of a form."""
    return f"{PREFIX}{form.name}"


def reference_of(form: Form) -> str:
    """Return the columns of the marks of a form, whole ones, so that the name stays as it is whatever is written."""
    return f"{home_of(form)}!$A:${column_letters(len(Layer) * WIDTH - 1)}"


def is_marked(form: Form) -> str:
    """Return the formula that turns marked cells red; it has no relative reference, see ``formulas.red_result``."""
    place = f"ROW()*{_PER_ROW}+COLUMN()"
    columns = (f"INDEX({home_of(form)},0,{layer * WIDTH + 1})" for layer in Layer)
    return "OR(" + ",".join(f"ISNUMBER(MATCH({place},{column},0))" for column in columns) + ")"


def _formula(mark: Mark, marking: Marking, line: int, dialect: Dialect) -> str:
    first, separator = marking.left + 1, dialect.separator
    quoted = marking.sheet.replace("'", "''")
    sheet = f"'{quoted}'{dialect.of_sheet}"
    contents = (mark.cell, *mark.others)
    cells = [f"{sheet}${column_letters(marking.columns[one.column])}${one.row}" for one in contents]
    conditions = [_holds(cell, f"${column_letters(first + at)}${line}", separator) for at, cell in enumerate(cells)]
    if mark.cell.text == "":
        # A cell of an emptied row is not wrong.
        conditions.append(f"COUNTA({sheet}$A${mark.cell.row}:${_LAST_COLUMN}${mark.cell.row})>0")
    place = f"ROW({cells[0]})*{_PER_ROW}+COLUMN({cells[0]})"
    return f'=IF(AND({separator.join(conditions)}){separator}{place}{separator}"")'


def _holds(cell: str, noted: str, separator: str) -> str:
    """Say that a cell holds what was noted; errors and lost digits have a sign of their own, dates two texts."""

    def call(function: str, *arguments: str) -> str:
        return f"{function}({separator.join(arguments)})"

    is_lost = call("IF", f"ISNUMBER({cell})", f"LEN({cell})>{EXACT_DIGITS}", f"ISERROR({cell})")
    as_text = call("EXACT", noted, call("LEFT", f'"|"&{cell}', str(_LENGTH)))
    as_day = call("EXACT", noted, '"|"&' + call("TEXT", cell, _DAY))
    return call("IF", is_lost, f'{noted}="{_NO_TEXT}"', call("OR", as_text, call("IFERROR", as_day, "1=0")))


def _noted(content: Content) -> str:
    return _NO_TEXT if content.text is None else f"|{content.text}"[:_LENGTH]


def write(book: "Workbook", forms: Iterable[Form], markings: Iterable[Marking] = ()) -> None:
    """Add the sheets of these forms to an XlsxWriter workbook and define their names; empty but for these marks."""
    for form in forms:
        home = book.add_worksheet(home_of(form))
        home.very_hidden()
        book.define_name(home_of(form), f"={reference_of(form)}")
        for marking in markings:
            if marking.home == home_of(form):
                _fill(home, marking)


def _fill(home: "Worksheet", marking: Marking) -> None:
    """Write the lines of a list, each with the place that its formula gives now: for programs that only show it."""
    lines = zip(marking.formulas(EXCEL), marking.places, marking.texts, strict=True)
    for row, (formula, place, texts) in enumerate(lines):
        home.write_formula(row, marking.left, formula, None, place)
        for column, text in enumerate(texts, marking.left + 1):
            if text:
                home.write_string(row, column, text)
