"""What a sheet shows and its cells do not hold: merged areas, number formats, pictures inside cells, lost digits."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import replace

import pytest

from support.domain import inspect as ready
from support.domain import make_grid, places, places_of, right_row
from support.sheet_grids import table_of
from zcert.checking import check
from zcert.finding import Finding
from zcert.fitting import Grid
from zcert.rules import exact
from zcert.table import Area, ReadingNotes, Table
from zcert.values.text import Cell
from zcert_templates import RESIDENT

AT = RESIDENT.index
KEY, NAME, UNIT = "身份证号码", "姓名", "工作单位"
CITY, COUNTY, DOCUMENT, REMARK = "所在地市", "所在县市", "公布文号", "备注"
SCHOOL, STUDIED, PHONE, DAY_OF = "毕业学校", "所学专业", "联系电话", "取得时间"
LOOKED_FOR = {"required", "cascade", "other-org-missing", "outside-columns"}
ROWS = "单元格与第4行合并，汇总时只有第一行带上内容，请取消合并后逐行填写"
HIDDEN = "（遮住的内容没有读取）"
PICTURE = '=DISPIMG("ID_0A1B2C3D4E5F60718293A4B5C6D7E8F9",1)'


def grid(*rows: dict[str, Cell], **notes: object) -> Grid:
    people: list[dict[str, Cell]] = [{**right_row(RESIDENT), **row} for row in rows]
    return replace(make_grid(*people), notes=ReadingNotes(**notes))  # type: ignore[arg-type]


def area(column: str, top: int, bottom: int, to: str = "") -> Area:
    return Area(top, AT[column], bottom, AT[to or column])


def found(table: Table, codes: Iterable[str] = ()) -> list[Finding]:
    wanted = {"cell-merged", "cell-shown-otherwise", "cell-picture", "digits-lost", *LOOKED_FOR, *codes}
    return [finding for finding in check(ready(table)) if finding.code in wanted]


def merged_places(*rows: dict[str, Cell], areas: Iterable[Area]) -> list[tuple[int | None, str, str]]:
    return places(found(table_of(grid(*rows, merged=tuple(areas)))))


# merged areas


def test_each_row_of_an_area_is_named() -> None:
    rows = [{DOCUMENT: "示例发[2020]1号"}, {DOCUMENT: "被遮住的旧文号"}, {DOCUMENT: ""}]
    table = table_of(grid(*rows, merged=(area(DOCUMENT, 4, 6),)))
    assert [row[AT[DOCUMENT]] for row in table.rows] == ["示例发[2020]1号", "", ""]
    assert [(one.row, one.column, one.message) for one in found(table)] == [
        (5, DOCUMENT, ROWS + HIDDEN),
        (6, DOCUMENT, ROWS),
    ]


def test_an_area_over_columns_names_the_first() -> None:
    table = table_of(grid({STUDIED: ""}, {}, merged=(area(SCHOOL, 4, 4, STUDIED),)))
    said = "单元格与“毕业学校”合并，汇总时只有第一个单元格带上内容，请取消合并后分别填写"
    assert [(one.row, one.column, one.message) for one in found(table)] == [(4, STUDIED, said)]


@pytest.mark.parametrize(
    "header",
    [pytest.param(UNIT, id="required"), pytest.param(CITY, id="parent of a list"), pytest.param(KEY, id="number")],
)
def test_nothing_else_is_asked_of_a_cell_that_looks_filled_in(header: str) -> None:
    assert merged_places({}, {header: ""}, areas=[area(header, 4, 5)]) == [(5, header, "cell-merged")]


def test_the_other_body_is_not_asked_for_where_it_is_seen() -> None:
    other = {"评审组织": "其它", "取得方式": "评审"}
    rows: list[dict[str, Cell]] = [{**other, "其它评审组织": "甲"}, {**other, "其它评审组织": ""}]
    assert merged_places(*rows, areas=[]) == [(5, "其它评审组织", "other-org-missing")]
    assert merged_places(*rows, areas=[area("其它评审组织", 4, 5)]) == [(5, "其它评审组织", "cell-merged")]


def test_what_an_empty_first_cell_hides() -> None:
    table = table_of(grid({DOCUMENT: ""}, {DOCUMENT: "旧"}, merged=(area(DOCUMENT, 4, 5),)))
    said = "单元格被合并的单元格遮住，其中的内容看不见，没有读取，请取消合并后核对"
    assert [(one.row, one.message) for one in found(table)] == [(5, said)]
    assert table.rows[1][AT[DOCUMENT]] == ""


def test_a_person_under_merged_areas_is_not_read_and_named() -> None:
    areas = [area(header, 4, 5) for header in RESIDENT.headers[:26]]
    other = {header: f"{header}甲" for header in RESIDENT.headers[:26]}
    table = table_of(grid({}, other, merged=tuple(areas)))
    assert table.numbers == [4]
    assert {(one.row, one.code) for one in found(table)} == {(5, "cell-merged")}


@pytest.mark.parametrize(
    ("rows", "areas"),
    [
        pytest.param([{}, {}], [Area(1, 0, 1, 27), Area(2, 0, 2, 27)], id="title and note"),
        pytest.param([{DOCUMENT: ""}, {DOCUMENT: ""}], [area(DOCUMENT, 3, 5)], id="heading that reaches down"),
        pytest.param([{DOCUMENT: ""}, {DOCUMENT: ""}], [area(DOCUMENT, 4, 5)], id="empty"),
        pytest.param([{}, {}], [area(DOCUMENT, 6, 30), Area(40, 0, 50, 27)], id="below all people"),
        pytest.param([{}, dict.fromkeys(RESIDENT.headers, "")], [area(DOCUMENT, 4, 5)], id="over an empty row"),
        pytest.param([{}, {}], [area("照片检测", 4, 5, "身份证验证")], id="columns of the program"),
        pytest.param([{}, {}], [area(DOCUMENT, 4, 5)], id="the same text under it"),
        pytest.param([{}], [area("身份证验证", 4, 4), Area(4, 27, 4, 40)], id="beside the form"),
        pytest.param([{}, {}], [area(DOCUMENT, 4, 4)], id="a single cell"),
    ],
)
def test_areas_that_cost_nothing(rows: list[dict[str, Cell]], areas: list[Area]) -> None:
    assert merged_places(*rows, areas=areas) == []


def test_a_row_that_is_nobody_loses_nothing() -> None:
    total: dict[str, Cell] = {header: "合计" if header == KEY else "" for header in RESIDENT.headers}
    named = merged_places({}, total, areas=[area(KEY, 5, 5, REMARK)])
    assert "cell-merged" not in {code for _, _, code in named}


def test_a_sheet_that_begins_further_in() -> None:
    one = replace(grid({}, {DOCUMENT: ""}, merged=(Area(5, AT[DOCUMENT] + 2, 6, AT[DOCUMENT] + 2),)), top=2, left=2)
    assert places(found(table_of(one))) == [(6, DOCUMENT, "cell-merged")]


def test_areas_over_each_other_are_looked_at_once() -> None:
    one = grid({}, {DOCUMENT: ""}, merged=(area(DOCUMENT, 4, 5), *[Area(1, 0, 1_048_576, 16_383)] * 100_000))
    assert places(found(table_of(one)))[-1] == (5, DOCUMENT, "cell-merged")


# number formats


@pytest.mark.parametrize(
    ("header", "value", "code", "said"),
    [
        pytest.param(DOCUMENT, 57, '"示例发[2007]"0"号"', "数字57", id="text around"),
        pytest.param(REMARK, 0.95, "0%", "数字0.95", id="percent"),
        pytest.param(PHONE, 57182614399, "0000-00000000", "数字57182614399", id="leading zero of a phone"),
        pytest.param("邮政编码", 10012, "000000", "数字10012", id="leading zero of a postcode"),
        pytest.param(DOCUMENT, dt.date(2007, 5, 1), 'yyyy"年"m"月"', "日期2007-05-01", id="month"),
        pytest.param(REMARK, dt.time(8, 5, 30), "h:mm", "时间08:05:30", id="time"),
        pytest.param(REMARK, 330106196001109, "0%", "数字", id="may be a person's number"),
    ],
)
def test_what_is_shown_otherwise(header: str, value: Cell, code: str, said: str) -> None:
    table = table_of(grid({header: value}, formats=((4, AT[header], code),)))
    message = f"单元格存的是{said}，显示的文字不会带入汇总，请改为文本"
    assert [(one.row, one.column, one.message) for one in found(table)] == [(4, header, message)]


def test_a_text_that_its_format_adds_to() -> None:
    table = table_of(grid({DOCUMENT: "2007"}, formats=((4, AT[DOCUMENT], '"示例"@'),)))
    message = "单元格显示的文字有一部分来自数字格式，不会带入汇总，请写成完整的文字"
    assert [(one.code, one.message) for one in found(table)] == [("cell-shown-otherwise", message)]


@pytest.mark.parametrize(
    ("header", "value", "code"),
    [
        pytest.param(DAY_OF, 20150630, '0"日"', id="eight digits as a day"),
        pytest.param(DAY_OF, dt.date(2015, 6, 30), 'yyyy"年"m"月"', id="a day, which its own rule refuses"),
        pytest.param(KEY, 330106196001109, '"X"0', id="a number that was stored"),
        pytest.param(PHONE, 13800138000, "000-0000-0000", id="grouped phone"),
        pytest.param(REMARK, dt.date(2015, 6, 30), "yyyy/m/d", id="a whole day"),
        pytest.param("照片检测", 1, '"有"0', id="column of the program"),
        pytest.param(REMARK, "", '"有"@', id="nothing"),
    ],
)
def test_formats_that_cost_nothing(header: str, value: Cell, code: str) -> None:
    assert found(table_of(grid({header: value}, formats=((4, AT[header], code),)))) == []


def test_formats_off_the_cells_are_passed_over() -> None:
    assert found(table_of(grid({}, formats=((99, 0, "0%"), (4, 99, "0%"), (1, 0, "0%"))))) == []


# pictures


@pytest.mark.parametrize(
    "text",
    [PICTURE, PICTURE.replace("=", "=_xlfn."), PICTURE[1:], PICTURE.replace("=", "=@"), f" {PICTURE}"],
)
def test_the_formula_of_a_picture_is_not_read(text: str) -> None:
    table = table_of(grid({REMARK: text}, {UNIT: text, PHONE: 13800138000}, {"照片检测": text}))
    assert places(found(table)) == [
        (4, REMARK, "cell-picture"),
        (5, UNIT, "cell-picture"),
        (6, "照片检测", "cell-picture"),
    ]
    message = "单元格里是WPS嵌入的图片，汇总时不会带走，照片请另存为以号码命名的jpg文件"
    assert {one.message for one in found(table)} == {message}
    assert (table.rows[0][AT[REMARK]], table.rows[1][AT[UNIT]]) == ("", "")


def test_a_text_about_pictures_is_read() -> None:
    table = table_of(grid({REMARK: "照片用=DISPIMG(嵌入"}))
    assert (table.rows[0][AT[REMARK]], found(table)) == ("照片用=DISPIMG(嵌入", [])


def test_pictures_of_excel() -> None:
    table = table_of(grid({UNIT: ""}, doubts=((4, AT[UNIT], "excel-picture"),)))
    message = "单元格里是Excel嵌入的图片，汇总时不会带走，照片请另存为以号码命名的jpg文件"
    assert [(one.code, one.message) for one in found(table)] == [("cell-picture", message)]


# lost digits


@pytest.mark.parametrize("text", ["6.22202123456789E+18", "6.22202E+18", "1E+15", " 3.3e+17"])
def test_long_numbers_have_lost_digits(text: str) -> None:
    assert places_of(exact, {REMARK: text, NAME: text}) == [(4, NAME, "digits-lost"), (4, REMARK, "digits-lost")]


@pytest.mark.parametrize("text", ["6222021234567890123", "330106196001109", "型号A1E+15", "E+15", "1E-15", ""])
def test_texts_that_keep_their_digits(text: str) -> None:
    assert places_of(exact, {REMARK: text}) == []


def test_other_columns_have_their_own_rules() -> None:
    assert places_of(exact, dict.fromkeys((KEY, PHONE, DAY_OF, "邮政编码", CITY), "6.2E+18")) == []


@pytest.mark.parametrize("stored", [int, float])
def test_a_long_number_is_named_once(stored: Callable[[int], Cell]) -> None:
    table = table_of(grid({REMARK: stored(6222021234567890123)}, formats=((4, AT[REMARK], "0"),)))
    assert places(found(table)) == [(4, REMARK, "digits-lost")]
