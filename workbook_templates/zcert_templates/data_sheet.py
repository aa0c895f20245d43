"""What does the sheet of a form look like?

Row 1 title, row 2 note, row 3 column names; row 4 holds styled blank cells for all columns: it is the first row to fill
in, and the pattern whose styles a streaming writer repeats. A form to fill in has more such rows, ruled, because Excel
and Calc print empty cells only where they have lines: so the empty form can be filled in by hand, and without a print
area every row of a filled one is printed. Rules reach from row 4 to the end of the sheet.
"""

from dataclasses import dataclass
from typing import Final

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from zcert.form import FIRST_DATA_ROW, HEADER_ROW, Column, Form, Kind
from zcert.roles import Role
from zcert_templates import formulas, marks, page, validations
from zcert_templates.cell_ref import LAST_ROW, column_letters
from zcert_templates.dictionary_sheet import Names
from zcert_templates.styles import Styles

_HEADER_HEIGHT: Final = 36
_ROW_HEIGHT: Final = 18
_RULED_ROW_HEIGHT: Final = 22
"""In pt: scaled to the page, 5 mm to write in by hand."""
RULED_ROWS: Final = 30
"""Of a form to fill in: as many as fit on one page."""
_FROZEN_COLUMNS: Final = 2
_PAGES_WIDE: Final = 3
"""On one page, 28 columns would be printed in unreadable letters of 3 pt."""
_COMPARED_ROWS: Final = 5000
"""Of a form to fill in, among which equal numbers are red while typing."""
_CENTRED_UP_TO: Final = 11
"""Largest width, in characters, of a column whose cells are centred."""


@dataclass(frozen=True, slots=True)
class Heading:
    """Name of the sheet, text of row 1 and of row 2, and for whom the sheet was made; empty = for nobody."""

    sheet: str
    title: str
    note: str
    whose: str = ""


@dataclass(frozen=True, slots=True)
class Target:
    """The workbook to write into, its formats, and the defined names of its dictionary."""

    book: Workbook
    styles: Styles
    names: Names


def write(target: Target, form: Form, heading: Heading, extra: tuple[Column, ...] = (), *, ruled_rows: int = 0) -> None:
    """Add the sheet of a form; ``extra`` columns follow those of the form, ``ruled_rows`` are ready to be filled in.

    It opens with the cursor in A4, so that the first filling note shows.
    """
    sheet = target.book.add_worksheet(heading.sheet)
    last = len(form.columns) + len(extra) - 1
    page.set_up(sheet, HEADER_ROW, pages_wide=_PAGES_WIDE)
    sheet.repeat_columns(0, _FROZEN_COLUMNS - 1)
    sheet.hide_gridlines(page.GRID_PRINTED)
    page.write_corner(sheet, target.styles, (heading.title, heading.note, heading.whose), _FROZEN_COLUMNS, last)
    sheet.set_default_row(_RULED_ROW_HEIGHT if ruled_rows else _ROW_HEIGHT)
    sheet.set_row(HEADER_ROW - 1, _HEADER_HEIGHT)
    sheet.freeze_panes(HEADER_ROW, _FROZEN_COLUMNS)
    sheet.set_selection(FIRST_DATA_ROW - 1, 0, FIRST_DATA_ROW - 1, 0)
    for at, column in enumerate(form.columns):
        _write_column(sheet, target, at, column, ("head", "text"))
        _rule(sheet, target, at, column, ruled_rows)
        _redden(sheet, target, (at, at), red_when(form, at, target.names))
        if column.kind is Kind.RESIDENT_ID and not extra:
            _redden(sheet, target, (at, at), (_is_double(at),))
    _redden(sheet, target, (0, len(form.columns) - 1), (marks.is_marked(form),))
    for at, column in enumerate(extra, len(form.columns)):
        _write_column(sheet, target, at, column, ("head result", "origin"))
    for at, column in enumerate((*form.columns, *extra)):
        validations.add_rule(sheet, form, at, column, target.names)
    validations.guard_heading(sheet, last)
    if extra:
        # Not on the sheets that people fill in: the arrows cover the column names, and pasting skips filtered rows.
        sheet.autofilter(HEADER_ROW - 1, 0, LAST_ROW - 1, last)


def _write_column(sheet: Worksheet, target: Target, at: int, column: Column, looks: tuple[str, str]) -> None:
    head, cells = looks
    if column.kind in {Kind.LISTED, Kind.RESULT}:
        head = f"head {column.kind.name.lower()}"
    body = target.styles.get(placed(cells, column))
    sheet.set_column(at, at, column.width, body)
    sheet.write_string(HEADER_ROW - 1, at, column.header, target.styles.get(head, required=column.required))
    sheet.write_blank(FIRST_DATA_ROW - 1, at, None, body)


def _rule(sheet: Worksheet, target: Target, at: int, column: Column, rows: int) -> None:
    for row in range(FIRST_DATA_ROW - 1, FIRST_DATA_ROW - 1 + rows):
        sheet.write_blank(row, at, None, target.styles.get(placed("ruled text", column)))


def placed(look: str, column: Column) -> str:
    """Return the name of the look of a column's cells."""
    return f"centred {look}" if column.width <= _CENTRED_UP_TO else look


def _redden(sheet: Worksheet, target: Target, columns: tuple[int, int], when: tuple[str, ...]) -> None:
    first, last = columns
    area = (FIRST_DATA_ROW - 1, first, LAST_ROW - 1, last)
    for criteria in when:
        rule = {"type": "formula", "criteria": f"={criteria}", "format": target.styles.wrong}
        if sheet.conditional_format(*area, rule) != 0:
            raise validations.InvalidRuleError(f"{area}: {criteria}")


def red_when(form: Form, at: int, names: Names) -> tuple[str, ...]:
    """Return the formulas that turn a cell of a column (``at``, 0-based) red, as written for row 4."""
    column, cell = form.columns[at], validations.reference(at)
    if column.kind is Kind.RESIDENT_ID:
        return (*formulas.identity_faults(cell), *_contradictions(form))
    if column.role is Role.SEX:
        return _contradictions(form)
    if column.kind is Kind.RESULT:
        return (formulas.result_is_wrong(cell),)
    if parent := form.parent(column):
        reference = validations.reference(form.index[parent.header])
        return (formulas.stale_child(cell, reference, names.cascades[column.list_name]),)
    return ()


def _contradictions(form: Form) -> tuple[str, ...]:
    """Return the rule for sex and identity number, where the form has both."""
    sex, number = form.role(Role.SEX), form.key_columns[0]
    if sex is None or number.kind is not Kind.RESIDENT_ID:
        return ()
    return (formulas.contradicts_sex(*(validations.reference(form.index[one.header]) for one in (number, sex))),)


def _is_double(at: int) -> str:
    """Compare with the first rows only: a summary has too many to do so while typing; it is marked by the buttons."""
    letters = column_letters(at)
    others = f"${letters}${FIRST_DATA_ROW}:${letters}${FIRST_DATA_ROW + _COMPARED_ROWS - 1}"
    return formulas.is_double(validations.reference(at), others)
