"""How counts are told."""

import pytest

from support.domain import MAN, SPECIAL, TODAY, make_table
from zcert.counting import Statistics, count
from zcert.fitting import Grid
from zcert.tabulating import TITLE, headline, heads, is_statistics, rows
from zcert_dictionaries import load_edition


def groups(*more: dict[str, str], special: int = 0) -> tuple[Statistics, ...]:
    tables = [make_table({}, {"性别": "男"}, *more), make_table(*[{}] * special, form=SPECIAL)]
    return count([table for table in tables if table.rows], TODAY, load_edition())


def test_headline() -> None:
    assert headline(groups()) == "共2人，同一号码只计一次为1人"
    assert (
        headline(groups({"身份证号码": MAN}, special=1)) == "共4人（身份证号3人、特殊证书1人），同一号码只计一次为3人"
    )


def test_rows_with_shares_and_their_sum() -> None:
    (found,) = groups({"最高学历": "大学本科", "性别": ""}, {"所属系列": "律师"})
    assert heads(found) == ("人数", "占比", "男", "男占比", "女", "女占比", "未填及其它")
    series = rows(found, found.tables[0])
    assert [(row.labels, row.figures) for row in series] == [
        (("高等学校教师",), (3, 0.75, 1, 1 / 3, 1, 1 / 3, 1)),
        (("律师",), (1, 0.25, 0, 0.0, 1, 1.0, 0)),
        (("合计",), (4, 1.0, 1, 0.25, 2, 0.5, 1)),
    ]
    assert {type(figure) for row in rows(found, found.tables[0]) for figure in row.figures[1::2]} == {float}


def test_a_line_without_people_has_no_share() -> None:
    (found,) = groups()
    (education,) = [table for table in found.tables if table.topic.name == "education"]
    empty = [row for row in rows(found, education) if not row.figures[0]]
    assert [row.figures for row in empty] == [(0, 0.0, 0, 0.0, 0, 0.0, 0)] * 6


def test_the_sum_of_titles_has_two_labels() -> None:
    (found,) = groups()
    *_, total = rows(found, found.tables[1])
    assert total.labels == ("合计", "")


@pytest.mark.parametrize(
    ("cells", "known"),
    [([[TITLE]], True), ([["", TITLE]], False), ([["采集表"], [TITLE]], False), ([], False), ([[]], False)],
)
def test_statistics_are_known_by_their_title(cells: list[list[str]], *, known: bool) -> None:
    assert is_statistics([Grid("说明", []), Grid("统计", cells)]) is known
