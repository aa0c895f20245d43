"""The open sheet as a button sees it: it must have a form's columns, and rows."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from zcert import clock
from zcert.errors import UserError
from zcert.finding import Finding
from zcert.fitting import NO_FORM, Fit, Grid, fit_all
from zcert.form import Form
from zcert.inspection import Inspection
from zcert.marking import marks
from zcert.results import Verdict
from zcert.roles import Role
from zcert.values.text import cell_text
from zcert_addin.hosts.protocol import Host
from zcert_dictionaries import Edition, load_edition
from zcert_templates import FORMS
from zcert_templates.marks import Layer, Marking
from zcert_templates.own_lists import own_lists

NOT_THIS_SHEET = f"当前工作表{NO_FORM}，请先打开采集表，点到填写数据的工作表上再试"
NO_ROWS = "表中还没有填写数据，请从第4行开始填写后再试"
NO_RESULT = "这种表没有写检测结果的列，请用“数据检查”查看问题"
NOT_SAVED = "请先保存本工作簿，再执行本操作"
GONE = "这是工作表“{}”的{}，但那张工作表已改名、删除或隐藏，请先点到填写数据的工作表上再试"

_WHEN: Final = r"\d{4}年\d+月\d+日\d+:\d{2}"
_TITLE: Final = re.compile("".join(("“(.+)”的", r"(\S+?)", f"（{_WHEN}）.*")), re.DOTALL)


def open_sheet(host: Host) -> Fit:
    """Read the open sheet as a form, or the one to which the list in front belongs, which is worked on from now on.

    Raises UserError when it is no form, was changed, or holds no row, and when the one of a list is not to be found.
    """
    (found,) = fit_all([_data(host)], forms()).required(NOT_THIS_SHEET)
    if not found.table.rows:
        raise UserError(NO_ROWS)
    return found


def _data(host: Host) -> Grid:
    grid = host.read()
    title = cell_text(grid.cells[0][0]) if grid.cells and (grid.top, grid.left) == (1, 0) else ""
    belongs = _TITLE.fullmatch(title)
    if belongs is None:
        return grid
    if not host.turn_to(belongs[1]):
        raise UserError(GONE.format(*belongs.groups()))
    return host.read()


def title(found: Fit, what: str, summary: str) -> str:
    """Return the title of a list of that name about an open sheet, by which buttons find the sheet again."""
    now = clock.now()
    return f"“{found.table.sheet}”的{what}（{now.year}年{now.month}月{now.day}日{now:%H:%M}）：{summary}"


def mark(host: Host, found: Fit, layer: Layer, findings: Iterable[Finding]) -> None:
    """Turn the cells with errors red until they are changed."""
    table = found.table
    host.mark(Marking(table.form, layer, table.sheet, table.numbers[0], found.columns, marks(table, findings)))


def inspection(found: Fit, facts: Mapping[str, str] = MappingProxyType({})) -> Inspection:
    """Return the open sheet, ready for the rules, with today's date and the built-in dictionaries.

    facts: what the workbook's dictionary sheet says; its own lists are right too.
    """
    return Inspection(found.table, clock.today(), edition().with_own(own_lists(facts)))


def edition() -> Edition:
    """Return the installed edition of the dictionaries."""
    return load_edition()


def forms() -> tuple[Form, ...]:
    """Return the forms that a sheet may have."""
    return FORMS


def folder_of(host: Host) -> Path:
    """Return the workbook's folder; raises UserError when it was never saved."""
    if host.folder is None:
        raise UserError(NOT_SAVED)
    return host.folder


def write_result(host: Host, found: Fit, role: Role, verdicts: Mapping[int, Verdict]) -> int:
    """Write a result column in one block, from the first data row to the last, and return its position (0-based).

    Blank rows get an empty cell. Raises UserError when the form or the sheet lacks the column.
    """
    own = found.table.form.role(role)
    if own is None:
        raise UserError(NO_RESULT)
    if own.header not in found.columns:
        raise UserError(f"表中没有“{own.header}”列，请恢复原来的表头后再试")
    column, first, last = found.columns[own.header], found.table.numbers[0], found.table.numbers[-1]
    texts = [verdicts[row].text if row in verdicts else "" for row in range(first, last + 1)]
    host.write_column(column, first, texts)
    host.ensure_red(column, first, last)
    return column
