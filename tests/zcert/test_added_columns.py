"""Which columns a unit added, what they are called in the summary, and what no summary includes."""

from collections.abc import Sequence

import pytest

from support.domain import PAPER, RESIDENT, SPECIAL, inspect, make_grid, make_table, places, right_row
from support.rule_tables import messages
from support.sheet_grids import Cells, changed_header, misfit_of, table_of
from zcert.added_columns import MOST, LeftBehind, captions, left_behind
from zcert.checking import check
from zcert.fitting import Fit, fit
from zcert.header_row import ORIGIN_HEADERS
from zcert.rules import stray, tidiness
from zcert.table import Origin
from zcert.values.text import Cell
from zcert_templates import FORMS

OWN = RESIDENT.headers


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        pytest.param(["序号", "姓名", "民族"], {0: "序号", 2: "民族"}, id="beside and between"),
        pytest.param([" 民\n 族 * ", "姓名"], {0: "民 族 *"}, id="as it is written"),
        pytest.param(["甲", "甲", "甲"], {0: "甲", 1: "甲（2）", 2: "甲（3）"}, id="three times"),
        pytest.param(["甲", "甲", "甲(2)"], {0: "甲", 1: "甲（3）", 2: "甲(2)"}, id="a number that is taken"),
        pytest.param(["甲", "甲 *", "甲＊"], {0: "甲", 1: "甲 *（2）", 2: "甲＊（3）"}, id="the same when compared"),
        pytest.param(["其他", "其它"], {0: "其他", 1: "其它（2）"}, id="two writings of other"),
        pytest.param(["来源文件"], {0: "来源文件（2）"}, id="one of the origins alone"),
        pytest.param(["", None, " \n"], {}, id="none"),
        pytest.param([2026.0, True], {0: "2026", 1: "TRUE"}, id="no texts"),
    ],
)
def test_captions(headers: Sequence[Cell], expected: dict[int, str]) -> None:
    assert captions(headers, ["姓名"], ["姓名", *ORIGIN_HEADERS]) == expected


def test_captions_stay_when_they_are_read_again() -> None:
    first = captions(["甲", "甲", "来源文件", "来源文件", "乙*"], (), ORIGIN_HEADERS)
    assert list(captions(list(first.values()), (), ORIGIN_HEADERS).values()) == list(first.values())


@pytest.mark.parametrize(
    "headers",
    [(*OWN, "序号"), ("序号", *OWN), (*OWN[:9], "序号", *OWN[9:])],
    ids=["behind", "in front", "between"],
)
def test_added_columns_are_read_beside_the_forms(headers: Sequence[str]) -> None:
    found = fit(make_grid({"序号": 1.0}, {"序号": "=2"}, headers=headers), FORMS)
    assert isinstance(found, Fit)
    assert found.table.rows == make_table({}, {}).rows
    assert (found.table.added, found.table.stray) == ({"序号": ["1", "=2"]}, ())
    assert (found.columns["序号"], found.columns["姓名"]) == (headers.index("序号"), headers.index("姓名"))


def test_numbers_and_days_are_what_they_are_everywhere() -> None:
    table = table_of(make_grid({"工龄": 12.5}, {"工龄": None}, {"工龄": True}, headers=(*OWN, "工龄")))
    assert table.added == {"工龄": ["12.5", "", "TRUE"]}


def test_columns_without_any_text_are_not_carried() -> None:
    table = table_of(make_grid({"甲": " "}, {"乙": "x"}, headers=(*OWN, "甲", "乙")))
    assert table.added == {"乙": ["", "x"]}
    assert table_of(make_grid(headers=(*OWN, "甲"))).added == {}


def test_a_sheet_without_further_columns_has_none() -> None:
    assert (table_of(make_grid({})).added, table_of(make_grid({})).left_behind) == ({}, ())


def test_a_summary_keeps_added_columns_beside_its_origins() -> None:
    headers = (*OWN, *ORIGIN_HEADERS, "民族", "来源文件（2）")
    row = {"来源文件": "甲.xlsx", "来源工作表": "采集表", "来源行号": "4", "民族": "回族", "来源文件（2）": "旧"}
    table = table_of(make_grid(row, headers=headers))
    assert table.origins == [Origin("甲.xlsx", "采集表", "4")]
    assert table.added == {"民族": ["回族"], "来源文件（2）": ["旧"]}


def test_a_part_of_the_origins_is_a_units_own() -> None:
    table = table_of(make_grid({"来源文件": "a", "来源行号": "b"}, headers=(*OWN, "来源文件", "来源行号")))
    assert (table.origins, table.added) == ([], {"来源文件（2）": ["a"], "来源行号（2）": ["b"]})


@pytest.mark.parametrize(
    ("headers", "difference"),
    [
        pytest.param((*OWN, PAPER), "多出“证件类型”列", id="column of the other form"),
        pytest.param((*OWN, "序号", "证件号码"), "多出“证件号码”列", id="key of the other form"),
        pytest.param((*OWN, "序号", "姓名"), "重复“姓名”列", id="column twice"),
        pytest.param((*OWN, "序号", "照片检测"), "重复“照片检测”列", id="result twice"),
        pytest.param((*OWN, *ORIGIN_HEADERS, "来源文件"), "重复“来源文件”列", id="origin twice"),
        pytest.param(("序号", *OWN[1:]), "缺少“身份证号码”列；多出“序号”列", id="instead of one of the form's"),
    ],
)
def test_what_may_be_a_column_of_the_form_is_not_added(headers: Sequence[str], difference: str) -> None:
    assert misfit_of(make_grid({}, headers=headers)) == changed_header(difference)


def test_the_other_form_may_have_added_columns() -> None:
    table = table_of(make_grid({"民族": "畲族"}, form=SPECIAL, headers=(*SPECIAL.headers, "民族")))
    assert (table.form, table.added) == (SPECIAL, {"民族": ["畲族"]})


@pytest.mark.parametrize(("columns", "fits"), [(MOST, True), (MOST + 1, False)])
def test_how_many_may_be_added(columns: int, *, fits: bool) -> None:
    names = [f"栏{at}" for at in range(columns)]
    grid = make_grid(dict.fromkeys(names, "x"), headers=(*OWN, *names, "空栏"))
    if fits:
        assert list(table_of(grid).added) == names
    else:
        assert misfit_of(grid) == "采集表以外的栏目有201列，最多可以有200列，请删去不用的栏目后重新提交"


# What no summary includes


def test_cells_beside_no_person_are_named_once_for_each_column() -> None:
    def change(cells: Cells) -> None:
        cells += [[None] * 28 + [number, None] for number in (2, 3, 4)]
        cells += [[None] * 28 + ["合计", "甲"], list(cells[2])]

    table = table_of(make_grid({"序号": 1}, headers=(*OWN, "序号", "民族"), change=change))
    assert (len(table.rows), table.stray) == (1, ())
    assert table.left_behind == (LeftBehind("序号", 5, 4), LeftBehind("民族", 8, 1))
    assert table.added == {"序号": ["1"]}
    assert places(stray.check(inspect(table))) == [(5, "序号", "outside-columns"), (8, "民族", "outside-columns")]
    assert messages(stray, table) == [
        "“序号”栏在没有人员的行中有内容（共4处），汇总时不会带走，请移入备注或删除",
        "“民族”栏在没有人员的行中有内容（共1处），汇总时不会带走，请移入备注或删除",
    ]


def test_an_empty_header_is_no_column() -> None:
    def change(cells: Cells) -> None:
        for row, more in zip(cells, (("", ""), ("", ""), ("民族", ""), ("回族", "便条")), strict=True):
            row.extend(more)

    table = table_of(make_grid({}, change=change))
    assert (table.added, table.stray) == ({"民族": ["回族"]}, ((4, "便条"),))


def test_nothing_is_left_behind_by_columns_of_nobody() -> None:
    assert left_behind([(4, [None, " "])], {0: "甲", 1: "乙"}) == []


def test_what_a_cell_cannot_hold_is_named_and_untidy_texts_are_the_units_own() -> None:
    texts = ["x" * 32_768, " 乱　写 ", "坏\ufffd"]
    table = table_of(make_grid(*({"说明": text} for text in texts), headers=(*OWN, "说明")))
    assert [place for place in places(tidiness.check(inspect(table))) if place[1] == "说明"] == [
        (4, "说明", "text-too-long"),
        (6, "说明", "broken-character"),
    ]


def test_findings_of_added_columns_come_after_those_of_the_form() -> None:
    bad = right_row(RESIDENT, 姓名="", 说明="坏\ufffd")
    found = check(inspect(table_of(make_grid(bad, headers=("说明", *OWN)))))
    assert places(found) == [(4, "姓名", "required"), (4, "说明", "broken-character")]
