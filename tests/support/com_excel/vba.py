"""What the macros do: xlwings' DLL starts the resident server and keeps it; buttons and cell functions pass through.

The text of ZcBridge.bas does this in Excel; here are the same calls in the same order.
"""

import ctypes
from typing import Any, Final

import pythoncom
import win32com.client
from win32com.client import VARIANT

from support.com_excel.member import Member

START, STOP = 1, -1
BRIDGE: Final = "zcert_bridge"
FUNCTIONS: Final = "zcert_bridge.excel_functions"
MISSING: Final = VARIANT(pythoncom.VT_ERROR, -2147352572)


class NotStartedError(Exception):
    """The server could not be had; the text is what the DLL says."""


class _Variant(ctypes.Structure):
    _fields_ = (("vt", ctypes.c_ushort), ("r", ctypes.c_ushort * 3), ("p", ctypes.c_void_p), ("q", ctypes.c_void_p))


class Macros:
    """The macros of one Excel.

    dll: path of xlwings' DLL. command: the program and its arguments but ``$(CLSID)``.
    """

    def __init__(self, dll: str, command: str) -> None:
        self._activate: Any = ctypes.WinDLL(dll).XLPyDLLActivateAuto  # type: ignore[attr-defined]  # Windows only
        self._command = command.encode("mbcs")
        self._is_started = False

    def server(self) -> Any:  # noqa: ANN401  a COM object
        """Return the server, started if need be; raises NotStartedError."""
        try:
            server = self._asked(START)
        except NotStartedError:
            if not self._is_started:
                raise
            # It once ran: give up what is left of it, and try once more.
            self.stop()
            server = self._asked(START)
        self._is_started = True
        return server

    def _asked(self, mode: int) -> Any:  # noqa: ANN401  a COM object
        answer = _Variant()
        failed = self._activate(ctypes.byref(answer), self._command, ctypes.c_long(mode))
        if answer.vt == pythoncom.VT_DISPATCH:
            return win32com.client.Dispatch(pythoncom.ObjectFromAddress(answer.p, pythoncom.IID_IDispatch))
        if failed:
            raise NotStartedError(ctypes.wstring_at(answer.p) if answer.vt == pythoncom.VT_BSTR else "")
        return None

    def stop(self) -> None:
        """End the server."""
        self._asked(STOP)

    def server_id(self) -> int:
        """Return the number of the server's process."""
        server = self.server()
        return int(server.Str(server.Eval("__import__('os').getpid()")))

    def press(self, button: str, fullname: str) -> bool:
        """Press a button in the workbook of that full name; return whether the server has found it."""
        server = self.server()
        return bool(server.Bool(server.Call(server.Module(BRIDGE), button, server.Tuple(fullname))))

    def calculate(self, function: str, *arguments: object, book: Member, caller: Member) -> object:
        """Calculate a cell function as a formula does: ranges are passed as ranges."""
        passed = [one.com() if isinstance(one, Member) else one for one in arguments]
        array = VARIANT(pythoncom.VT_ARRAY | pythoncom.VT_VARIANT, passed)
        return self.server().CallUDF(FUNCTIONS, function, array, book.com(), caller.com())
