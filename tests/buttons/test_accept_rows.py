"""并入改正: what came back goes from a folder into the open sheet and the sources; what needs a look is listed."""

import shutil
from pathlib import Path

import pytest

from support.domain import RESIDENT, SPECIAL, right_row
from support.fake_host import FakeHost
from support.merging import people
from support.returning import COUNTY, DAY, entries, merge, return_all, spoilt, truth, type_into, write_unit
from zcert.errors import UserError
from zcert.exchange.ledger import State
from zcert_addin.buttons import accept_rows
from zcert_addin.exchange.ledger_file import load

ROWS = people(3, 1, "甲中学")
RIGHT = [row[RESIDENT.index[DAY]] for row in ROWS]
YES, NO = (True,), (False,)
AT_DAY = RESIDENT.index[DAY]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("县") / "县"
    write_unit(folder / "甲中学.xlsx", spoilt(ROWS, {1: {DAY: "x"}, 2: {COUNTY: "舟山"}}))
    return_all(merge(folder), folder.parent / "交回")
    return folder.parent


@pytest.fixture
def summary(made: Path, tmp_path: Path) -> Path:
    shutil.copytree(made, tmp_path / "全部")
    return next((tmp_path / "全部" / "县").glob("高级*"))


@pytest.fixture
def back(summary: Path) -> Path:
    return summary.parents[1] / "交回"


def mend(back: Path, *more: tuple[int, str, str]) -> None:
    type_into(next(back.glob("*.xlsx")), {(4, DAY): RIGHT[1], **{(row, header): text for row, header, text in more}})


def host_of(summary: Path, back: Path, *answers: bool) -> FakeHost:
    return FakeHost(summary, answers=list(answers), picks=[back])


def shown(host: FakeHost) -> list[tuple[str, ...]]:
    return [tuple(line.cells) for line in host.shown.get(accept_rows.RESULT_SHEET, ())]


def test_only_the_changed_cells_are_written(summary: Path, back: Path) -> None:
    mend(back, (5, COUNTY, ROWS[2][RESIDENT.index[COUNTY]]))
    host = host_of(summary, back, *YES)
    accept_rows.run(host)
    assert host.asked == ["有2行可以并入“汇总表”，现在并入吗？"]
    assert host.cells == {(5, AT_DAY): RIGHT[1], (6, RESIDENT.index[COUNTY]): ROWS[2][RESIDENT.index[COUNTY]]}
    backup = next(path.name for path in summary.parent.glob("高级*备份*"))
    assert host.told == [
        (
            "已并入2行。\n同时改正来源文件1个，原文件已备份。\n“问题清单”和“汇总报告”仍是汇总时的，重新汇总即更新。"
            f"\n如需撤销，请点“恢复”，选“{backup}”。"
        )
    ]
    assert (host.shown, host.removed) == ({}, [accept_rows.RESULT_SHEET])
    assert entries(summary.with_name("甲中学.xlsx")) == truth(ROWS)
    (entry,) = load(summary.parent).entries
    assert (entry.state, entry.history[-1].rows) == (State.MENDED, 2)


def test_what_needs_a_look_is_listed(summary: Path, back: Path) -> None:
    (stranger,) = people(1, 9)
    mend(back, *((6, header, text) for header, text in zip(RESIDENT.headers, stranger, strict=True) if text))
    host = host_of(summary, back, *YES)
    accept_rows.run(host)
    file = "甲中学（退回）.xlsx"
    assert [line[:4] for line in shown(host)] == [
        (file, "6", stranger[1], "没有并入"),
        (file, "5", ROWS[2][1], "仍有错误"),
    ]
    assert host.shown[accept_rows.RESULT_SHEET][1].place == ("汇总表", 6, 0)
    assert host.told[0].startswith(
        "已并入1行，1行没有改动。\n有1行没有并入。\n没有并入和仍有错误的列在“并入改正结果”中。"
    )


@pytest.mark.parametrize("prefer", [True, False])
def test_cells_changed_on_both_sides_are_asked_about(summary: Path, back: Path, *, prefer: bool) -> None:
    mend(back)
    type_into(summary, {(5, DAY): "20140101"}, "汇总表")
    host = host_of(summary, back, prefer, *(YES if prefer else ()))
    accept_rows.run(host)
    assert host.asked[0].startswith("有1行在退回以后汇总表中也改过，与退回表不同，要以退回表为准吗？")
    assert host.cells == ({(5, AT_DAY): RIGHT[1]} if prefer else {})
    assert [line[3] for line in shown(host)] == (["仍有错误"] if prefer else ["没有并入", "仍有错误"])


def test_unsaved_edits_of_the_summary_count(summary: Path, back: Path) -> None:
    mend(back)
    edits = summary.parents[1] / "改.xlsx"
    shutil.copy(summary, edits)
    type_into(edits, {(5, DAY): RIGHT[1]}, "汇总表")
    host = host_of(summary, back)
    host.edits = edits.read_bytes()
    accept_rows.run(host)
    assert (host.asked, host.cells) == ([], {})
    assert host.told[0].startswith("1行以前并入过，1行没有改动")


def test_declined_or_cancelled_nothing_changes(summary: Path, back: Path) -> None:
    mend(back)
    before = {path.name: path.read_bytes() for path in summary.parent.iterdir()}
    for host in (host_of(summary, back, *NO), FakeHost(summary, picks=[None])):
        accept_rows.run(host)
        assert (host.cells, host.told) == ({}, [])
    assert {path.name: path.read_bytes() for path in summary.parent.iterdir()} == before


def test_rows_of_the_other_sheet_are_counted(tmp_path: Path) -> None:
    folder = tmp_path / "县"
    write_unit(folder / "甲.xlsx", ROWS)
    write_unit(folder / "丙.xlsx", [list(right_row(SPECIAL, **{DAY: "1"}).values())], SPECIAL)
    summary = merge(folder)
    return_all(summary, tmp_path / "交回")
    host = FakeHost(summary, picks=[tmp_path / "交回"])
    accept_rows.run(host)
    assert host.told == ["没有本表种的行。\n另有1行是别的表种，请点到那张汇总表上再点一次“并入改正”。"]
    other = FakeHost(summary, picks=[tmp_path / "交回"], front="汇总表(特殊证书)")
    accept_rows.run(other)
    assert other.told[0].startswith("1行没有改动。")


def test_a_folder_without_any_is_one_sentence(summary: Path, back: Path) -> None:
    shutil.copy(summary.with_name("甲中学.xlsx"), back.parent / "县" / "乙.xlsx")
    with pytest.raises(UserError, match=r"^没有找到退回改正的表$"):
        accept_rows.run(FakeHost(summary, picks=[summary.parent]))


def test_a_protected_sheet_is_refused_before_a_folder_is_asked_for(summary: Path) -> None:
    host = FakeHost(summary, locked="工作表受保护")
    with pytest.raises(UserError, match=r"^工作表受保护$"):
        accept_rows.run(host)
