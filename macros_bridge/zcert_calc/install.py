"""Bring the extension into this user's LibreOffice, or take it out, by LibreOffice's own extension manager.

``unopkg`` refuses root and a LibreOffice that is open; the manager inside LibreOffice does neither.
"""

import os
import subprocess
import tempfile
from importlib.resources import as_file, files
from pathlib import Path
from typing import Final

from zcert.errors import UserError
from zcert_addin.commands.build_files import EXTENSION
from zcert_calc.own_program import own_program
from zcert_calc.oxt import build_oxt

NO_OFFICE: Final = "没有找到LibreOffice，请先安装LibreOffice"
NO_PYTHON: Final = "LibreOffice缺少Python支持，请先安装（Debian上为“sudo apt install python3-uno”）后重试"
FAILED: Final = "LibreOffice没有接受扩展，请关闭全部LibreOffice窗口后重试"

_SECONDS: Final = 180
_NOT_CONNECTED: Final = 3
_ON_WINDOWS: Final = (Path("C:/Program Files/LibreOffice/program"), Path("C:/Program Files (x86)/LibreOffice/program"))


def install() -> None:
    """Install the extension, or the newer one in the older one's place; raises UserError."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, EXTENSION)
        path.write_bytes(build_oxt(own_program()))
        _run("add", str(path))


def remove() -> None:
    """Remove the extension and its Basic functions; raises UserError."""
    _run("remove", "")


def _run(what: str, path: str) -> None:
    office, python = _office()
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    # LibreOffice runs the Python of the first python3 on PATH, and ends when that of a virtual environment comes first.
    environment["PATH"] = os.pathsep.join([str(Path(python).parent), *filter(os.path.isabs, os.get_exec_path())])
    with as_file(files("zcert_calc") / "office_side.py") as script:
        try:
            done = subprocess.run(  # noqa: S603  LibreOffice's own Python
                [python, script, office, what, path],
                env=environment,
                timeout=_SECONDS,
                check=False,
                capture_output=True,
            )
        except subprocess.TimeoutExpired:
            raise UserError(FAILED) from None
    if done.returncode == _NOT_CONNECTED:
        raise UserError(NO_PYTHON)
    if done.returncode:
        raise UserError(FAILED)


def _office() -> tuple[str, str]:
    """Return LibreOffice and the Python that can talk to it: its own, on Debian that of the system."""
    found = next((str(path) for path in map(_soffice, os.get_exec_path()) if path), None)
    places = [Path(found).resolve().parent] if found else [place for place in _ON_WINDOWS if place.is_dir()]
    for place in places:
        office = found or str(place / "soffice.exe")
        for python in (place / "python.exe", place / "python", Path("/usr/bin/python3")):
            if python.is_file():
                return office, str(python)
    raise UserError(NO_PYTHON if places else NO_OFFICE)


def _soffice(folder: str) -> Path | None:
    """Return LibreOffice in a folder of PATH; a relative one, and what Windows adds, is where the workbooks are."""
    path = Path(folder, "soffice.exe" if os.name == "nt" else "soffice")
    return path if path.is_absolute() and path.is_file() and os.access(path, os.X_OK) else None
