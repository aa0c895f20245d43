"""What the macros of Excel do with the resident server, on Windows Python: xlwings' DLL starts and reaches zcert.exe.

ZcBridge.bas is followed call by call: XLPyDLLActivateAuto, CallUDF for a cell function, Call for a button.
"""

import ctypes
import json
import sys
from typing import Any, Final, Self

import pythoncom
import win32com.client
from win32com.client import VARIANT

MISSING: Final = VARIANT(pythoncom.VT_ERROR, -2147352572)
"""An optional argument that a formula leaves out."""

NOT_AVAILABLE: Final = -2146826246
"""#N/A as COM transports it."""

START, STOP = 1, -1


class _Variant(ctypes.Structure):
    _fields_ = (
        ("vt", ctypes.c_ushort),
        ("reserved", ctypes.c_ushort * 3),
        ("p", ctypes.c_void_p),
        ("q", ctypes.c_void_p),
    )


class NotStarted(Exception):  # noqa: N818  # as the macros name it
    """The DLL's own words."""


class Excel:
    """The DLL as one Excel has loaded it, as a context: it holds one server, which ends with it.

    folder: the folder that holds zcert.exe and the DLL.
    """

    def __init__(self, folder: str) -> None:
        pythoncom.CoInitialize()
        self._started = False
        self._command = f'"{folder}\\zcert.exe" --udf-server $(CLSID)'.encode("mbcs")
        self._dll = ctypes.WinDLL(f"{folder}\\xlwings64-0.37.8.dll")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_failure: object) -> None:
        self.give_up()

    def server(self) -> Any:  # noqa: ANN401  a COM object
        """Return the server's COM object, started if it does not run; raises NotStarted."""
        answer, failed = self._activate(START)
        if failed and self._started:
            # It once ran: give up what is left of it, and try once more.
            self.give_up()
            answer, failed = self._activate(START)
        if failed:
            raise NotStarted(ctypes.wstring_at(answer.p) if answer.vt == pythoncom.VT_BSTR else failed)
        self._started = True
        return win32com.client.Dispatch(pythoncom.ObjectFromAddress(answer.p, pythoncom.IID_IDispatch))

    def give_up(self) -> None:
        """Let go what is left of a server."""
        self._activate(STOP)

    def _activate(self, mode: int) -> tuple[_Variant, int]:
        answer = _Variant()
        failed = self._dll.XLPyDLLActivateAuto(ctypes.byref(answer), self._command, ctypes.c_long(mode))
        return answer, failed

    def formula(self, name: str, *arguments: object) -> object:
        """Return what a cell function returns for values, blocks of them (lists of rows) or MISSING."""
        packed = VARIANT(pythoncom.VT_ARRAY | pythoncom.VT_VARIANT, arguments)
        return self.server().CallUDF("zcert_bridge.excel_functions", name, packed, None, None)

    def press(self, button: str, workbook: str) -> bool:
        """Press a button, and return whether the server has found the workbook in an Excel."""
        server = self.server()
        return bool(server.Bool(server.Call(server.Module("zcert_bridge"), button, server.Tuple(workbook))))

    def process_id(self) -> int:
        """Return the server's process id."""
        server = self.server()
        return int(server.Str(server.Eval("__import__('os').getpid()")))


def tell(*values: object) -> None:
    """Print values for the test on the other side."""
    sys.stdout.write(json.dumps(values, ensure_ascii=False, default=str) + "\n")
