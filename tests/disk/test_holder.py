"""Who has a workbook open, told from the files beside it; test_calc_holding tries it with a real LibreOffice."""

import getpass
import os
import re
import socket
import subprocess
from pathlib import Path

import pytest

from zcert_addin.disk import holder
from zcert_addin.disk.holder import Holder, OpenElsewhere, guard_closed, holder_of

OWN = ("", getpass.getuser(), socket.gethostname(), "25.11.2026 08:54", "file:///home/%E7%94%B2/libreoffice/4")


def office_sign(path: Path, *fields: str) -> Path:
    sign = path.with_name(f".~lock.{path.name}#")
    written = [re.sub(r"([\\,;])", r"\\\1", field) for field in fields]
    sign.write_text(",".join(written) + ";", "utf-8")
    return sign


def excel_sign(path: Path, name: str) -> Path:
    sign = path.with_name(f"~${path.name}")
    ansi, length = name.encode("gbk"), len(name).to_bytes(2, "little")
    sign.write_bytes(bytes([len(ansi)]) + ansi.ljust(54) + length + name.ljust(54).encode("utf-16-le"))
    assert sign.stat().st_size == 165
    return sign


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "表.xlsx").touch()
    return tmp_path / "表.xlsx"


@pytest.fixture
def commands(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Give the command lines of the LibreOffices of this machine, none at first."""
    running: list[list[str]] = []
    monkeypatch.setattr(holder, "_commands", lambda: iter(running))
    return running


def test_nobody(path: Path) -> None:
    assert holder_of(path) is None
    guard_closed([path, path.with_name("没有.xlsx")])


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        pytest.param(("", "li", "pc7", "时", "file:///p"), "li@pc7", id="account"),
        pytest.param(("李 四", "li", "pc7", "时", "file:///p"), "李 四@pc7", id="full name"),
        pytest.param(("李,四;\\", "li", "pc7", "时", "file:///p"), "李,四;\\@pc7", id="escaped"),
        pytest.param(("", "li", OWN[2], "时", "file:///p"), f"li@{OWN[2]}", id="another account here"),
        pytest.param(("李四", "li"), "", id="cut off"),
    ],
)
def test_somebody_in_libreoffice(path: Path, commands: list[list[str]], fields: tuple[str, ...], name: str) -> None:
    assert commands == []
    sign = office_sign(path, *fields)
    assert holder_of(path) == Holder(name, sign)


def test_what_a_killed_libreoffice_left_holds_nothing(path: Path, commands: list[list[str]]) -> None:
    sign = office_sign(path, *OWN)
    commands.append(["soffice.bin", "-env:UserInstallation=file:///home/other"])
    assert holder_of(path) is None
    office_sign(path, *OWN[:2], f"{OWN[2]}.example.org", *OWN[3:])
    assert holder_of(path) is None
    for arguments in (["-env:UserInstallation=file:///home/甲/libreoffice/4/"], ["--calc"]):
        commands.append(["soffice.bin", *arguments])
        assert holder_of(path) == Holder(f"{OWN[1]}@{OWN[2]}.example.org", sign)
        commands.pop()


def test_it_holds_where_processes_cannot_be_seen(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    office_sign(path, *OWN)
    monkeypatch.setattr(holder, "_PROCESSES", tmp_path / "没有")
    assert holder_of(path)


@pytest.mark.skipif(not Path("/proc/self/comm").exists(), reason="processes cannot be seen")
def test_the_processes_of_this_machine(tmp_path: Path) -> None:
    program = tmp_path / "soffice.bin"
    program.symlink_to("/bin/cat")
    with subprocess.Popen([program, "--", "-", "-env:UserInstallation=file:///x"], stdin=subprocess.PIPE) as process:
        try:
            seen = False
            while not seen and process.poll() is None:  # a process just started has no command line for a moment
                seen = any(command[3:4] == ["-env:UserInstallation=file:///x"] for command in holder._commands())  # noqa: SLF001
            assert seen
        finally:
            process.kill()
            # Ended and not yet waited for: it is still listed, without a command line.
            os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
            left = [command for command in holder._commands() if "-env:UserInstallation=file:///x" in command]  # noqa: SLF001
    assert left == []


@pytest.mark.parametrize("name", ["张三", "Zhang San", "𠮷田"])
def test_somebody_in_excel(path: Path, name: str) -> None:
    if name == "𠮷田":
        sign = excel_sign(path, "x")
        units = name.encode("utf-16-le")
        content = bytearray(sign.read_bytes())
        content[55], content[57 : 57 + len(units)] = len(units) // 2, units
        sign.write_bytes(content)
    else:
        sign = excel_sign(path, name)
    assert holder_of(path) == Holder(name, sign)


def test_what_cannot_be_read_still_holds(path: Path) -> None:
    sign = path.with_name(f"~${path.name}")
    sign.mkdir()  # reading it fails, as it does on Windows while Excel runs
    assert holder_of(path) == Holder("", sign)
    with pytest.raises(OpenElsewhere, match="正由别的程序打开"):
        guard_closed([path])


def test_the_sentence(path: Path) -> None:
    excel_sign(path, "张三")
    with pytest.raises(OpenElsewhere) as caught:
        guard_closed([path.with_name("没有.xlsx"), path])
    said = "“表.xlsx”正由“张三”打开，没有写入，请关闭后重试；如确已关闭，请删除旁边的“~$表.xlsx”"
    assert str(caught.value) == said
