"""Message boxes, pickers and the status bar of LibreOffice."""

from __future__ import annotations

from typing import Any

import uno
import unohelper
from com.sun.star.awt import XKeyHandler
from com.sun.star.awt.MessageBoxType import ERRORBOX, INFOBOX, QUERYBOX

TITLE = "职称采集"

_OK, _YES_NO = 1, 3  # com.sun.star.awt.MessageBoxButtons
_YES = 2  # com.sun.star.awt.MessageBoxResults
_ESCAPE = 1281  # com.sun.star.awt.Key


class Windows(unohelper.Base, XKeyHandler):
    """Dialogs and progress of one LibreOffice window."""

    def __init__(self, context: Any, frame: Any) -> None:  # noqa: ANN401
        self._context, self._frame = context, frame
        self._indicator: Any | None = None
        self._stop = False

    def _make(self, service: str) -> Any:  # noqa: ANN401
        return self._context.ServiceManager.createInstanceWithContext(service, self._context)

    def _box(self, kind: Any, buttons: int, text: str) -> int:  # noqa: ANN401
        self.finish()
        parent = self._frame.ContainerWindow if self._frame is not None else None
        box = self._make("com.sun.star.awt.Toolkit").createMessageBox(parent, kind, buttons, TITLE, text)
        try:
            return int(box.execute())
        finally:
            box.dispose()

    def tell(self, text: str) -> None:
        """Show a message and wait until it is read."""
        self._box(INFOBOX, _OK, text)

    def complain(self, text: str) -> None:
        """Show why something was not done and wait until it is read."""
        self._box(ERRORBOX, _OK, text)

    def ask(self, text: str) -> bool:
        """Ask a question and return whether it is answered with yes."""
        return self._box(QUERYBOX, _YES_NO, text) == _YES

    def pick_folder(self, title: str, folder: str | None) -> str | None:
        """Let the user choose a folder, starting in one; None when cancelled."""
        self.finish()
        picker = self._make("com.sun.star.ui.dialogs.FolderPicker")
        picker.setTitle(title)
        if folder:
            picker.setDisplayDirectory(uno.systemPathToFileUrl(folder))
        return uno.fileUrlToSystemPath(picker.getDirectory()) if picker.execute() else None

    def pick_file(self, title: str, folder: str | None, pattern: str) -> str | None:
        """Let the user choose a workbook, starting in a folder; None when cancelled."""
        self.finish()
        picker = self._make("com.sun.star.ui.dialogs.FilePicker")
        picker.setTitle(title)
        picker.appendFilter("工作簿和名单", pattern)
        if folder:
            picker.setDisplayDirectory(uno.systemPathToFileUrl(folder))
        return uno.fileUrlToSystemPath(picker.getSelectedFiles()[0]) if picker.execute() else None

    def progress(self, done: int, total: int, name: str) -> bool:
        """Show a task's progress, let LibreOffice redraw, and return whether Esc was pressed."""
        if self._indicator is None:
            self._indicator = self._frame.createStatusIndicator()
            self._indicator.start("", total)
            self._stop = False
            self._frame.Controller.addKeyHandler(self)
        self._indicator.setText(f"{TITLE}：{done}/{total}（按Esc取消）{name}")
        self._indicator.setValue(done)
        self._make("com.sun.star.awt.Toolkit").processEventsToIdle()
        return self._stop

    def finish(self) -> None:
        """Release the status bar and the Esc key."""
        if self._indicator is not None:
            self._indicator.end()
            self._indicator = None
            self._frame.Controller.removeKeyHandler(self)

    def keyPressed(self, event: Any) -> bool:  # noqa: ANN401, N802
        """Treat Esc as a request to stop."""
        self._stop = self._stop or event.KeyCode == _ESCAPE
        return bool(event.KeyCode == _ESCAPE)

    def keyReleased(self, _event: Any) -> bool:  # noqa: ANN401, N802
        """Pass all keys on."""
        return False

    def disposing(self, _source: Any) -> None:  # noqa: ANN401
        """Forget a window that was closed."""
        self._indicator = None
