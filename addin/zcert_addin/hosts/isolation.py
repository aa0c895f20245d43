"""Work on files of unknown origin in other processes: what kills, stops or overfills one of them costs one file.

Processes are started anew (spawn), so they share nothing with this one and nothing with each other: each has a pipe of
its own, no lock that it could die with. A frozen program must call ``multiprocessing.freeze_support()`` first thing.
Answers come in the order of the questions, and only a few are worked out ahead, so memory does not grow with the number
of files.
"""

import math
import os
import signal
import sys
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from multiprocessing import connection, get_context
from typing import Any, Final, Literal, NamedTuple, TypeVar

from zcert_addin.hosts.garbage import no_search_for_cycles
from zcert_addin.hosts.limits import cpu_seconds, limit_memory, limit_time
from zcert_addin.refusal import Refused

Answer = TypeVar("Answer")
Defeat = Literal["slow", "dead"]
"""Why there is no answer: the time was up, or the process died."""

WALL_TIMES: Final = 6
"""The clock's limit, as a multiple of the core's, for what waits instead of computing: others may hold the cores."""

_ANSWERS_EACH: Final = 200
"""A new process then takes over from one that has read so many files of unknown origin."""
_AHEAD_EACH: Final = 3
_AHEAD_BYTES: Final = 64 << 20
_SMALL_BYTES: Final = 1 << 20
"""Below this a question may wait behind another one in the same process."""
_LAST_WORDS_S: Final = 5
"""How long the end of a process that has closed its pipe is waited for."""
_SPAWN: Final = get_context("spawn")


class NoProcess(Refused):
    """The system does not let other processes work."""

    def __init__(self) -> None:
        super().__init__("读取文件的辅助进程无法启动，可能内存不足或被安全软件拦截，请关闭其他程序或让管理员放行后重试")


class _Question(NamedTuple):
    """A question with its 0-based place among all, and the size in bytes of what it is about."""

    place: int
    text: str
    size: int


class _Process:
    """A process that answers, and what it was asked and has not answered yet, in order."""

    def __init__(
        self, work: Callable[[str], object], prepare: Callable[..., None], arguments: Sequence[object]
    ) -> None:
        self.link, there = _SPAWN.Pipe()
        self._process = _SPAWN.Process(target=_serve, args=(there, work, prepare, *arguments), daemon=True)
        try:
            with _no_interrupts():
                self._process.start()
        except OSError:
            raise NoProcess from None
        there.close()
        self.asked: deque[_Question] = deque()
        self._ready = False
        self._given = 0
        self._since = time.monotonic()

    @property
    def retired(self) -> bool:
        """Whether it has been asked enough."""
        return self._given >= _ANSWERS_EACH

    def takes(self, question: _Question) -> bool:
        """Tell whether it can be asked now: while it works on something small, something small may wait."""
        waiting = [asked.size for asked in self.asked]
        return not self.retired and (not waiting or (len(waiting) == 1 and max(*waiting, question.size) < _SMALL_BYTES))

    def ask(self, question: _Question) -> None:
        if not self.asked:
            self._since = time.monotonic()
        self.asked.append(question)
        self._given += 1
        # One that has just died is noticed when its answer is fetched.
        with suppress(OSError):
            self.link.send((question.text, cpu_seconds(question.size)))

    def seconds_left(self) -> float:
        """Give how long it may still take for what it is at, without end where that is nothing."""
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

    def defeated(self) -> Iterator[tuple[int, Defeat]]:
        """End it and give the place of the question that it could not answer, if any; NoProcess when it never began."""
        late = self.seconds_left() <= 0
        self._process.join(0 if late else _LAST_WORDS_S)
        late |= self._process.exitcode == -getattr(signal, "SIGXCPU", 0)
        self.end()
        if not self._ready:
            raise NoProcess
        if self.asked:
            yield self.asked.popleft().place, "slow" if late else "dead"

    def end(self) -> None:
        """End it at once, whatever it does."""
        self.link.close()
        self._process.kill()
        self._process.join()


def isolated(
    work: Callable[[str], Answer],
    questions: Sequence[tuple[str, int]],
    prepare: Callable[..., None],
    arguments: Iterable[object],
) -> Generator[Answer | Defeat, None, None]:
    """Give the answer to each question in turn; close the iterator to stop all work.

    questions: each with a size in bytes; of large ones fewer are worked out ahead.
    prepare:   called once in each process, with the arguments.
    Raises NoProcess when none can be started.
    """
    setting = (work, prepare, tuple(arguments))
    workers = min(len(questions), _cores())
    left = deque(_Question(place, *question) for place, question in enumerate(questions))
    processes: list[_Process] = []
    ahead: dict[int, int] = {}
    answers: dict[int, Answer | Defeat] = {}
    try:
        for place in range(len(questions)):
            while True:
                _replace(processes, min(workers, len(left)), setting)
                while left and _may_ask(left[0], ahead, workers) and (process := _free(processes, left[0])):
                    question = left.popleft()
                    ahead[question.place] = question.size
                    process.ask(question)
                answers.update(_collect(processes, left, wait=place not in answers))
                if place in answers:
                    break
            del ahead[place]
            yield answers.pop(place)
    finally:
        with _no_interrupts():
            for process in processes:
                process.end()


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


def _replace(processes: list[_Process], wanted: int, setting: tuple[Any, ...]) -> None:
    """Let new processes take over from those that have done enough, as long as there is something to ask."""
    for process in [process for process in processes if process.retired and not process.asked]:
        process.end()
        processes.remove(process)
    processes.extend(_Process(*setting) for _ in range(wanted - len(processes)))


def _may_ask(question: _Question, ahead: Mapping[int, int], workers: int) -> bool:
    """Tell whether memory allows one more answer; one that was asked before has its place already."""
    if not ahead or question.place in ahead:
        return True
    return len(ahead) < _AHEAD_EACH * workers and sum(ahead.values()) < _AHEAD_BYTES


def _free(processes: Iterable[_Process], question: _Question) -> _Process | None:
    """Give the process that has least to do, if any can take the question."""
    able = [process for process in processes if process.takes(question)]
    return min(able, key=lambda process: len(process.asked), default=None)


def _collect(processes: list[_Process], left: deque[_Question], *, wait: bool) -> Iterator[tuple[int, Any]]:
    """Give the answers that have come, each with its place; what a defeated process had not begun is asked again."""
    by_link = {process.link: process for process in processes}
    seconds = max(0, min(process.seconds_left() for process in processes)) if wait else 0
    ready = connection.wait(by_link, seconds)
    for link, process in by_link.items():
        try:
            if link in ready:
                yield from process.fetch()
            elif process.seconds_left() <= 0:
                raise TimeoutError
        except (EOFError, OSError):
            processes.remove(process)
            yield from process.defeated()
            left.extendleft(reversed(process.asked))


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


def _serve(
    link: "connection.Connection[Any, Any]",
    work: Callable[[str], object],
    prepare: Callable[..., None],
    *arguments: object,
) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    limit_memory()
    prepare(*arguments)
    # A library that gives up says so on standard error, and may say whose data it held.
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nowhere, stream)
    # The pipe ends when nobody wants more answers.
    with suppress(EOFError, OSError):
        link.send(None)
        while True:
            link.send(_limited(work, *link.recv()))


def _limited(work: Callable[[str], Answer], question: str, seconds: int) -> Answer | Defeat:
    limit_time(seconds)
    try:
        with no_search_for_cycles():
            return work(question)
    except BaseException:  # noqa: BLE001  some of what libraries raise cannot even be sent back
        return "dead"
