"""Which entries of a table can be a unit's own ones."""

import pytest

from support.domain import ORGANISATION, make_table
from zcert.errors import UserError
from zcert.fitting import Grid
from zcert.own_list import MOST, Judged, Refused, columns, judge, unpublished
from zcert_dictionaries import load_edition
from zcert_dictionaries.lists import REVIEW_ORG

LIST = load_edition().lists[REVIEW_ORG]
KNOWN = "高级会计师职务任职资格评审委员会"
CAPTIONS = {REVIEW_ORG: frozenset({"评审组织", "评委会"})}


def judged(*texts: str) -> Judged:
    return judge(enumerate(texts, 2), LIST)


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        pytest.param("某市工程系列高级评审委员会", "某市工程系列高级评审委员会", id="as it is"),
        pytest.param(" 某市　教育评委会 ", "某市教育评委会", id="blanks"),
        pytest.param("某市第１评委会", "某市第1评委会", id="full width"),
        pytest.param("=某市评委会", "=某市评委会", id="no formula, a text"),
        pytest.param("甲" * 255, "甲" * 255, id="as long as may be"),
    ],
)
def test_a_new_entry_is_what_tidying_leaves(text: str, entry: str) -> None:
    assert judged(text) == Judged((entry,), (), ())


@pytest.mark.parametrize(
    "text", [KNOWN, f" {KNOWN}", "其它", "其他", "台州市工程高级(正高级)工程师职务任职资格评审委员会"]
)
def test_what_the_list_has_is_known(text: str) -> None:
    found = judged(text)
    assert (found.new, len(found.known), found.refused) == ((), 1, ())
    assert found


@pytest.mark.parametrize(
    ("text", "why"),
    [
        pytest.param("甲" * 256, "超过255个字", id="too long"),
        pytest.param("甲\n乙评委会", "含有换行符或其它控制字符", id="line break"),
        pytest.param("甲\x07评委会", "含有换行符或其它控制字符", id="control character"),
        pytest.param("甲\ufffd评委会", "含有损坏的字符", id="broken character"),
        pytest.param("12", "不是名称", id="serial number"),
        pytest.param("—", "不是名称", id="dash"),
    ],
)
def test_what_is_refused(text: str, why: str) -> None:
    found = judged(text)
    assert found == Judged((), (), (Refused(2, why),))
    assert not found


def test_blank_between_entries_is_refused_and_after_the_last_none() -> None:
    assert judged("甲评委会", "", " ", "乙评委会", "", " ") == Judged(
        ("甲评委会", "乙评委会"), (), (Refused(3, "是空的"), Refused(4, "是空的"))
    )


def test_the_second_of_two_is_refused() -> None:
    found = judged("甲评委会（高级）", "甲评委会(高级)", "甲 评委会（高级）", KNOWN, KNOWN)
    assert (found.new, found.known) == (("甲评委会（高级）",), (KNOWN,))
    assert found.refused == tuple(Refused(row, "与前面的重复") for row in (3, 4, 6))


def test_too_many_are_no_list() -> None:
    assert len(judged(*(f"第{at}评委会" for at in range(MOST))).new) == MOST
    with pytest.raises(UserError, match="名单有2001项，最多只能有2000项，请核对选的是不是名单"):
        judged(*(f"第{at}评委会" for at in range(MOST + 1)))


@pytest.mark.parametrize(
    ("cells", "top", "found"),
    [
        pytest.param([["序号", "评审组织"], [1, "甲"], [2, "乙"]], 1, [(2, "甲"), (3, "乙")], id="headed"),
        pytest.param([["某市名单", ""], ["序号", "评委会*"], [1, "甲"]], 3, [(5, "甲")], id="caption of the form"),
        pytest.param([["甲", "x"], ["", "y"], ["乙", ""]], 1, [(1, "甲"), (2, ""), (3, "乙")], id="first column"),
        pytest.param([["", ""], ["", "甲"]], 1, [(2, "甲")], id="first that is not empty"),
        pytest.param([["评审组织"]], 1, [], id="headed and empty"),
    ],
)
def test_the_column_of_a_list(cells: list[list[str]], top: int, found: list[tuple[int, str]]) -> None:
    assert columns([Grid("空", []), Grid("表", cells, top)], CAPTIONS) == {REVIEW_ORG: found}


def test_several_lists_must_be_headed() -> None:
    two = {**CAPTIONS, "上报单位": frozenset({"上报单位"})}
    grid = Grid("表", [["上报单位", "评审组织"], ["某局", "甲"]])
    assert columns([grid], two) == {REVIEW_ORG: [(2, "甲")], "上报单位": [(2, "某局")]}
    with pytest.raises(UserError, match="请在第一行写明列名“评审组织”或“上报单位”，名单从第二行起每行一项"):
        columns([Grid("表", [["甲"], ["乙"]])], two)


def test_nothing_is_no_list() -> None:
    with pytest.raises(UserError, match="没有找到名单"):
        columns([Grid("表", [["", None]])], CAPTIONS)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param([[KNOWN, "", KNOWN]], {}, id="published or empty"),
        pytest.param(
            [["某市评委会", KNOWN, "某县评委会"], ["某市评委会"]],
            {REVIEW_ORG: {"某市评委会", "某县评委会"}},
            id="new in two tables",
        ),
        pytest.param([], {}, id="no table"),
    ],
)
def test_entries_that_no_list_has(rows: list[list[str]], expected: dict[str, set[str]]) -> None:
    edition = load_edition()
    tables = [make_table(*({ORGANISATION: text, "所在县市": "不在表中"} for text in texts)) for texts in rows]
    assert unpublished(tables, edition) == expected
