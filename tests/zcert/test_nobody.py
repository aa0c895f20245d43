"""Which rows below the header are no people?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.domain import KEY, MAN, RESIDENT, right_row
from zcert.nobody import what_it_is

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
