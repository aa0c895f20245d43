"""接收报送: two folders are chosen, what came is placed in the second, and what a person must look at is told."""

from pathlib import Path

import pytest

from support.fake_host import FakeHost
from support.packages import OTHER_PHOTO, PHOTO, UNIT, package, parts, unit_folder
from support.returning import CHECK
from zcert.errors import UserError
from zcert_addin.buttons import receive
from zcert_addin.commands.pack_up import look, pack
from zcert_addin.exchange.ledger_file import JSON, WORKBOOK, load
from zcert_addin.hosts.protocol import OpenWorkbook

LATER = "2026-11-25T10:00:00+08:00"


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "送来"
    folder.mkdir()
    (folder / "甲中学.zip").write_bytes(package())
    return folder


@pytest.fixture
def into(tmp_path: Path) -> Path:
    folder = tmp_path / "接收"
    folder.mkdir()
    return folder


def pressed(inbox: Path, into: Path) -> FakeHost:
    host = FakeHost(inbox / "甲中学.zip", picks=[inbox, into])
    receive.run(host)
    return host


def test_a_package_is_placed_and_the_ledger_opened(inbox: Path, into: Path) -> None:
    host = pressed(inbox, into)
    assert (host.asked, host.told, host.opened) == ([], ["接收完成：已接收1个"], [into / WORKBOOK])
    assert [one.unit for one in load(into).entries] == [UNIT]
    assert len(list(into.glob("*.jpg"))) == 2
    assert host.steps


def test_one_received_twice_changes_nothing(inbox: Path, into: Path) -> None:
    pressed(inbox, into)
    before = {path.name: path.read_bytes() for path in into.iterdir() if path.name != WORKBOOK}
    assert pressed(inbox, into).told == ["接收完成：已有1个"]
    assert {path.name: path.read_bytes() for path in into.iterdir() if path.name != WORKBOOK} == before


def test_a_newer_one_replaces_it_and_what_changed_is_told(inbox: Path, into: Path) -> None:
    pressed(inbox, into)
    (inbox / "甲中学.zip").write_bytes(package(parts(count=3), packed=LATER, rows=3))
    host = pressed(inbox, into)
    assert host.told[0].startswith(f"接收完成：已更新1个。\n{UNIT}再次报送：")
    assert load(into).entries[0].rows == 3
    assert list(into.glob("*备份*"))


def test_what_is_refused_is_named_and_costs_no_other(inbox: Path, into: Path) -> None:
    (inbox / "坏.zip").write_bytes(package()[:-30])
    (inbox / "别的.zip").write_bytes(b"PK\5\6" + bytes(18))
    host = pressed(inbox, into)
    first, *lines = host.told[0].split("\n")
    assert first == "接收完成：已接收1个，没有接收2个。"
    assert sorted(lines) == [
        "“别的.zip”：不是报送包（其中没有清单manifest.json），请让报送单位用“报送打包”生成。",
        "“坏.zip”：报送包不完整或已损坏，请重新复制，或让报送单位重新打包。",
    ]
    assert host.opened == [into / WORKBOOK]


def test_many_that_are_refused_are_told_five_at_a_time(inbox: Path, into: Path) -> None:
    for at in range(7):
        (inbox / f"坏{at}.zip").write_bytes(b"x")
    lines = pressed(inbox, into).told[0].split("\n")
    assert len(lines) == 7
    assert lines[-1] == "另有2个也要核对，处理了这些再接收一次，就会列出。"


def test_photos_in_conflict_are_named(inbox: Path, into: Path) -> None:
    name = "330106196304139077.jpg"
    (inbox / "甲中学.zip").write_bytes(package(parts(photos={name: PHOTO})))
    (inbox / "乙医院.zip").write_bytes(package(parts("乙医院", seed=2, photos={name: OTHER_PHOTO}), "乙医院"))
    told = pressed(inbox, into).told[0]
    assert told == (
        "接收完成：已接收2个。\n“甲中学.zip”：照片“330106196304139077.jpg”与“330106196304139077（甲中学）.jpg”"
        "内容不同，两张都保留，请核对。"
    )
    assert len(list(into.glob("*.jpg"))) == 2


def test_a_loose_workbook_is_received_too(inbox: Path, into: Path) -> None:
    unit_folder(inbox / "下级", "乙医院")
    assert pressed(inbox, into).told == ["接收完成：已接收2个"]
    assert (into / "乙医院.xlsx").exists()


def test_cancelled_nothing_is_received(inbox: Path, into: Path) -> None:
    for picks in ([None], [inbox, None]):
        host = FakeHost(inbox / "甲中学.zip", picks=list(picks))
        receive.run(host)
        assert (host.told, host.opened) == ([], [])
    assert list(into.iterdir()) == []


@pytest.mark.parametrize(
    ("same", "sentence"), [(True, r"^“.*”就是接收到的文件夹"), (False, r"^其中没有报送包或采集表，没有接收")]
)
def test_a_wrong_folder_is_one_sentence(inbox: Path, into: Path, sentence: str, *, same: bool) -> None:
    (inbox / "甲中学.zip").unlink()
    with pytest.raises(UserError, match=sentence):
        pressed(inbox, inbox if same else into)
    assert list(into.iterdir()) == []


def test_a_ledger_that_is_open_must_be_closed_first(inbox: Path, into: Path) -> None:
    pressed(inbox, into)
    before = (into / JSON).read_bytes()
    (inbox / "甲中学.zip").write_bytes(package(parts(count=3), packed=LATER, rows=3))
    host = FakeHost(inbox / "甲中学.zip", picks=[inbox, into], others=[OpenWorkbook(into / WORKBOOK, unsaved=False)])
    with pytest.raises(UserError, match=f"^“{WORKBOOK}”正打开着，请先关闭它，再点“接收报送”$"):
        receive.run(host)
    assert (into / JSON).read_bytes() == before


def test_a_ledger_open_elsewhere_is_told_and_not_opened(inbox: Path, into: Path) -> None:
    (into / WORKBOOK).write_bytes(b"")
    (into / f".~lock.{WORKBOOK}#").write_text(",别人,别的电脑,25.11.2026 09:00,file:///x;", "utf-8")
    host = pressed(inbox, into)
    assert host.told[0].startswith(f"接收完成：已接收1个。\n“{WORKBOOK}”正打开着，没有更新")
    assert host.opened == []


def test_a_sealed_one_is_left_to_the_command_line(inbox: Path, into: Path, tmp_path: Path) -> None:
    book = unit_folder(tmp_path / "乙", "乙医院")
    sealed = pack(look(book, "", CHECK), inbox, CHECK, "密码").path
    assert pressed(inbox, into).told[0].split("\n") == [
        "接收完成：已接收1个，没有接收1个。",
        f"“{sealed.name}”：报送包有密码，没有接收，请向报送单位问明密码后重新接收。",
        "有密码的1个请用命令行的“zcert receive”接收。",
    ]
