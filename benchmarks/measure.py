"""How much CPU time, elapsed time and memory does one way of doing something take?

Every way runs in a fresh process, pinned to one core where the system allows it, unless elapsed time on all cores is
compared. Inside that process a *preparation* imports what is needed and returns the ``Work``; only the work is timed,
what came before is reported as ``start``.

Run as a program this file is that process: it reads one request from standard input and answers in JSON.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from statistics import median
from typing import Literal

_MEBIBYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Work:
    """What is timed, and how its outcome is counted afterwards, outside the time."""

    run: Callable[[], object]
    count: Callable[[object], int]


@dataclass(frozen=True, slots=True)
class Way:
    """One way of doing something.

    prepare: ``module:function`` that imports, loads and returns the Work, from these arguments.
    items:   number of items that one call of the work handles.
    expect:  the count that shows that the work was done; None where there is nothing to compare.
    calls:   how often the work is called in the same process; the first call finds every table cold.
    clock:   what is compared: seconds of CPU on one core, or elapsed seconds with all cores.
    """

    name: str
    prepare: str
    items: int
    arguments: Mapping[str, object] = field(default_factory=dict)
    expect: int | None = None
    calls: int = 1
    clock: Literal["cpu", "wall"] = "cpu"


@dataclass(frozen=True, slots=True)
class Run:
    """What one process measured: seconds of CPU and elapsed seconds of each call.

    start: seconds of CPU before the first call: interpreter, imports, loading of what is worked on.
    peak:  peak memory of the process in MiB, read right after the last call.
    count: what the outcome of the last call counts.
    """

    cpu: Sequence[float]
    wall: Sequence[float]
    start: float
    peak: float
    count: int


@dataclass(slots=True)
class Result:
    """All rounds of one way."""

    way: Way
    runs: list[Run] = field(default_factory=list)

    def cpu(self, *, first: bool = False) -> list[float]:
        """Return the CPU seconds of one call in each round: of the first call, or the median of the later ones."""
        return [_call(run.cpu, first=first) for run in self.runs]

    def wall(self, *, first: bool = False) -> list[float]:
        """Return the elapsed seconds of one call in each round."""
        return [_call(run.wall, first=first) for run in self.runs]

    def per_item(self, *, first: bool = False) -> list[float]:
        """Return the seconds per item in each round, by the way's clock."""
        return [seconds / self.way.items for seconds in getattr(self, self.way.clock)(first=first)]

    @property
    def peak(self) -> float:
        """Median of the peak memory, in MiB."""
        return median(run.peak for run in self.runs)

    @property
    def start(self) -> float:
        """Median of the CPU seconds before the work."""
        return median(run.start for run in self.runs)

    @property
    def complete(self) -> bool:
        """Whether every round counted what it should."""
        return self.way.expect is None or all(run.count == self.way.expect for run in self.runs)


def ratio(result: Result, base: Result) -> float:
    """Return the time per item as a multiple of that of ``base``: the median over the rounds, pair by pair."""
    return median(one / other for one, other in zip(result.per_item(), base.per_item(), strict=True))


def compare(ways: Sequence[Way], rounds: int) -> list[Result]:
    """Run every way in each round, starting with a different one each time."""
    results = [Result(way) for way in ways]
    for turn in range(rounds):
        at = turn % len(results)
        for result in results[at:] + results[:at]:
            print(f"  round {turn + 1} of {rounds}: {result.way.name} …", file=sys.stderr)
            result.runs.append(run(result.way))
    return results


def run(way: Way) -> Run:
    """Run one way once, in a separate process."""
    request = {
        "prepare": way.prepare,
        "arguments": dict(way.arguments),
        "calls": way.calls,
        "core": max(_cores(), default=None) if way.clock == "cpu" else None,
    }
    done = subprocess.run(
        [sys.executable, str(Path(__file__))],
        input=json.dumps(request),
        stdout=subprocess.PIPE,
        encoding="utf-8",
        check=True,
    )
    return Run(**json.loads(done.stdout.splitlines()[-1]))


def print_results(results: Sequence[Result], base: Result, unit: str) -> None:
    """Print the table of a comparison; ratios are of the time per item to that of ``base``, by its clock."""
    clock = {"cpu": "CPU", "wall": "wall"}[base.way.clock]
    rows = [("way", "items", "CPU s", "wall s", f"{clock} µs/{unit}", "x ours", "start s", "peak MiB")]
    for result in results:
        for first in (True, False) if result.way.calls > 1 else (True,):
            call = f" ({'first call' if first else 'later calls'})" if result.way.calls > 1 else ""
            ratios = [a / b for a, b in zip(result.per_item(first=first), base.per_item(), strict=True)]
            rows.append(
                (
                    result.way.name + call,
                    f"{result.way.items:,}",
                    f"{median(result.cpu(first=first)):.4g}",
                    f"{median(result.wall(first=first)):.4g}",
                    f"{1e6 * median(result.per_item(first=first)):,.3g}",
                    f"{median(ratios):.3g}",
                    f"{result.start:.2f}",
                    f"{result.peak:.0f}",
                )
            )
    print_table(rows)
    for result in results:
        if not result.complete:
            counts = sorted({run.count for run in result.runs})
            print(f"  not as it should be: {result.way.name} counts {counts}, expected {result.way.expect}")


def print_table(rows: Sequence[Sequence[str]]) -> None:
    """Print rows of texts under their first one, figures to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for name, *figures in rows:
        print(
            "  ".join(
                [name.ljust(widths[0]), *(text.rjust(width) for text, width in zip(figures, widths[1:], strict=True))]
            )
        )


def print_target(text: str, *, reached: bool) -> None:
    """Print whether a target was reached; nothing fails because of it."""
    print(f"target {text}: {'reached' if reached else 'missed'}")


def _call(seconds: Sequence[float], *, first: bool) -> float:
    return seconds[0] if first or len(seconds) == 1 else median(seconds[1:])


def _cores() -> set[int]:
    return os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else set()


def _peak() -> float:
    """Return the peak memory of this process in MiB; ru_maxrss would include what the parent held at the fork."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text(encoding="ascii").splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) * 1024 / _MEBIBYTE
    try:
        resource = import_module("resource")
    except ImportError:
        return 0.0
    most: int = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / _MEBIBYTE if sys.platform == "darwin" else most * 1024 / _MEBIBYTE


def _cpu() -> float:
    """Return the CPU seconds of this process and of its ended children."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def _answer() -> None:
    request = json.load(sys.stdin)
    if request["core"] is not None:
        os.sched_setaffinity(0, {request["core"]})
    module, function = request["prepare"].split(":")
    work: Work = getattr(import_module(module), function)(**request["arguments"])
    start = time.process_time()
    cpu, wall = [], []
    outcome: object = None
    for _ in range(request["calls"]):
        outcome = None
        cpu_before, wall_before = _cpu(), time.perf_counter()
        outcome = work.run()
        cpu.append(_cpu() - cpu_before)
        wall.append(time.perf_counter() - wall_before)
    peak = _peak()
    print(json.dumps({"cpu": cpu, "wall": wall, "start": start, "peak": peak, "count": work.count(outcome)}))


if __name__ == "__main__":
    # The prepared modules import this file by its name; without this they would have another Work than this process.
    sys.modules["measure"] = sys.modules["__main__"]
    _answer()
