"""Work on one foreign file in a worker, so that a file which kills its reader costs an answer and not the program.

What parses foreign files is loaded in the worker only.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final, TypeVar

from zcert.errors import UserError
from zcert_addin.processes.pool import isolated
from zcert_addin.processes.worker import Failure
from zcert_addin.reading.format import Workbook
from zcert_addin.reading.preflight import Unreadable

Answer = TypeVar("Answer")

_FAILURES: Final[dict[Failure, str]] = {
    "slow": "读取这个文件用时过长，已停止读取",
    "dead": "读取这个文件需要的内存或时间超出限度",
}


def reason(kind: Failure, consequence: str = "", then: str = "再试") -> str:
    """Return the sentence for a file that its worker could not read: what follows from it, and how to save it again."""
    return f"{_FAILURES[kind]}{consequence}，请在Excel或WPS中打开后另存为.xlsx{then}"


def read_in_worker(path: Path) -> Workbook:
    """Read a workbook file and its dictionary in a worker.

    Raises Unreadable for everything that is wrong with the file's content, OSError when it cannot be opened.
    """
    return in_worker(_read, path)


def in_worker(work: Callable[[Path], Answer], path: Path) -> Answer:
    """Do some work on a file in a worker and return its answer.

    work: a function of a module, or a ``partial`` of one; its answer comes back through a pipe.
    Raises the UserError and OSError that the work raises, Unreadable when the worker fails on the file.
    """
    (told,) = isolated(partial(_answer, work), [(str(path), path.stat().st_size)], _begin, ())
    if isinstance(told, tuple):
        return told[0]
    if isinstance(told, Exception):
        raise told
    raise Unreadable(reason(told))


def _begin() -> None:
    """Nothing is needed but the imports of the work."""


def _answer(work: Callable[[Path], Answer], path: str) -> tuple[Answer] | UserError | OSError:
    try:
        return (work(Path(path)),)
    except (UserError, OSError) as error:
        return error


def _read(path: Path) -> Workbook:
    from zcert_addin.reading.workbook import read  # noqa: PLC0415  in the worker only

    return read(path, dictionary=True)
