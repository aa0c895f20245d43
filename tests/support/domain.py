"""Right rows of any form, and tables, grids and inspections made of them; all people are fictitious."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence

from zcert.finding import Finding
from zcert.fitting import Grid
from zcert.form import FIRST_DATA_ROW, Column, Form, Kind
from zcert.inspection import Inspection
from zcert.photos.album import Album
from zcert.roles import Role
from zcert.rules import Rule
from zcert.table import Table
from zcert.values.text import Cell
from zcert_dictionaries import lists, load_edition
from zcert_templates import RESIDENT, SPECIAL

TODAY = dt.date(2026, 11, 21)
MAN, WOMAN = "330102199803099450", "33010619880920948X"
WOMAN_15, WOMAN_18 = "330106880920948", WOMAN

KEY, PAPER, MODE, ORGANISATION = "身份证号码", "证件类型", "取得方式", "评审组织"

_BY_ROLE = {
    Role.NAME: "样本",
    Role.SEX: "女",
    Role.UNIT: "杭州样本大学",
    Role.SCHOOL: "示例大学",
    Role.STUDIED: "数学",
    Role.PRACTISED: "数学",
    Role.MODE: "评审",
    Role.REVIEW_ORG: "高级会计师职务任职资格评审委员会",
    Role.OTHER_REVIEW_ORG: "",
    Role.ADDRESS: "杭州市样本路1号",
    Role.AUTHORITY: "杭州市教育局",
    Role.DOCUMENT: "浙人专〔2020〕1号",
    Role.REPORTING_UNIT: "杭州市",
    Role.PAPER_TYPE: "中国护照",
}
_BY_LIST = {
    lists.UNIT_NATURE: "机关",
    lists.EMPLOYMENT: "在职在聘",
    lists.EDUCATION: "研究生",
    lists.DEGREE: "博士",
    lists.SERIES: "高等学校教师",
    lists.TITLE: "教授",
    lists.CITY: "杭州市",
    lists.COUNTY: "西湖区",
}
_BY_KIND = {
    Kind.RESIDENT_ID: WOMAN,
    Kind.PAPER_NUMBER: "E12345678",
    Kind.DAY: "20200105",
    Kind.PHONE: "13800138000",
    Kind.POSTCODE: "310007",
}


def right_text(column: Column) -> str:
    """Return a text without fault for a column of any form: by what it says, by its list, by what it holds."""
    by_role = _BY_ROLE.get(column.role) if column.role else None
    return by_role or _BY_LIST.get(column.list_name) or _BY_KIND.get(column.kind, "示例" if column.required else "")


def right_row(form: Form, **changes: str) -> dict[str, str]:
    """Return a row without fault by header, with these cells changed."""
    return {column.header: right_text(column) for column in form.columns} | changes


def make_table(
    *rows: dict[str, str],
    form: Form = RESIDENT,
    numbers: Sequence[int] = (),
    stored: Iterable[int] = (),
    stray: tuple[tuple[int, str], ...] = (),
    sheet: str = "采集表",
) -> Table:
    """Return a table of right rows with changes, from row 4 on unless row numbers are given."""
    texts = [[right_row(form, **row)[header] for header in form.headers] for row in rows]
    return Table(
        form,
        sheet,
        texts,
        numbers or range(FIRST_DATA_ROW, FIRST_DATA_ROW + len(rows)),
        frozenset(stored),
        stray,
        [],
    )


def inspect(table: Table, photos: Album | None = None) -> Inspection:
    """Return the table, ready for rules, on the day of the test vectors."""
    return Inspection(table, TODAY, load_edition(), photos)


def places(findings: Iterable[Finding]) -> list[tuple[int | None, str, str]]:
    """Return row, column and code of each finding."""
    return [(finding.row, finding.column, finding.code) for finding in findings]


def places_of(rule: Rule, *rows: dict[str, str], form: Form = RESIDENT) -> list[tuple[int | None, str, str]]:
    """Return what a rule finds in right rows with changes."""
    return places(rule.check(inspect(make_table(*rows, form=form))))


def make_grid(
    *rows: Mapping[str, Cell],
    form: Form = RESIDENT,
    headers: Sequence[str] = (),
    change: Callable[[list[list[Cell]]], None] = lambda _cells: None,
    top: int = 1,
    left: int = 0,
) -> Grid:
    """Return a sheet as a host reads it: title, note, headers, right rows with changes; ``change`` edits the cells.

    headers: the columns of the sheet in order, those of the form unless given.
    """
    headers = headers or form.headers
    blank: list[Cell] = [None] * (len(headers) - 1)
    cells: list[list[Cell]] = [[form.title, *blank], [form.note, *blank], list(headers)]
    cells += [[{**right_row(form), **row}.get(header) for header in headers] for row in rows]
    change(cells)
    return Grid("采集表", cells, top, left)


__all__ = ["RESIDENT", "SPECIAL"]
