"""Accepting killed at any moment leaves each file as it was or as it will be, and the next run completes the rest."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from random import Random

import pytest

from support import main
from support.domain import RESIDENT
from support.merging import SUMMARY, TODAY, people
from support.returning import DAY, entries, merge, return_all, spoilt, truth, type_into, write_unit
from zcert_addin.commands import return_rows
from zcert_addin.disk.backup_name import is_backup
from zcert_addin.disk.folder_lock import folder_lock

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="signals are those of Linux")
ROUNDS = int(os.environ.get("ZCERT_FAULT_ROUNDS", "3"))
PROGRAM = "from zcert_program.main import main\nif __name__ == '__main__': main()"
ROWS = people(20, 1, "甲")


def start(folder: Path, back: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", PROGRAM, "accept", str(folder / SUMMARY), str(back), *TODAY]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)


@pytest.fixture
def county(tmp_path: Path) -> Path:
    folder = tmp_path / "县"
    write_unit(folder / "甲.xlsx", spoilt(ROWS, {at: {DAY: "x"} for at in range(10)}))
    back = return_all(merge(folder), tmp_path / "退回")["甲"]
    type_into(back, {(4 + at, DAY): ROWS[at][RESIDENT.index[DAY]] for at in range(10)})
    shutil.move(back, tmp_path / "改好.xlsx")
    return folder


def test_killed_at_any_moment(county: Path, tmp_path: Path) -> None:
    back, chance = tmp_path / "改好.xlsx", Random(14)
    old = {name: (county / name).read_bytes() for name in (SUMMARY, "甲.xlsx")}
    whole = tmp_path / "试"
    shutil.copytree(county, whole)
    began = time.monotonic()
    assert start(whole, back).communicate()[1] == b""
    whole_s = time.monotonic() - began
    new = {name: (whole / name).read_bytes() for name in old}
    assert entries(whole / SUMMARY) == truth(ROWS)
    for at in range(ROUNDS):
        folder = tmp_path / f"第{at}次"
        shutil.copytree(county, folder)
        process = start(folder, back)
        time.sleep(chance.uniform(0.3, 1.0) * whole_s)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        for name, content in old.items():
            now = (folder / name).read_bytes()
            assert now in {content, new[name]}
            kept = [path.read_bytes() for path in folder.iterdir() if is_backup(path)]
            assert now == content or content in kept
        process = start(folder, back)
        error = process.communicate()[1].decode()
        assert (process.returncode, error) == (main.FOUND_NOTHING, "")
        assert {name: (folder / name).read_bytes() for name in old} == new
        assert not list(folder.glob(".zcert-*"))


def test_somebody_else_is_writing(county: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old = (county / SUMMARY).read_bytes()
    with folder_lock(county):
        assert main.run(["accept", str(county / SUMMARY), str(tmp_path / "改好.xlsx"), *TODAY]) == main.FAILED
    assert "正在写这个文件夹" in capsys.readouterr().err
    assert (county / SUMMARY).read_bytes() == old


def test_an_open_summary_is_named(county: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (county / f".~lock.{SUMMARY}#").write_text("张三,zs,别的电脑,21.11.2026 08:00,file:///x;", "utf-8")
    assert main.run(["accept", str(county / SUMMARY), str(tmp_path / "改好.xlsx"), *TODAY]) == main.FAILED
    assert capsys.readouterr().err.startswith(f"zcert：“{SUMMARY}”正由“张三@别的电脑”打开，没有写入")


def test_a_return_that_is_stopped_says_how_far_it_came(
    county: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write_unit(county / "乙.xlsx", spoilt(people(2, 5), {0: {DAY: "x"}}))
    merge(county)
    build, made = return_rows.build_returned, []

    def stopped(*arguments: object) -> bytes:
        made.append(arguments)
        if len(made) > 1:
            raise KeyboardInterrupt
        return build(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(return_rows, "build_returned", stopped)
    code = main.run(["return", str(county / SUMMARY), "-o", str(tmp_path / "下发"), *TODAY])
    assert (code, capsys.readouterr().err) == (main.FAILED, "zcert：已停止，2个退回表中写好了1个\n")
    assert [path.name for path in (tmp_path / "下发").iterdir()] == ["乙（退回）.xlsx"]
