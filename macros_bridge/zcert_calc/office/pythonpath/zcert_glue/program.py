"""Where is the installed program, and in which environment is it started?

Only in places where programs are installed: never beside a workbook, in the current folder or by PATH, where a folder
that somebody sends could bring a program of the same name.
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import Iterator

from zcert_glue import Problem

NOT_FOUND = "没有找到zcert程序，请先安装zcert，再运行“zcert install --calc”"
MOVED = "zcert程序已不在“{}”，请重新安装zcert，再运行“zcert install --calc”"
NOT_STARTED = "zcert程序无法启动，请重新安装zcert后重试"

_VARIABLE = "ZCERT_PROGRAM"
_INSTALLER = Path(__file__).parents[2] / "program.txt"
_ON_WINDOWS = os.name == "nt"
_NAME = "zcert.exe" if _ON_WINDOWS else "zcert"
_NO_WINDOW = 0x08000000  # CREATE_NO_WINDOW
# What LibreOffice sets for its own Python and libraries would break another one.
_FOREIGN = ("PYTHON", "LD_LIBRARY_PATH", "LD_PRELOAD", "URE_", "UNO_", "SAL_")


def start() -> subprocess.Popen[bytes]:
    """Start the program as LibreOffice's helper; raises Problem when it is missing or does not start."""
    installer = _installer()
    # A relative path would mean the current folder, which may be that of the workbooks.
    path = next((path for path in _places(installer) if path.is_absolute() and path.is_file()), None)
    if path is None:
        raise Problem(MOVED.format(installer) if installer else NOT_FOUND)
    environment = {name: value for name, value in os.environ.items() if not name.startswith(_FOREIGN)}
    try:
        return subprocess.Popen(
            [str(path), "calc-server"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=str(path.parent),
            env=environment,
            creationflags=_NO_WINDOW if _ON_WINDOWS else 0,
        )
    except OSError:
        raise Problem(NOT_STARTED) from None


def _installer() -> Path | None:
    """Return the program that installed the extension; None when the extension was downloaded or built."""
    try:
        return Path(os.fsdecode(_INSTALLER.read_bytes()))
    except OSError:
        return None


def _places(installer: Path | None) -> Iterator[Path]:
    """Yield the places in order: what installed the extension, what ZCERT_PROGRAM names, this user, this machine."""
    if installer is not None:
        yield installer
    if _VARIABLE in os.environ:
        yield Path(os.environ[_VARIABLE])
        return
    if _ON_WINDOWS:
        homes = [os.environ.get(name) for name in ("LOCALAPPDATA", "ProgramW6432", "ProgramFiles")]
        yield from (Path(home, "zcert", _NAME) for home in homes if home)
    else:
        local = Path(os.path.expanduser("~"), ".local")
        yield local / "share" / "zcert" / _NAME
        yield local / "bin" / _NAME
        yield Path("/opt/zcert", _NAME)
        yield Path("/usr/local/bin", _NAME)
        yield Path("/usr/bin", _NAME)
