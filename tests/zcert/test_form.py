"""What holds for every form, and for forms that lack a column."""

from dataclasses import replace

import pytest

from support.domain import KEY, MAN, inspect, make_table, right_row
from support.third_form import FIELD, GUEST, NAME, NUMBER, PLACE, RANK, WITH_GUEST
from zcert.checking import check
from zcert.consolidating import count_by_unit
from zcert.form import Column, Form, Kind
from zcert.results import IDENTITY, PHOTO, results
from zcert.roles import Role
from zcert.several_files import People
from zcert_dictionaries import lists, load_edition
from zcert_templates import RESIDENT, SPECIAL

EACH = pytest.mark.parametrize("form", WITH_GUEST, ids=lambda form: form.name)


@EACH
def test_headers_and_roles_are_unique(form: Form) -> None:
    roles = [column.role for column in form.columns if column.role]
    assert len(set(roles)) == len(roles)
    assert len(form.header_set) == len(form.columns)


@EACH
def test_every_listed_column_takes_a_list_of_the_dictionary(form: Form) -> None:
    for column in form.columns:
        assert (column.kind is Kind.LISTED) == bool(column.list_name)
        assert not column.list_name or load_edition().entries(column.list_name)


@EACH
def test_keys(form: Form) -> None:
    assert form.key_columns[0] is form.role(Role.NUMBER)
    assert form.key == form.key_columns[0].header
    assert [column.role for column in form.key_columns] == list(form.keys)


def test_a_key_that_the_form_lacks() -> None:
    form = Form("x", "x", "x", "x", "x", "x", (Column("甲"),))
    with pytest.raises(KeyError):
        _ = form.key


def test_role_list_and_parent() -> None:
    by_header = {column.header: column for column in GUEST.columns}
    assert GUEST.role(Role.NAME) is by_header[NAME]
    assert GUEST.role(Role.SEX) is None
    assert GUEST.listing(lists.TITLE) is by_header[RANK]
    assert GUEST.listing(lists.SEX) is None
    assert GUEST.parent(by_header[RANK]) is by_header[FIELD]
    assert [GUEST.parent(by_header[header]) for header in (FIELD, PLACE, NAME)] == [None] * 3


def test_texts_of_a_role() -> None:
    table = make_table({NAME: "甲"}, {NAME: "乙"}, form=GUEST)
    assert table.texts(Role.NAME) == ("甲", "乙")
    assert table.texts(Role.UNIT) == ("", "")
    assert make_table(form=GUEST).texts(Role.UNIT) == ()


def without(form: Form, role: Role) -> Form:
    columns = tuple(column for column in form.columns if column.role is not role)
    return replace(form, columns=columns, keys=tuple(key for key in form.keys if key is not role))


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.NUMBER], ids=lambda role: role.name)
@pytest.mark.parametrize("form", [RESIDENT, SPECIAL], ids=lambda form: form.name)
def test_an_absent_role_keeps_the_rules_silent(form: Form, role: Role) -> None:
    """What is found in a table without the column is what was found before, less what was found at that column."""
    wrong = dict.fromkeys(form.headers, "错 误")
    row = right_row(form) | {form.key: MAN}
    whole = make_table(wrong, row, row, form=form)
    column, lacking = form.role(role), without(form, role)
    texts = [
        [dict(zip(form.headers, cells, strict=True))[header] for header in lacking.headers] for cells in whole.rows
    ]
    table = replace(whole, form=lacking, rows=texts)
    gone = {column.header} if column else set()
    # Without the mode any review body may be right.
    silent = {"review-org-mode"} if role is Role.MODE else set()
    silent |= {"paper-format"} if role is Role.PAPER_TYPE else set()
    expected = [one for one in check(inspect(whole)) if one.column not in gone and one.code not in silent]
    assert check(inspect(table)) == expected
    assert len(texts) == len(results(table, expected, IDENTITY)) == len(results(table, expected, PHOTO))


@pytest.mark.parametrize("role", [Role.NAME, Role.UNIT, Role.REPORTING_UNIT], ids=lambda role: role.name)
def test_people_and_units_are_counted_without_a_role(role: Role) -> None:
    form, people = without(RESIDENT, role), People()
    for file in ("a", "b"):
        table = make_table({KEY: MAN}, form=form)
        people.add(file, table, inspect(table).people)
    assert [one.kind for one in people.duplicates()] == ["number"]
    counted = count_by_unit([make_table({KEY: MAN}, {}, form=form)])
    assert counted == ({} if role is Role.REPORTING_UNIT else {"杭州市": 2})


@pytest.mark.parametrize(
    ("rows", "duplicates"),
    [
        pytest.param([("A1234567", "甲"), ("A1234567", "甲")], [4, 5], id="same person"),
        pytest.param([("A1234567", "甲"), (" ａ1234567", " 甲")], [4, 5], id="written otherwise"),
        pytest.param([("A1234567", "甲"), ("A1234567", "乙")], [], id="another name"),
        pytest.param([("A1234567", "甲"), ("B1234567", "甲")], [], id="another number"),
        pytest.param([("无", "甲"), ("无", "甲")], [], id="no number"),
    ],
)
def test_two_keys_identify_a_person_together(rows: list[tuple[str, str]], duplicates: list[int]) -> None:
    table = make_table(*({NUMBER: number, NAME: name} for number, name in rows), form=GUEST)
    found = [(one.row, one.column) for one in check(inspect(table)) if one.code == "id-duplicate"]
    assert found == [(row, NUMBER) for row in duplicates]


def test_an_identity_number_that_is_no_key_is_judged_too() -> None:
    extra = Column("配偶身份证", Kind.RESIDENT_ID)
    form = replace(GUEST, columns=(*GUEST.columns, extra))
    table = make_table({extra.header: MAN}, {extra.header: "3301", NUMBER: "B1234567"}, {NUMBER: "C1234567"}, form=form)
    assert [(one.row, one.column, one.code) for one in check(inspect(table))] == [(5, extra.header, "id-length")]
