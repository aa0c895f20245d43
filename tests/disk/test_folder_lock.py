import errno
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path
from typing import NoReturn

import filelock
import pytest

from zcert_addin.disk.folder_lock import NAME, Held, Planted, folder_lock


def test_the_second_one_is_told_who_is_at_it(tmp_path: Path) -> None:
    with folder_lock(tmp_path):
        name = (tmp_path / NAME).read_text("utf-8").strip()
        assert "@" in name
        for _ in range(2):
            with pytest.raises(Held, match=f"^“{name}”正在写这个文件夹"), folder_lock(tmp_path):
                pass
        assert (tmp_path / NAME).read_text("utf-8").strip() == name
    assert list(tmp_path.iterdir()) == []


def test_another_process_is_kept_out_until_the_holder_ends(tmp_path: Path) -> None:
    script = "import sys, pathlib; from zcert_addin.disk.folder_lock import folder_lock\n"
    script += "with folder_lock(pathlib.Path(sys.argv[1])): print(flush=True); sys.stdin.read()"
    holder = subprocess.Popen(
        [sys.executable, "-c", script, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert holder.stdout
    assert holder.stdin
    with holder.stdout, holder.stdin:
        assert holder.stdout.readline()
        with pytest.raises(Held, match="@"), folder_lock(tmp_path):
            pass
        holder.kill()
        holder.wait()
    # Its file is left, its lock is not.
    assert (tmp_path / NAME).exists()
    with folder_lock(tmp_path):
        pass
    assert list(tmp_path.iterdir()) == []


def test_the_lock_ends_with_an_exception(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), folder_lock(tmp_path):
        raise ZeroDivisionError
    with folder_lock(tmp_path):
        pass
    assert list(tmp_path.iterdir()) == []


def link(path: Path, file: Path) -> None:
    path.symlink_to(file)


def hard_link(path: Path, file: Path) -> None:
    path.hardlink_to(file)


def folder(path: Path, _file: Path) -> None:
    path.mkdir()


def pipe(path: Path, _file: Path) -> None:
    os.mkfifo(path)


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right there")
@pytest.mark.parametrize("plant", [link, hard_link, folder, pipe])
@pytest.mark.parametrize("held", [False, True], ids=["free", "held"])
def test_what_is_planted_in_its_place_is_refused(
    tmp_path: Path, plant: Callable[[Path, Path], None], *, held: bool
) -> None:
    file, lock = tmp_path / "甲.xlsx", tmp_path / NAME
    file.write_bytes(b"x")
    plant(lock, file)
    with file.open("rb") as holder:
        if held:
            filelock.lock_descriptor(holder.fileno())
        with pytest.raises(Planted) as caught, folder_lock(tmp_path):
            pass
    said = f"“{lock}”不是本程序的锁文件（是链接、文件夹，或另一个文件的别名），没有写入，请把它删除后重试"
    assert (str(caught.value), file.read_bytes()) == (said, b"x")
    assert lock.exists()


@pytest.fixture
def other_user() -> Iterator[tuple[Path, Callable[[], AbstractContextManager[None]]]]:
    """Yield a folder that two users may write into, and what makes this program the other user's for a while."""
    with tempfile.TemporaryDirectory(dir="/tmp") as name:
        shared = Path(name)
        shared.chmod(0o777)
        yield shared, partial(as_another, shared / NAME)


@contextmanager
def as_another(lock: Path) -> Iterator[None]:
    """Be another user, as root can; else have no right to write the lock, which comes to the same."""
    if os.geteuid():
        if lock.exists():
            lock.chmod(0o444)
        yield
        return
    os.setegid(65534)
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)
        os.setegid(0)


Another = tuple[Path, Callable[[], AbstractContextManager[None]]]


@pytest.mark.skipif(sys.platform == "win32", reason="users of Linux")
@pytest.mark.parametrize("mask", [0o022, 0o077], ids=oct)
def test_another_user_is_told_who_is_at_it(other_user: Another, mask: int) -> None:
    shared, as_other = other_user
    before = os.umask(mask)
    try:
        with folder_lock(shared):
            name = (shared / NAME).read_text("utf-8").strip()
            with as_other(), pytest.raises(Held, match=f"^“{name}”正在写这个文件夹"), folder_lock(shared):
                pass
            assert (shared / NAME).read_text("utf-8").strip() == name
    finally:
        os.umask(before)
    assert list(shared.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="users of Linux")
def test_a_lock_that_a_killed_run_of_another_user_left_is_taken_over(other_user: Another) -> None:
    shared, as_other = other_user
    (shared / NAME).write_text("\n张三@甲机", "utf-8")
    (shared / NAME).chmod(0o644)
    with as_other():
        with folder_lock(shared):
            assert "张三" not in (shared / NAME).read_text("utf-8")
            with pytest.raises(Held), folder_lock(shared):
                pass
        assert list(shared.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="users of Linux")
def test_a_lock_that_cannot_be_removed_is_held_all_the_same(other_user: Another) -> None:
    shared, as_other = other_user
    (shared / NAME).write_text("\n张三@甲机", "utf-8")
    with as_other(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "unlink", broken)
        with folder_lock(shared), pytest.raises(Held), folder_lock(shared):
            pass


def test_a_folder_that_may_not_be_written_is_the_disks(other_user: Another) -> None:
    shared, as_other = other_user
    shared.chmod(0o555)
    with as_other(), pytest.raises(PermissionError), folder_lock(shared):
        pass
    shared.chmod(0o777)


def broken(*_: object) -> NoReturn:
    raise OSError(errno.EIO, os.strerror(errno.EIO))


@pytest.mark.parametrize("call", ["unlink", "close"])
def test_a_failure_at_the_end_is_not_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str) -> None:
    lock = folder_lock(tmp_path)
    lock.__enter__()
    with monkeypatch.context() as patch:
        patch.setattr(os, call, broken)
        lock.__exit__(None, None, None)


def test_only_leftovers_are_swept(tmp_path: Path) -> None:
    kept = {".zcert-demo", ".zcert-0123", "甲.xlsx"}
    for name in (*kept, f".zcert-{'0' * 16}.xlsx", f".zcert-{'a' * 16}", NAME):
        (tmp_path / name).write_bytes(b"x")
    with folder_lock(tmp_path):
        assert {path.name for path in tmp_path.iterdir()} == {*kept, NAME}
    assert {path.name for path in tmp_path.iterdir()} == kept


@pytest.mark.parametrize("number", [errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP], ids=errno.errorcode.get)
def test_a_network_folder_without_locks_is_written_unguarded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    fail(monkeypatch, number)
    with folder_lock(tmp_path):
        assert (tmp_path / NAME).exists()


def test_other_failures_are_the_disks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fail(monkeypatch, errno.EIO)
    opened = Path("/proc/self/fd")
    before = len(list(opened.iterdir())) if opened.exists() else 0
    with pytest.raises(OSError, match=os.strerror(errno.EIO)), folder_lock(tmp_path):
        pass
    assert not opened.exists() or len(list(opened.iterdir())) == before


def fail(monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    def failing(_handle: int, *, blocking: bool) -> bool:
        assert not blocking
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(filelock, "lock_descriptor", failing)
