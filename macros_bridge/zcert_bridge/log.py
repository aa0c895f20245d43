"""The error log: types of errors and lines of the program, never a message or a value.

Exception messages and folder names can contain numbers and names of people.
"""

import logging
import os
import traceback
from collections.abc import Iterator
from contextlib import suppress
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Final

from zcert_addin.installing import pc

_MAX_BYTES: Final = 256 * 1024
_BACKUPS: Final = 2
_FORMAT: Final = "%(asctime)s %(message)s"


def log_file() -> Path:
    """Return the path of the log in the user's own folder."""
    if local := os.environ.get("LOCALAPPDATA"):
        return pc.log_file(Path(local))
    state = os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state"
    return Path(state) / "zcert" / "zcert.log"


def note(button: str, error: BaseException) -> None:
    """Add a line about an error; a log that cannot be written is ignored."""
    with suppress(OSError, RuntimeError):  # RuntimeError: no home folder
        path = log_file()
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(path, maxBytes=_MAX_BYTES, backupCount=_BACKUPS, encoding="utf-8")
        handler.setFormatter(logging.Formatter(_FORMAT))
        try:
            handler.handle(logging.makeLogRecord({"msg": f"{button} {' <- '.join(_kinds(error))}"}))
        finally:
            handler.close()


def _kinds(error: BaseException) -> Iterator[str]:
    """Yield the types of an error and its causes, each with the lines that it passed."""
    told: set[int] = set()
    link: BaseException | None = error
    while link is not None and id(link) not in told:
        told.add(id(link))
        places = (
            f"{_end(frame.f_code.co_filename)}:{number}" for frame, number in traceback.walk_tb(link.__traceback__)
        )
        yield " ".join((type(link).__name__, *places))
        link = link.__cause__ or link.__context__


def _end(path: str) -> str:
    """Return the module's folder and file only: the rest of the path can hold a person's name."""
    return "/".join(Path(path.replace("\\", "/")).parts[-2:])
