"""Which rows below the header are no people?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.domain import KEY, MAN, RESIDENT, inspect, make_grid, right_row
from support.sheet_grids import table_of
from zcert.checking import check
from zcert.nobody import what_it_is
from zcert.rules import nobody

HEADERS = RESIDENT.headers
AT = RESIDENT.index[KEY]


def row(*cells: str, **by_header: str) -> list[str]:
    texts = [*cells, *[""] * (len(HEADERS) - len(cells))]
    for header, text in by_header.items():
        texts[RESIDENT.index[header]] = text
    return texts


@pytest.mark.parametrize(
    ("texts", "shows"),
    [
        pytest.param(row("合计", "3人"), "合计", id="total"),
        pytest.param(row("", "", "", "合计：3人"), "合计：3人", id="total below the units"),
        pytest.param(row("小　计", "", "", "12"), "小　计", id="total with a blank inside"),
        pytest.param(row("", "本页合计"), "本页合计", id="total of the page"),
        pytest.param(row("人数合计：", "12"), "人数合计：", id="number of people"),
        pytest.param(row("总人数：25"), "总人数：25", id="all people"),
        pytest.param(row("", "共25人"), "共25人", id="so many people"),
        pytest.param(row("填表人：某某", 工作单位="审核人：某某"), "填表人：某某", id="signatures"),
        pytest.param(row("审核：", "", "", "制表：某某", "", "", "2026.11.1"), "审核：", id="signatures and a day"),
        pytest.param(
            row("经办人：某某 13900000000"), "经办人：某某 13900000000", id="signature with a telephone number"
        ),
        pytest.param(row("", "单位（盖章）：", 毕业学校="联系电话：0571-88000000"), "单位（盖章）：", id="seal"),
        pytest.param(row("单位负责人（签字）"), "单位负责人（签字）", id="to be signed"),
        pytest.param(row(最高学位="填报日期：2026年11月"), "填报日期：2026年11月", id="day"),
        pytest.param(row("主管部门意见：", "", "同意"), "主管部门意见：", id="opinion"),
        pytest.param(
            row("注：1.身份证号码请填写18位；2.照片另附"), "注：1.身份证号码请填写18位；2.照片另附", id="note"
        ),
        pytest.param(row("备注：本表一式两份"), "备注：本表一式两份", id="remark"),
        pytest.param(row("填表说明：逐人填写"), "填表说明：逐人填写", id="instruction"),
        pytest.param(row("", "——以下空白——"), "——以下空白——", id="end"),
        pytest.param(row("（以下无正文）"), "（以下无正文）", id="end in brackets"),
        pytest.param(row(*map(str, range(1, len(HEADERS) + 1))), "1", id="column numbers"),
        pytest.param(row(*(f"（{at}）" for at in range(1, 20))), "（1）", id="column numbers in brackets"),
        pytest.param(row("①", "②", "③", "④", "⑤"), "①", id="column numbers in circles"),
        pytest.param(row(*HEADERS), KEY, id="second header"),
        pytest.param(row(f"{KEY}*", "姓 名", "性别*", "单位"), f"{KEY}*", id="part of a second header"),
    ],
)
def test_what_is_no_person(texts: list[str], shows: str) -> None:
    assert what_it_is(texts, HEADERS, AT) == shows


@pytest.mark.parametrize(
    "texts",
    [
        pytest.param([], id="nothing"),
        pytest.param(row(), id="empty"),
        pytest.param(row(MAN), id="only a number"),
        pytest.param(row("", "张三"), id="only a name"),
        pytest.param(row("无", "张三", "男"), id="no number"),
        pytest.param(row("", "注册"), id="a name like a note"),
        pytest.param(row("", "共三"), id="a name like a total"),
        pytest.param(row("", "李四", "女", "某市公章刻制厂"), id="a unit that makes seals"),
        pytest.param(row("", "李四", 备注="注：退休返聘"), id="a person with a note"),
        pytest.param(row("", "李四", 联系电话="电话：0571-88000000"), id="a person with a labelled telephone number"),
        pytest.param(row(MAN, "合计"), id="a number and a total"),
        pytest.param(row(f"合计{MAN}", "张三", "男"), id="a total before a number"),
        pytest.param(row("1", "2", "3"), id="three figures"),
        pytest.param(row("1", "张三", "男", "示例单位"), id="a counter instead of a number"),
        pytest.param(row("", "", "", "示例单位"), id="a unit"),
        pytest.param([*right_row(RESIDENT, **{KEY: ""}).values()], id="a person without number"),
        pytest.param([*right_row(RESIDENT, **{KEY: "合计"}).values()], id="a person with a total for a number"),
    ],
)
def test_who_is_a_person(texts: list[str]) -> None:
    assert what_it_is(texts, HEADERS[: len(texts)], AT) == ""


@given(
    st.lists(st.sampled_from(["", "合计", "注：", "1", "张三", "填表人：某某", *HEADERS[:4]]), min_size=4, max_size=4)
)
def test_whoever_has_a_number_is_a_person(others: list[str]) -> None:
    assert what_it_is([MAN, *others], HEADERS[:5], AT) == ""


def test_rows_that_are_no_people_are_named_once_and_not_counted() -> None:
    rows = [right_row(RESIDENT), *(dict.fromkeys(HEADERS, "") for _ in range(3)), right_row(RESIDENT)]
    rows[1][KEY], rows[1]["姓名"] = "合计", "2人"
    rows[3]["工作单位"] = "填表人：某某，审核人：某某，日期：2026年11月1日"
    found = table_of(make_grid(*rows))
    assert found.numbers == [4, 8]
    assert [(one.row, one.column, one.code) for one in check(inspect(found))] == [
        (4, KEY, "id-duplicate"),
        (5, KEY, "row-nobody"),
        (7, KEY, "row-nobody"),
        (8, KEY, "id-duplicate"),
    ]
    assert [one.message for one in nobody.check(inspect(found))] == [
        "这一行不像人员数据（合计），没有计入人数，汇总时不会带走，请删除",
        "这一行不像人员数据（填表人：某某，审核人：某某，日期：202…），没有计入人数，汇总时不会带走，请删除",
    ]


def test_a_second_header_and_column_numbers_are_named() -> None:
    header = dict(zip(HEADERS, HEADERS, strict=True))
    numbers = {name: str(at) for at, name in enumerate(HEADERS, 1)}
    found = table_of(make_grid(numbers, right_row(RESIDENT), header))
    assert (found.numbers, found.nobody) == ([5], ((4, "1"), (6, KEY)))


def test_a_person_without_number_is_still_a_person() -> None:
    found = table_of(make_grid(right_row(RESIDENT, **{KEY: ""}), right_row(RESIDENT, **{KEY: "补办中"})))
    assert (found.numbers, found.nobody) == ([4, 5], ())
