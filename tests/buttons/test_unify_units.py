"""统一单位名称: compared, changed by the person, applied, compared again; what it refuses."""

from pathlib import Path

import openpyxl
import pytest

from support.domain import RESIDENT, SPECIAL, right_row
from support.fake_host import FakeHost
from support.third_form import WITH_GUEST, guests, workbook
from zcert.errors import UserError
from zcert.unifying import HEADERS, SHEET
from zcert_addin.buttons import unify_units
from zcert_addin.commands import sheet
from zcert_addin.commands.sheet import NO_ROWS, NOT_SAVED, NOT_THIS_SHEET
from zcert_addin.filling.collection import filled
from zcert_dictionaries import load_edition
from zcert_templates.build import build_summary

COLUMN = RESIDENT.index["工作单位"]
ONE, SLIP, BLANK, OTHER = "宁波市第一医院", "宁波市第一医完", "宁波市 第一医院", "宁波市第二医院"
NAMES = (OTHER, SLIP, ONE, BLANK, ONE)


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A collection workbook with these names from row 4 on."""
    rows = [[*right_row(RESIDENT, 工作单位=name).values()] for name in NAMES]
    (tmp_path / "采集表.xlsx").write_bytes(filled(RESIDENT, load_edition(), rows))
    return tmp_path / "采集表.xlsx"


def put_comparison(book: Path, *lines: tuple[str, str, str, str]) -> None:
    content = openpyxl.load_workbook(book)
    made = content.create_sheet(SHEET)
    for line in (HEADERS, *lines):
        made.append(line)
    content.save(book)


LINES = (("1", ONE, "2", ONE), ("1", SLIP, "1", ONE), ("1", BLANK, "1", ONE))


def test_names_are_listed_with_their_first_place(book: Path) -> None:
    host = FakeHost(book)
    unify_units.run(host)
    lines = host.shown[SHEET]
    assert [tuple(line.cells) for line in lines] == list(LINES)
    assert [line.place for line in lines] == [("采集表", row, COLUMN) for row in (6, 5, 7)]
    assert "".join(host.told) == (
        "有1组、共3种单位名称写法相近，建议改2种，已列在“单位名称对照”工作表中。\n"
        "请核对“改为”一列，不改的清空，再点一次“统一单位名称”，就会按它修改。"
    )
    assert (host.asked, host.cells, list(book.parent.iterdir())) == ([], {}, [book])


def test_what_the_comparison_says_is_done_after_a_question(book: Path) -> None:
    put_comparison(book, *LINES)
    host = FakeHost(book, answers=[True])
    unify_units.run(host)
    assert "".join(host.asked) == (
        "按“单位名称对照”有2种写法要改，共2处：“宁波市第一医完”改为“宁波市第一医院”、"
        "“宁波市 第一医院”改为“宁波市第一医院”。\n现在改吗？"
    )
    assert host.cells == {(5, COLUMN): ONE, (7, COLUMN): ONE}
    (backup,) = book.parent.glob("*.备份.xlsx")
    assert backup.read_bytes() == book.read_bytes()
    assert host.told == [f"已统一2种写法，共改动2处。\n如需撤销，请点“恢复”，选“{backup.name}”。"]


def test_refused(book: Path) -> None:
    put_comparison(book, *LINES)
    host = FakeHost(book, answers=[False])
    unify_units.run(host)
    assert (host.cells, host.told, list(book.parent.iterdir())) == ({}, [], [book])


def test_the_person_decides(book: Path) -> None:
    put_comparison(book, ("1", ONE, "2", "宁波市第一人民医院"), ("1", SLIP, "1", ""), ("1", BLANK, "1", BLANK))
    host = FakeHost(book, answers=[True])
    unify_units.run(host)
    assert host.cells == {(6, COLUMN): "宁波市第一人民医院", (8, COLUMN): "宁波市第一人民医院"}


def test_many_changes_are_counted_and_a_few_named(book: Path) -> None:
    put_comparison(book, *((str(at), name, "1", f"单位{at}") for at, name in enumerate(dict.fromkeys(NAMES))))
    host = FakeHost(book, answers=[False])
    unify_units.run(host)
    assert host.asked[0].startswith("按“单位名称对照”有4种写法要改，共5处：“宁波市第二医院”改为“单位0”、")
    assert host.asked[0].count("改为") == 3
    assert "等。\n现在改吗？" in host.asked[0]


def test_nothing_is_wanted(book: Path) -> None:
    put_comparison(book, ("1", ONE, "2", ONE), ("1", SLIP, "1", ""))
    host = FakeHost(book)
    unify_units.run(host)
    assert host.told == ["“单位名称对照”的“改为”一列没有要改的名称；要重新对照，请先删除这张工作表"]
    assert host.shown == {}


@pytest.mark.parametrize("lines", [(("1", "早已改掉", "1", ONE),), ()], ids=["of before", "empty"])
def test_an_old_comparison_is_made_anew(book: Path, lines: tuple[tuple[str, str, str, str], ...]) -> None:
    put_comparison(book, *lines)
    host = FakeHost(book)
    unify_units.run(host)
    assert [tuple(line.cells) for line in host.shown[SHEET]] == list(LINES)


def test_nothing_to_unify(tmp_path: Path) -> None:
    rows = [[*right_row(SPECIAL, 工作单位=name).values()] for name in (ONE, OTHER, ONE)]
    (tmp_path / "特殊.xlsx").write_bytes(filled(SPECIAL, load_edition(), rows))
    host = FakeHost(tmp_path / "特殊.xlsx")
    unify_units.run(host)
    assert (host.told, host.shown) == (["没有发现写法相近的单位名称"], {})


def test_a_workbook_that_was_never_saved_is_compared_but_not_changed(book: Path) -> None:
    host = FakeHost(book, saved=False)
    unify_units.run(host)
    assert len(host.shown[SHEET]) == 3
    put_comparison(book, *LINES)
    with pytest.raises(UserError, match=NOT_SAVED):
        unify_units.run(FakeHost(book, saved=False, answers=[True]))


def test_the_comparison_in_front(book: Path) -> None:
    put_comparison(book, *LINES)
    content = openpyxl.load_workbook(book)
    content[SHEET].insert_rows(1)
    content[SHEET]["A1"] = "“采集表”的单位名称对照（2026年11月25日12:00）：1组、共3种单位名称写法相近，建议改2种"
    content.move_sheet(SHEET, -2)
    content.save(book)
    host = FakeHost(book, answers=[True], front=SHEET)
    unify_units.run(host)
    assert host.front == "采集表"
    assert host.cells == {(5, COLUMN): ONE, (7, COLUMN): ONE}


def test_other_sheets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "空.xlsx").write_bytes(build_summary((RESIDENT,), load_edition(), ["330106"]))
    with pytest.raises(UserError, match=NO_ROWS):
        unify_units.run(FakeHost(tmp_path / "空.xlsx"))
    openpyxl.Workbook().save(tmp_path / "别的.xlsx")
    with pytest.raises(UserError, match=NOT_THIS_SHEET):
        unify_units.run(FakeHost(tmp_path / "别的.xlsx"))
    monkeypatch.setattr(sheet, "forms", lambda: WITH_GUEST)
    (tmp_path / "外聘.xlsx").write_bytes(workbook(guests(1)))
    with pytest.raises(UserError, match=r"^这种表没有填写单位的列，不能统一单位名称$"):
        unify_units.run(FakeHost(tmp_path / "外聘.xlsx"))
