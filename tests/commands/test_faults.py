"""After any failure of a merge the summary is the old one or the new one, and the next run mends the rest.

``make fault`` does more rounds, and with strace kills at the system calls that put the summary into its place.
"""

import errno
import os
import re
import resource
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from shutil import which
from typing import NoReturn

import pytest

from support import main
from support.merging import EDITION, SUMMARY, TODAY, people
from zcert.values.id_number import accepted_regions
from zcert_addin.disk import folder_lock, in_use
from zcert_addin.disk.backup_name import backup_of
from zcert_addin.filling.collection import fill, filled
from zcert_templates import RESIDENT
from zcert_templates.build import build_collection

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="signals, locks and mounts are those of Linux")
ROUNDS = int(os.environ.get("ZCERT_FAULT_ROUNDS", "4"))
PROGRAM = "from zcert_program.main import main\nif __name__ == '__main__': main()"


def start(
    folder: Path, private: Path, *before: str, begin: Callable[[], None] | None = None
) -> subprocess.Popen[bytes]:
    """Merge in another process; begin: called in it before the program."""
    environment = os.environ | {"TMPDIR": str(private), "XDG_STATE_HOME": str(private)}
    command = [*before, sys.executable, "-c", PROGRAM, "merge", str(folder), *TODAY, "--yes"]
    return subprocess.Popen(
        command,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
        preexec_fn=begin,  # noqa: PLW1509  no thread of this process holds a lock then
    )


def finish(folder: Path, private: Path) -> None:
    process = start(folder, private)
    error = process.communicate()[1].decode()
    assert process.returncode in {0, 1}, error


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """Yield a folder with a summary of four units and a fifth that came later; no process is left at work in it."""
    path, private = tmp_path / "汇总", tmp_path / "自己"
    path.mkdir()
    private.mkdir()
    template = build_collection(RESIDENT, EDITION, accepted_regions())
    for at in range(4):
        (path / f"单位{at}.xlsx").write_bytes(fill(template, people(20, at)))
    finish(path, private)
    (path / "单位4.xlsx").write_bytes(fill(template, people(20, 4)))
    yield path
    deadline = time.monotonic() + 30
    while at_work(private):
        assert time.monotonic() < deadline
        time.sleep(0.05)


def at_work(private: Path) -> list[int]:
    """Return the processes that were started with this private folder."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                environment = (entry / "environ").read_bytes()
            except OSError:
                continue
            if f"TMPDIR={private}".encode() in environment.split(b"\0"):
                found.append(int(entry.name))
    return found


def new_summary(folder: Path) -> bytes:
    """Return what an undisturbed merge of the same files writes."""
    other = folder.parent / "另一处"
    other.mkdir()
    for path in folder.glob("单位*.xlsx"):
        (other / path.name).write_bytes(path.read_bytes())
    (other / SUMMARY).write_bytes((folder / SUMMARY).read_bytes())
    main.run(["merge", str(other), *TODAY, "--yes"])
    return (other / SUMMARY).read_bytes()


def test_a_merge_killed_at_any_moment(folder: Path) -> None:
    private, chance = folder.parent / "自己", Random(6)
    old, new = (folder / SUMMARY).read_bytes(), new_summary(folder)
    began = time.monotonic()
    finish(folder, private)
    whole_s = time.monotonic() - began
    assert (folder / SUMMARY).read_bytes() == new
    for _ in range(ROUNDS):
        (folder / SUMMARY).write_bytes(old)
        backup_of(folder / SUMMARY).unlink(missing_ok=True)  # its name is in the report
        process = start(folder, private)
        time.sleep(chance.uniform(0.2, 1.1) * whole_s)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        assert (folder / SUMMARY).read_bytes() in {old, new}
    backup_of(folder / SUMMARY).unlink(missing_ok=True)
    finish(folder, private)
    assert (folder / SUMMARY).read_bytes() == new
    assert not list(folder.glob(".zcert-*"))
    seeded = [text.encode() for at in range(5) for row in people(20, at) for text in row[:2]]
    left = [path.read_bytes() for path in private.rglob("*") if path.is_file()]
    assert not [number for number in seeded for content in left if number in content]


def injected(call: str, fault: str, occasion: int) -> tuple[str, ...]:
    """Return the command that makes one of the system calls of the program after it fail."""
    return ("strace", "-o", "/dev/null", "-e", f"trace={call}", "-e", f"inject={call}:{fault}:when={occasion}")


@pytest.mark.fault
@pytest.mark.skipif(not which("strace"), reason="there is no strace here")
@pytest.mark.parametrize("call", ["fsync", "rename", "link", "unlink", "ftruncate", "flock"])
@pytest.mark.parametrize("fault", ["signal=KILL", "error=ENOSPC", "error=EIO"])
@pytest.mark.parametrize("occasion", [1, 2, 3])
def test_a_fault_at_a_system_call(folder: Path, call: str, fault: str, occasion: int) -> None:
    private = folder.parent / "自己"
    old, new = (folder / SUMMARY).read_bytes(), new_summary(folder)
    process = start(folder, private, *injected(call, fault, occasion))
    error = process.communicate()[1].decode()
    assert (folder / SUMMARY).read_bytes() in {old, new}
    assert error.count("\n") <= 1
    if not fault.startswith("signal"):
        # What is done is told as done.
        assert ((folder / SUMMARY).read_bytes() == new) == (process.returncode in {0, 1}), error
    backup_of(folder / SUMMARY).unlink(missing_ok=True)
    finish(folder, private)
    assert not list(folder.glob(".zcert-*"))


CALLS = "openat,write,lseek,fsync,rename,link,unlink,ftruncate,flock,chmod,fchmod,close"


def touching(folder: Path, private: Path) -> list[tuple[str, int]]:
    """Return the system calls of an undisturbed merge that name something in the folder: name and number."""
    log = folder.parent / "strace"
    process = start(folder, private, "strace", "-y", "-o", str(log), "-e", f"trace={CALLS}")
    assert process.communicate()[1] == b""
    here = "".join(f"\\{byte:o}" for byte in f"/{folder.name}/".encode() if byte > 0x7F)
    counted: Counter[str] = Counter()
    found = []
    for line in log.read_text("latin-1").splitlines():
        if call := re.match(r"(\w+)\(", line):
            counted[call[1]] += 1
            if here in line:
                found.append((call[1], counted[call[1]]))
    return found


@pytest.mark.fault
@pytest.mark.skipif(not which("strace"), reason="there is no strace here")
def test_killed_at_each_system_call_that_touches_the_folder(folder: Path) -> None:
    private = folder.parent / "自己"
    old, new = (folder / SUMMARY).read_bytes(), new_summary(folder)
    calls = touching(folder, private)
    assert (folder / SUMMARY).read_bytes() == new
    assert {"openat", "write", "fsync", "rename", "link", "unlink", "flock"} <= {call for call, _ in calls}
    for call, occasion in calls[:: max(1, len(calls) // ROUNDS)]:
        (folder / SUMMARY).write_bytes(old)
        backup_of(folder / SUMMARY).unlink(missing_ok=True)
        start(folder, private, *injected(call, "signal=KILL", occasion)).communicate()
        assert (folder / SUMMARY).read_bytes() in {old, new}, (call, occasion)
    backup_of(folder / SUMMARY).unlink(missing_ok=True)
    finish(folder, private)
    assert (folder / SUMMARY).read_bytes() == new
    assert not list(folder.glob(".zcert-*"))


@pytest.mark.skipif(not which("strace"), reason="there is no strace here")
def test_a_merge_calls_nobody(folder: Path) -> None:
    log = folder.parent / "strace"
    process = start(folder, folder.parent / "自己", "strace", "-f", "-o", str(log), "-e", "trace=execve,connect,bind")
    process.communicate()
    lines = log.read_text("utf-8", "replace").splitlines()
    programs = {match[1] for line in lines if (match := re.search(r'execve\("([^"]*)"', line)) and "= -1" not in line}
    assert {Path(program).resolve() for program in programs} == {Path(sys.executable).resolve()}
    assert not [line for line in lines if re.search("connect|bind", line) and "AF_UNIX" not in line]


@pytest.mark.parametrize("call", ["unlink", "fsync"])
def test_a_failure_at_tidying_up_is_no_failure_of_the_merge(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], call: str
) -> None:
    (tmp_path / "甲.xlsx").write_bytes(filled(RESIDENT, EDITION, people(2)))
    main.run(["merge", str(tmp_path), *TODAY, "--yes"])
    replace = os.replace

    def broken(*_: object) -> NoReturn:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    def last(source: Path, destination: Path) -> None:
        replace(source, destination)
        if Path(destination).name == SUMMARY:
            monkeypatch.setattr(os, call, broken)

    monkeypatch.setattr(os, "replace", last)
    assert main.run(["merge", str(tmp_path), *TODAY, "--yes"]) in {0, 1}
    monkeypatch.undo()
    told = capsys.readouterr()
    assert (told.out.count("汇总完成：1个采集表、2人"), told.err) == (2, "")


def named(lock: Path) -> bool:
    """Return whether a program has the folder and says so: from then on it cleans up after itself."""
    try:
        return bool(lock.read_bytes())
    except FileNotFoundError:
        return False


def test_an_interrupted_merge_ends_with_one_sentence(folder: Path) -> None:
    old = (folder / SUMMARY).read_bytes()
    process = start(folder, folder.parent / "自己")
    while not named(folder / folder_lock.NAME) and process.poll() is None:
        time.sleep(0.01)
    os.killpg(process.pid, signal.SIGINT)
    error = process.communicate()[1].decode()
    if process.returncode == main.FAILED:
        assert error.strip() == "zcert：已取消，没有改动任何文件"
        assert (folder / SUMMARY).read_bytes() == old
    assert "Traceback" not in error
    assert not list(folder.glob(".zcert-*"))


def test_a_second_run_at_the_same_time_is_refused(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old = (folder / SUMMARY).read_bytes()
    with folder_lock.folder_lock(folder):
        process = start(folder, folder.parent / "自己")
        error = process.communicate()[1].decode()
        assert main.run(["merge", str(folder), "--yes"]) == main.FAILED
    assert process.returncode == main.FAILED
    assert re.search("“.+@.+”正在写这个文件夹", error)
    assert "正在写这个文件夹" in capsys.readouterr().err
    assert (folder / SUMMARY).read_bytes() == old


def test_what_a_killed_run_left_is_swept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "甲.xlsx").write_bytes(filled(RESIDENT, EDITION, people(2)))
    for name in (f".zcert-{'0' * 16}.xlsx", ".zcert-lock"):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / ".zcert-demo").touch()
    main.run(["merge", str(tmp_path), *TODAY, "--yes"])
    capsys.readouterr()
    assert {path.name for path in tmp_path.iterdir()} == {"甲.xlsx", SUMMARY, ".zcert-demo"}


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "小盘"
    path.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "zcert", str(path)], capture_output=True, check=False
    )
    if done.returncode:
        pytest.skip("only root may mount a disk of 1 MB; every call is tried with a full disk below")
    yield path
    subprocess.run(["umount", str(path)], check=True)


def test_a_full_disk(folder: Path, small_disk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    summary = small_disk / SUMMARY
    summary.write_bytes(b"old")
    (small_disk / "别的").write_bytes(bytes(1000 << 10))
    assert main.run(["merge", str(folder), "-o", str(summary), "--yes"]) == main.FAILED
    assert "磁盘已满，请清理后重试" in capsys.readouterr().err
    assert (summary.read_bytes(), {path.name for path in small_disk.iterdir()}) == (b"old", {SUMMARY, "别的"})


@pytest.mark.parametrize("most_bytes", [0, 1000, 50_000])
def test_a_write_that_fails_is_one_sentence(folder: Path, most_bytes: int) -> None:
    old = (folder / SUMMARY).read_bytes()
    limit = (resource.RLIMIT_FSIZE, (most_bytes, most_bytes))
    process = start(folder, folder.parent / "自己", begin=lambda: resource.setrlimit(*limit))
    error = process.communicate()[1].decode()
    # Nothing else either, such as what a library could not tidy up.
    assert re.fullmatch("zcert：.*磁盘格式放不下这么大的文件，请换一个位置重试\n", error)
    assert process.returncode == main.FAILED
    assert (folder / SUMMARY).read_bytes() == old
    assert not list(folder.glob(".zcert-*"))


def test_a_folder_that_may_only_be_read(small_disk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (small_disk / "甲.xlsx").write_bytes(filled(RESIDENT, EDITION, people(2)))
    (small_disk / SUMMARY).write_bytes(b"old")
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    assert main.run(["merge", str(small_disk), *TODAY, "--yes"]) == main.FAILED
    assert len(capsys.readouterr().err.strip().splitlines()) == 1
    assert {path.name for path in small_disk.iterdir()} == {"甲.xlsx", SUMMARY}
    assert (small_disk / SUMMARY).read_bytes() == b"old"


@pytest.mark.parametrize("number", [5, 13, 28, 30], ids=["I/O error", "no permission", "disk full", "read-only"])
@pytest.mark.parametrize("call", ["open", "fsync", "replace", "link"])
def test_a_disk_that_fails(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, call: str, number: int
) -> None:
    (tmp_path / "甲.xlsx").write_bytes(filled(RESIDENT, EDITION, people(2)))
    (tmp_path / SUMMARY).write_bytes(b"old")
    real = getattr(os, call)

    def failing(*arguments: object, **named: object) -> object:
        if call in {"fsync", "link"} or str(tmp_path) in str(arguments[0]):
            raise OSError(number, os.strerror(number))
        return real(*arguments, **named)

    with monkeypatch.context() as patch:
        patch.setattr(in_use, "PAUSES_S", ())
        patch.setattr(os, call, failing)
        code = main.run(["merge", str(tmp_path), *TODAY, "--yes"])
    error = capsys.readouterr().err
    names = {path.name for path in tmp_path.iterdir()}
    if call == "link":  # a disk without second names gets a copy
        assert code != main.FAILED
    else:
        assert code == main.FAILED
        assert len(error.strip().splitlines()) == 1
        assert (tmp_path / SUMMARY).read_bytes() == b"old"
        assert names == {"甲.xlsx", SUMMARY}
