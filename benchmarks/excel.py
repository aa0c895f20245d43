"""Excel as the host: how many calls a button makes, how fast a cell function answers, how fast the program starts.

    python benchmarks/excel.py [frozen program]

Needs the project with its extra ``test``. Excel is the engine of the tests, an imitation over openpyxl: its own time is
measured separately, calls to it are counted.
"""

import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from support import windows_stubs

UDFS = windows_stubs.install()

import xlwings as xw  # noqa: E402

from support import excel_engine  # noqa: E402
from support.domain import MAN, RESIDENT, WOMAN, right_row  # noqa: E402
from zcert_addin.buttons import check_identity  # noqa: E402
from zcert_addin.filling.collection import filled  # noqa: E402
from zcert_addin.hosts.excel.host import ExcelHost  # noqa: E402
from zcert_dictionaries import load_edition  # noqa: E402

ROUNDS = 5
NUMBER = "11010519491231002X"


def button(rows: int, folder: Path) -> None:
    """Measure 身份证验证 on a sheet of ``rows`` rows, as one click."""
    cells = right_row(RESIDENT)
    people = [
        [(cells | {RESIDENT.key: (WOMAN, MAN)[at % 2]})[header] for header in RESIDENT.headers] for at in range(rows)
    ]
    path = folder / f"{rows}.xlsx"
    path.write_bytes(filled(RESIDENT, load_edition(), people))
    with excel_engine.installed() as engine:
        app = engine.apps.add()
        host = ExcelHost(xw.Book(path))
        begun = time.perf_counter()
        host.read()
        reading = time.perf_counter() - begun
        app.range_calls.clear()
        begun = time.perf_counter()
        check_identity.run(host)
        taken = time.perf_counter() - begun
        calls = len(app.range_calls)
        print(f"身份证验证, {rows:>7,} rows: {calls} range calls, {taken:.2f} s; reading alone {reading:.2f} s")


def functions() -> None:
    """Measure ZC_CHECKID through xlwings' own call_udf: one cell, and a column of 10,000."""
    for rows, times in ((1, 1000), (10_000, 1)):
        argument = NUMBER if rows == 1 else ((NUMBER,),) * rows
        taken = []
        for _ in range(ROUNDS):
            begun = time.perf_counter()
            for _ in range(times):
                UDFS.call_udf("zcert_bridge.excel_functions", "ZC_CHECKID", (argument,))
            taken.append((time.perf_counter() - begun) / times)
        print(f"ZC_CHECKID, {rows:>6,} cells: {1000 * median(taken):.3f} ms")


def start(name: str, *command: str) -> None:
    """Measure a process from its call to its end."""
    taken = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True, stdin=subprocess.DEVNULL)
        taken.append(time.perf_counter() - begun)
    print(f"{name}: {median(taken):.2f} s")


def main() -> None:
    functions()
    with TemporaryDirectory() as folder:
        for rows in (1_000, 10_000, 100_000):
            button(rows, Path(folder))
    python = (sys.executable, "-c")
    start("resident server ready, this Python", *python, "from zcert_program.main import load; load()")
    start("zcert id, this Python", *python, "from zcert_program.main import main; main()", "id", NUMBER)
    if len(sys.argv) > 1:
        start("helper of LibreOffice ready, frozen", sys.argv[1], "calc-server")
        start("zcert id, frozen", sys.argv[1], "id", NUMBER)


if __name__ == "__main__":
    main()
