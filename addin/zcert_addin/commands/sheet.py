"""The open sheet as a button sees it: it must have a form's columns, and rows."""

import datetime as dt
from pathlib import Path

from zcert.fitting import Fit, Misfit, fit
from zcert.inspection import Inspection
from zcert_addin.hosts.protocol import Host
from zcert_addin.refusal import Refused
from zcert_dictionaries import Edition, load_edition
from zcert_templates import FORMS

NO_FORM = "当前工作表不是证书采集表或汇总表，请先打开采集表，点到填写数据的工作表上再试"
NO_ROWS = "表中还没有填写数据，请从第4行开始填写后再试"
NOT_SAVED = "请先保存本工作簿，再执行本操作"


def open_sheet(host: Host) -> Fit:
    """Read the open sheet as a form; raises Refused when it is none, was changed, or holds no row."""
    found = fit(host.read(), FORMS)
    if found is None:
        raise Refused(NO_FORM)
    if isinstance(found, Misfit):
        raise Refused(found.message)
    if not found.table.rows:
        raise Refused(NO_ROWS)
    return found


def inspection(found: Fit) -> Inspection:
    """Give the open sheet to the rules, with the day of this machine and the built-in dictionaries."""
    return Inspection(found.table, today(), edition())


def today() -> dt.date:
    """Give today as the calendar on this machine has it."""
    return dt.datetime.now().astimezone().date()


def edition() -> Edition:
    """Give the installed edition of the dictionaries."""
    return load_edition()


def folder_of(host: Host) -> Path:
    """Give the workbook's folder; raises Refused as long as it was never saved."""
    if host.folder is None:
        raise Refused(NOT_SAVED)
    return host.folder


def write_result(host: Host, found: Fit, header: str, texts: dict[int, str]) -> None:
    """Write a result column in one block, from the first row of data to the last; blank rows get an empty cell."""
    if header not in found.columns:
        raise Refused(f"表中没有“{header}”列，请恢复原来的表头后再试")
    first, last = found.table.numbers[0], found.table.numbers[-1]
    host.write_column(found.columns[header], first, [texts.get(row, "") for row in range(first, last + 1)])
    host.ensure_red(found.columns[header], first, last)
