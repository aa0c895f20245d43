"""The PC itself: what the other tests take for granted."""

from pathlib import Path

import pytest

from support.windows_pc import FROZEN, PIP, PYTHON, WESTERN, WindowsPc, made_pc


def test_it_is_a_chinese_windows(pc: WindowsPc) -> None:
    told = (
        "import sys, locale, ctypes, os; print(sys.platform, ctypes.windll.kernel32.GetACP(), os.environ['USERNAME'])"
    )
    assert pc.script(told).tidy() == "win32 936 张三\n"
    assert pc.script(told, locale=WESTERN).tidy() == "win32 1252 张三\n"


def test_streams_and_the_exit_code_are_those_of_the_program(pc: WindowsPc) -> None:
    source = "import sys; print(sys.stdin.read(), sys.argv[1]); print('错', file=sys.stderr); sys.exit(7)"
    done = pc.script(source, "二 个", stdin="一".encode())
    assert (done.code, done.text, done.errors) == (7, "一 二 个\n", "错\n")


def test_both_sides_name_the_same_file(pc: WindowsPc, tmp_path: Path) -> None:
    pc.path(r"C:\表").mkdir()
    for path in (pc.path("C:/表/一.txt"), tmp_path / "二.txt"):
        path.write_text(path.name, "utf-8")
        told = pc.script("import sys, pathlib; print(pathlib.Path(sys.argv[1]).read_text('utf-8'))", pc.windows(path))
        assert told.tidy() == f"{path.name}\n"
    assert pc.windows(pc.path(r"C:\表")) == r"C:\表"


def test_a_copy_changes_nothing_of_the_original(fresh_pc: WindowsPc) -> None:
    key = r"HKCU\Software\试"
    assert fresh_pc.registry(key) == {}
    fresh_pc.write_registry(rf"{key}\下", 名="值", 数=7)
    assert fresh_pc.registry(key) == {"values": {}, "下": {"values": {"名": "值", "数": 7}}}
    fresh_pc.path(FROZEN).unlink()
    original = made_pc() / "pc"
    assert (original / "drive_c" / "下载" / "zcert" / "zcert.exe").is_file()
    assert not list(original.rglob("AddIns"))


@pytest.mark.parametrize("program", [PIP, FROZEN])
def test_both_programs_run(pc: WindowsPc, program: str) -> None:
    assert pc.run(program, "--version").tidy() == "zcert 0.1.0\n"


def test_python_is_the_real_one(pc: WindowsPc) -> None:
    assert pc.run(PYTHON, "-VV").text.startswith("Python 3.13.2 (tags/v3.13.2:")
