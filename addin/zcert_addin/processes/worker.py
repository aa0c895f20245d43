"""One process that answers questions about files of unknown origin, one by one, until it is ended.

Started fresh (spawn), it shares nothing with any other process but one pipe to its parent: no lock that it could die
with. When it is killed, hangs or runs out of memory, that concerns the question that it was at and no other.
"""

import math
import os
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing import connection, get_context, resource_tracker
from typing import Any, Final, Literal, NamedTuple, TypeVar

from zcert.errors import UserError
from zcert_addin.processes.gc_paused import gc_paused
from zcert_addin.processes.limits import cpu_seconds, limit_memory, limit_time

Answer = TypeVar("Answer")
Failure = Literal["slow", "dead"]
"""Why there is no answer: the time was up, or the process died."""

WALL_TIMES: Final = 6
"""The clock's limit, as a multiple of the core's, for what waits instead of computing: others may hold the cores."""

ANSWERS_EACH: Final = 500
"""A new process takes over from one that has read so many files of unknown origin."""

_SMALL_BYTES: Final = 1 << 20
_EXIT_WAIT_S: Final = 5
"""Seconds to wait for the end of a process that has closed its pipe."""
_SPAWN: Final = get_context("spawn")
_SAFE_PATH: Final = "PYTHONSAFEPATH"


class NoProcess(UserError):  # noqa: N818  # the name says the fault
    """The system does not let other processes work."""

    def __init__(self) -> None:
        super().__init__("读取文件的辅助进程无法启动，可能内存不足或被安全软件拦截，请关闭其他程序或让管理员放行后重试")


class Question(NamedTuple):
    """A question with its 0-based place among all, and the size in bytes of what it is about.

    again: whether a process has died at it before.
    """

    place: int
    text: str
    size: int
    again: bool = False


class Worker:
    """A process that answers, and what it was asked and has not answered yet, in order."""

    def __init__(
        self, work: Callable[[str], object], prepare: Callable[..., None], arguments: Sequence[object]
    ) -> None:
        self.link, there = _SPAWN.Pipe()
        self._process = _SPAWN.Process(target=_serve, args=(there, work, prepare, *arguments), daemon=True)
        try:
            with _own_modules(), no_interrupts():
                self._process.start()
        except OSError:
            raise NoProcess from None
        there.close()
        self.asked: deque[Question] = deque()
        self._ready = False
        self._given = 0
        self._since = time.monotonic()

    @property
    def retired(self) -> bool:
        """Whether it has been asked enough."""
        return self._given >= ANSWERS_EACH

    def takes(self, question: Question) -> bool:
        """Return whether it can be asked now: while it works on something small, something small may wait.

        Nothing waits for one that is still starting: those that have started answer sooner.
        """
        if self.retired or not self._ready:
            return False
        waiting = [asked.size for asked in self.asked]
        return not waiting or (len(waiting) == 1 and max(*waiting, question.size) < _SMALL_BYTES)

    def ask(self, question: Question) -> None:
        """Send it a question, which waits until those before it are answered."""
        if not self.asked:
            self._since = time.monotonic()
        self.asked.append(question)
        self._given += 1
        # One that has just died is noticed when its answer is fetched.
        with suppress(OSError):
            self.link.send((question.text, cpu_seconds(question.size)))

    def seconds_left(self) -> float:
        """Return how many seconds its present question may still take; infinite without one."""
        if self._ready and not self.asked:
            return math.inf
        return self._since + WALL_TIMES * cpu_seconds(self.asked[0].size if self.asked else 0) - time.monotonic()

    def fetch(self) -> Iterator[tuple[int, Any]]:
        """Take what it has sent: the answer with the place of its question, or nothing but that it is ready now.

        EOFError or another OSError when it has died.
        """
        answer = self.link.recv()
        self._since = time.monotonic()
        if self._ready:
            yield self.asked.popleft().place, answer
        self._ready = True

    def failed(self) -> Failure:
        """End it and return why it failed at the first question of those asked; raises NoProcess if it never began."""
        late = self.seconds_left() <= 0
        self._process.join(0 if late else _EXIT_WAIT_S)
        late |= self._process.exitcode == -getattr(signal, "SIGXCPU", 0)
        self.end()
        if not self._ready:
            raise NoProcess
        return "slow" if late else "dead"

    def end(self) -> None:
        """End it at once, even in the middle of a question."""
        self.link.close()
        self._process.kill()
        self._process.join()


@contextmanager
def _own_modules() -> Iterator[None]:
    """Let the Python that is started now import nothing from the current folder.

    That is where people stand who type a command, in a folder of files from others: ``python -c``, as multiprocessing
    starts its processes, looks for every module there first (-P and PYTHONSAFEPATH since Python 3.11).
    """
    before = os.environ.get(_SAFE_PATH)
    os.environ[_SAFE_PATH] = "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ[_SAFE_PATH]
        else:
            os.environ[_SAFE_PATH] = before


@contextmanager
def no_interrupts() -> Iterator[None]:
    """Hold back Ctrl-C, which reaches all programs of a terminal: workers ignore it, this process ends them."""
    if sys.platform == "win32":
        yield
        return
    # multiprocessing starts this helper before the first process, and unblocks the signal then.
    resource_tracker.ensure_running()
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        with _put_off():
            yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)


@contextmanager
def _put_off() -> Iterator[None]:
    """Put off what comes all the same, through a thread in which it is not blocked; numpy has some."""
    handler = signal.getsignal(signal.SIGINT)
    if not callable(handler) or threading.current_thread() is not threading.main_thread():
        yield
        return
    came: list[int] = []
    signal.signal(signal.SIGINT, lambda number, _frame: came.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, handler)
        for number in came:
            signal.raise_signal(number)


def _serve(
    link: "connection.Connection[Any, Any]",
    work: Callable[[str], object],
    prepare: Callable[..., None],
    *arguments: object,
) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    limit_memory()
    prepare(*arguments)
    # A library that fails says so on standard error, and may quote a person's data.
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nowhere, stream)
    # The pipe ends when no more answers are wanted.
    with suppress(EOFError, OSError):
        link.send(None)
        while True:
            link.send(_limited(work, *link.recv()))


def _limited(work: Callable[[str], Answer], question: str, seconds: int) -> Answer | Failure:
    limit_time(seconds)
    try:
        with gc_paused():
            return work(question)
    except BaseException:  # noqa: BLE001  some of what libraries raise cannot even be sent back
        return "dead"
