"""Packing and receiving killed, stopped, on a full disk: nothing is lost or half done, and the next run goes on."""

import errno
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from support import main
from support.merging import TODAY
from support.packages import NUMBERS, OTHER_PHOTO, PHOTO, package, parts, unit_folder
from zcert_addin.disk.folder_lock import folder_lock
from zcert_addin.exchange import ledger_file, placing

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="signals, limits and mounts are those of Linux")
ROUNDS = int(os.environ.get("ZCERT_FAULT_ROUNDS", "3"))
PROGRAM = "from zcert_program.main import main\nif __name__ == '__main__': main()"
LATER = "2026-11-25T09:30:00+08:00"


def start(*arguments: str, begin: Callable[[], None] | None = None) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM, *arguments],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
        preexec_fn=begin,  # noqa: PLW1509  no thread of this process holds a lock then
    )


def packages(folder: Path) -> list[Path]:
    """Write an old and a new package of one unit, in which the workbook and a photo differ, and one of another."""
    old, new, other = (folder / f"{name}.zip" for name in ("旧", "新", "别的"))
    old.write_bytes(package())
    photo = f"{NUMBERS[0]}.jpg"
    new.write_bytes(package(parts(count=3) | {photo: OTHER_PHOTO}, packed=LATER, rows=3))
    other.write_bytes(package(parts("乙局", photos={photo: OTHER_PHOTO}), "乙局", packed=LATER))
    return [old, new, other]


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def without_ledger(folder: Path) -> dict[str, bytes]:
    return {name: data for name, data in contents(folder).items() if not name.startswith("接收台账")}


def kept(folder: Path) -> set[bytes]:
    return set(contents(folder).values())


def test_receiving_killed_at_any_moment(tmp_path: Path) -> None:
    old, new, other = packages(tmp_path)
    into, chance = tmp_path / "县", Random(7)
    assert main.run(["receive", str(old), "--into", str(into)]) == main.FOUND_NOTHING
    before = parts()
    began = time.monotonic()
    trial = tmp_path / "试"
    shutil.copytree(into, trial)
    start("receive", str(new), str(other), "--into", str(trial)).communicate()
    whole_s = time.monotonic() - began
    after = without_ledger(trial)
    for at in range(ROUNDS):
        folder = tmp_path / f"第{at}次"
        shutil.copytree(into, folder)
        process = start("receive", str(new), str(other), "--into", str(folder))
        time.sleep(chance.uniform(0.3, 1.1) * whole_s)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        for name, data in before.items():
            assert data in kept(folder), name
        ledger_file.load(folder)
        code = main.run(["receive", str(new), str(other), "--into", str(folder)])
        assert code in {main.FOUND_NOTHING, main.FOUND_ERRORS}  # the photo of the other unit is another one
        found = without_ledger(folder)
        assert not [name for name in found if name.startswith(".zcert-")]
        own = {name: data for name, data in found.items() if "_20" not in name}
        wanted = {name: data for name, data in after.items() if "_20" not in name}
        assert own == wanted
        assert set(before.values()) <= set(found.values())


def test_packing_killed_at_any_moment(tmp_path: Path) -> None:
    path = unit_folder(tmp_path / "单位", count=5)
    before, chance = contents(path.parent), Random(8)
    out = tmp_path / "出"
    out.mkdir()
    began = time.monotonic()
    start("pack", str(path), "-o", str(out), *TODAY, "--yes").communicate()
    whole_s = time.monotonic() - began
    (whole,) = contents(out).values()
    for _ in range(ROUNDS):
        process = start("pack", str(path), "-o", str(out), *TODAY, "--yes")
        time.sleep(chance.uniform(0.3, 1.1) * whole_s)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        for one in out.glob("*.zip"):
            assert len(one.read_bytes()) == len(whole)
    assert contents(path.parent) == before
    assert main.run(["pack", str(path), "-o", str(out), *TODAY, "--yes"]) == main.FOUND_NOTHING
    assert not list(out.glob(".zcert-*"))


@pytest.mark.parametrize("most_bytes", [0, 4000, 60_000])
def test_a_write_that_fails_while_receiving_is_one_sentence(tmp_path: Path, most_bytes: int) -> None:
    old, new, _ = packages(tmp_path)
    into = tmp_path / "县"
    assert main.run(["receive", str(old), "--into", str(into)]) == main.FOUND_NOTHING
    before = without_ledger(into)
    limit = (resource.RLIMIT_FSIZE, (most_bytes, most_bytes))
    process = start("receive", str(new), "--into", str(into), "--json", begin=lambda: resource.setrlimit(*limit))
    error = process.communicate()[1].decode()
    assert process.returncode in {main.FOUND_ERRORS, main.FAILED}
    assert "Traceback" not in error
    assert error.count("\n") <= 1
    assert without_ledger(into) == before
    assert main.run(["receive", str(new), "--into", str(into)]) == main.FOUND_NOTHING


@pytest.mark.parametrize("most_bytes", [0, 4000, 60_000])
def test_a_write_that_fails_while_packing_is_one_sentence(tmp_path: Path, most_bytes: int) -> None:
    path = unit_folder(tmp_path)
    before = contents(tmp_path)
    limit = (resource.RLIMIT_FSIZE, (most_bytes, most_bytes))
    process = start("pack", str(path), *TODAY, "--yes", begin=lambda: resource.setrlimit(*limit))
    error = process.communicate()[1].decode()
    assert error.endswith("磁盘格式放不下这么大的文件，请换一个位置重试\n")
    assert (process.returncode, error.count("\n")) == (main.FAILED, 1)
    assert contents(tmp_path) == before


@pytest.fixture(scope="module")
def received(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder that is not to be changed: an old package that was received, and a newer one beside it."""
    folder = tmp_path_factory.mktemp("已接收")
    old, _, _ = packages(folder)
    assert main.run(["receive", str(old), "--into", str(folder / "县")]) == main.FOUND_NOTHING
    return folder


@pytest.mark.parametrize("occasion", range(1, 9))
def test_a_rename_that_fails_takes_all_back(
    received: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, occasion: int
) -> None:
    """Renamed are the photo, away and anew, the workbook's backup and itself, and the ledger's files."""
    into, new, replace, calls = tmp_path / "县", received / "新.zip", os.replace, [0]
    shutil.copytree(received / "县", into)
    before = without_ledger(into)

    def failing(source: Path, target: Path) -> None:
        calls[0] += 1
        if calls[0] == occasion:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(source), None, str(target))
        replace(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", failing)
        code = main.run(["receive", str(new), "--into", str(into)])
    if code != main.FOUND_NOTHING:
        assert {name: data for name, data in without_ledger(into).items() if ".备份" not in name} == before
        assert calls[0] > occasion  # what was done is undone
    assert main.run(["receive", str(new), "--into", str(into)]) == main.FOUND_NOTHING
    assert (into / f"{NUMBERS[0]}.jpg").read_bytes() == OTHER_PHOTO
    assert PHOTO in kept(into)
    assert parts()["甲中学.xlsx"] in kept(into)
    assert ledger_file.load(into).entries[0].rows == 3


def test_a_disk_without_room_is_named_before_anything_is_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    old, _, _ = packages(tmp_path)
    usage = placing.shutil.disk_usage(tmp_path)
    monkeypatch.setattr(placing.shutil, "disk_usage", lambda _folder: usage._replace(free=1 << 20))
    assert main.run(["receive", str(old), "--into", str(tmp_path / "县")]) == main.FOUND_ERRORS
    told = "".join(capsys.readouterr().out.split())
    assert "磁盘空间不够（需要16MB，还有1MB），没有接收，请清理后重新接收" in told
    assert without_ledger(tmp_path / "县") == {}


def test_two_programs_receive_at_once(tmp_path: Path) -> None:
    _, _, other = packages(tmp_path)
    into = tmp_path / "县"
    into.mkdir()
    with folder_lock(into):
        process = start("receive", str(other), "--into", str(into))
        error = process.communicate()[1].decode()
    assert process.returncode == main.FAILED
    assert "正在写这个文件夹（汇总或写入结果），请等其完成后重试；没有改动任何文件" in error
    assert contents(into) == {}
