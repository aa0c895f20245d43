"""What does the sheet look like that goes back to a unit?

It is that of its form, with the rows that are to be mended. Each wrong cell is red until it is changed and carries a
comment that says what to do; the column behind those of the form says the same of the whole row, for printing and for
programs that show no comments. The hidden one behind it finds the row again, see ``zcert.return_basis``.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from xlsxwriter.worksheet import Worksheet

from zcert.codes import CODES
from zcert.finding import Finding
from zcert.form import FIRST_DATA_ROW, HEADER_ROW, Column, Form
from zcert.marking import marks
from zcert.results import IDENTITY, results
from zcert.return_basis import BASIS, NOTE, basis_of
from zcert.returning import ReturnedRow, UnitReturn, by_column, note_of, said
from zcert.table import Table
from zcert.values.text import CELL_CAPACITY
from zcert.words import PROGRAM
from zcert_templates import data_sheet
from zcert_templates.data_sheet import Heading, Target
from zcert_templates.marks import Layer, Marking

_NOTE: Final = Column(NOTE, width=60)
_BASIS: Final = Column(BASIS, width=14)
_COMMENT: Final = {"author": PROGRAM, "width": 260, "height": 110, "font_name": "宋体", "font_size": 9}
_TITLE: Final = "退回改正：{}，{}人    请改正红色单元格（批注和最右一栏写明错在哪里），存盘后再报送"
_LINE_PT: Final = 15
_LEAST_PT: Final = 22
_MOST_PT: Final = 400
_PER_LINE: Final = 29
"""Characters of a note that fit on one line of its column."""


def write(target: Target, heading: Heading, returned: UnitReturn) -> None:
    """Add the sheet to a workbook."""
    form = returned.form
    whose = _TITLE.format(returned.unit, len(returned.rows))
    data_sheet.write(target, form, replace(heading, whose=whose), ruled_rows=len(returned.rows))
    sheet = target.book.get_worksheet_by_name(heading.sheet)
    note, basis = len(form.columns), len(form.columns) + 1
    sheet.set_column(note, note, _NOTE.width, target.styles.get("text body"))
    sheet.set_column(basis, basis, _BASIS.width, target.styles.get("origin"), {"hidden": True})
    for at, column in ((note, _NOTE), (basis, _BASIS)):
        sheet.write_string(HEADER_ROW - 1, at, column.header, target.styles.get("head result"))
    for at, (row, texts) in enumerate(zip(returned.rows, _texts(returned), strict=True), FIRST_DATA_ROW - 1):
        _write_texts(sheet, target, form, at, texts)
        _write_remarks(sheet, target, form, at, row)


def _texts(returned: UnitReturn) -> Iterator[Sequence[str]]:
    """Yield the texts of each row; the result about the number is said anew, it may name rows of the summary."""
    column = returned.form.role(IDENTITY)
    verdicts = results(_table(returned), _findings(returned), IDENTITY).values()
    for row, verdict in zip(returned.rows, verdicts, strict=True):
        texts = list(row.texts)
        if column:
            texts[returned.form.index[column.header]] = verdict.text
        yield texts


def _write_texts(sheet: Worksheet, target: Target, form: Form, at: int, texts: Iterable[str]) -> None:
    for column, text in enumerate(texts):
        if text:
            sheet.write_string(
                at, column, text, target.styles.get(data_sheet.placed("ruled text", form.columns[column]))
            )


def _write_remarks(sheet: Worksheet, target: Target, form: Form, at: int, row: ReturnedRow) -> None:
    note, basis = len(form.columns), len(form.columns) + 1
    text = note_of(row)
    lines = sum(-(-len(line) // _PER_LINE) for line in text.split("\n"))
    sheet.set_row(at, min(max(_LEAST_PT, _LINE_PT * lines), _MOST_PT))
    for header, findings in by_column(row.findings).items():
        if header in form.index:
            sheet.write_comment(at, form.index[header], "\n".join(map(_advice, findings)), _COMMENT)
    sheet.write_string(at, note, text[:CELL_CAPACITY], target.styles.get("text body"))
    entries = [form.headers[place] for place in form.entry_positions]
    texts = [row.texts[place] for place in form.entry_positions]
    sheet.write_string(at, basis, basis_of(row.origin, entries, texts, row.key).text, target.styles.get("origin"))


def _advice(finding: Finding) -> str:
    """Return what a comment says: the fault, and what is done about faults of its kind."""
    return f"{said(finding)}\n处理办法：{CODES[finding.code].remedy}"


def marking(sheet: str, returned: UnitReturn) -> Marking:
    """Return the marks of the cells with errors, on a sheet of this name."""
    found = marks(_table(returned), _findings(returned))
    return Marking(returned.form, Layer.DATA, sheet, FIRST_DATA_ROW, returned.form.index, found)


def _table(returned: UnitReturn) -> Table:
    numbers = range(FIRST_DATA_ROW, FIRST_DATA_ROW + len(returned.rows))
    return Table(returned.form, "", [row.texts for row in returned.rows], numbers)


def _findings(returned: UnitReturn) -> Iterator[Finding]:
    """Yield what is wrong by row of the sheet; of the cells that it follows from, those of other rows are left out."""
    for at, row in enumerate(returned.rows, FIRST_DATA_ROW):
        for one in row.findings:
            others = tuple((at, header) for number, header in one.others if number == row.number)
            yield Finding(at, one.column, one.code, one.message, others)
