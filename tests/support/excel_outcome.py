"""What a button has come to in a workbook of ``excel_engine``, for the contract; used by both imitations of Excel."""

from collections.abc import Sequence

import openpyxl

from support.contract import Case, Outcome, hidden_in, noted, place, sheet_cells, without_first
from support.excel_engine import App, Book
from zcert import unifying
from zcert_templates import dictionary_sheet
from zcert_templates.cell_ref import parse_range
from zcert_templates.marks import is_home

SHOWN = {"数据检查结果", "规范整理预览", "并入改正结果", unifying.SHEET}


def open_case(app: App, case: Case, button: str) -> Book:
    """Open the workbooks of a case, with its own last but for those beside it, and lay its picks ready."""
    content = openpyxl.load_workbook(case.path)
    content.active.sheet_view.selection[-1].activeCell = place(*case.cell)
    book = Book(app, content, str(case.path) if case.saved else case.path.name)
    app.books.books.append(book)
    for other in case.open_workbooks:
        app.books.open(str(other.path))
    app.api.picks += [str(pick) if pick else None for pick in case.picks(button)]
    return book


def outcome_of(book: Book, first: str, told: Sequence[str], pages: Sequence[str], refused: str = "") -> Outcome:
    """Return what a button has done to the workbook; first: the sheet on which it was pressed. Pages: their names."""
    app, content = book.app, book.content
    opened = [one.name for one in app.books.books if one is not book]
    if book not in app.books.books:
        content = app.books.books[-1].content
    replaced = ("clear_contents", "") in app.range_calls
    homes = [name for name in content.sheetnames if is_home(name)]
    return Outcome(
        cells=sheet_cells(content[first]),
        told=list(told),
        shown={name: noted(without_first(sheet_cells(content[name]))) for name in content.sheetnames if name in SHOWN},
        marks={at: text for name in homes for at, text in noted(sheet_cells(content[name])).items()},
        red=_red_columns(app),
        selected=app.selected.rpartition("!")[2],
        opened=[*pages, *opened],
        dictionary=sheet_cells(content[dictionary_sheet.SHEET]) if replaced else {},
        refused=refused,
        hidden=hidden_in(content[first]),
    )


def _red_columns(app: App) -> set[int]:
    """Return the columns (0-based) that were asked for a rule of their own."""
    asked = [parse_range(address) for kind, address in app.range_calls if kind == "conditional formats"]
    return {area.left for area in asked if area.left == area.right}
