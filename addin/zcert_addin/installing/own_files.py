"""Where are the program and xlwings' libraries of a Python? Where pip has put them, which its list of files tells.

``pip install``, ``--user``, a virtual environment and pipx put them into different folders; ``RECORD`` (the packaging
specification "Recording installed projects") names them in each case, relative to the packages.
"""

import re
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Final

from zcert.errors import UserError
from zcert_addin.installing.pc import PROGRAM

NO_XLWINGS: Final = "没有安装xlwings或pywin32，请用“pip install zcert[excel]”安装"

_OWN: Final = "zcert"
_XLWINGS: Final = "xlwings"
_LIBRARY: Final = r"xlwings{bits}-[^/\\]*\.dll"


def own_files() -> tuple[Path, ...]:
    """Return the program and the libraries of the Python that runs this; raises UserError for what is not there."""
    return (_file(_OWN, re.escape(PROGRAM), PROGRAM), *libraries())


def libraries() -> tuple[Path, Path]:
    """Return xlwings' libraries for Excel of 32 and of 64 bits; raises UserError for what is not there."""
    first, second = (_file(_XLWINGS, _LIBRARY.format(bits=bits), f"xlwings{bits}-….dll") for bits in (32, 64))
    return first, second


def _file(package: str, pattern: str, shown: str) -> Path:
    found = [path for path in _files(package) if re.fullmatch(pattern, path.name, re.IGNORECASE) and path.is_file()]
    if not found:
        raise UserError(
            f"这个Python中没有{shown}，可能被安全软件删除，请用“pip install --force-reinstall zcert[excel]”重新安装"
        )
    return found[0]


def _files(package: str) -> list[Path]:
    try:
        installed: Distribution = distribution(package)
    except PackageNotFoundError:
        raise UserError(NO_XLWINGS) from None
    return [Path(str(installed.locate_file(file))).resolve() for file in installed.files or ()]
