"""Is an error Excel's way of saying that it is busy?"""

import traceback
from typing import Final

_PYWIN32: Final = "win32com.client.dynamic"


def is_refusal(error: BaseException) -> bool:
    """Return whether Excel has refused a call: a cell is edited, a dialog is open, or it cannot do what was asked.

    The classes of these errors are there on Windows only. pywin32's com_error alone has a field ``hresult``; xlwings
    has a class of its own; and where pywin32 is not even told whether there is such a member, it says that there is
    none.
    """
    if hasattr(error, "hresult") or type(error).__name__ == "ExcelBusyError":
        return True
    frames = [frame for frame, _ in traceback.walk_tb(error.__traceback__)]
    return isinstance(error, AttributeError) and bool(frames) and frames[-1].f_globals.get("__name__") == _PYWIN32
