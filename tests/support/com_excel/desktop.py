"""The windows by which others find Excel, and the person in front of it who reads message boxes and answers them."""

import ctypes
import threading
import time
from collections import deque
from typing import Any, Final

import pythoncom
import win32api
import win32con
import win32gui

from support.com_excel.member import Member

_OBJID_NATIVEOM, _WM_GETOBJECT = -16, 0x3D
_DIALOG: Final = "#32770"
_BOX_TITLE: Final = "职称采集"
_BUTTONS: Final = {"yes": 6, "no": 7, "ok": 1}
_LOOKS_S: Final = 0.01

_lresult_from_object: Any = ctypes.WinDLL("oleacc").LresultFromObject  # type: ignore[attr-defined]  # Windows only
_lresult_from_object.restype = ctypes.c_ssize_t
_lresult_from_object.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_void_p]
_IDISPATCH: Final = (ctypes.c_byte * 16).from_buffer_copy(bytes(pythoncom.IID_IDispatch))


class NativeObject(Member):
    """What a window of Excel gives to those who ask for its object model: in Excel, a Window."""

    def __init__(self, app: Member) -> None:
        self.app = app

    @property
    def Application(self) -> Member:
        return self.app


class Desk:
    """The three nested windows of an Excel. Without a workbook the innermost is missing, as in Excel."""

    def __init__(self) -> None:
        self.native: NativeObject | None = None
        for name in ("XLMAIN", "XLDESK", "EXCEL7"):
            kind = win32gui.WNDCLASS()
            kind.lpszClassName, kind.hInstance = name, win32api.GetModuleHandle(None)
            kind.lpfnWndProc = {_WM_GETOBJECT: self._answer}
            win32gui.RegisterClass(kind)
        self.hwnd = self._window("XLMAIN", 0)
        self._desk = self._window("XLDESK", self.hwnd)
        self._book = 0

    def show(self, app: Member | None) -> None:
        """Show the window of a workbook, whose Application this is; None takes it away."""
        if self._book:
            win32gui.DestroyWindow(self._book)
        self.native = app and NativeObject(app)
        self._book = self._window("EXCEL7", self._desk) if app else 0
        win32gui.SetWindowPos(self.hwnd, win32con.HWND_TOP, 0, 0, 0, 0, win32con.SWP_NOMOVE | win32con.SWP_NOSIZE)

    def close(self) -> None:
        """Take all windows away."""
        win32gui.DestroyWindow(self.hwnd)
        for name in ("XLMAIN", "XLDESK", "EXCEL7"):
            win32gui.UnregisterClass(name, win32api.GetModuleHandle(None))

    def _window(self, name: str, parent: int) -> int:
        style = win32con.WS_VISIBLE | (win32con.WS_CHILD if parent else win32con.WS_OVERLAPPEDWINDOW)
        made = win32gui.CreateWindow(name, "", style, 0, 0, 400, 300, parent, 0, win32api.GetModuleHandle(None), None)
        return int(made)

    def _answer(self, hwnd: int, message: int, wparam: int, lparam: int) -> int:
        is_asked = message == _WM_GETOBJECT and ctypes.c_int(lparam & 0xFFFFFFFF).value == _OBJID_NATIVEOM
        if is_asked and hwnd == self._book and self.native:
            pointer = _address(self.native.com())
            return int(_lresult_from_object(ctypes.byref(_IDISPATCH), wparam & 0xFFFFFFFFFFFFFFFF, pointer))
        return int(win32gui.DefWindowProc(hwnd, message, wparam, lparam))


def _address(com: object) -> int:
    """Return the interface pointer, which pywin32 shows in no other way."""
    return int(repr(com).rpartition("obj at ")[2].rstrip(">"), 16)


class Reader:
    """Who reads the message boxes of the product and answers them: ``answers`` in turn, what was read in ``told``.

    told: text and buttons ("ok" or "yes_no") of each box.
    """

    def __init__(self) -> None:
        self.told: list[tuple[str, str]] = []
        self.answers: deque[str] = deque()
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._ended.set()
        self._thread.join(5)

    def _read(self) -> None:
        answered = 0
        while not self._ended.is_set():
            box = win32gui.FindWindow(_DIALOG, _BOX_TITLE)
            if box and box != answered and (told := _read_box(box)):
                answered = box
                self.told.append(told)
                answer = "ok" if told[1] == "ok" else self.answers.popleft()
                win32gui.PostMessage(box, win32con.WM_COMMAND, _BUTTONS[answer], 0)
            elif not box:
                answered = 0
            time.sleep(_LOOKS_S)


def _read_box(box: int) -> tuple[str, str] | None:
    """Return text and buttons of a box that is complete, else None."""
    try:
        if not win32gui.IsWindowVisible(box):
            return None
        texts: list[str] = []
        win32gui.EnumChildWindows(box, lambda child, _: texts.append(_text(child)) or True, None)
        is_question = win32gui.GetDlgItem(box, _BUTTONS["yes"]) if _has_item(box, "yes") else 0
    except win32gui.error:
        return None  # it is just coming or going
    longest = max(texts, key=len, default="")
    if not longest or not (is_question or _has_item(box, "ok")):
        return None
    return longest, "yes_no" if is_question else "ok"


def _has_item(box: int, name: str) -> bool:
    return bool(ctypes.windll.user32.GetDlgItem(box, _BUTTONS[name]))  # type: ignore[attr-defined]  # Windows only


def _text(child: int) -> str:
    length = win32gui.SendMessage(child, win32con.WM_GETTEXTLENGTH, 0, 0)
    buffer = ctypes.create_unicode_buffer(length + 1)
    ctypes.windll.user32.SendMessageW(child, win32con.WM_GETTEXT, length + 1, buffer)  # type: ignore[attr-defined]
    return buffer.value
