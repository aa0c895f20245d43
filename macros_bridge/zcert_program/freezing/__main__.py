"""Freezes the installed program: a folder ``zcert`` with the program and all that it needs.

On Windows xlwings' two DLLs, for Excel of 32 and of 64 bits, are beside the program, where the macros look for them.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from zcert_addin.installing.own_files import libraries

PROGRAM: Final = "zcert"
_LAUNCH: Final = "from zcert_program.main import main\n\nmain()\n"
_NOT_OURS: Final = ("xlwings.pro", "tkinter", "pandas", "matplotlib", "IPython", "PyInstaller", "pip", "setuptools")
"""Not free for commercial use, or used only when another package has loaded it."""

_UNUSED: Final = (
    *("win32ui", "pythonwin", "pywin"),  # windows in the style of 1995, which pywin32 knows and xlwings does not need
    *("PIL._avif", "PIL._webp", "PIL._imagingft", "PIL._imagingcms", "PIL._imagingmath"),  # photos are JPEG
    *("numpy.random", "numpy.f2py", "sqlite3"),
)
"""What libraries would load for tasks that are not ours.

20 MB of numpy's OpenBLAS have to stay: nothing multiplies matrices, but simplejpeg needs numpy, whose core is linked to
that library and does not load without it.
"""

_DOUBLE_CLICKS: Final = {"安装.cmd": "install", "卸载.cmd": "uninstall", "检查安装.cmd": "doctor"}
_CLICK: Final = '@"%~dp0zcert.exe" {command} & pause\r\n'
"""One line, which is read before it runs: removing the folder removes this file too, and another line with it."""


def freeze(target: Path) -> Path:
    """Write the folder into another one, replacing what is there, and return its path; a built add-in goes with it."""
    with tempfile.TemporaryDirectory() as work:
        launch = Path(work) / "zcert_launch.py"  # not zcert.py, which would shadow the package of that name
        launch.write_text(_LAUNCH, "utf-8")
        command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "WARN"]
        command += ["--onedir", "--console", "--name", PROGRAM, "--distpath", str(target)]
        command += ["--workpath", work, "--specpath", work]
        for module in (*_NOT_OURS, *_UNUSED):
            command += ["--exclude-module", module]
        subprocess.run([*command, str(launch)], check=True)  # noqa: S603  our own interpreter
    folder = target / PROGRAM
    addin = target / f"{PROGRAM}.xlam"
    if addin.exists():
        shutil.copy2(addin, folder)
    if sys.platform == "win32":
        _add_windows_files(folder)
    return folder


def _add_windows_files(folder: Path) -> None:
    for library in libraries():
        shutil.copy2(library, folder)
    for name, command in _DOUBLE_CLICKS.items():
        (folder / name).write_text(_CLICK.format(command=command), "ascii", newline="")


if __name__ == "__main__":
    freeze(Path(sys.argv[1]))
