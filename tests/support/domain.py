"""Right rows of both forms, and tables, grids and inspections made of them; nobody of these exists."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence

from zcert.finding import Finding
from zcert.fitting import Grid
from zcert.form import FIRST_DATA_ROW, Form
from zcert.inspection import Inspection
from zcert.photos.album import Album
from zcert.rules import Rule
from zcert.table import Table
from zcert.values.text import Cell
from zcert_dictionaries import load_edition
from zcert_templates import RESIDENT, SPECIAL

TODAY = dt.date(2026, 11, 21)
MAN, WOMAN = "330102199803099450", "33010619880920948X"
WOMAN_15, WOMAN_18 = "330106880920948", WOMAN

KEY, PAPER, MODE, ORGANISATION = "身份证号码", "证件类型", "取得方式", "评审组织"

_SHARED = {
    "姓名": "样本",
    "性别": "女",
    "工作单位": "杭州样本大学",
    "单位性质": "机关",
    "在职状态": "在职在聘",
    "最高学历": "研究生",
    "最高学位": "博士",
    "毕业学校": "示例大学",
    "所学专业": "数学",
    "从事专业": "数学",
    "所属系列": "高等学校教师",
    "高级专业技术资格名称": "教授",
    MODE: "评审",
    "取得时间": "20200105",
    ORGANISATION: "高级会计师职务任职资格评审委员会",
    "联系电话": "13800138000",
    "通信地址": "杭州市样本路1号",
    "邮政编码": "310007",
    "所在地市": "杭州市",
    "所在县市": "西湖区",
    "主管部门": "杭州市教育局",
    "公布文号": "浙人专〔2020〕1号",
    "上报单位": "杭州市",
}

_OWN = {"id": {KEY: WOMAN}, "special": {"证件号码": "E12345678", PAPER: "中国护照"}}


def right_row(form: Form, **changes: str) -> dict[str, str]:
    """Give a row without fault by header, with these cells changed."""
    return dict.fromkeys(form.headers, "") | _SHARED | _OWN[form.name] | changes


def make_table(
    *rows: dict[str, str],
    form: Form = RESIDENT,
    numbers: Sequence[int] = (),
    stored: Iterable[int] = (),
    stray: tuple[tuple[int, str], ...] = (),
) -> Table:
    """Give a table of right rows with changes, from row 4 on unless row numbers are given."""
    texts = [[right_row(form, **row)[header] for header in form.headers] for row in rows]
    return Table(
        form,
        "采集表",
        texts,
        numbers or range(FIRST_DATA_ROW, FIRST_DATA_ROW + len(rows)),
        frozenset(stored),
        stray,
        [],
    )


def inspect(table: Table, photos: Album | None = None) -> Inspection:
    """Give the table, ready for rules, on the day of the test vectors."""
    return Inspection(table, TODAY, load_edition(), photos)


def places(findings: Iterable[Finding]) -> list[tuple[int | None, str, str]]:
    """Give row, column and code of each finding."""
    return [(finding.row, finding.column, finding.code) for finding in findings]


def places_of(rule: Rule, *rows: dict[str, str], form: Form = RESIDENT) -> list[tuple[int | None, str, str]]:
    """Give what a rule finds in right rows with changes."""
    return places(rule.check(inspect(make_table(*rows, form=form))))


def make_grid(
    *rows: Mapping[str, Cell],
    form: Form = RESIDENT,
    headers: Sequence[str] = (),
    change: Callable[[list[list[Cell]]], None] = lambda _cells: None,
    top: int = 1,
    left: int = 0,
) -> Grid:
    """Give a sheet as a host reads it: title, note, headers, right rows with changes; ``change`` then edits the cells.

    headers: the columns of the sheet in order, those of the form unless given.
    """
    headers = headers or form.headers
    blank: list[Cell] = [None] * (len(headers) - 1)
    cells: list[list[Cell]] = [[form.title, *blank], [form.note, *blank], list(headers)]
    cells += [[{**right_row(form), **row}.get(header) for header in headers] for row in rows]
    change(cells)
    return Grid("采集表", cells, top, left)


__all__ = ["RESIDENT", "SPECIAL"]
