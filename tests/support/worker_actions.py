"""What a hostile file may do to the process that reads it; by name, because another process imports it."""

import os
import signal
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path

from zcert.photos.album import PhotoFacts
from zcert_addin.commands.merged_photos import measure
from zcert_addin.processes import limits
from zcert_addin.processes.pool import isolated


def prepare() -> None:
    """Do nothing."""


def measure_or_die(folder: Path, names: str) -> list[PhotoFacts]:
    """Measure photos, but end the process at one of them."""
    if "000000000000003.jpg" in names:
        os._exit(3)
    return measure(folder, names)


def leave() -> None:
    """End the process before its first task."""
    os._exit(5)


def _spin() -> None:
    for _ in count():
        pass


def _leave_politely() -> None:
    raise SystemExit(4)


_ACTIONS: dict[str, Callable[[], object]] = {
    "exit": lambda: os._exit(3),
    "quit": lambda: os._exit(0),
    "abort": os.abort,
    "kill": lambda: os.kill(os.getpid(), signal.SIGKILL),
    "spin": _spin,
    "fill": lambda: len(bytearray(limits.MEMORY_BYTES + 1)),
    "leave": _leave_politely,
    "speak": lambda: os.write(2, b"330106196503149112"),
    "wait": lambda: time.sleep(0.2),
    "sleep": lambda: time.sleep(1000),
}


def do(action: str) -> str:
    """Do it and return its name; for ``pid`` this process's id, for ``large`` that and 8 MB."""
    _ACTIONS.get(action, lambda: None)()
    if action.startswith("die at first: ") and not (seen := Path(action.partition(": ")[2])).exists():
        seen.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    if action.startswith("note: "):
        with Path(action.partition(": ")[2]).open("a", encoding="ascii") as notes:
            notes.write(f"{os.getpid()}\n")
        os.kill(os.getpid(), signal.SIGKILL)
    if action == "large":
        return f"{os.getpid()} {'x' * (8 << 20)}"
    return str(os.getpid()) if action == "pid" else action


def answers(*actions: str, size: int = 1) -> list[str]:
    """Have worker processes do these and return their answers; size: bytes of the file that each one pretends to be."""
    return list(isolated(do, [(action, size) for action in actions], prepare, ()))
