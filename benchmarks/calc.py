"""LibreOffice Calc: 身份证验证 from click to message box, against the bare block read and write; cell functions.

    python benchmarks/calc.py [ROWS ...]

Medians of five runs, bare and pressed in turn, with the fastest and the slowest. It drives a separate LibreOffice that
draws into memory, as the tests do.
"""

import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random
from statistics import median

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from support.calc_office import OK, ZCERT, CalcOffice, component
from zcert.form import FIRST_DATA_ROW
from zcert_addin.commands.build_files import EXTENSION
from zcert_addin.demonstration.people import person
from zcert_addin.filling.collection import filled
from zcert_calc.oxt import build_oxt
from zcert_dictionaries import load_edition
from zcert_templates import RESIDENT

FUNCTION_CELLS = 10_000
RUNS = 5


BARE = """
import time
import unohelper
from com.sun.star.sheet import XFunctionAccess


class Bare(unohelper.Base, XFunctionAccess):
    def __init__(self, context):
        self.desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)

    def callFunction(self, name, arguments):
        columns, first, rows = map(int, arguments)
        document = self.desktop.CurrentComponent
        sheet = document.Sheets.getByIndex(0)
        begin_s = time.perf_counter()
        sheet.getCellRangeByPosition(0, 0, columns - 1, first + rows - 2).getDataArray()
        adjusts, document.IsAdjustHeightEnabled = document.IsAdjustHeightEnabled, False
        area = sheet.getCellRangeByPosition(columns - 1, first - 1, columns - 1, first + rows - 2)
        area.setDataArray((("x",),) * rows)
        document.IsAdjustHeightEnabled = adjusts
        return time.perf_counter() - begin_s


g_ImplementationHelper = unohelper.ImplementationHelper()
g_ImplementationHelper.addImplementation(Bare, "zcert.benchmark.Bare", ("zcert.benchmark.Bare",))
"""


def main() -> None:
    sizes = [int(text) for text in sys.argv[1:]] or [1_000, 10_000, 100_000]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / EXTENSION).write_bytes(build_oxt())
        office = CalcOffice(folder)
        try:
            office.start()
            (folder / "bare.oxt").write_bytes(component(BARE, "zcert.benchmark.Bare"))
            office.install(folder / EXTENSION)
            office.install(folder / "bare.oxt")
            office.stop()
            office.start({"ZCERT_PROGRAM": str(ZCERT)})
            for rows in sizes:
                button(office, folder, rows)
            functions(office)
        finally:
            office.end()


def button(office: CalcOffice, folder: Path, rows: int) -> None:
    path = folder / f"{rows}.xlsx"
    path.write_bytes(filled(RESIDENT, load_edition(), list(people(rows))))
    office.open(path)
    compare(office, rows, "texts")
    office.fill(f"O{FIRST_DATA_ROW}:O{FIRST_DATA_ROW + rows - 1}", [[20200105.0]] * rows)
    compare(office, rows, "one column of numbers")
    office.close_all()


def compare(office: CalcOffice, rows: int, what: str) -> None:
    bare, pressed = [], []
    for _ in range(RUNS):
        bare.append(office.call("zcert.benchmark.Bare", "", len(RESIDENT.headers), FIRST_DATA_ROW, rows))
        office.find("身份证验证")
        begin_s = time.perf_counter()
        office.press_found()
        said = office.box(OK)
        pressed.append(time.perf_counter() - begin_s)
        assert said.startswith("共验证")
    ratio = median(pressed) / median(bare)
    print(f"{rows:>7} rows, {what}: block {seconds(bare)}, button {seconds(pressed)}, {ratio:.1f} times")


def functions(office: CalcOffice) -> None:
    office.open("private:factory/scalc")
    office.fill(f"A1:A{FUNCTION_CELLS}", [row[:1] for row in people(FUNCTION_CELLS)])
    office.calculate(f"B1:B{FUNCTION_CELLS}", [[f"=ZC_CHECKID(A{row})"] for row in range(1, FUNCTION_CELLS + 1)])
    single = [office.recalculate() for _ in range(RUNS)]
    office.calculate(f"B1:B{FUNCTION_CELLS}", [[""]] * FUNCTION_CELLS)
    office.matrix(f"C1:C{FUNCTION_CELLS}", f"=ZC_CHECKID(A1:A{FUNCTION_CELLS})")
    block = [office.recalculate() for _ in range(RUNS)]
    each_ms = median(single) / FUNCTION_CELLS * 1000
    print(f"{FUNCTION_CELLS} cells, one formula each: {seconds(single)}, {each_ms:.3f} ms per cell")
    print(f"{FUNCTION_CELLS} cells, one range formula: {seconds(block)}")


def people(count: int) -> Iterator[list[str]]:
    """Yield rows of different people, the same every time."""
    rng, edition = Random(0), load_edition()
    for _ in range(count):
        row = person(rng, RESIDENT, edition, "杭州样本大学")
        yield [row.get(header, "") for header in RESIDENT.headers]


def seconds(times: list[float]) -> str:
    """Return the median and the spread, as text."""
    return f"{median(times):.2f} s ({min(times):.2f}-{max(times):.2f})"


if __name__ == "__main__":
    main()
