"""A whole Excel for tests: windows, workbooks, macros with their server, and who reads the message boxes."""

import os
import sys
from pathlib import Path
from typing import Final

import openpyxl
import pythoncom

from support import excel_engine
from support.com_excel.application import Application, Workbook
from support.com_excel.busy import Filter
from support.com_excel.desktop import Desk, Reader
from support.com_excel.member import CALLS, HOOKS, LACKING
from support.com_excel.vba import Macros

PROGRAM: Final = "ZCERT_PROGRAM"
"""Names the folder with zcert.exe and xlwings' DLLs; without it those are taken that pip has installed."""


def installed_macros() -> Macros:
    """Return the macros with the program that is to be tried."""
    folder = os.environ.get(PROGRAM)
    library, scripts = (Path(folder),) * 2 if folder else (Path(sys.prefix), Path(sys.prefix) / "Scripts")
    (dll,) = library.glob("xlwings64-*.dll")
    return Macros(str(dll), f'"{scripts / "zcert.exe"}" --udf-server $(CLSID)')


class Excel:
    """model: what the tests look into. pages: the file in which opened pages are noted."""

    def __init__(self, macros: Macros, pages: Path) -> None:
        pythoncom.CoInitialize()
        self.macros, self.pages = macros, pages
        self.filter = Filter()
        self.desk, self.reader = Desk(), Reader()
        self.begin()

    def begin(self) -> None:
        """Forget everything but the server."""
        self.model = excel_engine.App(excel_engine.Engine(), os.getpid())
        self.app = Application(self.model, self.desk.hwnd)
        self.desk.show(None)
        self.reader.told.clear()
        self.reader.answers.clear()
        self.pages.unlink(missing_ok=True)
        CALLS.clear()
        LACKING.clear()
        HOOKS.clear()

    def close(self) -> None:
        self.macros.stop()
        self.reader.close()
        self.desk.close()

    def open(self, path: Path, fullname: str = "") -> Workbook:
        """Open a workbook in a window; fullname: what it is called instead."""
        return self.show(excel_engine.Book(self.model, openpyxl.load_workbook(path), fullname or str(path)))

    def show(self, book: excel_engine.Book) -> Workbook:
        self.model.books.books.append(book)
        self.desk.show(self.app)
        return self.app.workbook(book)

    def press(self, button: str, book: Workbook) -> bool:
        """Press a button; return whether the server has found the workbook."""
        return self.macros.press(button, book.FullName)

    @staticmethod
    def lacking() -> set[str]:
        """Return the members that were asked for and are not imitated."""
        return LACKING

    def is_at_rest(self) -> bool:
        """Return whether everything that a button switches off while it works is on again."""
        model, api = self.model, self.model.api
        switches = (model.screen_updating, model.enable_events, api.DisplayAlerts, model.calculation == "automatic")
        return all(switches) and (model.status_bar, api.EnableCancelKey, api.AutomationSecurity) == (False, 1, 1)

    @property
    def told(self) -> list[str]:
        """What message boxes said that asked nothing."""
        return [text for text, buttons in self.reader.told if buttons == "ok"]

    @property
    def opened_pages(self) -> list[str]:
        return self.pages.read_text("utf-8").splitlines() if self.pages.exists() else []
