"""The comparison of names: what it lists, how it is read back, what it changes."""

import pytest

from support.domain import make_table
from support.third_form import GUEST
from zcert.errors import UserError
from zcert.fitting import Grid
from zcert.tidying import Repair
from zcert.unifying import HEADERS, SHEET, Compared, changes, comparison, read_wishes
from zcert.values.text import Cell

UNIT = "工作单位"
ONE, SLIP, BLANK, OTHER = "宁波市第一医院", "宁波市第一医完", "宁波市 第一医院", "宁波市第二医院"
TABLE = make_table(*({UNIT: name} for name in (OTHER, SLIP, ONE, BLANK, ONE)))


def sheet(*rows: list[Cell], headers: tuple[str, ...] = HEADERS, name: str = SHEET) -> list[Grid]:
    return [Grid("采集表", []), Grid(name, [list(headers), *rows])]


def test_each_line_has_its_group_and_first_row() -> None:
    assert comparison(TABLE) == [
        Compared(1, ONE, 2, 6, ONE),
        Compared(1, SLIP, 1, 5, ONE),
        Compared(1, BLANK, 1, 7, ONE),
    ]
    assert comparison(TABLE)[1].cells == ("1", SLIP, "1", ONE)


def test_nothing_to_compare() -> None:
    assert comparison(make_table({}, {})) == []
    assert comparison(make_table({}, {}, form=GUEST)) == []


@pytest.mark.parametrize(
    ("sheets", "wishes"),
    [
        pytest.param([], None, id="no sheet"),
        pytest.param(sheet(name="Sheet1"), None, id="another sheet"),
        pytest.param(sheet(headers=("组", "名称")), None, id="other columns"),
        pytest.param(sheet(), {}, id="no lines"),
        pytest.param(sheet(["1", SLIP, "1", ONE]), {SLIP: ONE}, id="to become another"),
        pytest.param(sheet(["1", SLIP, "1", ""], ["1", ONE, "2", None]), {SLIP: SLIP, ONE: ONE}, id="emptied"),
        pytest.param(sheet(["1", SLIP, "1", f" {ONE}\n"]), {SLIP: ONE}, id="typed untidily"),
        pytest.param(sheet(["1", 12, "1", ONE]), {"12": ONE}, id="a number"),
        pytest.param(sheet(["", "", "", ONE]), {}, id="no name"),
        pytest.param(sheet([ONE, SLIP], headers=("改为", "单位名称")), {SLIP: ONE}, id="moved columns"),
        pytest.param(sheet(["1", SLIP, "1", ONE], ["1", SLIP, "1", ONE]), {SLIP: ONE}, id="the same twice"),
    ],
)
def test_wishes(sheets: list[Grid], wishes: dict[str, str] | None) -> None:
    assert read_wishes(sheets) == wishes


def test_two_wishes_for_one_name() -> None:
    with pytest.raises(UserError, match=r"^“单位名称对照”第3行的单位名称在前面的行中有另一种“改为”，请只保留一行$"):
        read_wishes(sheet(["1", SLIP, "1", ONE], ["1", SLIP, "1", OTHER]))


def test_changes() -> None:
    assert changes(TABLE, {SLIP: ONE, BLANK: ONE, ONE: ONE, "没有": ONE}) == [
        Repair(5, UNIT, SLIP, ONE),
        Repair(7, UNIT, BLANK, ONE),
    ]
    assert changes(TABLE, {}) == changes(make_table({}, form=GUEST), {"": ONE}) == []
