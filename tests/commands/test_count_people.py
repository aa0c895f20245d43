"""Counting a workbook file in a worker, and what a merge says of the statistics."""

import io
from pathlib import Path

import pytest
from openpyxl import load_workbook
from xlsxwriter.workbook import Workbook

from support.counting import EDITION, unit
from support.counting import summary as make_summary
from support.domain import MAN, RESIDENT, TODAY, WOMAN, right_row
from support.merging import SUMMARY, merge, reason, sheet_rows, statuses
from zcert.errors import UserError
from zcert.tabulating import TITLE, headline
from zcert.topics import AGE, TOPICS
from zcert_addin.commands.count_people import (
    Counted,
    CountedSheet,
    CountSettings,
    count_sheets,
    count_workbook,
    guard_target,
    write_statistics,
)
from zcert_addin.disk.folder_lock import Held, folder_lock
from zcert_addin.disk.holder import OpenElsewhere
from zcert_addin.filling.collection import filled
from zcert_addin.reading.preflight import Unreadable
from zcert_addin.reading.workbook import read

SETTINGS = CountSettings(TODAY, EDITION)
NOBODY = "表中还没有填写数据，请从第4行开始填写后再试"


def plain(path: Path, *, hidden_row: bool = False, hidden_sheet: bool = False) -> Path:
    """Write two people, one of them on a second sheet."""
    file = io.BytesIO()
    with Workbook(file, {"in_memory": True}) as book:
        for name, number in (("甲", MAN), ("乙", WOMAN)):
            sheet = book.add_worksheet(name)
            for at, row in enumerate(sheet_rows([list(right_row(RESIDENT, 身份证号码=number).values())])):
                sheet.write_row(at, 0, row)
        if hidden_row:
            sheet.set_row(3, None, None, {"hidden": True})
        if hidden_sheet:
            sheet.hide()
    path.write_bytes(file.getvalue())
    return path


def test_a_worker_counts_what_this_process_counts(tmp_path: Path) -> None:
    path = make_summary(tmp_path)
    counted = count_workbook(path, SETTINGS)
    assert counted == count_sheets(read(path).sheets, SETTINGS, "")
    assert counted.sheets == (CountedSheet("汇总表", "id", 4), CountedSheet("汇总表(特殊证书)", "special", 1))
    assert headline(counted.groups) == "共5人（身份证号4人、特殊证书1人），同一号码只计一次为4人"
    # Through the pipe of the worker a topic comes back as another object, and is still the age.
    (age,) = [table for table in counted.groups[1].tables if table.topic == AGE]
    assert {line.labels[0]: line.rows for line in age.lines if line.rows} == {
        "35岁及以下": 1,
        "36-40岁": 2,
        "号码无法识别": 1,
    }


def test_no_number_and_no_name_comes_back(tmp_path: Path) -> None:
    told = repr(count_workbook(unit(tmp_path), SETTINGS))
    assert [secret for secret in (MAN, WOMAN, MAN[6:14], "样本'") if secret in told] == []


def test_only_the_topics_asked_for(tmp_path: Path) -> None:
    settings = CountSettings(TODAY, EDITION, [topic for topic in TOPICS if topic.name in {"unit", "sex"}])
    (group,) = count_workbook(unit(tmp_path), settings).groups
    assert [table.topic.name for table in group.tables] == ["sex", "unit"]


@pytest.mark.parametrize("hidden", [{}, {"hidden_row": True}, {"hidden_sheet": True}], ids=["seen", "row", "sheet"])
def test_hidden_people_count(tmp_path: Path, hidden: dict[str, bool]) -> None:
    counted = count_workbook(plain(tmp_path / "甲.xlsx", **hidden), SETTINGS)
    assert [(sheet.name, sheet.rows) for sheet in counted.sheets] == [("甲", 1), ("乙", 1)]
    assert [group.rows for group in counted.groups] == [2]


def test_what_cannot_be_counted_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "空.xlsx").write_bytes(filled(RESIDENT, EDITION, []))
    (tmp_path / "坏.xlsx").write_bytes(b"x")
    book = load_workbook(unit(tmp_path))
    book.active["B3"] = "名字"
    book.save(tmp_path / "改.xlsx")
    with Workbook(tmp_path / "别.xlsx") as other:
        other.add_worksheet().write(0, 0, "通讯录")
    for name, error, sentence in (
        ("空.xlsx", UserError, NOBODY),
        ("坏.xlsx", Unreadable, "内容是纯文本或CSV，不是真正的Excel工作簿"),
        ("改.xlsx", UserError, "表头与采集表不一致（缺少“姓名”列；多出“名字”列）"),
        ("别.xlsx", UserError, "这不是证书采集表或汇总表，请确认选对了文件"),
        ("无.xlsx", FileNotFoundError, "无.xlsx"),
    ):
        with pytest.raises(error, match=sentence):
            count_workbook(tmp_path / name, SETTINGS)


def written(path: Path, counted: Counted) -> Path:
    write_statistics(path, counted, "甲.xlsx", TODAY)
    return path


def test_a_former_file_is_replaced_any_other_is_not(tmp_path: Path) -> None:
    counted = count_workbook(unit(tmp_path), SETTINGS)
    path = written(tmp_path / "统计.xlsx", counted)
    first = path.read_bytes()
    assert written(path, counted).read_bytes() == first
    book = load_workbook(path)
    assert [str(book["统计"].cell(row, 1).value) for row in (1, 2)] == [
        TITLE,
        "由“统计”生成，来自“甲.xlsx”：共4人，同一号码只计一次为3人；年龄按2026-11-21计算",
    ]
    before = (tmp_path / "甲.xlsx").read_bytes()
    (tmp_path / "坏.xlsx").write_bytes(b"x")
    for name in ("甲.xlsx", "坏.xlsx"):
        with pytest.raises(UserError, match=f"^“{name}”已经存在，而且不是统计结果，没有写入，请先给它改名，或换"):
            written(tmp_path / name, counted)
    assert (tmp_path / "甲.xlsx").read_bytes() == before
    assert sorted(file.name for file in tmp_path.iterdir()) == ["坏.xlsx", "甲.xlsx", "统计.xlsx"]


def test_a_file_that_is_open_elsewhere_stays(tmp_path: Path) -> None:
    counted = count_workbook(unit(tmp_path), SETTINGS)
    path = written(tmp_path / "统计.xlsx", counted)
    (tmp_path / ".~lock.统计.xlsx#").write_text("张三,zs,别的电脑,21.11.2026 08:00,file:///x;")
    with pytest.raises(OpenElsewhere, match=r"“统计\.xlsx”正由“张三@别的电脑”打开"):
        guard_target(path)
    with pytest.raises(OpenElsewhere):
        written(path, counted)


def test_two_programs_do_not_write_at_once(tmp_path: Path) -> None:
    counted = count_workbook(unit(tmp_path), SETTINGS)
    with folder_lock(tmp_path), pytest.raises(Held):
        written(tmp_path / "统计.xlsx", counted)
    assert not (tmp_path / "统计.xlsx").exists()


def test_a_merge_needs_no_statistics(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    written(tmp_path / "统计_甲_20261121.xlsx", count_workbook(unit(tmp_path), SETTINGS))
    written(tmp_path / "改了名.xlsx", count_workbook(unit(tmp_path), SETTINGS))
    book = load_workbook(tmp_path / "改了名.xlsx")
    book.save(tmp_path / "另存.xlsx")
    with Workbook(tmp_path / "别.xlsx") as other:
        other.add_worksheet("统计").write(0, 0, "通讯录")
    document = merge(capsys, tmp_path)
    assert statuses(document) == {
        "统计_甲_20261121.xlsx": "skipped",
        "改了名.xlsx": "skipped",
        "另存.xlsx": "skipped",
        "别.xlsx": "skipped",
        "甲.xlsx": "merged",
    }
    doubtful = {one["file"]: one["doubtful"] for one in document["files"]}  # type: ignore[attr-defined]
    assert [name for name, doubt in doubtful.items() if doubt] == ["别.xlsx"]
    assert reason(document, "改了名.xlsx") == "是统计结果，没有人员数据"
    assert (tmp_path / SUMMARY).exists()
