"""A list of units: what is taken for its header, its rows, and its faults."""

import pytest

from support.third_form import GUEST
from zcert.errors import UserError
from zcert.fitting import Grid
from zcert.preset import Preset
from zcert.unit_list import listed_units
from zcert.values.text import Cell
from zcert_templates import RESIDENT, SPECIAL

FORMS = (RESIDENT, SPECIAL)
Row = list[Cell]


def units(*rows: Row, top: int = 1) -> list[tuple[int, str, str, str]]:
    width = max(map(len, rows), default=0)
    grid = Grid("清单", [row + [""] * (width - len(row)) for row in rows], top)
    found = listed_units(grid, FORMS, ("杭州市", "宁波市"), RESIDENT)
    return [(one.row, one.preset.unit, one.preset.reporting_unit, one.form.name) for one in found]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param([["单位名称"], ["甲中学"]], [(2, "甲中学", "", "id")], id="one column"),
        pytest.param([["甲中学"], ["乙中学"]], [(1, "甲中学", "", "id"), (2, "乙中学", "", "id")], id="no header"),
        pytest.param([["甲中学", "宁波市", "特殊证书"]], [(1, "甲中学", "宁波市", "special")], id="three columns"),
        pytest.param(
            [["单位清单"], [], ["上报单位", "序号", "单位*"], ["杭州市", 1, "甲中学"]],
            [(4, "甲中学", "杭州市", "id")],
            id="a title above, other columns, another order",
        ),
        pytest.param(
            [["工作单位", "采集表种类"], ["甲中学", "special"], ["甲中学", "身份证号"]],
            [(2, "甲中学", "", "special"), (3, "甲中学", "", "id")],
            id="one unit, two forms",
        ),
        pytest.param(
            [["单位 名称"], [" 甲 中学\n"], [""], ["乙"]], [(2, "甲中学", "", "id"), (4, "乙", "", "id")], id="untidy"
        ),
        pytest.param(
            [["序号", "单位名称", "上报单位"], [1, "甲", "杭州市"], [2], ["共1个"]],
            [(2, "甲", "杭州市", "id")],
            id="numbers and remarks without a unit",
        ),
    ],
)
def test_lists(rows: list[Row], expected: list[tuple[int, str, str, str]]) -> None:
    assert units(*rows) == expected


def test_row_numbers_are_those_of_the_sheet() -> None:
    assert units(["单位名称"], ["甲中学"], top=5) == [(6, "甲中学", "", "id")]


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        pytest.param([], "清单中没有单位，请在“单位名称”列中每行填写一个单位", id="empty"),
        pytest.param([["单位名称"]], "清单中没有单位，请在“单位名称”列中每行填写一个单位", id="a header alone"),
        pytest.param(
            [["序号", "上报单位"], [1, "杭州市"]],
            "清单中没有“单位名称”列，请在第一行写上列名“单位名称”和“上报单位”",
            id="no unit column",
        ),
        pytest.param(
            [["单位名称"], ["甲中学"], ["乙"], ["甲 中学"]],
            "清单第4行的“甲中学”与第2行重复，请删去其中一行",
            id="twice",
        ),
        pytest.param(
            [["单位名称", "上报单位"], ["甲中学", "杭洲市"]],
            "清单第2行的上报单位“杭洲市”不在字典中，请改为字典中的名称或留空",
            id="unknown reporting unit",
        ),
        pytest.param(
            [["单位名称", "采集表种类"], ["甲中学", "护照"]],
            "清单第2行的采集表种类“护照”不对，请改为“身份证号”“特殊证书”之一",
            id="unknown form",
        ),
        pytest.param(
            [["单位名称", "上报单位"], ["", "杭州市"]], "清单第2行没有单位名称，请补填或删去这一行", id="no name"
        ),
        pytest.param(
            [[1, "甲中学"]],
            "清单第1行的单位名称“1”只有数字，请写上列名“单位名称”，让程序找到名称所在的列",
            id="numbers in front",
        ),
        pytest.param([["长" * 256]], "清单第1行的单位名称超过255个字，请改短后重试", id="too long"),
    ],
)
def test_faults(rows: list[Row], sentence: str) -> None:
    with pytest.raises(UserError) as refused:
        units(*rows)
    assert str(refused.value) == sentence


def test_a_form_without_units_can_be_listed() -> None:
    (one,) = listed_units(Grid("清单", [["甲中学", "", "外聘"]]), (GUEST,), (), GUEST)
    assert (one.form, one.preset) == (GUEST, Preset("甲中学"))
