import errno
import os
import stat
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pytest

from zcert_addin.disk.atomic_replace import replacing

# A read-only folder cannot be tried: root, under whom the tests run in a container, may write everywhere.
# An os.replace that raises PermissionError stands in for it, and for a file that Excel holds open on Windows.


@pytest.fixture
def target(tmp_path: Path) -> Path:
    path = tmp_path / "汇总表.xlsm"
    path.write_bytes(b"old")
    return path


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    path = tmp_path / "汇总表.bak"
    path.write_bytes(b"older")
    return path


@pytest.fixture(autouse=True)
def umask() -> Iterator[None]:
    old = os.umask(0o022)
    yield
    os.umask(old)


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_a_new_file_gets_the_umask_default(tmp_path: Path) -> None:
    path = tmp_path / "新.xlsm"
    with replacing(path, backup=tmp_path / "新.bak") as file:
        file.write(b"new")
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o644
    assert names(tmp_path) == {"新.xlsm"}


def test_the_file_can_be_read_and_written_again(tmp_path: Path) -> None:
    with replacing(tmp_path / "新.xlsm", backup=None) as file:
        file.write(b"abc")
        file.seek(0)
        assert file.read() == b"abc"
        file.seek(1)
        file.write(b"X")
    assert (tmp_path / "新.xlsm").read_bytes() == b"aXc"


def test_the_old_file_becomes_the_backup(target: Path, backup: Path) -> None:
    with replacing(target, backup=backup) as file:
        assert names(target.parent) >= {target.name, backup.name}
        file.write(b"new")
    assert (target.read_bytes(), backup.read_bytes()) == (b"new", b"old")
    assert names(target.parent) == {target.name, backup.name}


def test_without_backup_nothing_is_kept(target: Path) -> None:
    with replacing(target, backup=None) as file:
        file.write(b"new")
    assert target.read_bytes() == b"new"
    assert names(target.parent) == {target.name}


def test_a_backup_that_is_the_same_file_is_no_trouble(target: Path) -> None:
    backup = target.with_suffix(".bak")
    backup.hardlink_to(target)
    with replacing(target, backup=backup) as file:
        file.write(b"new")
    assert (target.read_bytes(), backup.read_bytes()) == (b"new", b"old")
    assert names(target.parent) == {target.name, backup.name}


def test_a_disk_without_hard_links_gets_a_copy(target: Path, backup: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def link(*_: object) -> NoReturn:
        raise OSError

    monkeypatch.setattr(os, "link", link)
    test_the_old_file_becomes_the_backup(target, backup)


@pytest.mark.parametrize("bits", [0o600, 0o640, 0o664, 0o444], ids=oct)
def test_permission_bits_are_kept(target: Path, bits: int) -> None:
    target.chmod(bits)
    with replacing(target, backup=None) as file:
        file.write(b"new")
    assert stat.S_IMODE(target.stat().st_mode) == bits


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, SystemExit])
def test_an_exception_leaves_everything_as_it_was(target: Path, backup: Path, error: type[BaseException]) -> None:
    with pytest.raises(error), replacing(target, backup=backup) as file:  # noqa: PT012
        file.write(b"half")
        raise error
    assert (target.read_bytes(), backup.read_bytes()) == (b"old", b"older")
    assert names(target.parent) == {target.name, backup.name}


def test_the_check_sees_the_whole_new_file_and_can_refuse_it(target: Path, backup: Path) -> None:
    seen = []

    def check(path: Path) -> None:
        seen.append((path.read_bytes(), path.parent, path.suffix, path.name.startswith(".zcert-")))
        raise ValueError

    with pytest.raises(ValueError), replacing(target, backup=backup, check=check) as file:  # noqa: PT011
        file.write(b"new")
    assert seen == [(b"new", target.parent, ".xlsm", True)]
    assert (target.read_bytes(), backup.read_bytes()) == (b"old", b"older")
    assert names(target.parent) == {target.name, backup.name}


def test_a_missing_folder_is_reported(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), replacing(tmp_path / "无" / "表.xlsm", backup=None):
        pass


def test_a_missing_backup_folder_leaves_everything_as_it_was(target: Path) -> None:
    with pytest.raises(FileNotFoundError), replacing(target, backup=target.parent / "无" / "表.bak") as file:
        file.write(b"new")
    assert target.read_bytes() == b"old"
    assert names(target.parent) == {target.name}


class Held:
    """An os.replace that fails for one destination, a number of times."""

    def __init__(self, destination: Path, times: int, error: type[BaseException] = PermissionError) -> None:
        self.destination, self.times, self.error = destination, times, error
        self.slept_s = 0.0
        self._replace = os.replace

    def replace(self, source: Path, destination: Path) -> None:
        if destination == self.destination and self.times:
            self.times -= 1
            raise self.error
        self._replace(source, destination)

    def sleep(self, seconds: float) -> None:
        self.slept_s += seconds


def hold(monkeypatch: pytest.MonkeyPatch, held: Held) -> Held:
    monkeypatch.setattr(os, "replace", held.replace)
    monkeypatch.setattr(time, "sleep", held.sleep)
    return held


def test_a_file_held_for_a_moment_is_waited_for(target: Path, backup: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    held = hold(monkeypatch, Held(target, times=2))
    with replacing(target, backup=backup) as file:
        file.write(b"new")
    assert (target.read_bytes(), backup.read_bytes()) == (b"new", b"old")
    assert 0 < held.slept_s < 1


@pytest.mark.parametrize("which", ["target", "backup"])
@pytest.mark.parametrize("had_backup", [True, False])
def test_a_held_file_leaves_everything_as_it_was(
    target: Path, backup: Path, which: str, *, had_backup: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not had_backup:
        backup.unlink()
    held = hold(monkeypatch, Held(target if which == "target" else backup, times=7))
    with pytest.raises(PermissionError), replacing(target, backup=backup) as file:
        file.write(b"new")
    assert held.slept_s == pytest.approx(2.5)
    assert target.read_bytes() == b"old"
    assert names(target.parent) == {target.name} | ({backup.name} if had_backup else set())
    assert not had_backup or backup.read_bytes() == b"older"


def test_an_interrupt_at_the_last_rename_restores_the_backup(
    target: Path, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hold(monkeypatch, Held(target, times=1, error=KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt), replacing(target, backup=backup) as file:
        file.write(b"new")
    assert (target.read_bytes(), backup.read_bytes()) == (b"old", b"older")
    assert names(target.parent) == {target.name, backup.name}


def test_an_interrupt_after_the_last_rename_keeps_the_old_file(
    target: Path, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace = os.replace

    def interrupted(source: Path, destination: Path) -> None:
        replace(source, destination)
        if destination == target:
            raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt), replacing(target, backup=backup) as file:
        file.write(b"new")
    assert (target.read_bytes(), backup.read_bytes()) == (b"new", b"old")


def test_the_target_is_there_at_every_moment(target: Path, backup: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []
    for name in ("link", "replace", "fsync", "unlink"):

        def spy(*arguments: object, call: object = getattr(os, name)) -> object:
            seen.append(target.exists())
            result = call(*arguments)  # type: ignore[operator]
            seen.append(target.exists())
            return result

        monkeypatch.setattr(os, name, spy)
    with replacing(target, backup=backup) as file:
        file.write(b"new")
    assert len(seen) > 8
    assert all(seen)


@pytest.mark.parametrize("call", ["unlink", "close", "fsync", "open"])
@pytest.mark.parametrize("had_backup", [True, False])
def test_a_failure_after_the_last_rename_is_not_told(
    target: Path, backup: Path, call: str, *, had_backup: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not had_backup:
        backup.unlink()
    replace = os.replace

    def broken(*_: object) -> NoReturn:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    def last(source: Path, destination: Path) -> None:
        replace(source, destination)
        if destination == target:
            monkeypatch.setattr(os, call, broken)

    monkeypatch.setattr(os, "replace", last)
    with replacing(target, backup=backup) as file:
        file.write(b"new")
    monkeypatch.undo()
    assert (target.read_bytes(), backup.read_bytes()) == (b"new", b"old")
