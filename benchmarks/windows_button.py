"""A button on Windows: how long 身份证验证 takes from the macro's call to the last cell, by xlwings' own engine.

    make windows
    .venv/bin/python benchmarks/windows_button.py

Excel is the tests' imitation (tests/support/com_excel) in a Windows Python under Wine: its own time is openpyxl's, and
every call between processes is Wine's. ``block`` is the bare reading of the same cells, inside the imitation.
"""

import json
import os
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from support.screen import screen  # noqa: E402
from support.windows_pc import FOLDER, FROZEN, copied_pc  # noqa: E402

PRESSES = """
import sys, tempfile, time
from pathlib import Path
sys.path.insert(0, sys.argv[1])
sys.path.insert(0, sys.argv[1] + r"\\windows\\excel")
from support.com_excel.imitation import Excel, installed_macros
from support.com_excel.member import CALLS
from support.excel_books import collection
from test_many_rows import filled

excel = Excel(installed_macros(), Path(tempfile.mkdtemp()) / "pages.txt")
told = []
for rows in (1_000, 10_000):
    excel.begin()
    book = excel.open(collection(Path(tempfile.mkdtemp()), 1))
    filled(book, rows)
    taken = []
    for _ in range(4):
        CALLS.clear()
        begun = time.perf_counter()
        assert excel.press("check_identity", book)
        taken.append(time.perf_counter() - begun)
    begun = time.perf_counter()
    sheet = book.ActiveSheet
    sheet.Range(sheet.cell(1, 1), sheet.cell(rows + 3, 28)).Value
    told.append((rows, taken[0], sorted(taken[1:])[1], sum(CALLS.values()), time.perf_counter() - begun))
excel.close()
import json
print(json.dumps(told))
"""


def main() -> None:
    os.environ.setdefault(FOLDER, str(ROOT / ".windows"))
    print(f"load {os.getloadavg()[0]:.2f}")
    with screen() as shown, copied_pc(display=shown.display) as pc:
        pc.write_registry(r"HKCU\Software\Wine\X11 Driver", Managed="N")
        done = pc.script(
            PRESSES, pc.windows(ROOT / "tests"), timeout=600, ZCERT_PROGRAM=FROZEN.rpartition("\\")[0]
        ).tidy()
    for rows, first, later, calls, block in json.loads(done.splitlines()[-1]):
        print(
            f"身份证验证, {rows:>6,} rows: {first:.2f} s first, {later:.2f} s later, {calls} calls; block {block:.2f} s"
        )
    print(f"load {os.getloadavg()[0]:.2f}")


if __name__ == "__main__":
    main()
