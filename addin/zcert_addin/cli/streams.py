"""In which encoding does the command line write? Asked once at the start, for standard output and standard error.

A window shows every character, whatever its code page. What goes into a pipe or a file is for somebody else:

- texts for people: on Windows the code page of the console, as ``find``, ``more``, PowerShell and old editors expect;
  UTF-8 where that code page has no Chinese, without a console (a program has started us) and on all other systems
- JSON, which programs read: UTF-8
- both: what PYTHONIOENCODING names, or UTF-8 with PYTHONUTF8=1, as for every Python program, the frozen one included
"""

import codecs
import os
import sys
from typing import Final, TextIO

_ERRORS: Final = "backslashreplace"
_UTF8: Final = "utf-8"
_CHINESE: Final = "正确，错误"
_GB18030: Final = 54936
"""A code page that Python knows by another name only."""

if sys.platform == "win32":
    import ctypes

    def code_page() -> int | None:
        """Return the code page of the console on Windows; None without a console and elsewhere."""
        return int(ctypes.WinDLL("kernel32").GetConsoleOutputCP()) or None

else:

    def code_page() -> int | None:
        """Return the code page of the console on Windows; None without a console and elsewhere."""
        return None


def prepare(stream: TextIO) -> None:
    """Set the encoding of a standard stream for texts; what it cannot hold is written as an escape."""
    _set(stream, _asked() or (_UTF8 if stream.isatty() else _of_people()))


def prepare_for_json(stream: TextIO) -> None:
    """Set the encoding of a standard stream for programs."""
    _set(stream, _asked() or _UTF8)


def _set(stream: TextIO, encoding: str) -> None:
    if hasattr(stream, "reconfigure") and (stream.encoding, stream.errors) != (encoding, _ERRORS):
        stream.reconfigure(encoding=encoding, errors=_ERRORS)


def _asked() -> str | None:
    """Return the encoding that the environment names; None without one, or with one that is none."""
    named = os.environ.get("PYTHONIOENCODING", "").partition(":")[0]
    try:
        return codecs.lookup(named).name if named else _UTF8 if os.environ.get("PYTHONUTF8") == "1" else None
    except LookupError:
        return None


def _of_people() -> str:
    page = code_page()
    name = "gb18030" if page == _GB18030 else f"cp{page}"
    try:
        _CHINESE.encode(name)
    except (LookupError, UnicodeEncodeError):
        return _UTF8
    return codecs.lookup(name).name
