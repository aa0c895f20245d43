"""The program on Windows: how fast zcert.exe starts, and how fast cell functions answer through xlwings' own DLL.

    make windows
    .venv/bin/python benchmarks/windows.py

Windows is CPython for Windows under Wine; starting a process and passing a call are Wine's, not Windows'.
"""

import json
import os
import sys
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from support.windows_pc import FOLDER, FROZEN, HOME, PIP, WindowsPc, copied_pc  # noqa: E402

ROUNDS = 5
NUMBER = "330106198001019990"
CALLS = """
import sys, time
from support.excel_client import Excel, tell

def seconds(name, *arguments):
    begun = time.perf_counter()
    excel.formula(name, *arguments)
    return time.perf_counter() - begun

number = "330106198001019990"
with Excel(sys.argv[1]) as excel:
    first = seconds("ZC_CHECKID", number)
    later = sorted(seconds("ZC_CHECKID", number) for _ in range(1000))[500]
    block = sorted(seconds("ZC_CHECKID", [[number]] * 10_000) for _ in range(5))[2]
    tell(first, later, block)
"""


def start(pc: WindowsPc, *command: str) -> None:
    """Measure a process from its call to its end."""
    taken = []
    for _ in range(ROUNDS + 1):
        begun = time.perf_counter()
        pc.run(*command).tidy()
        taken.append(time.perf_counter() - begun)
    print(f"{' '.join(command)}: {median(taken[1:]):.2f} s, the first time {taken[0]:.2f} s")


def functions(pc: WindowsPc, program: str) -> None:
    """Measure ZC_CHECKID: the call that starts the resident server, later ones, and a column of 10,000."""
    pc.run(program, "install").tidy()
    told = [json.loads(pc.script(CALLS, HOME, PYTHONPATH=pc.windows(ROOT / "tests")).tidy()) for _ in range(ROUNDS)]
    first, later, block = (median(one) for one in zip(*told, strict=True))
    print(f"{program}: first {first:.2f} s, later {later * 1000:.2f} ms, 10,000 cells {block * 1000:.0f} ms")


def main() -> None:
    os.environ.setdefault(FOLDER, str(ROOT / ".windows"))
    with copied_pc() as pc:
        print(f"load {os.getloadavg()[0]:.2f}")
        start(pc, "cmd.exe", "/c", "exit")
        for program in (FROZEN, PIP):
            start(pc, program, "--version")
            start(pc, program, "id", NUMBER)
            functions(pc, program)
        print(f"load {os.getloadavg()[0]:.2f}")


if __name__ == "__main__":
    main()
