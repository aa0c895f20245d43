"""Rows that nobody's file holds, and what is said of no row."""

import dataclasses

from support.domain import KEY, MAN, make_table
from support.third_form import GUEST
from zcert.finding import Finding
from zcert.return_basis import asks_for_photos
from zcert.returning import NO_UNIT, returns
from zcert.roles import Role
from zcert.table import Origin

DUPLICATE = "id-duplicate"
TYPED = Origin("", "", "")


def wrong(*rows: int | None, code: str = "required") -> list[Finding]:
    return [Finding(row, KEY, code, "错") for row in rows]


def test_a_row_typed_into_a_summary_goes_back_to_the_unit_that_it_names() -> None:
    rows = ({"工作单位": "甲中学"}, {"工作单位": "", "上报单位": "杭州市"}, {"工作单位": "", "上报单位": ""})
    table = dataclasses.replace(make_table(*rows), origins=(TYPED,) * 3)
    found = returns("汇总表.xlsx", [(table, wrong(4, 5, 6))])
    assert [(one.unit, one.chain, len(one.rows)) for one in found] == [
        ("甲中学", (), 1),
        ("杭州市", (), 1),
        (NO_UNIT, (), 1),
    ]


def test_what_concerns_no_row_goes_back_to_nobody() -> None:
    assert returns("汇总表.xlsx", [(make_table({}), wrong(None))]) == []


def test_the_same_person_in_places_without_a_number_is_said_as_it_was() -> None:
    table = dataclasses.replace(
        make_table({KEY: MAN}, {KEY: MAN}),
        origins=(Origin("甲.xlsx", "采集表", "4"), Origin("乙.xlsx", "采集表", "?")),
    )
    found = returns("汇总表.xlsx", [(table, wrong(4, code=DUPLICATE))])
    assert [finding.message for one in found for row in one.rows for finding in row.findings] == ["错"]


def test_a_form_without_photos_asks_for_none() -> None:
    columns = tuple(column for column in GUEST.columns if column.role is not Role.PHOTO_RESULT)
    assert not asks_for_photos(make_table(form=dataclasses.replace(GUEST, columns=columns)))
