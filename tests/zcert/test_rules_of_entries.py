"""Rules about what must be filled in, and what may be chosen."""

from itertools import chain

import pytest

from support.domain import (
    KEY,
    MODE,
    ORGANISATION,
    PAPER,
    RESIDENT,
    SPECIAL,
    WOMAN_15,
    WOMAN_18,
    inspect,
    make_table,
    places,
    places_of,
)
from support.rule_tables import CITY, COUNTY, NUMBER, OTHER_ORGANISATION, PHOTO, SERIES, TITLE, messages
from zcert.form import Kind
from zcert.rules import (
    cascade,
    day,
    listed,
    required,
    review_organisation,
)
from zcert_dictionaries import load_edition

# required


def test_required() -> None:
    headers = [column.header for column in RESIDENT.columns if column.required]
    found = places_of(required, dict.fromkeys(RESIDENT.headers, ""))
    assert found == [(4, header, "required") for header in headers]
    assert set(RESIDENT.headers) - set(headers) == {
        *("最高学位", "毕业学校", "所学专业", OTHER_ORGANISATION, "通信地址", "邮政编码"),
        *("主管部门", "公布文号", "备注", PHOTO, "身份证验证"),
    }


@pytest.mark.parametrize("blank", ["", " ", "　\n", "\u00a0"])
def test_blanks_are_empty(blank: str) -> None:
    table = make_table({}, {"姓名": blank}, {"姓名": "x"})
    assert places(required.check(inspect(table))) == [(5, "姓名", "required")]
    assert messages(required, table) == ["“姓名”必须填写，请补填"]


def test_kind_of_paper_is_required() -> None:
    assert places_of(required, {PAPER: ""}, form=SPECIAL) == [(4, PAPER, "required")]


# listed


@pytest.mark.parametrize("header", [column.header for _, column in SPECIAL.of_kind(Kind.LISTED)])
def test_listed(header: str) -> None:
    edition = load_edition()
    some = edition.lists.get(header) or tuple(chain.from_iterable(edition.children[header].values()))
    rows = [{header: some[0]}, {header: "没有这一项"}, {header: some[-1]}, {header: ""}, {header: f"{some[0]} "}]
    assert places_of(listed, *rows, form=SPECIAL) == [(5, header, "not-in-list"), (8, header, "not-in-list")]


def test_message_of_listed() -> None:
    message = "不是下拉列表中的选项，请从列表中重新选取；确有此项的，请管理员更新字典"
    assert messages(listed, make_table({"性别": "男性"})) == [message]


# cascade


@pytest.mark.parametrize(
    ("parent", "child", "wrong"),
    [
        pytest.param("高等学校教师", "教授", False, id="belongs"),
        pytest.param("哲学社会科学研究人员", "教授", True, id="stale"),
        pytest.param("", "教授", True, id="no parent"),
        pytest.param("没有的系列", "教授", True, id="unknown parent"),
        pytest.param("高等学校教师", "没有的名称", False, id="unknown child belongs to another rule"),
        pytest.param("高等学校教师", "", False, id="no child"),
        pytest.param("", "", False, id="neither"),
    ],
)
def test_cascade_of_titles(parent: str, child: str, *, wrong: bool) -> None:
    found = places_of(cascade, {}, {SERIES: parent, TITLE: child})
    assert found == ([(5, TITLE, "cascade")] if wrong else [])


def test_cascade_of_counties() -> None:
    edition = load_edition()
    cities = list(edition.children[COUNTY])
    rows = [{CITY: city, COUNTY: edition.children[COUNTY][city][0]} for city in cities]
    stale = [{CITY: cities[0], COUNTY: row[COUNTY]} for row in rows[1:]]
    assert places_of(cascade, *rows, *stale) == [(row, COUNTY, "cascade") for row in range(15, 25)]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({CITY: "宁波市"}, "不属于所选的所在地市“宁波市”，请重新选取所在县市或改正所在地市"),
        ({CITY: ""}, "“所在地市”未填，请先选所在地市，再重新选取所在县市"),
        ({CITY: " "}, "“所在地市”未填，请先选所在地市，再重新选取所在县市"),
        ({SERIES: " 高等学校教师"}, f"不属于所选的所属系列“高等学校教师”，请重新选取{TITLE}或改正所属系列"),
    ],
)
def test_message_of_cascade(row: dict[str, str], message: str) -> None:
    assert messages(cascade, make_table(row)) == [message]


# day


@pytest.mark.parametrize(
    ("number", "text", "code"),
    [
        (WOMAN_18, "20200105", None),
        (WOMAN_18, " 20200105", None),
        (WOMAN_18, "2020-01-05", "date-format"),
        (WOMAN_18, "20200230", "date-format"),
        (WOMAN_18, "20261121", None),
        (WOMAN_18, "20261122", "date-range"),
        (WOMAN_18, "19490930", "date-range"),
        (WOMAN_18, "19880920", "date-range"),
        (WOMAN_18, "19880921", None),
        (WOMAN_15, "19880920", "date-range"),
        (WOMAN_15, "19880921", None),
        (f"{WOMAN_18.lower()} ", "19880920", "date-range"),
        ("330102199803099451", "19880920", None),
        ("", "19880920", None),
    ],
)
def test_day(number: str, text: str, code: str | None) -> None:
    found = places_of(day, {}, {KEY: number, "取得时间": text})
    assert found == ([(5, "取得时间", code)] if code else [])


def test_day_without_identity_number() -> None:
    rows = [{NUMBER: WOMAN_18, "取得时间": "19880920"}, {"取得时间": "1988"}]
    assert places_of(day, *rows, form=SPECIAL) == [(5, "取得时间", "date-format")]


def test_message_of_day() -> None:
    message = "取得时间不晚于号码中的出生日期，请核对取得时间和号码"
    assert messages(day, make_table({"取得时间": "19880920"})) == [message]


# review_organisation


@pytest.mark.parametrize(
    ("mode", "organisation", "other", "expected"),
    [
        ("评审", "高级会计师职务任职资格评审委员会", "", []),
        ("评审", "其它", "某评审委员会", []),
        ("评审", "其它", "", [(OTHER_ORGANISATION, "other-org-missing")]),
        ("评审", "其它", " \n", [(OTHER_ORGANISATION, "other-org-missing")]),
        ("评审", "经浙江省人事厅确认", "", []),
        ("认定", "经浙江省人事厅确认", "", []),
        ("认定", "高级会计师职务任职资格评审委员会", "", [(ORGANISATION, "review-org-mode")]),
        ("认定", "其它", "甲", [(ORGANISATION, "review-org-mode")]),
        ("认定", "其它", "", [(ORGANISATION, "review-org-mode"), (OTHER_ORGANISATION, "other-org-missing")]),
        ("认定", "", "", []),
        ("", "其它", "甲", []),
    ],
)
def test_review_organisation(mode: str, organisation: str, other: str, expected: list[tuple[str, str]]) -> None:
    found = places_of(review_organisation, {}, {MODE: mode, ORGANISATION: organisation, OTHER_ORGANISATION: other})
    assert found == [(5, *place) for place in expected]


def test_messages_of_review_organisation() -> None:
    assert messages(review_organisation, make_table({MODE: "认定", ORGANISATION: "其它"})) == [
        "取得方式为认定的，评审组织应选“经浙江省人事厅确认”，请核对取得方式和评审组织",
        "评审组织选了“其它”，请在其它评审组织中填写评审委员会全称",
    ]
