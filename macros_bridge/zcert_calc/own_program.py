"""Which file starts the program that is running now?"""

import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path
from typing import Final

_NAME: Final = "zcert"


def own_program() -> Path | None:
    """Return the absolute path of the running program, None when no file starts it.

    A symbolic link, such as that of pipx, is returned as it is: it outlives the folder that it points to today.
    """
    return next((path.absolute() for path in _candidates() if path.is_file()), None)


def _candidates() -> Iterator[Path]:
    if getattr(sys, "frozen", False):
        yield Path(sys.executable)
        return
    suffix = ".exe" if sys.platform == "win32" else ""
    called = Path(sys.argv[0])
    if called.stem == _NAME:
        yield called.with_suffix(suffix)
    for scheme in (sysconfig.get_default_scheme(), sysconfig.get_preferred_scheme("user")):
        yield Path(sysconfig.get_path("scripts", scheme), _NAME + suffix)
