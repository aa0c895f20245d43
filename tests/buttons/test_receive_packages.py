"""接收报送: what lies in one folder is placed in another, what needs a look is said, and the ledger opens."""

import shutil
from pathlib import Path

import pytest

from support.domain import RESIDENT, TODAY
from support.fake_host import FakeHost
from support.merging import EDITION, people
from support.returning import write_unit
from zcert.errors import UserError
from zcert_addin.buttons import receive_packages
from zcert_addin.commands.check_workbook import Settings
from zcert_addin.commands.pack_up import look, pack
from zcert_addin.exchange.ledger_file import load
from zcert_addin.hosts.protocol import OpenWorkbook

ROWS = people(3, 1, "甲中学")


def packed(folder: Path, unit: str, rows: list[list[str]], password: str = "") -> Path:
    """Return the package of a unit in the folder."""
    (folder.parent / unit).mkdir(exist_ok=True)
    write_unit(folder.parent / unit / f"{unit}.xlsx", rows)
    settings = Settings(TODAY, EDITION, folder.parent / unit)
    folder.mkdir(exist_ok=True)
    return pack(look(folder.parent / unit / f"{unit}.xlsx", "", settings), folder, settings, password).path


@pytest.fixture
def sent(tmp_path: Path) -> Path:
    packed(tmp_path / "送来", "甲中学", ROWS)
    packed(tmp_path / "送来", "乙医院", people(2, 2, "乙医院"))
    return tmp_path / "送来"


def received(sent: Path, into: Path) -> FakeHost:
    host = FakeHost(into.parent / "任一.xlsx", picks=[sent, into])
    receive_packages.run(host)
    return host


def test_packages_are_placed_and_the_ledger_opens(sent: Path, tmp_path: Path) -> None:
    host = received(sent, tmp_path / "接收")
    assert host.told == ["接收完成：已接收2个"]
    assert [path.name for path in host.opened] == ["接收台账.xlsx"]
    assert sorted(path.name for path in (tmp_path / "接收").glob("*.xlsx")) == [
        "乙医院.xlsx",
        "接收台账.xlsx",
        "甲中学.xlsx",
    ]
    assert sorted(entry.unit for entry in load(tmp_path / "接收").entries) == ["乙医院", "甲中学"]
    assert len(list(sent.iterdir())) == 2


def test_twice_and_once_more(sent: Path, tmp_path: Path) -> None:
    received(sent, tmp_path / "接收")
    assert received(sent, tmp_path / "接收").told[0].startswith("接收完成：已有2个。")
    shutil.rmtree(sent)
    packed(sent, "甲中学", [*people(4, 1, "甲中学")])
    told = received(sent, tmp_path / "接收").told
    assert told[0].startswith("接收完成：已更新1个。")
    assert "\n甲中学再次报送：新增1人。" in told[0]


def test_what_is_not_received_is_named(sent: Path, tmp_path: Path) -> None:
    for package in sent.iterdir():
        package.unlink()
    (sent / "坏.zip").write_bytes(b"PK")
    packed(sent, "甲中学", ROWS, "密码1234")
    told = received(sent, tmp_path / "接收").told[0]
    assert told.startswith("接收完成：没有接收2个。")
    assert "”：报送包有密码，请向报送单位问明密码，用命令行（zcert）重做。" in told
    assert "\n“坏.zip”：" in told


def test_of_many_the_first_are_named(sent: Path, tmp_path: Path) -> None:
    for number in range(10):
        (sent / f"坏{number}.zip").write_bytes(b"PK")
    told = received(sent, tmp_path / "接收").told[0]
    assert told.startswith("接收完成：已接收2个，没有接收10个。")
    assert told.count("\n“坏") == 8
    assert told.endswith("\n另有2条，处理了这些再接收一次，就会列出。")


def test_of_many_that_sent_again_the_rest_is_in_the_ledger(sent: Path, tmp_path: Path) -> None:
    shutil.rmtree(sent)
    for again in (0, 1):
        for number in range(9):
            packed(sent, f"第{number}中学", people(1 + again, number, f"第{number}中学"))
        told = received(sent, tmp_path / "接收").told[0]
        shutil.rmtree(sent)
    assert told.startswith("接收完成：已更新9个。")
    assert told.count("再次报送：新增1人") == 8
    assert told.endswith("条，见“接收台账.xlsx”。")


def test_photos_in_conflict_are_both_named(sent: Path, tmp_path: Path) -> None:
    shutil.rmtree(sent)
    number = ROWS[0][RESIDENT.headers.index(RESIDENT.key)]
    for unit in ("甲中学", "乙中学"):
        (tmp_path / unit).mkdir(exist_ok=True)
        (tmp_path / unit / f"{number}.jpg").write_bytes(unit.encode())
        packed(sent, unit, people(1, 1, unit))
    told = received(sent, tmp_path / "接收").told[0]
    assert f"照片“{number}.jpg”与" in told
    assert "两张都保留" in told
    assert len(list((tmp_path / "接收").glob("*.jpg"))) == 2


@pytest.mark.parametrize("picks", [[None], ["sent", None]], ids=["no packages", "no place"])
def test_cancelled_nothing_is_written(sent: Path, tmp_path: Path, picks: list[str | None]) -> None:
    host = FakeHost(tmp_path / "任一.xlsx", picks=[sent if pick else None for pick in picks])
    receive_packages.run(host)
    assert (host.told, host.opened, (tmp_path / "接收").exists()) == ([], [], False)


def test_an_open_ledger_is_to_be_closed_first(sent: Path, tmp_path: Path) -> None:
    folder = tmp_path / "接收"
    received(sent, folder)
    before = sorted(folder.iterdir())
    ledger = OpenWorkbook(folder / "接收台账.xlsx", unsaved=False)
    host = FakeHost(tmp_path / "任一.xlsx", picks=[sent, folder], others=[ledger])
    with pytest.raises(UserError, match="正打开着，请先关闭它，再点“接收报送”"):
        receive_packages.run(host)
    assert sorted(folder.iterdir()) == before


def test_into_the_folder_of_the_packages_itself(sent: Path) -> None:
    with pytest.raises(UserError, match="就是接收到的文件夹"):
        received(sent, sent)
