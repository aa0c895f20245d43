"""What only Excel on Windows can do, reached through COM: thin, and not yet tried with a real Excel.

The tests run these lines against an imitation of the COM members that are named here.
"""

import ctypes
import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from typing import Any, Final, cast

import xlwings as xw

from zcert.errors import UserError
from zcert_addin.reading.suffixes import PICKED, PICKED_LABEL

# Constants of the type libraries of Excel and Office.
_FILE_PICKER: Final = 3  # msoFileDialogFilePicker
_FOLDER_PICKER: Final = 4  # msoFileDialogFolderPicker
_CHOSEN: Final = -1  # what FileDialog.Show returns for OK
_CANCEL_DISABLED: Final = 0  # xlDisabled
_CANCEL_INTERRUPTS: Final = 1  # xlInterrupt, Excel's default
_SECURITY_BY_UI: Final = 2  # msoAutomationSecurityByUI
_UNDERLINED: Final = 2  # xlUnderlineStyleSingle
_AT_TOP: Final = -4160  # xlVAlignTop
_LANDSCAPE: Final = 2  # xlLandscape

READ_ONLY: Final = "“{}”是以只读方式打开的，不能保存，请先另存或关闭它，再点这个按钮"

_ESCAPE: Final = 0x1B  # VK_ESCAPE
_HELD_OR_PRESSED_SINCE: Final = 0x8001


def pick_folder(app: xw.App, title: str, folder: Path | None) -> Path | None:
    """Show Excel's dialog for folders, beginning in one; None = cancelled."""
    return _chosen(app.api.FileDialog(_FOLDER_PICKER), title, folder)


def pick_file(app: xw.App, title: str, folder: Path | None) -> Path | None:
    """Show Excel's dialog for workbook files, starting in a folder; None = cancelled."""
    dialog = app.api.FileDialog(_FILE_PICKER)
    dialog.Filters.Clear()
    dialog.Filters.Add(PICKED_LABEL, ";".join(f"*{suffix}" for suffix in sorted(PICKED)))
    return _chosen(dialog, title, folder)


def _chosen(dialog: Any, title: str, folder: Path | None) -> Path | None:  # noqa: ANN401  a COM object
    dialog.Title = title
    if folder is not None:
        # Without the separator at its end, the last part is taken for the name of a file.
        dialog.InitialFileName = f"{folder}{os.sep}"
    dialog.AllowMultiSelect = False
    return Path(dialog.SelectedItems.Item(1)) if dialog.Show() == _CHOSEN else None


def save_copy(book: xw.Book, path: Path) -> None:
    """Save a copy of the workbook as it is now; OSError where its folder is missing."""
    if not path.parent.is_dir():
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path.parent))
    book.api.SaveCopyAs(str(path))


def save_workbook(book: xw.Book) -> None:
    """Save a workbook under its own name; UserError for one that was opened for reading only."""
    if book.api.ReadOnly:
        raise UserError(READ_ONLY.format(book.name))
    book.api.Save()


def has_unsaved_edits(book: xw.Book) -> bool:
    """Return whether the workbook was changed since it was saved last."""
    return not book.api.Saved


def has_macros(book: xw.Book) -> bool:
    """Return whether the workbook has a VBA project."""
    return bool(book.api.HasVBProject)


def active_cell(book: xw.Book) -> Any:  # noqa: ANN401  a COM object
    """Return the active cell of the workbook's foremost window; of a selection of many cells there is one."""
    return book.api.Windows(1).ActiveCell


def open_workbook(app: xw.App, path: Path) -> None:
    """Open a workbook as if the user had clicked on it: Excel's settings decide about its macros."""
    before = app.api.AutomationSecurity
    app.api.AutomationSecurity = _SECURITY_BY_UI
    try:
        app.books.open(path)
    finally:
        app.api.AutomationSecurity = before


def activate(sheet: xw.Sheet) -> None:
    """Bring a sheet to the front of its Excel.

    xlwings' own way also brings this Excel before all others, and raises where Windows does not allow it: somebody has
    gone to another Excel meanwhile.
    """
    sheet.book.api.Activate()
    sheet.api.Activate()


def freeze_rows(app: xw.App, rows: int) -> None:
    """Keep the first rows of the active sheet in sight."""
    window = app.api.ActiveWindow
    window.FreezePanes = False
    window.ScrollRow = 1
    window.SplitColumn, window.SplitRow = 0, rows
    window.FreezePanes = True


def look_like_links(area: xw.Range, colour: str) -> None:
    """Make cells blue and underlined; Excel does so itself only for hyperlinks that are no formulas."""
    area.font.color = colour
    area.api.Font.Underline = _UNDERLINED


def filter_and_print(sheet: xw.Sheet, table: xw.Range, head_rows: int) -> None:
    """Give a table a filter, and a sheet one landscape page of width whose first rows are on every page."""
    table.api.VerticalAlignment = _AT_TOP
    table.api.AutoFilter()
    page = sheet.api.PageSetup
    with suppress(_com_error()):  # on a PC without a printer Excel refuses
        page.PrintTitleRows = f"$1:${head_rows}"
        page.Orientation = _LANDSCAPE
        page.Zoom = False
        page.FitToPagesWide, page.FitToPagesTall = 1, False


def _com_error() -> type[Exception]:
    """Return what pywin32 raises, which is there on Windows only."""
    try:
        return cast("type[Exception]", import_module("pywintypes").com_error)
    except ImportError:
        return OSError


def stop_wanted() -> bool:
    """Return whether Esc is held, or was pressed since this was asked last."""
    if sys.platform == "win32":
        return bool(ctypes.windll.user32.GetAsyncKeyState(_ESCAPE) & _HELD_OR_PRESSED_SINCE)
    return False


@contextmanager
def esc_is_ours(app: xw.App) -> Iterator[None]:
    """Keep Esc from breaking into the macro that waits for the command; afterwards the key is Excel's again."""
    app.api.EnableCancelKey = _CANCEL_DISABLED
    stop_wanted()  # forgets a key pressed before
    try:
        yield
    finally:
        app.api.EnableCancelKey = _CANCEL_INTERRUPTS
