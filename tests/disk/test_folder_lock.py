import errno
import os
import subprocess
import sys
from pathlib import Path

import filelock
import pytest

from zcert_addin.disk.folder_lock import NAME, Held, folder_lock


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


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right there")
def test_a_planted_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "别人的").write_bytes(b"x")
    (tmp_path / NAME).symlink_to(tmp_path / "别人的")
    with pytest.raises(OSError, match=os.strerror(errno.ELOOP)), folder_lock(tmp_path):
        pass
    assert (tmp_path / "别人的").read_bytes() == b"x"


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
