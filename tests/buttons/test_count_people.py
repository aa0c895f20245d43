"""The button 统计: counts the open workbook, writes the statistics beside it, opens them."""

import datetime as dt
from pathlib import Path

import pytest
from openpyxl import load_workbook

from support.counting import EDITION, summary, unit
from support.domain import SPECIAL, TODAY, make_table, right_row
from support.fake_host import FakeHost
from support.third_form import GUEST, WITH_GUEST, guests, workbook
from zcert import clock
from zcert.counting import count
from zcert.errors import UserError
from zcert_addin.buttons import count_people
from zcert_addin.commands import sheet
from zcert_addin.hosts.protocol import REMOTE, OpenWorkbook

NAME = "统计_甲_20261121.xlsx"


@pytest.fixture(autouse=True)
def fixed_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: TODAY)


def test_the_statistics_lie_beside_the_workbook_and_are_opened(tmp_path: Path) -> None:
    path = unit(tmp_path)
    before = path.read_bytes()
    host = FakeHost(path)
    count_people.run(host)
    assert host.told == [f"共4人，同一号码只计一次为3人。\n统计表：{tmp_path / NAME}"]
    assert (host.opened, host.asked, host.shown) == ([tmp_path / NAME], [], {})
    assert path.read_bytes() == before
    assert load_workbook(tmp_path / NAME).sheetnames == ["统计"]


def test_all_sheets_of_the_workbook_are_counted(tmp_path: Path) -> None:
    path = summary(tmp_path)
    host = FakeHost(path)
    count_people.run(host)
    assert host.told[0].startswith("共5人（身份证号4人、特殊证书1人），同一号码只计一次为4人。")
    book = load_workbook(host.opened[0])
    assert host.opened[0].name == "统计_高级专业技术资格证书汇总表_20261121.xlsx"
    assert book.sheetnames == ["统计", "统计（身份证号）", "统计（特殊证书）"]


def test_unsaved_edits_are_counted(tmp_path: Path) -> None:
    path = unit(tmp_path)
    book = load_workbook(path)
    book.active.delete_rows(4)
    book.save(tmp_path / "改.xlsx")
    host = FakeHost(path, edits=(tmp_path / "改.xlsx").read_bytes())
    count_people.run(host)
    assert host.told[0].startswith("共3人，同一号码只计一次为2人")


def test_a_workbook_that_was_never_saved_asks_for_a_folder(tmp_path: Path) -> None:
    (tmp_path / "别处").mkdir()
    host = FakeHost(unit(tmp_path), saved=False, picks=[None, tmp_path / "别处"])
    count_people.run(host)
    assert (host.told, host.opened) == ([], [])
    count_people.run(host)
    assert host.opened == [tmp_path / "别处" / NAME]


def test_a_workbook_from_the_web_asks_for_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def folder(_host: FakeHost) -> Path:
        raise UserError(REMOTE)

    host = FakeHost(unit(tmp_path), picks=[tmp_path])
    monkeypatch.setattr(FakeHost, "folder", property(folder))
    count_people.run(host)
    assert host.opened == [tmp_path / NAME]


def test_the_same_day_once_more_asks_before_it_replaces(tmp_path: Path) -> None:
    host = FakeHost(unit(tmp_path), answers=[False, True])
    count_people.run(host)
    before = (tmp_path / NAME).stat().st_mtime_ns
    count_people.run(host)
    assert host.asked == [f"今天的统计表“{NAME}”已经有了，要重新统计并替换它吗？"]
    assert ((tmp_path / NAME).stat().st_mtime_ns, len(host.told)) == (before, 1)
    count_people.run(host)
    assert ((tmp_path / NAME).stat().st_mtime_ns > before, len(host.told)) == (True, 2)


def test_the_next_day_is_another_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    host = FakeHost(unit(tmp_path))
    count_people.run(host)
    monkeypatch.setattr(clock, "today", lambda: TODAY + dt.timedelta(1))
    count_people.run(host)
    assert [path.name for path in host.opened] == [NAME, "统计_甲_20261122.xlsx"]


def test_a_former_file_that_is_open_is_not_overwritten(tmp_path: Path) -> None:
    path = unit(tmp_path)
    count_people.run(FakeHost(path))
    before = (tmp_path / NAME).read_bytes()
    others = [OpenWorkbook(path, unsaved=False), OpenWorkbook(tmp_path / NAME, unsaved=True)]
    with pytest.raises(UserError, match=f"^“{NAME}”正打开着，请先关闭它，再点“统计”$"):
        count_people.run(FakeHost(path, others=others))
    (tmp_path / f".~lock.{NAME}#").write_text("张三,zs,别的电脑,21.11.2026 08:00,file:///x;")
    with pytest.raises(UserError, match="正由“张三@别的电脑”打开，没有写入"):
        count_people.run(FakeHost(path))
    assert (tmp_path / NAME).read_bytes() == before


def test_a_file_of_that_name_that_is_something_else_stays(tmp_path: Path) -> None:
    path = unit(tmp_path)
    unit(tmp_path, NAME)
    with pytest.raises(UserError, match=f"^“{NAME}”已经存在，而且不是统计结果"):
        count_people.run(FakeHost(path))


def test_a_third_form(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet, "forms", lambda: WITH_GUEST)
    rows = guests(3)
    (tmp_path / "外聘.xlsx").write_bytes(workbook(rows))
    host = FakeHost(tmp_path / "外聘.xlsx")
    count_people.run(host)
    (expected,) = count([make_table(*rows, form=GUEST)], TODAY, EDITION)
    texts = [str(cell.value) for (cell,) in load_workbook(host.opened[0])["统计"].iter_rows(max_col=1)]
    assert [text for text in texts if text.startswith("按")] == [
        f"按{table.topic.label}统计" for table in expected.tables
    ]
    assert texts.count("合计") == len(expected.tables) == 4


def test_papers_alone(tmp_path: Path) -> None:
    path = unit(tmp_path)
    book = load_workbook(path)
    book.active.delete_rows(4, 10)
    other = book.create_sheet("证件")
    for row in (list(SPECIAL.headers), [*right_row(SPECIAL).values()]):
        other.append(row)
    book.save(path)
    host = FakeHost(path)
    count_people.run(host)
    assert host.told[0].startswith("共1人，同一号码只计一次为1人")
    assert load_workbook(host.opened[0]).sheetnames == ["统计"]
