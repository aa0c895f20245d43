"""Workbooks that another program holds, and two merges at once: msvcrt's locks and Windows' sharing of files."""

import re
from pathlib import Path

import pytest

from support.windows_holder import NOTHING, READING, held, running
from support.windows_pc import FROZEN, PIP, Done, WindowsPc
from zcert_addin.demonstration.units import FAULTY

SHEET = Path(FAULTY).name
SUMMARY = "汇总.xlsx"
BOTH = pytest.mark.parametrize("program", [pytest.param(PIP, id="pip"), pytest.param(FROZEN, id="frozen")])

# What a merge does from its first look to the renaming.
LOCK = """
import sys
from pathlib import Path
from zcert_addin.disk.folder_lock import folder_lock
with folder_lock(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
print("let go")
"""


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.suffix != ".jpg")


@BOTH
@pytest.mark.parametrize("sharing", [READING, NOTHING])
def test_checked_while_excel_holds_it(pc: WindowsPc, case_folder: Path, program: str, sharing: int) -> None:
    before = (case_folder / SHEET).read_bytes()
    there = names(case_folder)
    with held(pc, pc.windows(case_folder / SHEET), sharing):
        done = pc.run(program, "check", "--write", SHEET, cwd=case_folder)
    refused(done, SHEET)
    assert (names(case_folder), (case_folder / SHEET).read_bytes()) == (there, before)


@BOTH
def test_merged_over_a_summary_that_excel_holds(pc: WindowsPc, case_folder: Path, program: str) -> None:
    merge = (program, "merge", "--yes", ".", "-o", SUMMARY)
    assert pc.run(*merge, cwd=case_folder).errors == ""
    there, before = names(case_folder), (case_folder / SUMMARY).read_bytes()
    with held(pc, pc.windows(case_folder / SUMMARY)):
        done = pc.run(*merge, cwd=case_folder)
    refused(done, SUMMARY)
    assert (names(case_folder), (case_folder / SUMMARY).read_bytes()) == (there, before)
    assert pc.run(*merge, cwd=case_folder).errors == ""
    assert names(case_folder) == sorted([*there, "汇总.备份.xlsx"])


def refused(done: Done, name: str) -> None:
    """See that one sentence names the file that the person knows."""
    assert (done.code, done.text) == (2, "")
    assert re.fullmatch(rf"zcert：“{re.escape(name)}”[^“”]*请关闭后重试\n", done.errors), done.errors


@BOTH
def test_two_merges_at_once(pc: WindowsPc, case_folder: Path, program: str) -> None:
    there = names(case_folder)
    with running(pc, LOCK, pc.windows(case_folder)):
        done = pc.run(program, "merge", ".", "-o", SUMMARY, cwd=case_folder)
        assert (done.code, done.text) == (2, "")
        assert done.errors.startswith("zcert：“张三@")
        assert done.errors.endswith("正在写这个文件夹（汇总或写入结果），请等其完成后重试；没有改动任何文件\n")
    assert names(case_folder) == there
    assert pc.run(program, "merge", ".", "-o", SUMMARY, cwd=case_folder).code == 1
    assert names(case_folder) == sorted([*there, SUMMARY])


def test_a_unit_that_nobody_else_may_read_is_told_in_chinese(pc: WindowsPc, case_folder: Path) -> None:
    there = names(case_folder)
    with held(pc, pc.windows(case_folder / SHEET), NOTHING):
        done = pc.run(FROZEN, "merge", ".", "-o", SUMMARY, cwd=case_folder)
    assert (done.code, done.text, names(case_folder)) == (2, "", there)
    reason = "文件打不开：没有权限，或文件正被别的程序打开，请关闭后重试"
    assert done.errors == (
        f"zcert：文件夹“{case_folder.name}”中没有可以汇总的采集表，其中“{SHEET}”没有读出（{reason}）；汇总表没有改动\n"
    )
