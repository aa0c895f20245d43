"""Every verb on Windows says, writes and returns what it does on Linux: pip's program and the frozen one."""

import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

from support.domain import TODAY
from support.main import COMMANDS
from support.windows_pc import FROZEN, PIP, Done, WindowsPc
from zcert_addin.demonstration.units import FAULTY
from zcert_program.main import NO_CLASS

FILE = Path(FAULTY).name
DAY = ("--today", TODAY.isoformat())
RIGHT, WRONG = "11010519491231002X", "110105194912310021"
LINUX = str(Path(sys.executable).with_name("zcert"))
TIMES = re.compile(r"\d{8}_\d{6}")

EVERY = [
    pytest.param((), b"", id="nothing"),
    *[pytest.param((command, "--help"), b"", id=f"help of {command}") for command in COMMANDS],
    pytest.param(("id", *DAY, RIGHT), b"", id="id"),
    pytest.param(("id", *DAY, "--json", RIGHT, WRONG), b"", id="id as JSON"),
    pytest.param(("id", *DAY, "-"), f"{RIGHT}\r\n{WRONG}\r\n".encode(), id="id from standard input"),
    pytest.param(("check", *DAY, FILE), b"", id="check"),
    pytest.param(("check", *DAY, "--json", FILE), b"", id="check as JSON"),
    pytest.param(("check", *DAY, "--write", FILE), b"", id="check and write"),
    pytest.param(("photos", "--write", FILE), b"", id="photos"),
    pytest.param(("merge", *DAY, ".", "-o", "汇 总.xlsx"), b"", id="merge"),
    pytest.param(("merge", *DAY, ".", "-o", "汇总.xlsm", "--json"), b"", id="merge with macros as JSON"),
    pytest.param(("stats", *DAY, FILE), b"", id="stats"),
    pytest.param(("stats", *DAY, FILE, "-o", "统计.xlsx"), b"", id="stats with charts"),
    pytest.param(("new", "--macros", "-o", "新"), b"", id="new"),
    pytest.param(("backup", FILE), b"", id="backup"),
    pytest.param(("backup", "--photos", "--json", FILE), b"", id="backup with photos as JSON"),
    pytest.param(("restore", FILE), b"", id="no backup"),
    pytest.param(("return", *DAY, FILE, "-o", "退"), b"", id="return"),
    pytest.param(("accept", *DAY, FILE, FILE), b"", id="nothing to accept"),
    pytest.param(("status", *DAY, ".", "-o", "进度.xlsx"), b"", id="status"),
    pytest.param(("button", "check_data", FILE, "--results", "步.txt"), b"", id="button"),
    pytest.param(("button", "merge_folder", FILE, "--results", "步.txt"), b"", id="unknown button"),
    pytest.param(("check", "没有.xlsx"), b"", id="no such file"),
    pytest.param(("merge", "没有"), b"", id="no such folder"),
    pytest.param(("id",), b"", id="no number"),
    pytest.param(("刷新",), b"", id="unknown command"),
]


SOME = [case for case in EVERY if case.id in {"id from standard input", "check and write", "merge", "button", "new"}]


@pytest.mark.parametrize(("arguments", "stdin"), EVERY)
def test_the_frozen_program(pc: WindowsPc, case_folder: Path, arguments: Sequence[str], stdin: bytes) -> None:
    assert_as_on_linux(pc, (FROZEN, *arguments), stdin, case_folder)


@pytest.mark.parametrize(("arguments", "stdin"), SOME)
def test_the_program_that_pip_installed(
    pc: WindowsPc, case_folder: Path, arguments: Sequence[str], stdin: bytes
) -> None:
    assert_as_on_linux(pc, (PIP, *arguments), stdin, case_folder)


def assert_as_on_linux(pc: WindowsPc, command: Sequence[str], stdin: bytes, folder: Path) -> None:
    """See that a program does what it does on Linux, in a folder of the same name."""
    other = folder.parent / "Linux" / folder.name
    shutil.copytree(folder, other)
    # Not what the C library of this process has added to the environment, as readline does the width of a terminal.
    environment = dict(os.environ)
    done = subprocess.run(
        [LINUX, *command[1:]], cwd=other, env=environment, input=stdin, capture_output=True, check=False
    )
    got = pc.run(*command, cwd=folder, stdin=stdin)
    assert same(got) == same(Done(done.returncode, done.stdout, done.stderr))
    assert content(folder) == content(other)


def same(done: Done) -> tuple[int, str, str]:
    """Return what both systems have in common."""
    return done.code, TIMES.sub("", done.text).replace("\\", "/"), TIMES.sub("", done.errors).replace("\\", "/")


def content(folder: Path) -> dict[str, object]:
    """Return every file's content, of workbooks that of their parts, by its name without the time in it."""
    found: dict[str, object] = {}
    for path in folder.rglob("*"):
        if path.is_file():
            name = TIMES.sub("", str(path.relative_to(folder)))
            found[name] = parts(path) if zipfile.is_zipfile(path) else path.read_bytes()
    return found


def parts(path: Path) -> list[tuple[str, bytes]]:
    """Return the parts in their order; zipfile notes the system too, so that the files themselves differ."""
    with zipfile.ZipFile(path) as package:
        return [(name, package.read(name)) for name in package.namelist()]


def test_a_server_for_nobody(pc: WindowsPc) -> None:
    done = pc.run(FROZEN, "--udf-server")
    assert (done.code, done.text, done.errors) == (2, "", f"zcert：{NO_CLASS}\n")


def test_the_demonstration(pc: WindowsPc, tmp_path: Path) -> None:
    done = pc.run(FROZEN, "demo", "演 示", cwd=tmp_path)
    assert (done.code, done.errors) == (0, "")
    assert done.text.startswith("一、在“演 示\\一、各单位”中生成了")
    assert done.text.splitlines()[-1].startswith("    汇总表，含汇总报告和问题清单：演 示\\")
    assert (tmp_path / done.text.splitlines()[-1].partition("：")[2].replace("\\", "/")).is_file()


def test_packed_and_received(pc: WindowsPc, case_folder: Path) -> None:
    done = pc.run(FROZEN, "pack", *DAY, "--yes", FILE, cwd=case_folder)
    assert (done.code, done.errors) == (0, "")
    (package,) = case_folder.glob("*.zip")
    assert package.name in done.text
    done = pc.run(FROZEN, "receive", *DAY, "--into", "收 到", package.name, cwd=case_folder)
    assert (done.code, done.errors) == (0, "")
    assert done.text.startswith("接收完成：已接收1个\n")
    (received,) = [path for path in (case_folder / "收 到").glob("*.xlsx") if path.stem != "接收台账"]
    assert received.read_bytes() == (case_folder / FILE).read_bytes()
    done = pc.run(FROZEN, "receive", *DAY, "--into", "收 到", package.name, cwd=case_folder)
    assert (done.code, done.errors, done.text.splitlines()[0]) == (0, "", "接收完成：已有1个")
    assert received.read_bytes() == (case_folder / FILE).read_bytes()
