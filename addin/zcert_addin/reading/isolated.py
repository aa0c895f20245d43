"""Reads one workbook in a process apart, so that a file which kills its reader costs an answer and not the program."""

from pathlib import Path
from typing import Final

from zcert.fitting import Grid
from zcert_addin.processes.pool import isolated
from zcert_addin.processes.worker import Failure
from zcert_addin.reading.preflight import Unreadable
from zcert_addin.reading.workbook import read_grids

DEFEATS: Final[dict[Failure, str]] = {
    "slow": "读取这个文件用时过长，已停止读取，请在Excel中打开后另存为.xlsx再试",
    "dead": "读取这个文件需要的内存超出限度，请在Excel中打开后另存为.xlsx再试",
}


def read_grids_apart(path: Path) -> list[Grid]:
    """Read all sheets of a workbook file, hidden ones too.

    Raises Unreadable for everything that is wrong with the file's content, OSError when it cannot be opened.
    """
    (answer,) = isolated(_read, [(str(path), path.stat().st_size)], _begin, ())
    if isinstance(answer, str):
        raise Unreadable(DEFEATS[answer])
    if isinstance(answer, Exception):
        raise answer
    return answer


def _begin() -> None:
    """Nothing is needed but the imports of this module."""


def _read(path: str) -> list[Grid] | Unreadable | OSError:
    try:
        return read_grids(Path(path))
    except (Unreadable, OSError) as error:
        return error
