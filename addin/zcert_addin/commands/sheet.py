"""The open sheet as a button sees it: it must have a form's columns, and rows."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from zcert import clock
from zcert.errors import UserError
from zcert.fitting import NO_FORM, Fit, fit_all
from zcert.form import Form
from zcert.inspection import Inspection
from zcert.results import Verdict
from zcert.roles import Role
from zcert_addin.hosts.protocol import Host
from zcert_dictionaries import Edition, load_edition
from zcert_templates import FORMS
from zcert_templates.own_lists import own_lists

NOT_THIS_SHEET = f"当前工作表{NO_FORM}，请先打开采集表，点到填写数据的工作表上再试"
NO_ROWS = "表中还没有填写数据，请从第4行开始填写后再试"
NO_RESULT = "这种表没有写检测结果的列，请用“数据检查”查看问题"
NOT_SAVED = "请先保存本工作簿，再执行本操作"


def open_sheet(host: Host) -> Fit:
    """Read the open sheet as a form; raises UserError when it is none, was changed, or holds no row."""
    (found,) = fit_all([host.read()], forms()).required(NOT_THIS_SHEET)
    if not found.table.rows:
        raise UserError(NO_ROWS)
    return found


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
