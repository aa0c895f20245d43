"""The host for Excel: an open workbook, reached through xlwings (its BSD part only)."""

import time
import webbrowser
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Final

import xlwings as xw

from zcert import words
from zcert.errors import UserError
from zcert.fitting import Grid
from zcert_addin.hosts.excel import cells as excel_cells
from zcert_addin.hosts.excel import excels, marks, red, windows
from zcert_addin.hosts.excel import rows as excel_rows
from zcert_addin.hosts.excel import sheets as excel_sheets
from zcert_addin.hosts.listing import listing
from zcert_addin.hosts.protocol import CLOSE_FIRST, OPEN_ITSELF, REMOTE, HiddenRows, Line, OpenWorkbook
from zcert_addin.hosts.runs import Run, runs
from zcert_addin.reading.suffixes import SUFFIXES
from zcert_templates.marks import EXCEL, Marking
from zcert_templates.own_sheets import is_own

_EXCELS_OWN_TEXT: Final = False
"""What the status bar is set to, so that Excel shows its own texts again."""
_PAUSE_S: Final = 0.1
"""Between two texts of the status bar: each is a call to Excel, and users read no faster."""


class ExcelHost:
    """An open workbook, seen from the sheet that was active when the button was pressed.

    stop_wanted: returns whether the user wants to stop a long task.
    """

    has_workbook = True  # without one xlwings does not find Excel, and the macros turn to file mode
    undoes = False  # what is written from outside empties Excel's list of what can be undone

    def __init__(self, book: xw.Book, stop_wanted: Callable[[], bool] = windows.stop_wanted) -> None:
        self._book = book
        self._app = book.app
        self._active = book.sheets.active
        self._stop_wanted = stop_wanted
        self._told_s = float("-inf")

    @property
    def name(self) -> str:
        """File name of the workbook, or what it is called before it was saved."""
        return self._book.name

    @property
    def folder(self) -> Path | None:
        """The folder that contains the workbook; None when it was never saved."""
        try:
            path = Path(self._book.fullname)
        except xw.XlwingsError:
            # A workbook opened from OneDrive or SharePoint has an address instead of a path.
            raise UserError(REMOTE) from None
        return path.parent if path.is_absolute() else None

    @cached_property
    def _sheet(self) -> xw.Sheet:
        if excel_sheets.find_sheet(self._book, self._active.name) is None:
            raise UserError("当前打开的是图表，请先点开采集表所在的工作表")
        return self._active

    def selected_cell(self) -> tuple[str, int, int]:
        """Return sheet, row (1-based) and column (0-based) of the active cell."""
        cell = windows.active_cell(self._book)
        return cell.Worksheet.Name, cell.Row, cell.Column - 1

    def read(self) -> Grid:
        """Read the used cells of the active sheet."""
        return excel_cells.read_grid(self._sheet)

    def read_all(self) -> Sequence[Grid]:
        """Read the used cells of every worksheet but that of our own lists, hidden ones too."""
        return [excel_cells.read_grid(sheet) for sheet in self._book.sheets if not is_own(sheet.name)]

    def write_column(self, column: int, first_row: int, texts: Sequence[str]) -> None:
        """Write texts into one column (0-based) of the active sheet, from a row (1-based) on, as text."""
        if texts:
            excel_cells.write_runs(self._sheet, [Run(column, first_row, texts)])

    def ensure_red(self, column: int, first_row: int, last_row: int) -> None:
        """Add a conditional format for the result column (0-based) of the active sheet, unless it has one."""
        red.ensure_red(self._sheet, column, first_row, last_row)

    def write_cells(self, cells: Mapping[tuple[int, int], str]) -> None:
        """Write single cells of the active sheet, row 1-based, column 0-based, as text."""
        excel_cells.write_runs(self._sheet, list(runs(cells)))

    def mark(self, marking: Marking) -> None:
        """Turn cells of the active sheet red for as long as they hold what was found wrong in them."""
        marks.mark(self._sheet, marking)

    def show(self, sheet: str, headers: Sequence[str], lines: Sequence[Line], title: str = "") -> None:
        """Show lines on a sheet of the workbook, made if need be and emptied before; lines lead to their places."""
        excel_sheets.show(self._sheet, sheet, listing(headers, lines, title, EXCEL.separator))

    def remove(self, sheet: str) -> None:
        """Remove a sheet of the workbook, or empty it where the structure is protected; nothing without one."""
        excel_sheets.remove(self._book, sheet, self._sheet)

    def turn_to(self, sheet: str) -> bool:
        """Work on another sheet from now on, if there is a visible one of that name; return whether."""
        found = excel_sheets.find_sheet(self._book, sheet)
        if found is None or not found.visible:
            return False
        self._sheet = found
        return True

    def select(self, row: int, column: int) -> None:
        """Go to a cell of the active sheet, row 1-based, column 0-based."""
        windows.activate(self._sheet)
        self._sheet.range((row, column + 1)).select()

    def require_writable(self) -> None:
        """Raise UserError where the active sheet is protected or filtered."""
        excel_cells.guard_protection(self._sheet)
        excel_cells.guard_filter(self._sheet)

    def hidden_rows(self, first_row: int, last_row: int) -> HiddenRows:
        """Return which rows of the active sheet between two (1-based, both included) are hidden."""
        return excel_rows.hidden_rows(self._sheet, first_row, last_row)

    def hide_rows(self, rows: Sequence[int]) -> None:
        """Hide rows of the active sheet, 1-based, ascending."""
        excel_rows.set_hidden(self._sheet, rows, hidden=True)

    def show_rows(self, rows: Sequence[int]) -> None:
        """Show rows of the active sheet, 1-based, ascending; what a filter hides stays hidden."""
        excel_rows.set_hidden(self._sheet, rows, hidden=False)

    def tell(self, text: str) -> None:
        """Show a message and wait until it is read."""
        self._app.alert(text, words.PROGRAM, mode="info")

    def complain(self, text: str) -> None:
        """Show why something was not done and wait until it is read."""
        self._app.alert(text, words.PROGRAM, mode="critical")

    def ask(self, text: str) -> bool:
        """Ask a question that is answered with yes or no."""
        return self._app.alert(text, words.PROGRAM, buttons="yes_no", mode="info") == "yes"

    def pick_folder(self, title: str, folder: Path | None) -> Path | None:
        """Let the user choose a folder, starting in one; None = cancelled."""
        return windows.pick_folder(self._app, title, folder)

    def pick_file(self, title: str, folder: Path | None) -> Path | None:
        """Let the user choose a workbook file, starting in a folder; None = cancelled."""
        return windows.pick_file(self._app, title, folder)

    def progress(self, done: int, total: int, name: str) -> None:
        """Show how far a long task is; raises KeyboardInterrupt when the user wants to stop it."""
        if self._stop_wanted():
            raise KeyboardInterrupt
        now_s = time.monotonic()
        if done < total and now_s - self._told_s < _PAUSE_S:
            return
        self._told_s = now_s
        self._app.status_bar = f"{words.PROGRAM}：{done}/{total}（按Esc取消）{name}"

    @contextmanager
    def working(self) -> Iterator[None]:
        """Surround a command: Esc stops the command, and at the end the status bar is Excel's again."""
        try:
            with windows.esc_is_ours(self._app):
                yield
        finally:
            self._app.status_bar = _EXCELS_OWN_TEXT

    def save_copy(self, path: Path) -> None:
        """Save a copy of the workbook as it is now, without renaming it."""
        if _same_file(path, self._book):
            raise UserError(OPEN_ITSELF)
        windows.save_copy(self._book, path)

    def open_workbooks(self) -> Sequence[OpenWorkbook]:
        """List the workbooks that are open in any Excel of this person and are in folders of this PC."""
        return [OpenWorkbook(path, not book.api.Saved) for path, book in _books()]

    def save(self, path: Path) -> None:
        """Save one of the open workbooks, whichever it is, under its own name."""
        for own, book in _books():
            if own == path:
                windows.save_workbook(book)

    def close(self, path: Path, unsaved: Path) -> bool:
        """Close a workbook without a question, its unsaved edits kept in a copy; return whether it was open.

        Raises UserError for a workbook with macros in which the button was pressed: they may be what waits for us.
        """
        book = next((book for book in self._app.books if _same_file(path, book)), None)
        if book is None:
            return False
        if _same_file(path, self._book) and windows.has_macros(book):
            raise UserError(CLOSE_FIRST.format(book.name))
        if windows.has_unsaved_edits(book):
            windows.save_copy(book, unsaved)
        book.close()
        return True

    def open(self, path: Path) -> None:
        """Open another workbook, or a page for reading."""
        path = path.absolute()
        path.stat()  # raises for a missing file what says so; xlwings raises an error without a number
        if path.suffix.lower() not in SUFFIXES:
            webbrowser.open(path.as_uri())
            return
        for book in self._app.books:
            if book.name.casefold() == path.name.casefold() and not _same_file(path, book):
                raise UserError(f"已经打开了另一个同名的工作簿“{path.name}”，请先关闭它")
        windows.open_workbook(self._app, path)

    def read_dictionary(self) -> Mapping[str, str]:
        """Return the labelled facts of the hidden dictionary sheet, e.g. 字典日期; empty without such a sheet."""
        return excel_sheets.read_facts(self._book)

    def write_dictionary(self, columns: Sequence[Sequence[str | int]], names: Mapping[str, str]) -> None:
        """Replace the hidden dictionary sheet's columns and the references of its defined names (A1 style)."""
        excel_sheets.write_dictionary(self._book, columns, names)


def _books() -> Iterator[tuple[Path, xw.Book]]:
    """Yield every open workbook that has a path on this PC, with it."""
    for book in excels.books():
        try:
            path = Path(book.fullname)
        except xw.XlwingsError:
            continue  # opened from OneDrive or SharePoint, with no folder of this PC
        if path.is_absolute():
            yield path, book


def _same_file(path: Path, book: xw.Book) -> bool:
    try:
        return path.samefile(book.api.FullName)
    except OSError:
        return False
