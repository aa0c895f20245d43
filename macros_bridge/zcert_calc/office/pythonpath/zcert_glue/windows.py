"""Boxes, pickers and the status bar of the office."""

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
    """What is shown above one window of the office."""

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
        """Ask a question that is answered with yes or no."""
        return self._box(QUERYBOX, _YES_NO, text) == _YES

    def pick_folder(self, title: str) -> str | None:
        """Let somebody choose a folder; None = cancelled."""
        self.finish()
        picker = self._make("com.sun.star.ui.dialogs.FolderPicker")
        picker.setTitle(title)
        return uno.fileUrlToSystemPath(picker.getDirectory()) if picker.execute() else None

    def pick_file(self, title: str, folder: str | None, pattern: str) -> str | None:
        """Let somebody choose a workbook, beginning in a folder; None = cancelled."""
        self.finish()
        picker = self._make("com.sun.star.ui.dialogs.FilePicker")
        picker.setTitle(title)
        picker.appendFilter("工作簿", pattern)
        if folder:
            picker.setDisplayDirectory(uno.systemPathToFileUrl(folder))
        return uno.fileUrlToSystemPath(picker.getSelectedFiles()[0]) if picker.execute() else None

    def progress(self, done: int, total: int, name: str) -> bool:
        """Show how far a task is and let the office redraw; tells whether Esc was pressed."""
        if self._indicator is None:
            self._indicator = self._frame.createStatusIndicator()
            self._indicator.start("", total)
            self._stop = False
            self._frame.Controller.addKeyHandler(self)
        self._indicator.setText(f"{TITLE}：{done}/{total} {name}（按Esc取消）")
        self._indicator.setValue(done)
        self._make("com.sun.star.awt.Toolkit").processEventsToIdle()
        return self._stop

    def finish(self) -> None:
        """Give the status bar and the Esc key back."""
        if self._indicator is not None:
            self._indicator.end()
            self._indicator = None
            self._frame.Controller.removeKeyHandler(self)

    def keyPressed(self, event: Any) -> bool:  # noqa: ANN401, N802
        """Take Esc for the wish to stop."""
        self._stop = self._stop or event.KeyCode == _ESCAPE
        return bool(event.KeyCode == _ESCAPE)

    def keyReleased(self, _event: Any) -> bool:  # noqa: ANN401, N802
        """Leave all other keys alone."""
        return False

    def disposing(self, _source: Any) -> None:  # noqa: ANN401
        """Forget a window that was closed."""
        self._indicator = None
