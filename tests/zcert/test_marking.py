"""Which cells are wrong, and on which others that depends."""

import pytest

from support.domain import RESIDENT, SPECIAL, inspect, make_table, right_row
from zcert.checking import check
from zcert.form import Form
from zcert.marking import marks

OLD, FULL = "330106880229905", "330106198802299056"
Noted = list[tuple[int, str, str | None, list[tuple[int, str]]]]


@pytest.mark.parametrize(
    ("form", "rows", "expected"),
    [
        pytest.param(RESIDENT, [{}], [], id="right"),
        pytest.param(RESIDENT, [{"姓名": " 张三 "}], [], id="only a warning"),
        pytest.param(RESIDENT, [{"工作单位": ""}], [(4, "工作单位", "", [])], id="required"),
        pytest.param(RESIDENT, [{"邮政编码": "12*"}], [(4, "邮政编码", "12*", [])], id="of itself"),
        pytest.param(
            RESIDENT,
            [{"身份证号码": FULL, "性别": "女"}],
            [(4, "身份证号码", FULL, [(4, "性别")]), (4, "性别", "女", [(4, "身份证号码")])],
            id="sex and number contradict each other",
        ),
        pytest.param(
            RESIDENT,
            [{"身份证号码": FULL, "性别": "男"}, {}, {"身份证号码": OLD, "性别": "男"}],
            [(4, "身份证号码", FULL, [(6, "身份证号码")]), (6, "身份证号码", OLD, [(4, "身份证号码")])],
            id="one person with 18 and with 15 digits",
        ),
        pytest.param(
            RESIDENT,
            [{}] * 3,
            [
                (row, "身份证号码", "33010619880920948X", [(other, "身份证号码")])
                for row, other in ((4, 5), (5, 6), (6, 4))
            ],
            id="each of three leads to the next",
        ),
        pytest.param(
            SPECIAL,
            [{}] * 2,
            [
                (row, "证件号码", "E12345678", [(row, "证件类型"), (other, "证件号码"), (other, "证件类型")])
                for row, other in ((4, 5), (5, 4))
            ],
            id="double papers of one kind",
        ),
        pytest.param(
            RESIDENT,
            [{"取得方式": "认定"}],
            [(4, "评审组织", right_row(RESIDENT)["评审组织"], [(4, "取得方式")])],
            id="by another cell",
        ),
    ],
)
def test_marks(form: Form, rows: list[dict[str, str]], expected: Noted) -> None:
    table = make_table(*rows, form=form)
    found = marks(table, check(inspect(table)))
    assert [
        (one.cell.row, one.cell.column, one.cell.text, [(other.row, other.column) for other in one.others])
        for one in found
    ] == expected


def test_lost_digits_have_no_text() -> None:
    table = make_table({"身份证号码": "3.30106198802299E+17"}, {"身份证号码": OLD, "性别": "男"}, stored=(0, 1))
    assert [one.cell.text for one in marks(table, check(inspect(table)))] == [None, OLD]


def test_of_two_reasons_the_one_of_the_cell_itself_stays() -> None:
    table = make_table({"取得方式": "认定", "评审组织": "没有的"})
    (only,) = marks(table, check(inspect(table)))
    assert (only.cell.column, only.others) == ("评审组织", ())
