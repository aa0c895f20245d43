"""A clerk's day and a supervisor's, after the instructions for the collection form, in Calc's real window.

``make pictures`` takes the walk with ZCERT_PICTURES=docs: then it leaves the pictures of the README and of the manual.
"""

import runpy
import shutil
from collections.abc import Sequence
from pathlib import Path
from random import Random

import openpyxl
import pytest

from support.calc_office import YES, CalcOffice, wait_for
from support.desk import Desk, desk, place
from support.domain import RESIDENT, SPECIAL
from support.office import PAGE_FILTER, RED, colours_of_page
from zcert.form import FIRST_DATA_ROW, HEADER_ROW, Form
from zcert_addin.demonstration.people import cells, person
from zcert_addin.demonstration.portraits import faulty, portrait
from zcert_addin.disk.backup_name import backup_of
from zcert_addin.filling.collection import filled
from zcert_addin.summary.sources import SUMMARY_STEM
from zcert_dictionaries import load_edition
from zcert_templates.build import template_name
from zcert_templates.cell_ref import column_letters

pytestmark = pytest.mark.office

ROOT = Path(__file__).parents[2]
EDITION = load_edition()
SUMMARY = f"{SUMMARY_STEM}.xlsx"
UNIT, OTHER, PAPERS = (f"示例市{name}高级专业技术资格证书采集表.xlsx" for name in ("甲区", "乙县", "丙学院"))
FIRST, SECOND, THIRD, SEX, PLACE, DAY, BLANK, PHONE = range(FIRST_DATA_ROW, FIRST_DATA_ROW + 8)
"""The rows with mistakes: a wrong check digit, one number twice (two rows), and the columns of the others."""
COUNT, LAST = 12, FIRST_DATA_ROW + 11
REPORT_ZOOM = 60

Rows = list[dict[str, str]]


def people(form: Form, unit: str, count: int, seed: int) -> Rows:
    rng = Random(seed)
    return [person(rng, form, EDITION, unit, earliest=1981) for _ in range(count)]


def texts(form: Form, rows: Rows) -> list[Sequence[str]]:
    return [cells(form, row) for row in rows]


def at(header: str, row: int) -> str:
    """Return the address of a cell of the form for identity numbers."""
    return f"{column_letters(RESIDENT.index[header])}{row}"


def wrong_digit(number: str) -> str:
    return number[:-1] + ("1" if number[-1] == "0" else "0")


def with_mistakes(rows: Rows) -> Rows:
    wrong = [dict(row) for row in rows]

    def change(row: int, header: str, text: str) -> None:
        wrong[row - FIRST_DATA_ROW][header] = text

    change(THIRD, RESIDENT.key, rows[SECOND - FIRST_DATA_ROW][RESIDENT.key])
    change(SEX, "性别", "女" if rows[SEX - FIRST_DATA_ROW]["性别"] == "男" else "男")
    change(PLACE, "所在地市", "杭州市")
    change(PLACE, "所在县市", "鄞州区")
    change(DAY, "取得时间", "2015年6月30日")
    change(BLANK, "姓名", " ".join(rows[BLANK - FIRST_DATA_ROW]["姓名"]))
    change(PHONE, "联系电话", "")
    return wrong


def photograph(folder: Path, rows: Rows, form: Form) -> None:
    for seed, row in enumerate(rows):
        (folder / f"{row[form.key]}.jpg").write_bytes(portrait(Random(seed)))


def red_cells(office: CalcOffice, folder: Path) -> set[tuple[str, int]]:
    """Return header and row (1-based) of each entry of the first sheet that is shown in red."""
    page = folder / "seen.html"
    office.save(page, PAGE_FILTER)
    shown = colours_of_page(page.read_text("utf-8"))[0]
    return {
        (header, row)
        for row, line in enumerate(shown[HEADER_ROW:], FIRST_DATA_ROW)
        for header, colour in zip(RESIDENT.headers, line, strict=False)
        if colour == RED
    }


def fill_in(one: Desk, unit: Path, rows: Rows) -> None:
    """Open the blank form, choose from a list, type a number with a wrong digit, and paste the rest."""
    shutil.copy(ROOT / "workbook_templates" / template_name(RESIDENT), unit)
    one.open(unit)
    assert one.office.selected().endswith("$A$4")
    one.office.fill(f"B{FIRST}:AB{LAST}", [row[1:] for row in texts(RESIDENT, with_mistakes(rows))])
    one.office.fill(f"A{SECOND}:A{LAST}", [row[:1] for row in texts(RESIDENT, with_mistakes(rows))[1:]])
    one.office.select(at("高级专业技术资格名称", FIRST))
    one.screen.press("alt+Down")
    one.keep("cascade")
    one.screen.press("Escape")
    one.type_into(f"A{FIRST}", wrong_digit(rows[0][RESIDENT.key]))
    assert one.office.texts(f"A{FIRST}") == [[wrong_digit(rows[0][RESIDENT.key])]]
    one.screen.press("Down")
    one.keep("collection")


def check_everything(one: Desk, unit: Path, rows: Rows) -> None:
    """Press the four buttons of 检查; they find the mistakes, and what can be tidied is tidied."""
    said = one.pressed("身份证验证", "calc-identity")
    assert said.startswith(f"共验证{COUNT}人，正确{COUNT - 4}人，错误4人。第一处错误在第{FIRST}行。")
    photograph(unit.parent, rows[2:], RESIDENT)
    for row, code in ((4, "photo-pixels"), (5, "photo-broken")):
        (unit.parent / f"{rows[row][RESIDENT.key]}.jpg").write_bytes(faulty(Random(row), code))
    (unit.parent / "全家福.jpg").write_bytes(portrait(Random(99)))
    said = one.pressed("照片检测", "calc-photos")
    assert said.startswith(f"共检测{COUNT}人的照片，合格")
    assert "照片不属于表中任何人：" in said
    assert "全家福.jpg" in said
    assert one.office.texts(at("照片检测", LAST)) == [["正常"]]
    red = red_cells(one.office, unit.parent.parent)
    assert {("照片检测", FIRST), ("身份证验证", FIRST), (RESIDENT.key, FIRST), ("所在县市", PLACE)} <= red
    assert not {("照片检测", LAST), ("身份证验证", LAST), (RESIDENT.key, LAST)} & red
    one.office.go_to(None)
    said = one.pressed("数据检查", "calc-data")
    assert said.startswith(f"共检查{COUNT}人，错误")
    found = " ".join(cell for row in one.office.texts("A1:K40", "数据检查结果") for cell in row)
    for code in ("id-checksum", "id-duplicate", "sex-mismatch", "cascade", "date-format", "untidy-text", "required"):
        assert code in found
    one.office.go_to(None)
    one.click("规范整理")
    assert one.answer(YES, "calc-tidy").startswith("共有2处可以整理")
    assert one.answer().startswith("已整理2处")
    one.finish()
    assert one.office.texts(at("取得时间", DAY)) == [["20150630"]]
    assert one.office.texts(at("姓名", BLANK)) == [[rows[BLANK - FIRST_DATA_ROW]["姓名"]]]


def mend(one: Desk, unit: Path, rows: Rows) -> None:
    """Correct what was found, put the right photos in, and check again until nothing is red."""
    one.office.go_to(None)
    one.type_into(f"A{FIRST}", rows[0][RESIDENT.key])
    for row, header in (
        (THIRD, RESIDENT.key),
        (SEX, "性别"),
        (PLACE, "所在地市"),
        (PLACE, "所在县市"),
        (DAY, "取得时间"),
        (PHONE, "联系电话"),
    ):
        one.office.fill(at(header, row), [[rows[row - FIRST_DATA_ROW][header]]])
    photograph(unit.parent, rows, RESIDENT)
    (unit.parent / "全家福.jpg").unlink()
    assert one.pressed("身份证验证") == f"共验证{COUNT}人，正确{COUNT}人，错误0人"
    assert one.pressed("照片检测") == f"共检测{COUNT}人的照片，合格{COUNT}人，有问题0人"
    assert one.pressed("数据检查").startswith(f"共检查{COUNT}人，没有发现问题")
    assert red_cells(one.office, unit.parent.parent) == set()


def save_and_back_up(one: Desk, unit: Path, rows: Rows) -> Path:
    """Save with the keys, keep a copy with the photos on a stick, and return the copy."""
    one.office.go_to(None)
    one.screen.press("ctrl+s")
    wait_for(lambda: not one.office.is_modified())
    saved = openpyxl.load_workbook(unit).worksheets[0]
    assert [saved[f"A{row}"].value for row in range(FIRST, LAST + 1)] == [row[RESIDENT.key] for row in rows]
    stick = unit.parent.parent / "U盘"
    stick.mkdir()
    one.click("备份")
    one.choose(stick)
    assert one.answer(YES) == f"要把本工作簿中全部人员的{COUNT}张照片一起备份吗？"
    copy = Path(one.answer().partition("：")[2].splitlines()[0])
    one.finish()
    assert len(list(copy.parent.glob("*.jpg"))) == COUNT
    return copy


def merge(one: Desk, folder: Path, picture: str = "") -> str:
    """Press 数据汇总 and choose the folder; return what is told at the end, in the window that is then in front."""
    one.click("数据汇总")
    assert "会被覆盖" in one.answer(YES)
    one.choose(folder, picture)
    said = one.answer()
    one.finish()
    return said


def collect(unit: Path) -> tuple[Path, Rows]:
    """Copy both forms' workbooks and all photos into one folder, as the instructions say; one number is wrong."""
    folder = unit.parent.parent / "数据汇总文件夹"
    shutil.copytree(unit.parent, folder, ignore=shutil.ignore_patterns("*备份*"))
    others, papers = people(RESIDENT, "示例市乙县中学", 8, 5), people(SPECIAL, "示例市丙学院", 4, 6)
    wrong = [others[0] | {RESIDENT.key: wrong_digit(others[0][RESIDENT.key])}, *others[1:]]
    (folder / OTHER).write_bytes(filled(RESIDENT, EDITION, texts(RESIDENT, wrong)))
    (folder / PAPERS).write_bytes(filled(SPECIAL, EDITION, texts(SPECIAL, papers)))
    photograph(folder, others, RESIDENT)
    photograph(folder, papers, SPECIAL)
    openpyxl.Workbook().save(folder / "通讯录.xlsx")
    return folder, others


def supervise(one: Desk, folder: Path, others: Rows) -> None:
    """Merge, look at the report, check the summary, get the mended workbook, merge again."""
    one.open(folder / UNIT)
    said = merge(one, folder, "calc-merge")
    assert said.startswith(f"汇总完成：3个采集表、{COUNT + 12}人")
    assert "备份" not in said
    wait_for(lambda: one.office.sheets()[:2] == [RESIDENT.summary_sheet, SPECIAL.summary_sheet])
    one.keep("calc-summary")
    one.office.go_to("汇总报告")
    one.settle(REPORT_ZOOM)
    one.keep("report")
    one.office.go_to(None)
    said = one.pressed("身份证验证")
    assert said.startswith(f"共验证{COUNT + 8}人，正确{COUNT + 7}人，错误1人。第一处错误在第{FIRST}行。")
    red = red_cells(one.office, folder.parent)
    assert {(RESIDENT.key, FIRST), ("身份证验证", FIRST)} <= red
    assert {row for _, row in red} == {FIRST}
    said = one.pressed("照片检测")
    assert said.startswith(f"共检测{COUNT + 8}人的照片，合格{COUNT + 7}人，有问题1人。")
    one.office.go_to(SPECIAL.summary_sheet)
    assert one.pressed("身份证验证") == "共验证4人，正确4人，错误0人"
    assert one.pressed("照片检测").startswith("共检测4人的照片，合格4人，有问题0人")
    (folder / OTHER).write_bytes(filled(RESIDENT, EDITION, texts(RESIDENT, others)))
    before = (folder / SUMMARY).read_bytes()
    assert merge(one, folder).startswith(f"“{SUMMARY}”正打开着，")
    assert (folder / SUMMARY).read_bytes() == before
    one.office.close_all()
    one.open(folder / UNIT)
    said = merge(one, folder)
    assert said.startswith(f"汇总完成：3个采集表、{COUNT + 12}人")
    assert f"原来的汇总表备份为：{backup_of(folder / SUMMARY).name}" in said
    assert one.pressed("身份证验证") == f"共验证{COUNT + 8}人，正确{COUNT + 8}人，错误0人"
    assert red_cells(one.office, folder.parent) == set()
    one.office.close_all()


def restore(one: Desk, unit: Path, copy: Path) -> None:
    """Spoil the workbook and save it; the copy brings it back, and what was spoilt is kept."""
    one.open(unit)
    name = one.office.texts(f"B{SECOND}")
    one.type_into(f"B{SECOND}", "spoilt")
    one.screen.press("ctrl+s")
    wait_for(lambda: not one.office.is_modified())
    shutil.copy(copy, unit.parent)
    one.click("恢复")
    one.choose(unit.parent / copy.name, "calc-restore")
    said = one.answer()
    one.finish()
    assert said.startswith(f"已恢复：{unit}\n恢复前的工作簿备份为：")
    assert one.office.texts(f"B{SECOND}") == name
    kept = [openpyxl.load_workbook(path).worksheets[0][f"B{SECOND}"].value for path in unit.parent.glob("*.备份.xlsx")]
    assert "spoilt" in kept


def test_a_clerks_day_and_a_supervisors(tmp_path: Path) -> None:
    rows = people(RESIDENT, "示例市甲区第一医院", COUNT, 4)
    with place(tmp_path) as folder, desk(tmp_path) as one:
        unit = folder / "示例市甲区第一医院" / UNIT
        unit.parent.mkdir()
        fill_in(one, unit, rows)
        check_everything(one, unit, rows)
        mend(one, unit, rows)
        copy = save_and_back_up(one, unit, rows)
        one.office.close_all()
        gathered, others = collect(unit)
        supervise(one, gathered, others)
        restore(one, unit, copy)
    wanted = runpy.run_path(str(ROOT / "docs" / "make_manual.py"))["pictures"]()
    assert sorted(one.taken) == sorted(wanted)
