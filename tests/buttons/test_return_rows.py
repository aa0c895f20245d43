"""退回: asks, writes a workbook for each unit beside the open summary, notes it in the ledger and opens that."""

from pathlib import Path

import pytest

from support.domain import RESIDENT
from support.fake_host import FakeHost
from support.merging import people
from support.returning import DAY, merge, return_all, spoilt, tables, type_into, write_unit
from zcert.errors import UserError
from zcert.exchange.ledger import State
from zcert_addin.buttons import return_rows
from zcert_addin.exchange.ledger_file import JSON, load

ROWS = people(3, 1, "甲中学")


@pytest.fixture
def summary(tmp_path: Path) -> Path:
    write_unit(tmp_path / "甲中学.xlsx", spoilt(ROWS, {1: {DAY: "x"}, 2: {DAY: ""}}))
    write_unit(tmp_path / "乙医院.xlsx", people(2, 2))
    return merge(tmp_path)


def folders(folder: Path) -> list[Path]:
    return [path for path in folder.iterdir() if path.is_dir()]


def test_it_asks_writes_notes_and_opens_the_ledger(summary: Path) -> None:
    before = summary.read_bytes()
    host = FakeHost(summary, answers=[True])
    return_rows.run(host)
    (folder,) = folders(summary.parent)
    assert host.asked == ["有错误的共2行：“甲中学”2行。\n现在按单位生成退回表吗？"]
    assert host.told == [f"已生成1个退回表。\n所在文件夹：{folder}。"]
    assert [path.name for path in host.opened] == ["接收台账.xlsx"]
    assert [path.name for path in folder.iterdir()] == ["甲中学（退回）.xlsx"]
    (entry,) = load(summary.parent).entries
    assert (entry.file, entry.state, entry.history[-1].rows) == ("甲中学.xlsx", State.RETURNED, 2)
    assert summary.read_bytes() == before


def test_declined_nothing_is_written(summary: Path) -> None:
    host = FakeHost(summary, answers=[False])
    return_rows.run(host)
    assert (host.told, host.opened, folders(summary.parent), (summary.parent / JSON).exists()) == ([], [], [], False)


def test_unsaved_edits_count(summary: Path, tmp_path: Path) -> None:
    other = tmp_path / "改后"
    other.mkdir()
    (other / "改.xlsx").write_bytes(summary.read_bytes())
    type_into(other / "改.xlsx", {(7, DAY): ROWS[1][RESIDENT.index[DAY]]}, "汇总表")
    host = FakeHost(summary, answers=[True], edits=(other / "改.xlsx").read_bytes())
    return_rows.run(host)
    (folder,) = [path for path in folders(summary.parent) if path != other]
    assert len(tables(folder / "甲中学（退回）.xlsx")[0].rows) == 1


def test_a_right_summary(tmp_path: Path) -> None:
    write_unit(tmp_path / "乙.xlsx", people(2, 2))
    host = FakeHost(merge(tmp_path))
    return_rows.run(host)
    assert (host.told, host.asked, folders(tmp_path)) == (["没有发现错误，没有需要退回的行"], [], [])


def test_many_units_are_named_up_to_five(tmp_path: Path) -> None:
    for at in range(6):
        write_unit(tmp_path / f"单位{at}.xlsx", spoilt(people(1, at), {0: {DAY: "x"}}))
    host = FakeHost(merge(tmp_path), answers=[False])
    return_rows.run(host)
    assert host.asked[0].startswith("有错误的共6行：“单位0”1行、")
    assert "“单位4”1行等。" in host.asked[0]


def test_a_damaged_ledger_is_told_and_not_opened(summary: Path) -> None:
    (summary.parent / JSON).write_text("{", "utf-8")
    host = FakeHost(summary, answers=[True])
    return_rows.run(host)
    assert "没有记入接收台账：“接收台账.json”" in host.told[0]
    assert (host.opened, len(folders(summary.parent))) == ([], 1)


def test_what_came_back_is_refused(summary: Path, tmp_path: Path) -> None:
    back = return_all(summary, tmp_path / "退回")["甲中学"]
    with pytest.raises(UserError, match=r"^“甲中学（退回）.xlsx”是退回改正的表，不能再退回"):
        return_rows.run(FakeHost(back))
