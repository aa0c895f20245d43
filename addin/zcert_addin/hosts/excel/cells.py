"""Cells of an open Excel sheet, read and written in blocks, because every range call goes to another process and back.

Each step takes as many range calls for 100,000 rows as for ten.
"""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from decimal import Decimal
from typing import Final

import xlwings as xw

from zcert.errors import UserError
from zcert.fitting import Grid
from zcert.table import errors_at
from zcert.values.text import Cell
from zcert_addin.hosts.runs import Run
from zcert_templates.cell_ref import column_letters

TEXT_FORMAT: Final = "@"
GENERAL_FORMAT: Final = "General"

MAX_CELLS: Final = 8_000_000
"""A sheet that is formatted down to its last row would take the memory of a 32-bit Excel."""

_QUIET: Final = {"screen_updating": False, "enable_events": False, "calculation": "manual"}

# xlwings names only the seven errors of Excel 97; #SPILL! and its like arrive as their bare number.
_ERROR_NUMBERS: Final = range(-2_146_826_300, -2_146_826_200)
_OTHER_ERROR: Final = "#ERROR!"
_ERRORS: Final = frozenset(("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", _OTHER_ERROR))


@contextmanager
def quiet(app: xw.App) -> Iterator[None]:
    """Switch off redrawing, events and calculation, and restore them afterwards.

    Events too: old collection workbooks contain macros that react to every change.
    """
    with ExitStack() as restore:
        for setting, value in _QUIET.items():
            restore.callback(setattr, app, setting, getattr(app, setting))
            setattr(app, setting, value)
        yield


def read_block(area: xw.Range) -> list[list[Cell]]:
    """Read a block in a single call, errors as texts; rows of values for a block of any shape."""
    # chunksize: xlwings cuts large blocks into several calls otherwise.
    # err_to_str: xlwings reads #N/A as an empty cell otherwise.
    rows = area.options(ndim=2, chunksize=None, err_to_str=True).value
    return [[_cell(value) for value in row] for row in rows]


def read_grid(sheet: xw.Sheet) -> Grid:
    """Read the used cells of a sheet; of errors nothing is read, as from files."""
    used = sheet.used_range
    rows, columns = used.shape
    if rows * columns > MAX_CELLS:
        raise UserError(f"工作表“{sheet.name}”的格式一直用到第{rows}行，请删除数据下方的空行，保存后重试")
    cells, top, left = read_block(used), used.row, used.column - 1
    errors = list(_errors(cells))
    for at, column in errors:
        cells[at][column] = None
    return Grid(sheet.name, cells, top, left, errors_at((top + at, left + column) for at, column in errors))


def _errors(rows: Sequence[Sequence[Cell]]) -> Iterator[tuple[int, int]]:
    """Yield row and column of each error in a block, both 0-based."""
    for at, row in enumerate(rows):
        if not _ERRORS.isdisjoint(row):
            yield from ((at, column) for column, cell in enumerate(row) if cell in _ERRORS)


def _cell(value: object) -> Cell:
    if isinstance(value, Decimal):
        return float(value)  # a cell with a currency format
    if type(value) is int and value in _ERROR_NUMBERS:
        return _OTHER_ERROR
    return value  # type: ignore[return-value]  # texts, floats, booleans, datetimes, None


def guard_protection(sheet: xw.Sheet) -> None:
    """Raise UserError where Excel would not write."""
    if sheet.api.ProtectContents:
        raise UserError(f"工作表“{sheet.name}”受保护，不能写入，请先在“审阅”中撤消工作表保护")


def guard_filter(sheet: xw.Sheet) -> None:
    """Raise UserError where Excel would write to other cells than it was told.

    While a filter hides rows, Excel puts the first value of a block into every visible cell and skips the others
    (xlwings issue 747). Rows hidden by hand are written like all others.
    """
    if is_filtered(sheet):
        raise UserError(f"工作表“{sheet.name}”正在筛选，筛选时写入会错行，请先在“数据”中清除筛选")


def is_filtered(sheet: xw.Sheet) -> bool:
    """Return whether a filter hides rows, that of the sheet or that of a table on it."""
    tables = [table for table in sheet.api.ListObjects if table.ShowAutoFilter]
    return bool(sheet.api.FilterMode or any(table.AutoFilter.FilterMode for table in tables))


def guard_column(sheet: xw.Sheet, column: int, first_row: int, last_row: int) -> bool:
    """Return whether all of a column (0-based) is formatted as text; UserError when there are merged cells in it."""
    area = sheet.range((first_row, column + 1), (last_row, column + 1))
    # None = in a part of the cells.
    if area.merge_cells is not False:
        place = f"{column_letters(column)}列第{first_row}行至第{last_row}行"
        raise UserError(f"工作表“{sheet.name}”的{place}有合并的单元格，不能写入，请先取消合并")
    return area.number_format == TEXT_FORMAT


def write_texts(area: xw.Range, rows: Sequence[Sequence[str]], *, is_text: bool = False) -> None:
    """Write texts into a block of the same shape; ``is_text``: it is known to be formatted as text."""
    # In a cell formatted as text Excel keeps what it is given: no number is made of 0012, no formula of =A1, +1 or @x.
    if not is_text:
        area.number_format = TEXT_FORMAT
    # raw_value: Range.value asks Excel for the same block several times more, and cuts it into pieces when it is large.
    area.raw_value = [list(row) for row in rows]


def write_runs(sheet: xw.Sheet, runs: Sequence[Run]) -> None:
    """Write each run in one call, after checking them all; each column is checked in one call."""
    guard_protection(sheet)
    guard_filter(sheet)
    reach: dict[int, tuple[int, int]] = {}
    for run in runs:
        top, bottom = reach.get(run.column, (run.first_row, run.last_row))
        reach[run.column] = (min(top, run.first_row), max(bottom, run.last_row))
    are_text = {column: guard_column(sheet, column, *rows) for column, rows in reach.items()}
    with quiet(sheet.book.app):
        for run in runs:
            area = sheet.range((run.first_row, run.column + 1), (run.last_row, run.column + 1))
            write_texts(area, [[text] for text in run.texts], is_text=are_text[run.column])
