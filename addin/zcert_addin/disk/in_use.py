"""Would Windows let this file be replaced or removed? Asked before any work, which would be in vain.

Windows refuses it while a program holds the file without FILE_SHARE_DELETE, as Excel does with every workbook that it
shows, and for the attribute 只读 (CreateFileW, MoveFileExW and DeleteFileW in Microsoft's reference). All other systems
replace a file whoever reads it, so there every answer is no.
"""

import stat
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Final

PAUSES_S: Final = (0.05, 0.1, 0.2, 0.4, 0.75, 1.0)
"""How often and how long a file is waited for: Excel, virus scanners and synchronisers hold one for a moment."""

LINKS_ARE_HELD: Final = sys.platform == "win32"
"""Whether a hard link cannot be renamed or removed while a program holds the file under its other name."""

if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    _DELETE, _SHARE_ALL, _OPEN_EXISTING, _SHARING_VIOLATION = 0x0001_0000, 7, 3, 32

    _kernel32 = ctypes.WinDLL("kernel32", use_last_error=True)
    _kernel32.CreateFileW.restype = wintypes.HANDLE
    _kernel32.CreateFileW.argtypes = (
        *(wintypes.LPCWSTR, wintypes.DWORD, wintypes.DWORD, wintypes.LPVOID),
        *(wintypes.DWORD, wintypes.DWORD, wintypes.HANDLE),
    )
    _kernel32.CloseHandle.argtypes = (wintypes.HANDLE,)

    def is_held(path: Path) -> bool:
        """Return whether a program holds a file so that it cannot be replaced; the question changes nothing."""
        handle = _kernel32.CreateFileW(str(path), _DELETE, _SHARE_ALL, None, _OPEN_EXISTING, 0, None)
        if handle == wintypes.HANDLE(-1).value:
            return ctypes.get_last_error() == _SHARING_VIOLATION
        _kernel32.CloseHandle(handle)
        return False

    def is_read_only(path: Path) -> bool:
        """Return whether a file has the attribute 只读."""
        try:
            return bool(path.stat().st_file_attributes & stat.FILE_ATTRIBUTE_READONLY)
        except OSError:
            return False

else:

    def is_held(path: Path) -> bool:  # noqa: ARG001  the same everywhere
        """Return whether a program holds a file so that it cannot be replaced; the question changes nothing."""
        return False

    def is_read_only(path: Path) -> bool:  # noqa: ARG001
        """Return whether a file has the attribute 只读."""
        return False


def stays_held(path: Path) -> bool:
    """Return whether a file is held for longer than the moments for which others look at it, 2.5 s in all."""
    for pause_s in PAUSES_S:
        if not is_held(path):
            return False
        time.sleep(pause_s)
    return is_held(path)


def discard(path: Path) -> None:
    """Remove a file of ours if it is there; what cannot be removed now is left to the next writer (folder_lock)."""
    with suppress(OSError):
        if is_read_only(path):
            path.chmod(stat.S_IWRITE)
        path.unlink()
