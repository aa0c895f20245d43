"""The open workbook: the commands that a button may send, by their names in the messages."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from pathlib import Path
from typing import Any, Iterator

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.io import IOException
from com.sun.star.lang import DisposedException

from zcert_glue import Problem, cells, dressing, marks, red, rows, sheets
from zcert_glue.windows import Windows

NO_SPREADSHEET = "当前没有打开的电子表格，请先打开采集表再试"
NOT_COPIED = "不能写入“{}”，请换一个文件夹重试"
NOT_OPENED = "无法打开“{}”，请核对文件后重试"
NOT_SAVED = "“{}”不能保存，请先另存或关闭它，再点这个按钮"
NOT_CLOSED = "不能关闭“{}”，请自行关闭后重试"
OWN_FILE = "不能覆盖正在打开的工作簿，请换一个文件夹"

_SPREADSHEET = "com.sun.star.sheet.SpreadsheetDocument"
_EMPTY = "private:factory/scalc"
_VIEW_OF_SHEETS = 3
"""Position of the first sheet in the parts of a controller's view data."""
_BY_SETTINGS = 4  # com.sun.star.document.MacroExecMode.USE_CONFIG


class Workbook:
    """The workbook of one window, with the sheet that was active when the button was pressed."""

    def __init__(self, context: Any, frame: Any, windows: Windows) -> None:  # noqa: ANN401
        controller = frame.Controller if frame is not None else None
        self.document = controller.Model if controller is not None else None
        if self.document is None or not self.document.supportsService(_SPREADSHEET):
            raise Problem(NO_SPREADSHEET)
        self._context, self._controller, self._windows = context, controller, windows
        self._frame, self._left = frame, False
        self._sheet = controller.ActiveSheet

    @property
    def path(self) -> Path | None:
        """Path of the workbook on this machine; None when it is remote or was never saved."""
        return _path(self.document)

    def about(self) -> dict[str, Any]:
        """Return the workbook's name and folder, and whether it is remote."""
        path = self.path
        return {
            "name": path.name if path else self.document.Title,
            "folder": str(path.parent) if path else None,
            "remote": bool(self.document.URL) and path is None,
        }

    def selected_cell(self) -> tuple[str, int, int]:
        """Return name of the active sheet, row (1-based) and column (0-based) of its cursor."""
        # ViewData: the API tells what is selected, several areas perhaps, but not where the cursor is.
        view = self._controller.getViewData().split(";")[
            _VIEW_OF_SHEETS + self._controller.ActiveSheet.RangeAddress.Sheet
        ]
        column, row = re.split("[/+]", view)[:2]
        return self._controller.ActiveSheet.Name, int(row) + 1, int(column)

    def read(self) -> dict[str, Any]:
        """Read the active sheet."""
        return cells.read(self.document, self._sheet)

    def sheet_names(self) -> list[str]:
        """Return the names of all sheets, hidden ones too."""
        return list(self.document.Sheets.ElementNames)

    def read_sheet(self, sheet: str) -> dict[str, Any]:
        """Read the sheet of that name."""
        return cells.read(self.document, self.document.Sheets.getByName(sheet))

    def write(self, runs: list[Any]) -> None:
        """Write runs of texts (see ``cells.write``) into the active sheet."""
        cells.write(self.document, self._sheet, runs)

    def redden(self, column: int, first_row: int, last_row: int, rule: dict[str, Any]) -> None:
        """Turn wrong results red: column 0-based, rows 1-based; rule: formula, text that identifies it, and look."""
        cells.guard(self.document, self._sheet)
        area = red.column(self._sheet, column, first_row, last_row)
        with cells.quiet(self.document):
            red.ensure(self.document, area, rule["formula"], rule["known"], rule["look"])

    def mark(self, home: str, reference: str, left: int, width: int, rows: list[list[str]]) -> None:  # noqa: PLR0913
        """Replace a list of marks, rows of formula and texts, on the hidden sheet ``home`` (see ``marks.replace``)."""
        if not self.document.isReadonly():
            marks.replace(self.document, marks.Place(home, reference, left, width), rows)

    def redden_marked(self, first_row: int, last_column: int, rule: dict[str, Any]) -> None:
        """Turn marked cells red from a row (1-based) on, as far as a column (0-based), once there are marks."""
        if not (self.document.isReadonly() or self._sheet.isProtected()) and sheets.find(self.document, rule["known"]):
            with cells.quiet(self.document):
                red.ensure_on_sheet(self.document, self._sheet, first_row, last_column, rule)

    def dress(self, sheet: str, **look: Any) -> None:  # noqa: ANN401
        """Make what was shown a table to read and to print (see ``dressing.dress``)."""
        dressing.dress(self.document, self._controller, sheets.find(self.document, sheet), dressing.Look(**look))

    def remove(self, sheet: str) -> None:
        """Remove a sheet that was shown."""
        sheets.remove(self.document, sheet, self._sheet)

    def turn_to(self, sheet: str) -> bool:
        """Work on another sheet from now on if there is a visible one of that name, and return whether."""
        found = sheets.find(self.document, sheet)
        if found is None or not found.IsVisible:
            return False
        self._sheet = found
        return True

    def show(self, sheet: str, rows: list[list[str]], links: list[str]) -> None:
        """Show rows on a separate sheet."""
        sheets.show(self.document, self._sheet, sheet, rows, links)

    def select(self, row: int, column: int) -> None:
        """Select a cell of the active sheet: row 1-based, column 0-based."""
        self._controller.setActiveSheet(self._sheet)
        self._controller.select(self._sheet.getCellByPosition(column, row - 1))

    def require_writable(self) -> None:
        """Raise Problem where the workbook is read-only or the active sheet protected."""
        cells.guard(self.document, self._sheet)

    def hidden_rows(self, first_row: int, last_row: int) -> dict[str, Any]:
        """Return the hidden rows of the active sheet between two, 1-based, and whether a filter hides some of them."""
        found = rows.hidden(self._sheet, first_row, last_row)
        return {"rows": found, "filtered": any(rows.is_filtered(self._sheet, row) for row in found)}

    def hide_rows(self, blocks: list[list[int]]) -> None:
        """Hide blocks of rows of the active sheet: first and last, 1-based."""
        rows.set_visible(self.document, self._sheet, blocks, visible=False)

    def show_rows(self, blocks: list[list[int]]) -> None:
        """Show blocks of rows of the active sheet: first and last, 1-based; a filter keeps hidden what it hides."""
        rows.set_visible(self.document, self._sheet, blocks, visible=True)

    def save_copy(self, path: str) -> None:
        """Save a copy in the workbook's own format."""
        own = self.path
        if own is not None and os.path.exists(path) and os.path.samefile(path, own):
            raise Problem(OWN_FILE)
        _store(self.document, path)

    def close(self, path: str, copy: str) -> bool:
        """Close a workbook, its unsaved edits kept in a copy, and return whether it was open.

        When it is the one of this window, an empty one takes its place until another is opened: LibreOffice can end
        with its last window.
        """
        document = next((one for one in self._open_documents() if _is_file(one, path)), None)
        if document is None:
            return False
        if document.isModified():
            _store(document, copy)
        document.setModified(False)
        self._windows.finish()
        if document == self.document:
            self._load(_EMPTY, NOT_CLOSED.format(os.path.basename(path)))
            self._left = True
        # It may be in other windows too, or be gone with its only one.
        with suppress(DisposedException):
            document.close(True)
        return True

    def open_workbooks(self) -> list[tuple[str, bool]]:
        """List path and whether it has unsaved changes of each workbook that is open and not remote."""
        return [(path, document.isModified()) for path, document in self._all()]

    def save(self, path: str) -> None:
        """Save an open workbook under its own name and in its own format."""
        for own, document in self._all():
            if own == path:
                try:
                    document.store()
                except IOException:
                    raise Problem(NOT_SAVED.format(os.path.basename(path))) from None

    def open(self, path: str) -> None:
        """Open another workbook, in this window if its own was closed; LibreOffice's settings decide about macros."""
        macros = PropertyValue("MacroExecutionMode", 0, _BY_SETTINGS, 0)
        problem = NOT_OPENED.format(os.path.basename(path))
        if self._left:
            self._load(uno.systemPathToFileUrl(path), problem, macros)
        elif self._desktop().loadComponentFromURL(uno.systemPathToFileUrl(path), "_default", 0, (macros,)) is None:
            raise Problem(problem)

    def _load(self, url: str, problem: str, *options: PropertyValue) -> None:
        """Load a document into this window."""
        if self._frame.loadComponentFromURL(url, "_self", 0, options) is None:
            raise Problem(problem)

    def _desktop(self) -> Any:  # noqa: ANN401
        return self._context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", self._context)

    def _all(self) -> Iterator[tuple[str, Any]]:
        for one in self._open_documents():
            if hasattr(one, "URL") and one.supportsService(_SPREADSHEET) and one.URL.startswith("file:"):
                yield uno.fileUrlToSystemPath(one.URL), one

    def _open_documents(self) -> Iterator[Any]:
        components = self._desktop().Components.createEnumeration()
        while components.hasMoreElements():
            yield components.nextElement()

    def read_facts(self, sheet: str) -> list[list[Any]]:
        """Read the labelled facts of the dictionary sheet."""
        return sheets.read_facts(self.document, sheet)

    def write_dictionary(self, sheet: str, columns: list[list[Any]], names: dict[str, str]) -> None:
        """Replace the dictionary sheet's contents."""
        sheets.write_dictionary(self.document, sheet, columns, names)


def _path(document: Any) -> Path | None:  # noqa: ANN401
    """Return the path of an open document on this machine; None when it is remote or was never saved."""
    url = document.URL
    return Path(uno.fileUrlToSystemPath(url)) if url.startswith("file:") else None


def _is_file(component: Any, path: str) -> bool:  # noqa: ANN401
    """Return whether an open component is the document of that file; others, e.g. the help window, have no address."""
    own = _path(component) if hasattr(component, "URL") else None
    return own is not None and os.path.exists(path) and own.exists() and os.path.samefile(path, own)


def _store(document: Any, path: str) -> None:  # noqa: ANN401
    """Save a copy of a document in its own format."""
    filters = [argument for argument in document.Args if argument.Name in ("FilterName", "FilterOptions")]
    try:
        document.storeToURL(uno.systemPathToFileUrl(path), tuple(filters))
    except IOException:
        raise Problem(NOT_COPIED.format(path)) from None
