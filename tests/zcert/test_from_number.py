"""What identity numbers say that cells leave open."""

from dataclasses import replace

import pytest

from support.domain import MAN, SPECIAL, TODAY, WOMAN, WOMAN_15, inspect, make_grid
from zcert.finding import Finding
from zcert.fitting import Fit, fit
from zcert.form import Column, Form, Kind
from zcert.from_number import FromNumbers, Said, from_numbers
from zcert.roles import Role
from zcert.rules import day
from zcert.table import ReadingNotes
from zcert.values.text import Cell
from zcert_dictionaries import lists
from zcert_templates import FORMS

BORN, NUMBER, GENDER = "出生年月日", "公民身份号码", "男女"
WITH_BIRTH = Form(
    name="birth",
    label="出生",
    title="登记表",
    note="",
    summary_sheet="出生汇总",
    summary_title="汇总",
    columns=(
        Column(NUMBER, Kind.RESIDENT_ID, role=Role.NUMBER),
        Column(BORN, Kind.DAY, role=Role.BIRTH_DATE),
        Column(GENDER, Kind.LISTED, role=Role.SEX, list_name=lists.SEX),
    ),
)


def said(*rows: dict[str, Cell], form: Form = FORMS[0]) -> FromNumbers:
    found = fit(make_grid(*rows, form=form), (*FORMS, WITH_BIRTH))
    assert isinstance(found, Fit)
    return from_numbers(found, inspect(found.table))


@pytest.mark.parametrize(
    ("number", "sex", "text"),
    [
        pytest.param(MAN, "", "男", id="man"),
        pytest.param(WOMAN, "", "女", id="woman"),
        pytest.param(WOMAN.lower(), " ", "女", id="small x, blank"),
        pytest.param(WOMAN_15, "", "女", id="15 digits"),
    ],
)
def test_an_empty_cell_is_open(number: str, sex: str, text: str) -> None:
    assert said({"身份证号码": number, "性别": sex}) == FromNumbers(("性别",), (Said(4, "性别", text),), (), ())


@pytest.mark.parametrize(
    "number",
    [
        pytest.param(MAN[:-1] + "9", id="check digit"),
        pytest.param("E12345678", id="passport"),
        pytest.param("", id="none"),
        pytest.param(330102199803099450, id="stored as a number"),
    ],
)
def test_a_wrong_number_says_nothing(number: Cell) -> None:
    assert said({"身份证号码": number, "性别": ""}) == FromNumbers(("性别",), (), (), (4,))
    assert said({"身份证号码": number, "性别": "女"}) == FromNumbers(("性别",), (), (), ())


def test_a_filled_cell_is_compared() -> None:
    rows: list[dict[str, Cell]] = [{"身份证号码": MAN, "性别": sex} for sex in ("男", "女", "M")]
    assert said(*rows) == FromNumbers(("性别",), (), (Said(5, "性别", "男"),), ())


def test_other_papers_say_nothing() -> None:
    assert said({"性别": ""}, form=SPECIAL) == FromNumbers((), (), (), ())


def test_a_cell_with_an_error_is_not_empty() -> None:
    grid = make_grid({"身份证号码": MAN, "性别": None}, {"身份证号码": MAN, "性别": None})
    found = fit(replace(grid, notes=ReadingNotes(((4, 2, "error"),))), FORMS)
    assert isinstance(found, Fit)
    assert found.table.notes.doubts == ((4, "性别", "error"),)
    assert from_numbers(found, inspect(found.table)).open == (Said(5, "性别", "男"),)


def test_birth_dates_of_a_form_that_asks_for_them() -> None:
    rows: list[dict[str, Cell]] = [
        {NUMBER: MAN, BORN: "", GENDER: ""},
        {NUMBER: WOMAN_15, BORN: None, GENDER: "女"},
        {NUMBER: MAN, BORN: "19980310", GENDER: "女"},
        {NUMBER: MAN, BORN: "１９９８０３０９", GENDER: "男"},
        {NUMBER: MAN, BORN: "1998年3月9日", GENDER: "男"},
    ]
    assert said(*rows, form=WITH_BIRTH) == FromNumbers(
        (BORN, GENDER),
        (Said(4, BORN, "19980309"), Said(5, BORN, "19880920"), Said(4, GENDER, "男")),
        (Said(6, BORN, "19980309"), Said(6, GENDER, "男")),
        (),
    )


def test_a_birth_date_is_no_day_of_a_title() -> None:
    rows = [{NUMBER: MAN, BORN: text, GENDER: "男"} for text in ("19980309", "19300101", "20991231", "1998")]
    found = fit(make_grid(*rows, form=WITH_BIRTH), (WITH_BIRTH,))
    assert isinstance(found, Fit)
    assert TODAY.year == 2026
    assert list(day.check(inspect(found.table))) == [
        Finding(6, BORN, "date-range", "出生日期晚于今天，请核对"),
        Finding(7, BORN, "date-format", "日期应为8位数字（年4位、月2位、日2位），请改正，如1989年1月5日填写19890105"),
    ]
