"""What a returned row carries along is read back as it was, and nothing else is taken for it."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.domain import RESIDENT, make_table
from zcert.person_key import PersonKey
from zcert.return_basis import BASIS, OtherBasis, bases, basis_of, digest, is_returned, parse
from zcert.table import Origin

TEXT = st.text(max_size=20)
HEADERS = ("身份证号码", "姓名", "备注")


@given(st.tuples(TEXT, TEXT, TEXT), st.tuples(TEXT, TEXT, TEXT), st.tuples(TEXT, TEXT))
def test_it_is_read_back(origin: tuple[str, str, str], texts: tuple[str, ...], key: tuple[str, str]) -> None:
    basis = basis_of(Origin(*origin), HEADERS, texts, PersonKey(*key))
    assert parse(basis.text, HEADERS) == basis
    assert [bool(basis.person), bool(basis.who)] == [bool(part) for part in key]


@given(TEXT, TEXT)
def test_different_entries_have_different_digests(one: str, other: str) -> None:
    assert (digest("姓名", one) == digest("姓名", other)) == (
        one.replace("\r\n", "\n").replace("\r", "\n") == other.replace("\r\n", "\n").replace("\r", "\n")
    )


def test_the_same_entry_in_another_column_has_another_digest() -> None:
    assert digest("姓名", "甲") != digest("备注", "甲")
    assert digest("备注", "一\r\n二") == digest("备注", "一\n二") == digest("备注", "一\r二")


def test_it_says_nothing_of_a_person() -> None:
    text = basis_of(
        Origin("甲.xlsx", "表", "4"), HEADERS, ("330106198503149134", "张三", ""), PersonKey("3", "张")
    ).text
    assert ("330106" in text, "张" in text) == (False, False)


RIGHT = json.loads(basis_of(Origin("甲.xlsx", "表", "4"), HEADERS, ("1", "2", "3"), PersonKey("1", "2")).text)


@pytest.mark.parametrize(
    "text",
    [
        "x",
        "{}",
        "[]",
        "[1]",
        "1",
        json.dumps([2, *RIGHT[1:]]),
        json.dumps([*RIGHT, ""]),
        json.dumps([*RIGHT[:-1], RIGHT[-1][:-1]]),
        json.dumps([1, 2, *RIGHT[2:]]),
        json.dumps([*RIGHT[:-1], None]),
    ],
)
def test_a_changed_one_is_refused(text: str) -> None:
    with pytest.raises(OtherBasis, match=r"^隐藏的“退回依据”一栏被改动，或出自别的版本$"):
        parse(text, HEADERS)


def test_only_a_table_with_the_hidden_column_was_returned() -> None:
    plain = make_table({}, {})
    assert (is_returned(plain), bases(plain)) == (False, ("", ""))
    returned = make_table({}, {})
    object.__setattr__(returned, "added", {"退 回依据": ["", "x"]})
    assert (is_returned(returned), list(bases(returned))) == (True, ["", "x"])
    assert BASIS not in RESIDENT.headers
