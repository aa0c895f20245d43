"""One entry of the undo list for all that a button writes, so that one Ctrl+Z takes all of it back."""

from __future__ import annotations

from typing import Any

import unohelper
from com.sun.star.document import XUndoAction
from com.sun.star.lang import DisposedException
from com.sun.star.uno import Exception as UnoException
from com.sun.star.util import InvalidStateException

_CONTENT = 1 | 2 | 4 | 16  # CellFlags VALUE, DATETIME, STRING, FORMULA


class Undo:
    """The entry of one press of a button; LibreOffice drops it when nothing was written."""

    def __init__(self, document: Any, title: str) -> None:  # noqa: ANN401  UNO objects have no types
        self._document, self._title, self._is_open = document, title, False

    def begin(self) -> None:
        """Open the entry, unless it is open."""
        if not self._is_open:
            self._document.UndoManager.enterUndoContext(self._title)
            self._is_open = True

    def end(self) -> None:
        """Close the entry if it was opened; a workbook that the button has closed takes it along."""
        if self._is_open:
            self._is_open = False
            try:
                self._document.UndoManager.leaveUndoContext()
            except (DisposedException, InvalidStateException):
                return


class _Emptied(unohelper.Base, XUndoAction):
    """Empties cells when it is undone; what was put into them afterwards is done again by others.

    Addresses, as in LibreOffice's own entries: ranges go astray when a sheet is taken back and inserted again.
    """

    Title = ""

    def __init__(self, document: Any, addresses: tuple[Any, ...]) -> None:  # noqa: ANN401
        self._document, self._addresses = document, addresses

    def undo(self) -> None:
        """Empty the cells, without another entry of the undo list."""
        manager = self._document.UndoManager
        manager.lock()
        try:
            for at in self._addresses:
                sheet = self._document.Sheets.getByIndex(at.Sheet)
                cells = sheet.getCellRangeByPosition(at.StartColumn, at.StartRow, at.EndColumn, at.EndRow)
                cells.clearContents(_CONTENT)
        except UnoException:
            return  # an undo that fails would cost the user the whole list
        finally:
            manager.unlock()

    def redo(self) -> None:
        """Do nothing."""


def remember_empty(document: Any, area: Any) -> None:  # noqa: ANN401
    """Have undoing empty those cells of an area that are empty now; to be called before ``setDataArray`` and the like.

    LibreOffice 7.4 undoes those only where there was something before: ``ScUndoPaste`` restores, and empties nothing.
    """
    addresses = area.queryEmptyCells().getRangeAddresses()
    if addresses:
        document.UndoManager.addUndoAction(_Emptied(document, addresses))
