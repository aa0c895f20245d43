"""恢复 in sequences: whatever was backed up and restored, everybody is counted once and nothing is lost."""

import io
from pathlib import Path

import openpyxl
import pytest

from support.domain import SPECIAL, right_row
from support.fake_host import FakeHost
from support.merging import EDITION, merge, people
from zcert.errors import UserError
from zcert_addin.buttons import back_up, restore
from zcert_addin.disk import atomic_replace
from zcert_addin.filling.collection import filled
from zcert_addin.hosts.protocol import OpenWorkbook
from zcert_addin.reading.workbook import read
from zcert_templates import RESIDENT

NAME = "甲单位采集表.xlsx"
BEFORE, AFTER = 3, 5


@pytest.fixture
def book(tmp_path: Path) -> Path:
    (tmp_path / "单位").mkdir()
    path = tmp_path / "单位" / NAME
    path.write_bytes(of(BEFORE))
    return path


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    (tmp_path / "U盘").mkdir()
    return tmp_path / "U盘"


def of(count: int) -> bytes:
    return filled(RESIDENT, EDITION, people(count))


def rows(path: Path) -> int:
    return len(read(path).sheets[0].cells) - 3


def backed_up(book: Path, folder: Path, *, photos: bool = True) -> Path:
    host = FakeHost(book, answers=[photos], picks=[folder])
    back_up.run(host)
    return Path(host.told[0].removeprefix("备份完成："))


def restored(book: Path, backup: Path, edits: bytes | None = None) -> FakeHost:
    host = FakeHost(book, picks=[backup], edits=edits)
    restore.run(host)
    return host


def test_a_merge_counts_everybody_once(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    backup = backed_up(book, book.parent)
    book.write_bytes(of(AFTER))
    assert merge(capsys, book.parent)["rows"] == AFTER
    host = restored(book, backup)
    document = merge(capsys, book.parent)
    assert (document["rows"], document["duplicates"]) == (BEFORE, [])
    former = next(path for path in book.parent.glob("甲*.备份.xlsx") if path != backup)
    assert rows(former) == AFTER
    assert host.told == [f"已恢复：{book}\n恢复前的工作簿备份为：{former.name}"]
    assert (host.opened, host.asked) == ([book], [])


def test_restoring_twice_and_back(book: Path, elsewhere: Path, capsys: pytest.CaptureFixture[str]) -> None:
    backup = backed_up(book, elsewhere)
    book.write_bytes(of(AFTER))
    restored(book, backup)
    restored(book, backup)
    first, second = sorted(book.parent.glob("*.备份.xlsx"))
    assert (rows(first), rows(second), rows(book)) == (AFTER, BEFORE, BEFORE)
    restored(book, first)
    assert rows(book) == AFTER
    assert merge(capsys, book.parent)["rows"] == AFTER
    assert rows(backup) == BEFORE


def test_photos_come_back_where_missing(book: Path, elsewhere: Path) -> None:
    one, two, three = (row[0] for row in people(BEFORE))
    for name in (one, two, three):
        (book.parent / f"{name}.jpg").write_bytes(name.encode())
    backup = backed_up(book, elsewhere)
    (backup.parent / "别人.jpg").touch()
    (book.parent / f"{one}.jpg").unlink()
    (book.parent / f"{two}.jpg").rename(book.parent / f"{two}.JPG")
    (book.parent / f"{three}.jpg").write_bytes(b"new")
    host = restored(book, backup)
    assert host.told[0].splitlines()[2:] == [
        "取回了1张缺少的照片",
        f"有1张照片与备份中的不同，没有改动现在的：{three}.jpg",
    ]
    photos = {path.name: path.read_bytes() for path in book.parent.glob("*.[jJ]*")}
    assert photos == {f"{one}.jpg": one.encode(), f"{two}.JPG": two.encode(), f"{three}.jpg": b"new"}
    assert host.steps[-1] == (3, 3)


def test_unsaved_edits_and_the_saved_state_are_both_kept(book: Path, elsewhere: Path) -> None:
    backup = backed_up(book, elsewhere)
    book.write_bytes(of(AFTER))
    host = restored(book, backup, edits=of(AFTER + 1))
    saved, edited = sorted(book.parent.glob("*.备份.xlsx"))
    assert (rows(book), rows(saved), rows(edited)) == (BEFORE, AFTER, AFTER + 1)
    assert host.told[0].splitlines()[1:] == [
        f"恢复前的工作簿备份为：{saved.name}",
        f"没有保存的修改备份为：{edited.name}",
    ]
    assert rows(host.path) == len(host.read().cells) - 3


def test_the_workbook_beside_its_backup_is_restored(book: Path, elsewhere: Path) -> None:
    backup = backed_up(book, book.parent)
    book.write_bytes(of(AFTER))
    other = elsewhere / "别的.xlsx"
    other.write_bytes(of(1))
    assert restored(other, backup).opened == [book]
    assert (rows(book), rows(other)) == (BEFORE, 1)


def test_a_workbook_that_another_program_has_open_is_left_alone(book: Path, elsewhere: Path) -> None:
    backup = backed_up(book, elsewhere)
    book.write_bytes(of(AFTER))
    lock = book.with_name(f".~lock.{book.name}#")
    lock.write_text("李四,li,pc7,x,file:///p;", "utf-8")
    other = elsewhere / "别的.xlsx"
    other.write_bytes(of(1))
    before = sorted(book.parent.iterdir())
    host = FakeHost(book, picks=[backup])
    with pytest.raises(UserError, match=f"“{book.name}”正由“李四@pc7”打开，没有写入，请关闭后重试"):
        restore.run(host)
    assert (rows(book), sorted(book.parent.iterdir())) == (AFTER, before)
    host = FakeHost(book, picks=[backup], others=[OpenWorkbook(book, unsaved=False)])
    restore.run(host)
    assert rows(book) == BEFORE


@pytest.mark.parametrize("yes", [True, False])
def test_a_workbook_that_is_not_there_is_made_only_when_wanted(book: Path, elsewhere: Path, *, yes: bool) -> None:
    backup = backed_up(book, elsewhere)
    renamed = book.rename(book.with_name("甲.xlsx"))
    host = FakeHost(renamed, answers=[yes], picks=[backup])
    restore.run(host)
    assert "如果它已经改名，恢复后同一批人会有两个工作簿，汇总时会重复计数" in host.asked[0]
    assert book.exists() is yes
    assert host.told == ([f"已恢复：{book}"] if yes else [])


@pytest.mark.parametrize("chosen", [True, False])
def test_without_an_open_workbook_the_folder_is_chosen(book: Path, elsewhere: Path, *, chosen: bool) -> None:
    backup = backed_up(book, elsewhere)
    book.write_bytes(of(AFTER))
    host = FakeHost(book, saved=False, has_workbook=False, picks=[backup, book.parent if chosen else None])
    host.path = elsewhere / "没有.xlsx"
    restore.run(host)
    assert rows(book) == (BEFORE if chosen else AFTER)
    assert host.opened == ([book] if chosen else [])


def test_a_backup_that_cannot_be_read_is_restored_without_photos(book: Path, elsewhere: Path) -> None:
    backup = backed_up(book, elsewhere)
    backup.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"))
    host = restored(book, backup)
    assert host.told[0].endswith("\n备份中的人员读不出，没有取回照片")
    assert book.read_bytes() == backup.read_bytes()


def test_a_host_that_cannot_close_it_leaves_everything(book: Path, elsewhere: Path) -> None:
    backup = backed_up(book, elsewhere)
    host = FakeHost(book, picks=[backup])

    def refuse(*_paths: Path) -> bool:
        raise UserError("关不了")

    host.close = refuse  # type: ignore[method-assign]
    before = book.read_bytes()
    with pytest.raises(UserError, match="关不了"):
        restore.run(host)
    assert [path.name for path in book.parent.iterdir()] == [NAME]
    assert (book.read_bytes(), host.opened) == (before, [])


def test_a_disk_that_fails_opens_again_what_was_open(
    book: Path, elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup = backed_up(book, elsewhere)
    book.write_bytes(of(AFTER))

    def fail(*_names: object) -> None:
        raise OSError(28, "full")

    monkeypatch.setattr(atomic_replace.os, "replace", fail)
    host = FakeHost(book, picks=[backup], edits=of(AFTER + 1))
    with pytest.raises(OSError, match="full"):
        restore.run(host)
    (edited,) = book.parent.glob("*.备份.xlsx")
    assert (rows(book), rows(edited), host.opened) == (AFTER, AFTER + 1, [book])
    assert host.told == [f"没有恢复。没有保存的修改备份为：{edited.name}"]


def test_everybodys_photos_are_backed_up_whichever_sheet_is_in_front(book: Path, elsewhere: Path) -> None:
    content = openpyxl.load_workbook(io.BytesIO(of(1)))
    sheet = content.create_sheet("汇总表(特殊证书)")
    for line in (list(SPECIAL.headers), [*right_row(SPECIAL, 证件号码="E12345678").values()]):
        sheet.append(line)
    content.move_sheet(content.create_sheet("数据检查结果"), -9)
    content.save(book)
    names = {f"{people(1)[0][0]}.jpg", "E12345678.jpg"}
    for name in (*names, "别人.jpg"):
        (book.parent / name).touch()
    copy = backed_up(book, elsewhere)
    assert {path.name for path in copy.parent.glob("*.jpg")} == names


def test_a_changed_header_is_said_when_photos_are_backed_up(book: Path, elsewhere: Path) -> None:
    content = openpyxl.load_workbook(book)
    content.active["B3"] = "名字"
    content.save(book)
    host = FakeHost(book, picks=[elsewhere])
    back_up.run(host)
    assert host.told[0].endswith(f"\n{back_up.NOT_ALL}")
