"""What do packing and receiving 1,000 photos of 30 KB cost beside ``zip -0`` and ``unzip`` of the same files?

Elapsed time, as a person waits for it; the ways take turns. Packing includes SHA-256 of each file and reading the
written package back; checking the workbook and decoding its photos, which comes before, is given apart. Receiving is
all that ``zcert receive`` does: a worker reads and checks the workbook, every file is held against the manifest, the
disk is told to keep what was written, the ledger is written.
"""

import datetime as dt
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from zcert_addin.commands.check_workbook import Settings
from zcert_addin.commands.pack_up import look, pack
from zcert_addin.commands.receipt import ReceiveSettings
from zcert_addin.commands.receive import receive
from zcert_addin.demonstration.people import cells, person
from zcert_addin.filling.collection import filled
from zcert_dictionaries import load_edition
from zcert_templates import RESIDENT

COUNT: Final = 1000
PHOTO_BYTES: Final = 30_000
ROUNDS: Final = 5
DAY: Final = dt.date(2026, 11, 21)
EDITION: Final = load_edition()


def make_unit(folder: Path, count: int) -> Path:
    """Write a workbook with so many people and a file of 30 KB for each: a JPEG's head, then noise."""
    draw = random.Random(count)
    rows = {row[0]: row for row in (list(_row(draw)) for _ in range(2 * count))}
    chosen = list(rows.values())[:count]
    path = folder / "甲中学.xlsx"
    path.write_bytes(filled(RESIDENT, EDITION, chosen))
    for row in chosen:
        (folder / f"{row[0]}.jpg").write_bytes(b"\xff\xd8\xff" + draw.randbytes(PHOTO_BYTES - 3))
    return path


def _row(draw: random.Random) -> tuple[str, ...]:
    return tuple(cells(RESIDENT, person(draw, RESIDENT, EDITION, "甲中学", earliest=1960)))


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def compare(top: Path, count: int, rounds: int) -> dict[str, list[float]]:
    unit, out = top / "单位", top / "出"
    for folder in (unit, out):
        folder.mkdir()
    path = make_unit(unit, count)
    settings = Settings(DAY, EDITION, unit)
    ready = look(path, "", settings)
    plain, package = out / "zip.zip", pack(ready, out, settings).path
    subprocess.run(["zip", "-0", "-q", "-r", str(plain), "."], cwd=unit, check=True)
    found: dict[str, list[float]] = {
        name: [] for name in ("zip -0", "pack", "unzip", "receive", "check before packing")
    }
    for turn in range(rounds):
        ways = {
            "zip -0": lambda: subprocess.run(["zip", "-0", "-q", "-r", str(top / "z.zip"), "."], cwd=unit, check=True),
            "pack": lambda: pack(ready, out, settings),
            "unzip": lambda: subprocess.run(["unzip", "-q", str(plain), "-d", str(top / "解")], check=True),
            "receive": lambda: receive([package], top / "县", ReceiveSettings(DAY, EDITION)),
            "check before packing": lambda: look(path, "", settings),
        }
        for name in [*list(ways)[turn % len(ways) :], *list(ways)[: turn % len(ways)]]:
            found[name].append(seconds(ways[name]))
        (top / "z.zip").unlink()
        for folder in ("解", "县"):
            shutil.rmtree(top / folder)
        for one in set(out.iterdir()) - {plain, package}:
            one.unlink()
    return found


def main() -> None:
    quick = "--quick" in sys.argv
    with tempfile.TemporaryDirectory() as name:
        found = compare(Path(name), 50 if quick else COUNT, 2 if quick else ROUNDS)
    medians = {name: statistics.median(times) for name, times in found.items()}
    for name, times in found.items():
        print(f"{name:<22}{medians[name]:>8.3f} s ({min(times):.3f}-{max(times):.3f})")
    for ours, theirs in (("pack", "zip -0"), ("receive", "unzip")):
        print(f"{ours}: {medians[ours] / medians[theirs]:.2f} times {theirs} (target 3)")


if __name__ == "__main__":
    main()
