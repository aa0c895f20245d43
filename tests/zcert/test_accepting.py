"""Which row a mended row is, and which cells change: by place, number, name; ambiguous, doubled, changed twice."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.domain import KEY, MAN, SPECIAL, WOMAN, WOMAN_15, make_table
from zcert.accepting import Change, decide, merged
from zcert.form import Form
from zcert.mended_rows import Mended
from zcert.person_key import origins_of, person_keys
from zcert.return_basis import BASIS, basis_of
from zcert.table import Origin, Table
from zcert_templates import RESIDENT

UNIT, NAME, REMARK, DAY = "工作单位", "姓名", "备注", "取得时间"
ONE, TWO = {KEY: MAN, NAME: "张三", "性别": "男"}, {KEY: WOMAN, NAME: "李四"}


def summary(*rows: dict[str, str], files: Sequence[str] = (), form: Form = RESIDENT, first: int = 4) -> Table:
    """Return a summary whose rows come from these files, one unless given, in the order of their rows there."""
    table = make_table(*rows, form=form, sheet=form.summary_sheet)
    names = files or ["甲.xlsx"] * len(rows)
    return replace(table, origins=[Origin(file, "采集表", str(first + at)) for at, file in enumerate(names)])


def returned(table: Table, changes: dict[int, dict[str, str]], rows: Sequence[int] = ()) -> Mended:
    """Return what a unit made of rows of a summary (0-based places, all unless given), with these entries changed."""
    form, places = table.form, rows or range(len(table.rows))
    entries = [form.headers[at] for at in form.entry_positions]
    keys, origins = person_keys(table), origins_of("汇总.xlsx", table)
    texts, basis = [], []
    for place in places:
        row = dict(zip(form.headers, table.rows[place], strict=True))
        basis.append(basis_of(origins[place], entries, [row[h] for h in entries], keys[place]).text)
        texts.append([(row | changes.get(place, {}))[header] for header in form.headers])
    numbers = range(4, 4 + len(texts))
    return Mended("回.xlsx", Table(form, "采集表", texts, numbers, added={BASIS: basis}))


def told(table: Table, *mended: Mended, prefer: bool = False) -> list[tuple[int, str, int]]:
    found = decide("汇总.xlsx", [table], mended, prefer_mended=prefer)
    return [(one.row, one.outcome, one.target) for one in found]


def test_only_what_the_unit_changed_changes() -> None:
    table = summary(ONE, TWO)
    (one, two) = decide("汇总.xlsx", [table], [returned(table, {0: {DAY: "20010101", REMARK: ""}})])
    assert (one.outcome, one.target, one.sheet, one.reason) == ("mended", 4, "汇总表", "")
    assert one.changes == (Change(DAY, "20200105", "20010101"),)
    assert (two.outcome, two.changes) == ("unchanged", ())
    after = merged(table, [one, two])
    assert [row for row in after.rows if row not in table.rows] == [
        ["20010101" if header == DAY else text for header, text in zip(table.form.headers, table.rows[0], strict=True)]
    ]


def test_the_number_was_the_error() -> None:
    table = summary(ONE | {KEY: MAN[:-1]}, TWO)
    assert told(table, returned(table, {0: {KEY: MAN}}, [0])) == [(4, "mended", 4)]


def test_the_name_was_the_error_and_then_both() -> None:
    table = summary(ONE | {NAME: "张"}, TWO)
    assert told(table, returned(table, {0: {NAME: "张三"}}, [0])) == [(4, "mended", 4)]
    assert told(table, returned(table, {0: {NAME: "王五", KEY: WOMAN_15}}, [0])) == [(4, "mended", 4)]


@pytest.mark.parametrize(
    ("changes", "outcome"),
    [({DAY: "20010101"}, "mended"), ({KEY: MAN}, "mended"), ({NAME: "张四"}, "mended"), ({}, "unchanged")],
)
def test_rows_that_moved(changes: dict[str, str], outcome: str) -> None:
    before = summary(ONE | {KEY: MAN[:-1]}, TWO)
    after = summary(TWO, {NAME: "新"}, ONE | {KEY: MAN[:-1]})
    assert told(after, returned(before, {0: changes}, [0])) == [(4, outcome, 6)]


def test_another_person_at_the_place_is_nobody() -> None:
    before, after = summary(ONE), summary(TWO)
    (one,) = decide("汇总.xlsx", [after], [returned(before, {0: {DAY: "1"}})])
    assert one.reason == "“张三”（回.xlsx第4行）在汇总表中没有对应的行，请核对号码，或由单位重新报送；没有并入"


def test_15_and_18_digits_are_one_person() -> None:
    before, after = summary(TWO | {KEY: WOMAN_15}), summary(ONE, TWO | {KEY: WOMAN_15})
    assert told(after, returned(before, {0: {KEY: WOMAN}})) == [(4, "mended", 5)]


def test_the_file_decides_between_two_with_the_number() -> None:
    before = summary(ONE, files=["乙.xlsx"], first=9)
    after = summary(ONE, ONE, TWO, files=["甲.xlsx", "乙.xlsx", "甲.xlsx"])
    assert told(after, returned(before, {0: {DAY: "1"}})) == [(4, "mended", 5)]


def test_the_name_decides_between_two_with_the_number() -> None:
    before = summary(TWO | {KEY: MAN}, first=9)
    after = summary(ONE, TWO | {KEY: MAN})
    assert told(after, returned(before, {0: {KEY: WOMAN}})) == [(4, "mended", 5)]


def test_two_that_nothing_tells_apart() -> None:
    before, after = summary(ONE, first=9), summary(ONE, TWO, ONE)
    (one,) = decide("汇总.xlsx", [after], [returned(before, {0: {DAY: "1"}})])
    assert (one.outcome, one.target, one.conflict) == ("refused", 0, False)
    assert one.reason == (
        "“张三”（回.xlsx第4行）可能是汇总表的第4、6行，分不清是哪一行，请先处理汇总表中重复的行；没有并入"
    )


def test_many_that_nothing_tells_apart_are_named_up_to_five() -> None:
    before, after = summary(ONE, first=99), summary(*[ONE] * 7)
    (one,) = decide("汇总.xlsx", [after], [returned(before, {0: {DAY: "1"}})])
    assert "第4、5、6、7、8等行" in one.reason


@pytest.mark.parametrize(
    ("returned_file", "present_file", "target"),
    [
        pytest.param("甲.xlsx", "县.xlsx > 甲.xlsx", 4, id="the county returned, the city accepts"),
        pytest.param("县.xlsx > 甲.xlsx", "甲.xlsx", 4, id="the city returned, the county accepts"),
        pytest.param("市.xlsx > 县.xlsx > 甲.xlsx", "县.xlsx > 甲.xlsx", 4, id="the province returned"),
        pytest.param("报送/甲.xlsx", "甲.xlsx", 4, id="from a folder below"),
        pytest.param("县.xlsx > 甲.xlsx", "另县.xlsx > 甲.xlsx", 5, id="a unit of the same name elsewhere"),
    ],
)
def test_levels(returned_file: str, present_file: str, target: int) -> None:
    """Both doubles are of a file of that name; only one is on the way of the returned row."""
    before = summary(ONE, files=[returned_file])
    after = summary(ONE, ONE, files=[present_file, "县.xlsx > 甲.xlsx"])
    after = replace(after, origins=[after.origins[0], replace(after.origins[1], row="4" if target == 5 else "99")])
    assert told(after, returned(before, {0: {DAY: "1"}})) == [(4, "mended", target)]


def test_a_row_without_origin_is_found_by_its_place_in_the_summary() -> None:
    table = summary(ONE, TWO, files=["", "甲.xlsx"])
    assert told(table, returned(table, {0: {KEY: MAN[:-1]}}, [0])) == [(4, "mended", 4)]


def test_without_what_was_returned_name_and_unit_count_only_for_a_wrong_number() -> None:
    wrong, right = "身份证验证", "正确"
    plain = Mended("新.xlsx", make_table(ONE))
    assert told(summary(TWO, ONE | {KEY: MAN[:-1], wrong: "位数不对"}, first=50), plain) == [(4, "mended", 5)]
    assert told(summary(TWO, ONE | {KEY: WOMAN_15, wrong: right}, first=50), plain) == [(4, "refused", 0)]


def test_a_row_of_the_other_form_is_nobody() -> None:
    other = make_table({"证件号码": MAN, NAME: "张三"}, form=SPECIAL)
    assert told(summary(ONE), Mended("新.xlsx", other)) == [(4, "refused", 0)]


def test_changed_on_both_sides() -> None:
    before = summary(ONE)
    after = summary(ONE | {DAY: "20020202", REMARK: "主管"})
    mended = returned(before, {0: {DAY: "20010101", UNIT: "乙局"}})
    (one,) = decide("汇总.xlsx", [after], [mended])
    assert (one.outcome, one.conflict, one.changes) == ("refused", True, ())
    assert one.reason == (
        "“张三”（回.xlsx第4行）的“取得时间”在退回以后，汇总表第4行也改过，两处不同，请核对后决定以哪处为准；没有并入"
    )
    (one,) = decide("汇总.xlsx", [after], [mended], prefer_mended=True)
    assert [(change.header, change.after) for change in one.changes] == [(UNIT, "乙局"), (DAY, "20010101")]


def test_changed_on_both_sides_to_the_same() -> None:
    before, after = summary(ONE), summary(ONE | {DAY: "20010101"})
    assert told(after, returned(before, {0: {DAY: "20010101"}})) == [(4, "already", 4)]


def test_line_breaks_of_another_program_are_no_change() -> None:
    table = summary(ONE | {REMARK: "一\n二"})
    assert told(table, returned(table, {0: {REMARK: "一\r\n二"}})) == [(4, "unchanged", 4)]


ENTRIES = [RESIDENT.headers[at] for at in RESIDENT.entry_positions]


@given(st.dictionaries(st.sampled_from(ENTRIES), st.text("甲乙1 \n", max_size=4)), st.permutations(range(4)))
def test_what_comes_back_is_what_the_unit_wrote(changes: dict[str, str], order: list[int]) -> None:
    """Whatever is changed in a row, and however the rows of the returned workbook are sorted."""
    people = [{KEY: f"33010219980309945{at}", NAME: f"人{at}"} for at in range(4)]
    table = summary(*people)
    back = returned(table, {2: changes}, order)
    after = merged(table, decide("汇总.xlsx", [table], [back]))
    wanted = [dict(zip(RESIDENT.headers, row, strict=True)) for row in table.rows]
    assert [dict(zip(RESIDENT.headers, row, strict=True)) for row in after.rows] == [
        *wanted[:2],
        wanted[2] | changes,
        wanted[3],
    ]
    assert merged(after, decide("汇总.xlsx", [after], [back])).rows == after.rows
