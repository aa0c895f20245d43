"""The extension as one file."""

import io
import os
import zipfile
from collections.abc import Iterator
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final

from zcert_addin.buttons import declarations
from zcert_calc.basic import shim
from zcert_calc.configuration import texts
from zcert_calc.icons import SIZES_PX, icon
from zcert_udfs import FUNCTIONS

_LONG_AGO: Final = (1980, 1, 1, 0, 0, 0)


def build_oxt(program: Path | None = None) -> bytes:
    """Build the extension; the same program produces the same bytes.

    program: absolute path of the program that the extension starts; without it the extension looks for one.
    """
    content = {path: text.encode() for path, text in texts(version("zcert")).items()}
    content["functions.bas"] = shim(FUNCTIONS).encode("ascii")
    content |= {
        f"icons/{name}_{width_px}.png": icon(button.icon, width_px)
        for name, button in declarations().items()
        for width_px in SIZES_PX
    }
    content |= dict(_components(files("zcert_calc") / "office", ""))
    if program is not None:
        content["program.txt"] = os.fsencode(program)
    file = io.BytesIO()
    # Stored, because another zlib would compress to other bytes; it is small all the same.
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as package:
        for path in sorted(content):
            package.writestr(zipfile.ZipInfo(path, _LONG_AGO), content[path])
    return file.getvalue()


def _components(folder: Traversable, path: str) -> Iterator[tuple[str, bytes]]:
    """Yield path and content of the files that run inside LibreOffice."""
    for entry in folder.iterdir():
        if entry.is_dir() and entry.name != "__pycache__":
            yield from _components(entry, f"{path}{entry.name}/")
        elif entry.name.endswith(".py"):
            # The same line ends on every system.
            yield path + entry.name, entry.read_bytes().replace(b"\r\n", b"\n")
