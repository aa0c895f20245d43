"""进度: a folder is chosen, a list or none, and the workbook is written there and opened."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from support.domain import TODAY
from support.fake_host import FakeHost
from support.merging import people
from support.returning import write_unit
from zcert import clock
from zcert.errors import UserError
from zcert_addin.buttons import show_progress
from zcert_addin.hosts.protocol import OpenWorkbook

NAME = "报送进度_20261121.xlsx"


@pytest.fixture(autouse=True)
def fixed_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: TODAY)


@pytest.fixture
def county(tmp_path: Path) -> Path:
    folder = tmp_path / "县"
    write_unit(folder / "甲中学.xlsx", people(3, 1))
    (tmp_path / "清单.csv").write_text("单位名称\n甲中学\n乙医院\n", "utf-8")
    return folder


def host_of(county: Path, *picks: Path | None, yes: bool = True) -> FakeHost:
    return FakeHost(county / "甲中学.xlsx", answers=[yes], picks=list(picks))


def test_against_a_list(county: Path) -> None:
    host = host_of(county, county, county.parent / "清单.csv")
    show_progress.run(host)
    assert host.told == [f"清单中的2个单位：未报送1个，已接收1个。\n进度表：{county / NAME}"]
    assert host.opened == [county / NAME]
    units = load_workbook(county / NAME)["各单位"]
    assert [[cell.value for cell in row[1:4]] for row in units.iter_rows(min_row=4)] == [
        ["甲中学", "已接收", 3],
        ["乙医院", "未报送", None],
    ]


def test_without_a_list_and_once_more(county: Path) -> None:
    for _ in range(2):
        host = host_of(county, county, yes=False)
        show_progress.run(host)
        assert host.told == [f"共1个单位：已接收1个。\n进度表：{county / NAME}"]


def test_cancelled(county: Path) -> None:
    for picks in ([None], [county, None]):
        host = host_of(county, *picks)
        show_progress.run(host)
        assert (host.told, host.opened, host.picks) == ([], [], [])
    assert [path.name for path in county.iterdir()] == ["甲中学.xlsx"]


def test_an_empty_folder_is_one_sentence(county: Path) -> None:
    (county.parent / "空").mkdir()
    with pytest.raises(UserError, match=r"^文件夹“空”中还没有报送的采集表，也没有接收台账"):
        show_progress.run(host_of(county, county.parent / "空", yes=False))


def test_one_that_is_open_is_not_replaced(county: Path) -> None:
    show_progress.run(host_of(county, county, yes=False))
    host = host_of(county, county, yes=False)
    host.others = [OpenWorkbook(county / NAME, unsaved=False)]
    with pytest.raises(UserError, match=f"^“{NAME}”正打开着，请先关闭它，再点“进度”$"):
        show_progress.run(host)


def test_another_file_of_that_name_stays(county: Path) -> None:
    write_unit(county / NAME, people(1))
    with pytest.raises(UserError, match="已经存在，而且不是统计结果"):
        show_progress.run(host_of(county, county, yes=False))
