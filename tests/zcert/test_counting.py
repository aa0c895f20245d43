"""What is counted of people: exact tables, and that every table adds up."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.domain import MAN, RESIDENT, SPECIAL, TODAY, WOMAN, WOMAN_15, make_table
from support.third_form import FIELD, GUEST, PLACE, RANK
from zcert.counting import Statistics, count
from zcert.form import Form
from zcert.table import Table
from zcert.topics import AGE, TOPICS, Topic
from zcert_dictionaries import lists, load_edition

EDITION = load_edition()
BY_NAME = {topic.name: topic for topic in TOPICS}
Shown = list[tuple[tuple[str, ...], tuple[int, ...]]]


def counted(*tables: Table, topics: Sequence[Topic] = TOPICS) -> tuple[Statistics, ...]:
    return count(tables, TODAY, EDITION, topics)


def table_of(statistics: Statistics, name: str) -> Shown:
    (found,) = [table for table in statistics.tables if table.topic.name == name]
    return [(line.shown, line.by_sex) for line in found.lines]


def lines(name: str, *rows: dict[str, str], form: Form = RESIDENT) -> Shown:
    """Count right rows with changes by one topic: men, women, others."""
    (found,) = counted(make_table(*rows, form=form), topics=[BY_NAME[name]])
    return table_of(found, name)


def with_people(shown: Shown) -> Shown:
    return [line for line in shown if sum(line[1])]


MEN = {"性别": "男"}


def test_series_are_in_the_order_of_the_dictionary_others_by_number_unfilled_last() -> None:
    names = ["", "乙", "甲", "甲", "律师", "高等学校教师", "", "律师", ""]
    assert lines("series", *({"所属系列": name} for name in names)) == [
        (("高等学校教师",), (0, 1, 0)),
        (("律师",), (0, 2, 0)),
        (("甲",), (0, 2, 0)),
        (("乙",), (0, 1, 0)),
        (("未填",), (0, 3, 0)),
    ]


def test_titles_are_counted_below_their_series() -> None:
    rows = [
        {"所属系列": "自然科学研究人员", "高级专业技术资格名称": "研究员"},
        {"所属系列": "哲学社会科学研究人员", "高级专业技术资格名称": "研究员"},
        {"所属系列": "高等学校教师", "高级专业技术资格名称": "研究员"},
        {"所属系列": "高等学校教师", "高级专业技术资格名称": ""},
        {"所属系列": "", "高级专业技术资格名称": ""},
    ]
    assert lines("title", *rows) == [
        (("哲学社会科学研究人员", "研究员"), (0, 1, 0)),
        (("自然科学研究人员", "研究员"), (0, 1, 0)),
        (("高等学校教师", "研究员"), (0, 1, 0)),
        (("未填", "未填"), (0, 1, 0)),
        (("高等学校教师", "未填"), (0, 1, 0)),
    ]


@pytest.mark.parametrize(
    ("name", "header", "expected"),
    [
        ("sex", "性别", [("男",), ("女",)]),
        (
            "education",
            "最高学历",
            [(name,) for name in ("研究生", "研究生班", "大学本科", "大学普通班", "大学专科", "中专", "高中及以下")],
        ),
        ("nature", "单位性质", []),
        ("city", "所在地市", []),
        ("unit", "工作单位", []),
    ],
)
def test_scales_list_what_nobody_has(name: str, header: str, expected: list[tuple[str]]) -> None:
    shown = lines(name, {header: ""})
    assert [labels for labels, _ in shown] == [*expected, ("未填",)]
    assert sum(sum(by_sex) for _, by_sex in shown) == 1


def test_sex_is_what_was_filled_in() -> None:
    rows = [MEN, MEN, {"性别": "女"}, {"性别": ""}, {"性别": "男性"}, {"性别": " 男\n"}]
    assert lines("sex", *rows) == [
        (("男",), (3, 0, 0)),
        (("女",), (0, 1, 0)),
        (("男性",), (0, 0, 1)),
        (("未填",), (0, 0, 1)),
    ]


@pytest.mark.parametrize(
    ("number", "label"),
    [
        pytest.param(MAN, "35岁及以下", id="18 characters"),
        pytest.param(WOMAN_15, "36-40岁", id="15 digits"),
        pytest.param(WOMAN.lower(), "36-40岁", id="small x"),
        pytest.param(MAN[:-1] + "1", "号码无法识别", id="check character"),
        pytest.param("330102202703099457", "号码无法识别", id="born after that day"),
        pytest.param("E12345678", "号码无法识别", id="no resident number"),
        pytest.param(" ", "未填", id="blank"),
    ],
)
def test_age_is_told_by_right_numbers_alone(number: str, label: str) -> None:
    assert with_people(lines("age", {"身份证号码": number})) == [((label,), (0, 1, 0))]


def test_a_number_that_lost_its_digits_tells_no_age() -> None:
    (found,) = counted(make_table({"身份证号码": MAN}, stored=[0]))
    assert with_people(table_of(found, "age")) == [(("号码无法识别",), (0, 1, 0))]


def test_all_bands_are_listed_and_the_rest_follows() -> None:
    rows = [{"身份证号码": number} for number in (MAN, "", "1", "2", WOMAN)]
    assert lines("age", *rows) == [
        (("35岁及以下",), (0, 1, 0)),
        (("36-40岁",), (0, 1, 0)),
        *[((label,), (0, 0, 0)) for label in ("41-45岁", "46-50岁", "51-54岁", "55-59岁", "60岁及以上")],
        (("号码无法识别",), (0, 2, 0)),
        (("未填",), (0, 1, 0)),
    ]


def test_the_day_decides_the_band() -> None:
    table = make_table({"身份证号码": WOMAN})
    bands = [
        with_people(table_of(count([table], day, EDITION, [AGE])[0], "age"))[0][0]
        for day in (TODAY.replace(2024, 9, 19), TODAY.replace(2024, 9, 20))
    ]
    assert bands == [("35岁及以下",), ("36-40岁",)]


def test_units_are_in_the_order_of_their_numbers_and_blanks_make_no_other_unit() -> None:
    names = ["乙局", "甲 局", "甲局\n", "丙局", "甲局", "乙局", ""]
    assert lines("unit", *({"工作单位": name} for name in names)) == [
        (("甲局",), (0, 3, 0)),
        (("乙局",), (0, 2, 0)),
        (("丙局",), (0, 1, 0)),
        (("未填",), (0, 1, 0)),
    ]


def test_a_number_in_the_wrong_column_is_masked() -> None:
    assert lines("unit", {"工作单位": MAN})[0][0] == ("330***********9450",)


def test_every_row_counts_and_different_people_are_told_beside() -> None:
    rows = [{"身份证号码": number} for number in (WOMAN, WOMAN_15, MAN, "1", "1", "")]
    (found,) = counted(make_table(*rows))
    # The same woman twice; numbers that say nothing are different people.
    assert (found.forms, found.rows, found.people) == (("身份证号",), 6, 5)


def test_both_forms_together_and_apart() -> None:
    resident = make_table({}, MEN)
    special = make_table({"性别": "男"}, {"证件号码": ""}, form=SPECIAL)
    together, first, second = counted(resident, make_table({"身份证号码": MAN}), special)
    assert [(one.forms, one.rows, one.people) for one in (together, first, second)] == [
        (("身份证号", "特殊证书"), 5, 4),
        (("身份证号",), 3, 2),
        (("特殊证书",), 2, 2),
    ]
    assert table_of(together, "series") == [(("高等学校教师",), (2, 3, 0))]
    assert with_people(table_of(together, "age")) == [
        (("35岁及以下",), (0, 1, 0)),
        (("36-40岁",), (1, 1, 0)),
        (("号码不含出生日期",), (1, 0, 0)),
        (("未填",), (0, 1, 0)),
    ]
    # Their numbers tell no birth date, so their ages are not asked for.
    assert "age" not in {table.topic.name for table in second.tables}
    assert "age" in {table.topic.name for table in first.tables}


def test_a_third_form_is_counted_by_what_it_asks_for() -> None:
    places = ("西湖区", "没有的县", "")
    guests = make_table(*({FIELD: "律师", RANK: "一级律师", PLACE: place} for place in places), form=GUEST)
    (found,) = counted(guests)
    assert [table.topic.name for table in found.tables] == ["series", "title", "education", "county"]
    assert table_of(found, "title") == [(("律师", "一级律师"), (0, 0, 3))]
    # The form asks for no city: that of a county is told by the dictionary.
    assert table_of(found, "county") == [
        (("杭州市", "西湖区"), (0, 0, 1)),
        (("未填", "没有的县"), (0, 0, 1)),
        (("未填", "未填"), (0, 0, 1)),
    ]
    together, *_ = counted(guests, make_table(MEN))
    assert table_of(together, "sex") == [(("男",), (1, 0, 0)), (("女",), (0, 0, 0)), (("未填",), (0, 0, 3))]


def test_an_edition_decides_the_order_and_the_sexes() -> None:
    own = replace(EDITION, lists={**EDITION.lists, lists.SEX: ("女", "男", "其他"), lists.EDUCATION: ("博士后",)})
    (found,) = count([make_table({}, MEN, {"性别": "其他"})], TODAY, own)
    assert found.sexes == ("女", "男", "其他", "未填及其它")
    assert table_of(found, "education") == [(("博士后",), (0, 0, 0, 0)), (("研究生",), (1, 1, 1, 0))]


ENTRIES = st.sampled_from(["", " ", "男", "女", "甲", "研究生", "杭州市", "西湖区", "高等学校教师", "教授", "x\n"])
NUMBERS = st.sampled_from([MAN, WOMAN, WOMAN_15, "", "1", "330102199803099451"])
HEADERS = [column.header for column in RESIDENT.columns if column.list_name]
ROWS = st.fixed_dictionaries(
    {"身份证号码": NUMBERS, "工作单位": ENTRIES, **dict.fromkeys(HEADERS, ENTRIES)},
)


@given(st.lists(ROWS, min_size=1, max_size=8), st.integers(0, 2), st.integers(0, 2))
def test_every_table_adds_up_to_all_people(rows: list[dict[str, str]], specials: int, guests: int) -> None:
    tables = [make_table(*rows), make_table(*[{}] * specials, form=SPECIAL), make_table(*[{}] * guests, form=GUEST)]
    tables = [table for table in tables if table.rows]
    groups = counted(*tables)
    total = sum(len(table.rows) for table in tables)
    assert groups[0].rows == total
    assert len(groups) == (1 if len(tables) == 1 else 1 + len(tables))
    for group in groups:
        assert group.people <= group.rows
        for table in group.tables:
            assert sum(line.rows for line in table.lines) == group.rows
            assert len({line.labels for line in table.lines}) == len(table.lines)
        by_sex = [[sum(line.by_sex[at] for line in table.lines) for at in range(3)] for table in group.tables]
        assert [sums for sums in by_sex if sums != by_sex[0]] == []
    assert sum(group.rows for group in groups[1:]) in {0, total}


def test_topics_have_names_of_their_own() -> None:
    assert len(BY_NAME) == len(TOPICS)
    assert len({topic.label for topic in TOPICS}) == len(TOPICS)
