"""What the checking buttons call wrong is red in a real LibreOffice Calc until it is mended, and nothing else is."""

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from support.calc_office import CalcOffice, pressed
from support.domain import RESIDENT, SPECIAL, right_row
from support.office import red_cells
from zcert.form import Form
from zcert_addin.filling.collection import filled
from zcert_dictionaries import load_edition
from zcert_templates.cell_ref import column_letters

pytestmark = pytest.mark.office

OLD, FULL = "330106880229905", "330106198802299056"
Place = tuple[int, str]


RESIDENTS: list[dict[str, str]] = [
    {},
    {"身份证号码": OLD, "性别": "男"},
    {"身份证号码": FULL, "性别": "男"},
    {"身份证号码": "330106197001019013", "性别": "女"},
    {"身份证号码": "330106197001019021", "工作单位": ""},
    {"身份证号码": "330106197001019048", "取得时间": "20200230"},
    {"身份证号码": "330106197001019064", "最高学历": "很*高?~"},
    {"身份证号码": "330106197001019080", "邮政编码": "31000"},
    {"身份证号码": "330106197001019101", "联系电话": "138" * 100},
    {"身份证号码": "330106197001019128", "取得方式": "认定", "评审组织": "其它"},
    {"身份证号码": "330106197001019144", "所在县市": "没有的县"},
]
RED_RESIDENTS = {
    (5, "身份证号码"),
    (6, "身份证号码"),
    (7, "身份证号码"),
    (7, "性别"),
    (8, "工作单位"),
    (9, "取得时间"),
    (10, "最高学历"),
    (11, "邮政编码"),
    (12, "联系电话"),
    (13, "评审组织"),
    (13, "其它评审组织"),
    (14, "所在县市"),
}
MENDED_RESIDENTS = {
    (6, "身份证号码"): "33010619700101911X",
    (7, "性别"): "男",
    (8, "工作单位"): "示例单位",
    (9, "取得时间"): "20200228",
    (10, "最高学历"): "",
    (11, "邮政编码"): "310007",
    (12, "联系电话"): "13800138000",
    (13, "取得方式"): "评审",
    (13, "评审组织"): "",
    (14, "所在县市"): "",
}
"""Changed, not all of it made right: a button has to look again before it calls the rest wrong."""
PASSPORT = {"证件号码": "E87654321", "证件类型": right_row(SPECIAL)["证件类型"]}
SPECIALS: list[dict[str, str]] = [{}, PASSPORT, PASSPORT]
RED_SPECIALS = {(5, "证件号码"), (6, "证件号码")}


@pytest.fixture
def book(tmp_path: Path) -> Callable[..., Path]:
    """Make a workbook with these changes to right rows; ``old``: one without our rules and hidden sheets."""

    def made(form: Form, changes: list[dict[str, str]], *, old: bool) -> Path:
        rows = [[{**right_row(form), **change}[header] for header in form.headers] for change in changes]
        path = tmp_path / "采集表.xlsx"
        path.write_bytes(filled(form, load_edition(), rows))
        if old:
            content = openpyxl.Workbook()
            for line in ([form.title], [form.note], list(form.headers), *rows):
                content.active.append(line)
            content.active.title = "采集表"
            content.save(path)
        return path

    return made


def red_in(office: CalcOffice, folder: Path, form: Form) -> set[Place]:
    """Return row and header of the cells that are red in a copy of the open workbook."""
    copy = folder / "copy.xlsx"
    office.save(copy, "Calc MS Excel 2007 XML")
    written = {"照片检测", "身份证验证"}
    cells = red_cells(copy, folder / "html")[0]
    return {(row, form.headers[at]) for row, at in cells if row > 3 and form.headers[at] not in written}


def change(office: CalcOffice, form: Form, changes: dict[Place, str]) -> None:
    for (row, header), text in changes.items():
        office.fill(f"{column_letters(form.index[header])}{row}", [[text]])


@pytest.mark.parametrize("old", [False, True])
def test_errors_are_red_until_they_are_mended(
    office: CalcOffice, book: Callable[..., Path], tmp_path: Path, *, old: bool
) -> None:
    office.open(book(RESIDENT, RESIDENTS, old=old))
    pressed(office, "数据检查")
    assert red_in(office, tmp_path, RESIDENT) == RED_RESIDENTS
    office.go_to("采集表")
    change(office, RESIDENT, MENDED_RESIDENTS)
    assert red_in(office, tmp_path, RESIDENT) == set()


def test_numbers_are_red_by_their_own_button_too(office: CalcOffice, book: Callable[..., Path], tmp_path: Path) -> None:
    office.open(book(RESIDENT, RESIDENTS, old=True))
    pressed(office, "身份证验证")
    about_numbers = {(row, header) for row, header in RED_RESIDENTS if header in {"身份证号码", "性别"}}
    assert red_in(office, tmp_path, RESIDENT) == about_numbers
    pressed(office, "数据检查")
    pressed(office, "身份证验证")
    assert red_in(office, tmp_path, RESIDENT) == RED_RESIDENTS


@pytest.mark.parametrize("mended", [(5, "证件号码"), (6, "证件类型")])
def test_a_double_paper_is_red_until_either_is_changed(
    office: CalcOffice, book: Callable[..., Path], tmp_path: Path, mended: Place
) -> None:
    office.open(book(SPECIAL, SPECIALS, old=True))
    pressed(office, "数据检查")
    assert red_in(office, tmp_path, SPECIAL) == RED_SPECIALS
    change(office, SPECIAL, {mended: "别的"})
    assert red_in(office, tmp_path, SPECIAL) == set()


def test_red_follows_its_row_and_leaves_with_it(office: CalcOffice, book: Callable[..., Path], tmp_path: Path) -> None:
    office.open(book(RESIDENT, RESIDENTS, old=False))
    pressed(office, "数据检查")
    office.insert_row(9)
    assert red_in(office, tmp_path, RESIDENT) == {(row + (row >= 9), header) for row, header in RED_RESIDENTS}
    office.clear_row(8)
    assert (8, "工作单位") not in red_in(office, tmp_path, RESIDENT)


def test_buttons_work_from_the_list_and_it_goes_when_all_is_right(
    office: CalcOffice, book: Callable[..., Path], tmp_path: Path
) -> None:
    office.open(book(RESIDENT, [{"邮政编码": "31000"}], old=False))
    pressed(office, "数据检查")
    assert office.sheets()[:2] == ["采集表", "数据检查结果"]
    (told,) = pressed(office, "身份证验证")
    assert told == "共验证1人，正确1人，错误0人"
    office.go_to("数据检查结果")
    change(office, RESIDENT, {(4, "邮政编码"): "310007"})
    (told,) = pressed(office, "数据检查")
    assert told == "共检查1人，没有发现问题"
    assert "数据检查结果" not in office.sheets()
    assert red_in(office, tmp_path, RESIDENT) == set()
