"""What the console prints in a narrow terminal, and where nobody is watching."""

import errno
import io
import os
import re
import sys
from pathlib import Path

import pytest
from rich.cells import cell_len

from zcert_addin.cli import console
from zcert_addin.disk.os_errors import explain

LONG = "示例市某某区高级专业技术资格证书采集表（特殊证书）.xlsx（已汇总12345人）"
HEADERS, ROW = ("文件", "说明"), ("甲.xlsx", "文件是空的，请重新复制或让填报单位重新提交" * 3)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("columns", [200, 80, 60, 44])
def test_the_figures_of_the_bar_show_at_any_width(monkeypatch: pytest.MonkeyPatch, columns: int) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.setenv("TERM", "xterm")
    with console.progress("数据汇总") as bar:
        bar(12345, 99999, LONG)
    lines = re.split(r"[\r\n]+", re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", terminal.getvalue()))
    shown = [line for line in lines if "12345/99999" in line]
    assert shown
    assert max(map(cell_len, lines)) <= columns
    assert any(line.rstrip().endswith("人）") for line in shown) or columns == 44


@pytest.mark.parametrize(("columns", "widest"), [(None, 120), ("60", 60), ("200", 200)])
def test_a_table_in_a_file_has_no_trailing_blanks_and_the_width_asked_for(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], columns: str | None, widest: int
) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    if columns:
        monkeypatch.setenv("COLUMNS", columns)
    console.table(HEADERS, [ROW])
    lines = capsys.readouterr().out.splitlines()
    assert all(line == line.rstrip() for line in lines)
    assert max(map(cell_len, lines)) <= widest
    assert len(lines) == {60: 7, 120: 6, 200: 5}[widest]


def test_a_line_stays_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    console.say("已生成：甲\n乙\r\u2028丙")
    console.complain("“甲\n乙”")
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("已生成：甲�乙��丙\n", "zcert：“甲�乙”\n")


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        pytest.param(OSError(errno.EISDIR, "x", 9), "这是一个文件夹，请给出文件", id="file descriptor"),
        pytest.param(OSError(errno.EEXIST, "x", "甲"), "“甲”：已经有同名的文件，请换一个名称", id="exists"),
        pytest.param(
            OSError(errno.EACCES, "x", os.path.join("夹", ".zcert-lock")),  # noqa: PTH118  # as the system gives it
            "“夹”：没有权限，或文件正被别的程序打开，请关闭后重试",
            id="lock",
        ),
        pytest.param(
            OSError(errno.EACCES, "x", ".zcert-01.xlsx", None, "甲.xlsx"),
            "“甲.xlsx”：没有权限，或文件正被别的程序打开，请关闭后重试",
            id="renamed",
        ),
        pytest.param(OSError(errno.ESTALE, "x", "甲"), "“甲”：网络文件夹连不上，请检查网络后重试", id="network"),
        pytest.param(OSError(9999, "x", "甲"), "“甲”：系统报告读写错误（9999），请稍后重试", id="unknown"),
    ],
)
def test_an_error_of_the_system_names_the_file_of_the_person(error: OSError, sentence: str) -> None:
    assert explain(error) == sentence


class WindowsError(PermissionError):
    """An error as Windows raises it."""

    winerror: int | None = None


def windows_error(winerror: int | None, *names: Path) -> WindowsError:
    error = WindowsError(errno.EACCES, "x")
    error.winerror = winerror
    error.filename, error.filename2 = [*map(str, names), None][:2]
    return error


@pytest.mark.parametrize(
    ("winerror", "names", "meant"),
    [
        pytest.param(None, ["夹"], "这是一个文件夹，请给出文件", id="opened as a file"),
        pytest.param(5, [".zcert-01.xlsx", "夹"], "这是一个文件夹，请给出文件", id="replaced by a file"),
        pytest.param(5, ["夹"], "没有权限，或文件正被别的程序打开，请关闭后重试", id="may not be listed"),
        pytest.param(None, ["表.xlsx"], "没有权限，或文件正被别的程序打开，请关闭后重试", id="held"),
        pytest.param(
            32, [".zcert-01.xlsx", "表.xlsx"], "没有权限，或文件正被别的程序打开，请关闭后重试", id="not free"
        ),
    ],
)
def test_a_folder_for_a_file_is_called_so_in_windows_too(
    tmp_path: Path, winerror: int | None, names: list[str], meant: str
) -> None:
    (tmp_path / "夹").mkdir()
    (tmp_path / "表.xlsx").touch()
    error = windows_error(winerror, *(tmp_path / name for name in names))
    assert explain(error) == f"“{tmp_path / names[-1]}”：{meant}"


def test_elsewhere_a_folder_without_permission_is_no_file(tmp_path: Path) -> None:
    told = "没有权限，或文件正被别的程序打开，请关闭后重试"
    assert explain(PermissionError(errno.EACCES, "x", str(tmp_path))) == f"“{tmp_path}”：{told}"
