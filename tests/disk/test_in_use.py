"""A file that Windows would not replace: noticed before any work, named, and nothing is left beside it."""

from pathlib import Path

import pytest

from support.windows_disk import WindowsDisk
from zcert_addin.disk import in_use
from zcert_addin.disk.atomic_replace import replacing
from zcert_addin.disk.backup_name import free_backup_of
from zcert_addin.disk.folder_lock import folder_lock
from zcert_addin.disk.holder import Holder, OpenElsewhere, ReadOnly, guard_closed, holder_of
from zcert_addin.disk.os_errors import explain


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "表.xlsx").write_bytes(b"old")
    return tmp_path / "表.xlsx"


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_a_held_workbook_is_named_before_any_work(windows_disk: WindowsDisk, path: Path) -> None:
    windows_disk.hold(path)
    with pytest.raises(OpenElsewhere) as caught:
        guard_closed([path.with_name("没有.xlsx"), path])
    assert str(caught.value) == "“表.xlsx”正由别的程序打开，没有写入，请关闭后重试"
    assert windows_disk.slept_s == pytest.approx(2.5)


def test_the_person_is_named_at_once_where_the_program_tells(windows_disk: WindowsDisk, path: Path) -> None:
    name = "张三"
    sign = path.with_name(f"~${path.name}")
    sign.write_bytes(bytes(55) + len(name).to_bytes(2, "little") + name.ljust(54).encode("utf-16-le"))
    windows_disk.hold(path)
    assert holder_of(path) == Holder(name, None)
    assert windows_disk.slept_s == 0
    with pytest.raises(OpenElsewhere, match=r"^“表\.xlsx”正由“张三”打开，没有写入，请关闭后重试$"):
        guard_closed([path])


def test_what_a_virus_scanner_looks_at_is_waited_for(
    windows_disk: WindowsDisk, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter([True, True, False])
    monkeypatch.setattr(in_use, "is_held", lambda _path: next(answers))
    assert holder_of(path) is None
    assert windows_disk.slept_s == pytest.approx(0.15)


def test_a_read_only_workbook_is_named_and_nothing_is_left(windows_disk: WindowsDisk, path: Path) -> None:
    windows_disk.make_read_only(path)
    with pytest.raises(ReadOnly) as told:
        guard_closed([path])
    assert str(told.value) == "“表.xlsx”是只读的，没有写入，请在它的属性中取消“只读”后重试"
    with (
        pytest.raises(PermissionError) as caught,
        replacing(path, backup=path.with_name("表.备份.xlsx")) as file,
    ):
        file.write(b"new")
    assert explain(caught.value) == f"“{path}”：没有权限，或文件正被别的程序打开，请关闭后重试"
    assert (names(path.parent), path.read_bytes()) == ({"表.xlsx"}, b"old")


@pytest.mark.parametrize("had_backup", [True, False])
def test_one_opened_in_the_middle_is_named_and_nothing_is_left(
    windows_disk: WindowsDisk, path: Path, *, had_backup: bool
) -> None:
    backup = path.with_name("表.备份.xlsx")
    if had_backup:
        backup.write_bytes(b"older")
    with pytest.raises(PermissionError) as caught, replacing(path, backup=backup) as file:  # noqa: PT012
        file.write(b"new")
        windows_disk.hold(path)
    assert explain(caught.value) == f"“{path}”：没有权限，或文件正被别的程序打开，请关闭后重试"
    assert path.read_bytes() == b"old"
    assert names(path.parent) == {"表.xlsx"} | ({"表.备份.xlsx"} if had_backup else set())
    assert not had_backup or backup.read_bytes() == b"older"


def test_a_closed_one_is_replaced_and_kept(windows_disk: WindowsDisk, path: Path) -> None:
    backup = path.with_name("表.备份.xlsx")
    with replacing(path, backup=backup) as file:
        file.write(b"new")
    assert (path.read_bytes(), backup.read_bytes(), names(path.parent)) == (b"new", b"old", {path.name, backup.name})
    assert windows_disk.slept_s == 0


def test_a_read_only_backup_makes_room(windows_disk: WindowsDisk, path: Path) -> None:
    backup = path.with_name("表.备份.xlsx")
    backup.write_bytes(b"older")
    windows_disk.make_read_only(backup)
    with replacing(path, backup=backup) as file:
        file.write(b"new")
    assert (path.read_bytes(), backup.read_bytes(), names(path.parent)) == (b"new", b"old", {path.name, backup.name})


def test_a_backup_that_somebody_reads_stays(windows_disk: WindowsDisk, path: Path) -> None:
    usual = path.with_name("表.备份.xlsx")
    usual.write_bytes(b"old")
    assert free_backup_of(path) == usual
    windows_disk.hold(usual)
    assert free_backup_of(path) != usual


def test_a_read_only_leftover_is_swept(windows_disk: WindowsDisk, path: Path) -> None:
    left = path.with_name(".zcert-0123456789abcdef.xlsx")
    left.touch()
    windows_disk.make_read_only(left)
    with folder_lock(path.parent):
        assert not left.exists()
