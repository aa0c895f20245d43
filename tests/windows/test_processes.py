"""The processes that read workbooks, and what bounds them, on Windows.

Wine takes a limit of memory without keeping it; that it is kept can only be seen on a real PC.
"""

from pathlib import Path

from support.windows_pc import PYTHON, WindowsPc

TESTS = Path(__file__).parents[1]

# A process that is spawned imports the main module anew, so the script is a file.
ANSWERS = """
import sys
from support.worker_actions import answers
from zcert_addin.processes import worker

if __name__ == "__main__":
    seconds, *actions = sys.argv[1:]
    if seconds:
        worker.cpu_seconds = lambda _size: float(seconds) / worker.WALL_TIMES
    print(answers(*actions))
"""
LIMITS = """
import ctypes
from ctypes import wintypes
from zcert_addin.processes import limits
kernel = ctypes.WinDLL("kernel32", use_last_error=True)
kernel.GetCurrentProcess.restype = wintypes.HANDLE
limits.limit_memory()
inside = wintypes.BOOL()
assert kernel.IsProcessInJob(wintypes.HANDLE(kernel.GetCurrentProcess()), None, ctypes.byref(inside))
told = limits._Extended()
assert kernel.QueryInformationJobObject(None, 9, ctypes.byref(told), ctypes.sizeof(told), None)
print(bool(inside), hex(told.BasicLimitInformation.LimitFlags), told.ProcessMemoryLimit)
"""


def answers(pc: WindowsPc, tmp_path: Path, seconds: str, *actions: str) -> str:
    script = tmp_path / "answers.py"
    script.write_text(ANSWERS, "utf-8")
    return pc.run(PYTHON, pc.windows(script), seconds, *actions, PYTHONPATH=pc.windows(TESTS)).tidy()


def test_a_process_puts_itself_into_a_job_with_a_limit(pc: WindowsPc) -> None:
    assert pc.script(LIMITS).tidy() == f"True 0x100 {2 << 30}\n"


def test_a_file_that_ends_its_process_costs_only_itself(pc: WindowsPc, tmp_path: Path) -> None:
    assert answers(pc, tmp_path, "", "一", "exit", "二", "leave", "三") == "['一', 'dead', '二', 'dead', '三']\n"


def test_a_file_that_takes_too_long_costs_only_itself(pc: WindowsPc, tmp_path: Path) -> None:
    assert answers(pc, tmp_path, "3", "一", "spin", "二", "sleep", "三") == "['一', 'slow', '二', 'slow', '三']\n"


def test_a_library_says_nothing_on_the_console(pc: WindowsPc, tmp_path: Path) -> None:
    assert answers(pc, tmp_path, "", "speak") == "['speak']\n"
