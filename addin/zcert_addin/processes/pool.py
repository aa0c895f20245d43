"""Work on files of unknown origin in worker processes: a file that crashes, hangs or exhausts one costs only that file.

A frozen program must call ``multiprocessing.freeze_support()`` first thing. Answers come in the order of the questions,
and only a few are worked out ahead, so memory does not grow with the number of files.

A process may also be killed from outside, by a system without memory or a virus scanner, at a file that is good. So a
file at which one died is asked about once more, while no other is at work; the second death is the file's own.

Why not Pebble 5.2.3? All its workers answer through one pipe with one lock. Tried inside this same function on 2 cores
of an AMD EPYC (Linux, Python 3.11), ours, when it asked about each file once, against Pebble:

a worker killed while it sends 8 MB    5 of 5 runs lose one file a kill : 5 of 5 lose all the files that are left
the same with 200 KB, 750 rows         8 of 8 runs right : 7, and one that had not ended after 100 s
300 small files, 15 of which kill it   25 of 25 runs right : 24, and one in which all workers were given up
a worker that ends with exit code 0    noticed at once : noticed when the clock's limit is over
stopped while both workers compute     0.0 s : 6.0 s, 3 s for each worker

Speed decides nothing: those 300 take 1.26-1.47 s : 1.23-1.54 s, with the 15 4.2-4.4 s : 3.9-4.8 s (medians of 7).
"""

import os
import sys
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from multiprocessing import connection
from typing import Any, Final, TypeVar

from zcert_addin.processes.worker import Failure, Question, Worker, no_interrupts

Answer = TypeVar("Answer")

_AHEAD_EACH: Final = 3
_AHEAD_BYTES: Final = 64 << 20


def isolated(
    work: Callable[[str], Answer],
    questions: Sequence[tuple[str, int]],
    prepare: Callable[..., None],
    arguments: Iterable[object],
) -> Generator[Answer | Failure, None, None]:
    """Yield the answer to each question in turn; close the iterator to stop all work.

    questions: each with a size in bytes; of large ones fewer are worked out ahead.
    prepare:   called once in each process, with the arguments.
    Raises NoProcess when none can be started.
    """
    setting = (work, prepare, tuple(arguments))
    most = min(len(questions), _cores())
    left = deque(Question(place, *question) for place, question in enumerate(questions))
    workers: list[Worker] = []
    ahead: dict[int, int] = {}
    answers: dict[int, Answer | Failure] = {}
    try:
        for place in range(len(questions)):
            while True:
                _replace(workers, min(most, len(left)), setting)
                while left and _may_ask(left[0], ahead, most, workers) and (worker := _free(workers, left[0])):
                    question = left.popleft()
                    ahead[question.place] = question.size
                    worker.ask(question)
                answers.update(_collect(workers, left, wait=place not in answers))
                if place in answers:
                    break
            del ahead[place]
            yield answers.pop(place)
    finally:
        with no_interrupts():
            for worker in workers:
                worker.end()


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


def _replace(workers: list[Worker], wanted: int, setting: tuple[Any, ...]) -> None:
    """Replace retired workers by new ones, while there is something to ask."""
    for worker in [worker for worker in workers if worker.retired and not worker.asked]:
        worker.end()
        workers.remove(worker)
    workers.extend(Worker(*setting) for _ in range(wanted - len(workers)))


def _may_ask(question: Question, ahead: Mapping[int, int], most: int, workers: Iterable[Worker]) -> bool:
    """Return whether memory allows one more answer; one that was asked before has its place already.

    What is asked once more is asked alone.
    """
    if any(question.again or worker.asked[0].again for worker in workers if worker.asked):
        return False
    if not ahead or question.place in ahead:
        return True
    return len(ahead) < _AHEAD_EACH * most and sum(ahead.values()) < _AHEAD_BYTES


def _free(workers: Iterable[Worker], question: Question) -> Worker | None:
    """Return the least busy worker that can take the question; None without one."""
    able = [worker for worker in workers if worker.takes(question)]
    return min(able, key=lambda worker: len(worker.asked), default=None)


def _collect(workers: list[Worker], left: deque[Question], *, wait: bool) -> Iterator[tuple[int, Any]]:
    """Yield the answers that have arrived, each with its place; ask again what a failed worker had not answered."""
    by_link = {worker.link: worker for worker in workers}
    seconds = max(0, min(worker.seconds_left() for worker in workers)) if wait else 0
    ready = connection.wait(list(by_link), seconds)
    for link, worker in by_link.items():
        try:
            if link in ready:
                yield from worker.fetch()
            elif worker.seconds_left() <= 0:
                raise TimeoutError
        except (EOFError, OSError):
            workers.remove(worker)
            failure = worker.failed()
            begun = worker.asked.popleft() if worker.asked else None
            left.extendleft(reversed(worker.asked))
            if begun and failure == "dead" and not begun.again:
                left.appendleft(begun._replace(again=True))
            elif begun:
                yield begun.place, failure
