"""What a unit changed since it sent its rows the last time."""

from collections.abc import Sequence

import pytest

from support.domain import KEY, MAN, WOMAN, WOMAN_15, inspect, make_table
from zcert.exchange.changes import NO_CHANGES, ChangedPerson, changes
from zcert.table import Table
from zcert_templates import SPECIAL

FIRST = {KEY: MAN, "姓名": "甲样"}
SECOND = {KEY: WOMAN, "姓名": "乙样"}
THIRD = {KEY: "330106196304139077", "姓名": "丙样"}
MASKED, MASKED_2, MASKED_3 = "330***********9450", "330***********948X", "330***********9077"


def keyed(*tables: Table) -> list[tuple[Table, Sequence[str]]]:
    return [(table, inspect(table).people) for table in tables]


def found(before: Sequence[dict[str, str]], after: Sequence[dict[str, str]]) -> tuple[ChangedPerson, ...]:
    return changes(keyed(make_table(*before)), keyed(make_table(*after))).people


@pytest.mark.parametrize(
    ("before", "after", "people"),
    [
        pytest.param([FIRST, SECOND], [FIRST, SECOND], (), id="nothing"),
        pytest.param([FIRST, SECOND], [SECOND, FIRST], (), id="other order"),
        pytest.param([FIRST], [FIRST, SECOND], (ChangedPerson("added", "乙样", MASKED_2),), id="added"),
        pytest.param([FIRST, SECOND], [SECOND], (ChangedPerson("removed", "甲样", MASKED),), id="removed"),
        pytest.param(
            [FIRST],
            [FIRST | {"姓名": "甲改", "邮政编码": "310000"}],
            (ChangedPerson("mended", "甲改", MASKED, ("姓名", "邮政编码")),),
            id="mended",
        ),
        pytest.param([FIRST], [FIRST | {"照片检测": "没有照片"}], (), id="results are no entries"),
        pytest.param([FIRST], [FIRST | {"姓名": " 甲样 "}], (), id="blanks at the ends"),
        pytest.param(
            [FIRST], [FIRST | {KEY: WOMAN}], (ChangedPerson("mended", "甲样", MASKED_2, (KEY,)),), id="number mended"
        ),
        pytest.param(
            [{KEY: "1", "姓名": "甲样"}],
            [FIRST],
            (ChangedPerson("mended", "甲样", MASKED, (KEY,)),),
            id="a number that was none",
        ),
        pytest.param(
            [{KEY: WOMAN_15, "姓名": "乙样"}],
            [SECOND],
            (ChangedPerson("mended", "乙样", MASKED_2, (KEY,)),),
            id="15 to 18 digits",
        ),
        pytest.param(
            [FIRST | {KEY: WOMAN}, THIRD | {"姓名": "甲样"}],
            [FIRST],
            (
                ChangedPerson("added", "甲样", MASKED),
                ChangedPerson("removed", "甲样", MASKED_2),
                ChangedPerson("removed", "甲样", MASKED_3),
            ),
            id="two of that name before",
        ),
        pytest.param(
            [THIRD | {"姓名": "甲样"}],
            [FIRST, SECOND | {"姓名": "甲样"}],
            (
                ChangedPerson("added", "甲样", MASKED),
                ChangedPerson("added", "甲样", MASKED_2),
                ChangedPerson("removed", "甲样", MASKED_3),
            ),
            id="two of that name now",
        ),
        pytest.param([FIRST, FIRST], [FIRST], (ChangedPerson("removed", "甲样", MASKED),), id="one of two the same"),
        pytest.param([], [FIRST], (ChangedPerson("added", "甲样", MASKED),), id="from nothing"),
    ],
)
def test_what_is_told(
    before: Sequence[dict[str, str]], after: Sequence[dict[str, str]], people: tuple[ChangedPerson, ...]
) -> None:
    assert found(before, after) == people


def test_both_forms_are_compared_each_for_itself() -> None:
    papers = make_table({"证件号码": "E12345678", "姓名": "丁样"}, form=SPECIAL)
    residents = make_table(FIRST)
    told = changes(keyed(residents), keyed(residents, papers))
    assert [(one.kind, one.name) for one in told.people] == [("added", "丁样")]
    assert changes(keyed(residents, papers), keyed(papers, residents)) == NO_CHANGES


def test_numbers_are_counted_by_kind() -> None:
    told = changes(keyed(make_table(FIRST, SECOND)), keyed(make_table(FIRST | {"姓名": "新"}, THIRD)))
    assert told.sentence == "新增1人、减少1人、改正1人"
    assert [told.count(kind) for kind in ("added", "removed", "mended")] == [1, 1, 1]
