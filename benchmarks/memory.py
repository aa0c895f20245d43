"""How much more memory does a merge need when the folder holds more workbooks?

Rows are streamed; what stays is one entry per person and the shared strings, which stop growing at their limit.
So there are two series: more workbooks of the same size, which are more people too, and the same people in more
workbooks.
"""

from collections.abc import Iterable
from pathlib import Path

from measure import Result, Way, compare, print_table, print_target
from workbooks import write_workbooks

_FLAT = 1.5
"""Multiple of the smallest folder's memory that still counts as flat: this benchmark's own definition."""


def measure(folder: Path, *, quick: bool) -> None:
    counts, rounds = ((10, 40, 160), 1) if quick else ((50, 200, 800), 3)
    more = counts[-1] // counts[0]
    rows = 100 * counts[1]
    growing = _series(folder / "growing", [(files, 100) for files in counts], rounds)
    steady = _series(folder / "steady", [(files, rows // files) for files in counts], rounds)
    print(f"\nMemory: zcert merge; median of {rounds} rounds")
    _print("more workbooks, more people", growing, f"{more} times the files and the people")
    few, many = growing[0], growing[-1]
    added = (many.peak - few.peak) * (1 << 20) / (many.way.items - few.way.items)
    print(f"each further person: {added:,.0f} bytes\n")
    _print("more workbooks, the same number of people", steady, f"{more} times the files")


def _series(folder: Path, sizes: Iterable[tuple[int, int]], rounds: int) -> list[Result]:
    folder.mkdir()
    ways = []
    for files, rows in sizes:
        inputs = folder / f"{files}"
        write_workbooks(inputs, files, rows)
        arguments = {"folder": str(inputs), "summary": str(folder / f"{files}.xlsx")}
        ways.append(Way(f"{files} x {rows} rows", "merge:zcert_merge", files * rows, arguments, files * rows))
    return compare(ways, rounds)


def _print(title: str, results: list[Result], much: str) -> None:
    smallest = results[0].peak
    rows = [
        (result.way.name, f"{result.way.items:,}", f"{result.peak:.0f}", f"{result.peak / smallest:.2f}")
        for result in results
    ]
    print_table([(title, "people", "peak MiB", "x the first"), *rows])
    times = results[-1].peak / smallest
    print_target(f"flat, at most {_FLAT} times for {much} ({times:.2f} times)", reached=times <= _FLAT)
