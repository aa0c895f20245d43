"""Work on files of unknown origin in other processes: what kills, stops or overfills one of them costs one file.

Processes are started anew (spawn), so they share nothing with this one; a frozen program must call
``multiprocessing.freeze_support()`` first thing. Answers come in the order of the questions, and only a few are worked
out ahead, so memory does not grow with the number of files.
"""

import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import TimeoutError as OutOfTime
from contextlib import contextmanager
from multiprocessing import get_context
from typing import Final, Literal, TypeVar

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from zcert_addin.hosts.limits import limit_memory, limit_time

Answer = TypeVar("Answer")
Defeat = Literal["slow", "dead"]
"""Why there is no answer: the time was up, or the process died."""

WALL_S: Final = 120
"""The clock's limit, for what waits instead of computing; generous, because other programs may hold the cores."""

_TASKS_EACH: Final = 50
_AHEAD_EACH: Final = 3
_AHEAD_BYTES: Final = 64 << 20


def isolated(
    work: Callable[[str], Answer],
    questions: Sequence[tuple[str, int]],
    prepare: Callable[..., None],
    arguments: Iterable[object],
) -> Generator[Answer | Defeat, None, None]:
    """Give the answer to each question in turn; close the iterator to stop all work.

    questions: each with a size in bytes; of large ones fewer are worked out ahead.
    prepare:   called once in each process, with the arguments.
    """
    if not questions:
        return
    workers = min(len(questions), _cores())
    pool = ProcessPool(workers, _TASKS_EACH, _begin, (prepare, *arguments), get_context("spawn"))
    waiting: deque[tuple[ProcessFuture[Answer | Defeat], int]] = deque()
    left = deque(questions)
    ahead = 0
    try:
        while left or waiting:
            while left and (not waiting or (len(waiting) < _AHEAD_EACH * workers and ahead < _AHEAD_BYTES)):
                question, size = left.popleft()
                with _no_interrupts():
                    waiting.append((pool.schedule(_limited, (work, question), timeout=WALL_S), size))
                ahead += size
            future, size = waiting.popleft()
            answer = _answer(future)
            ahead -= size
            yield answer
    finally:
        with _no_interrupts():
            pool.stop()  # type: ignore[no-untyped-call]
            pool.join()


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


def _answer(future: ProcessFuture[Answer | Defeat]) -> Answer | Defeat:
    try:
        return future.result()
    except OutOfTime:
        return "slow"
    except ProcessExpired as expired:
        return "slow" if expired.exitcode == -getattr(signal, "SIGXCPU", 0) else "dead"


@contextmanager
def _no_interrupts() -> Iterator[None]:
    """Let the processes begin deaf to Ctrl-C, which goes to all of a terminal's programs: this one stops them."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin(prepare: Callable[..., None], *arguments: object) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # A library that gives up says so on standard error, and may say whose data it held.
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nowhere, stream)
    limit_memory()
    prepare(*arguments)


def _limited(work: Callable[[str], Answer], question: str) -> Answer | Defeat:
    limit_time()
    try:
        return work(question)
    except BaseException:  # noqa: BLE001  some of what libraries raise cannot even be sent back
        return "dead"
