"""报送打包: says what is still open, asks, and writes the package where the user wants it."""

from pathlib import Path

import pytest

from support.domain import RESIDENT
from support.fake_host import FakeHost
from support.merging import people
from support.returning import DAY, spoilt, write_unit
from zcert.errors import UserError
from zcert_addin.buttons import pack_up
from zcert_addin.disk.holder import Holder
from zcert_addin.exchange.package_reader import opened
from zcert_addin.hosts.protocol import OpenWorkbook

ROWS = people(3, 1, "甲中学")
NO_PHOTOS = "没有照片：3处\n"


@pytest.fixture
def unit(tmp_path: Path) -> Path:
    write_unit(tmp_path / "甲" / "采集表.xlsx", ROWS)
    return tmp_path / "甲" / "采集表.xlsx"


def rows_of(package: Path) -> tuple[str, int, int]:
    with opened(package, lambda _name: "") as content:
        return content.manifest.unit, content.manifest.rows, len(content.manifest.photos)


def packages(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.zip"))


def test_what_is_open_is_asked_and_the_package_written(unit: Path, tmp_path: Path) -> None:
    before = unit.read_bytes()
    host = FakeHost(unit, answers=[True], picks=[tmp_path])
    pack_up.run(host)
    (package,) = packages(tmp_path)
    (question,) = host.asked
    assert question.endswith("还有3处错误没有改正，仍要打包吗？")
    assert question.count("：3处\n") == 1
    assert host.told == [f"已打包：甲中学，3人、照片0张。\n报送包：{package}。"]
    assert package.name.startswith("甲中学_身份证号_")
    assert rows_of(package) == ("甲中学", 3, 0)
    assert unit.read_bytes() == before


@pytest.mark.parametrize(("answers", "picks"), [([False], []), ([True], [None])], ids=["no", "no folder"])
def test_declined_nothing_is_written(unit: Path, tmp_path: Path, answers: list[bool], picks: list[None]) -> None:
    host = FakeHost(unit, answers=answers, picks=[*picks])
    pack_up.run(host)
    assert (host.told, packages(tmp_path), packages(unit.parent)) == ([], [], [])


def test_many_kinds_of_errors_are_named_by_the_most_frequent(unit: Path) -> None:
    wrong = {0: {DAY: "x", "性别": "", "最高学历": "?", "所在县市": "?", "联系电话": "1", "邮政编码": "1"}}
    write_unit(unit, spoilt(ROWS, wrong))
    host = FakeHost(unit, answers=[False])
    pack_up.run(host)
    lines = host.asked[0].split("\n")
    assert (len(lines), lines[0].endswith("：3处"), lines[5]) == (7, True, "……")


def test_nobody_in_it_is_asked_as_a_report_of_none(unit: Path, tmp_path: Path) -> None:
    write_unit(unit.with_name("甲中学.xlsx"), [])
    host = FakeHost(unit.with_name("甲中学.xlsx"), answers=[True], picks=[tmp_path])
    pack_up.run(host)
    assert host.asked == ["表中没有人员，要作为零报告打包吗？"]
    assert rows_of(packages(tmp_path)[0]) == ("甲中学", 0, 0)


def test_unsaved_edits_are_saved_first(unit: Path, tmp_path: Path) -> None:
    host = FakeHost(unit, answers=[True, True], picks=[tmp_path], others=[OpenWorkbook(unit, unsaved=True)])
    pack_up.run(host)
    assert host.asked[0] == "本工作簿有未保存的修改。\n现在保存并继续吗？选“否”则不报送打包。"
    assert (host.kept, len(packages(tmp_path))) == ([unit], 1)


def test_unsaved_edits_that_are_not_to_be_saved(unit: Path, tmp_path: Path) -> None:
    host = FakeHost(unit, answers=[False], others=[OpenWorkbook(unit, unsaved=True)])
    pack_up.run(host)
    assert (host.kept, host.told, packages(tmp_path)) == ([], [], [])


def test_that_it_is_open_here_is_no_hindrance(unit: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zcert_addin.disk.holder.holder_of", lambda path: Holder("张三", path))
    pack_up.run(FakeHost(unit, answers=[True], picks=[tmp_path]))
    assert len(packages(tmp_path)) == 1


@pytest.mark.parametrize("agreed", [True, False])
def test_of_which_unit_it_is_only_the_folder_says(unit: Path, tmp_path: Path, *, agreed: bool) -> None:
    rows = [*people(1, 1, "甲"), *people(1, 2, "乙")]
    for row in rows:
        row[RESIDENT.headers.index("上报单位")] = ""
    write_unit(unit, rows)
    host = FakeHost(unit, answers=[agreed, True], picks=[tmp_path])
    if agreed:
        pack_up.run(host)
        assert rows_of(packages(tmp_path)[0])[0] == "甲"
    else:
        with pytest.raises(
            UserError, match=r"看不出“采集表\.xlsx”是哪个单位的，没有打包，请用单位名称作它的文件名后重试"
        ):
            pack_up.run(host)
        assert packages(tmp_path) == []
    assert host.asked[0] == "看不出“采集表.xlsx”是哪个单位的。\n以所在文件夹的名称“甲”为单位名称打包吗？"
