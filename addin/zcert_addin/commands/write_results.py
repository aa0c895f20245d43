"""Writes the results of a check into the workbook's own two columns.

A worker makes the new bytes and reads them back (``patched``); here the file is only replaced by them.
"""

from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from zcert.errors import UserError
from zcert.results import IDENTITY, PHOTO, results
from zcert.roles import Role
from zcert_addin.commands.check_workbook import CheckedSheet, CheckedWorkbook
from zcert_addin.commands.patched import Cells, entries_of, patched
from zcert_addin.disk.atomic_replace import replacing
from zcert_addin.disk.backup_name import free_backup_of
from zcert_addin.disk.folder_lock import folder_lock
from zcert_addin.disk.holder import guard_closed
from zcert_addin.reading.isolated import in_worker

WRITABLE: Final = frozenset({".xlsx", ".xlsm"})


def write_results(checked: CheckedWorkbook, roles: Sequence[Role] = (PHOTO, IDENTITY)) -> Path:
    """Write the results into the workbook's own columns with these roles and return the name of the backup made before.

    Only those cells change; every other part of the file is copied byte for byte.
    Raises UserError for other formats, where a result column is missing and for entries that do not read back as they
    were checked; OpenElsewhere, CannotPatch, Unreadable, OSError.
    """
    path = checked.path
    guard_closed([path])
    if path.suffix.lower() not in WRITABLE:
        raise UserError(f"结果只能写入.xlsx和.xlsm文件，请在Excel或WPS中把“{path.name}”另存为.xlsx后重试")
    if not result_headers(checked, roles):
        raise UserError("这种表没有写检测结果的列，没有写入，请去掉“--write”后查看结果")
    cells = {sheet.table.sheet: _cells(sheet, roles) for sheet in checked.sheets}
    entries = {sheet.table.sheet: entries_of(sheet.table) for sheet in checked.sheets}
    after = in_worker(partial(patched, cells, entries, checked.forms), path)
    with folder_lock(path.parent):
        backup = free_backup_of(path)
        with replacing(path, backup=backup) as file:
            file.write(after)
    return backup


def result_headers(checked: CheckedWorkbook, roles: Iterable[Role]) -> list[str]:
    """Return the headers of the result columns with these roles that the forms of the workbook have."""
    columns = [sheet.table.form.role(role) for role in roles for sheet in checked.sheets]
    return list(dict.fromkeys(column.header for column in columns if column))


def _cells(sheet: CheckedSheet, roles: Iterable[Role]) -> Cells:
    cells: dict[tuple[int, int], str] = {}
    for role, own in ((role, sheet.table.form.role(role)) for role in roles):
        if own is None:
            continue
        if own.header not in sheet.fit.columns:
            raise UserError(f"工作表“{sheet.table.sheet}”中没有“{own.header}”列，请恢复原来的表头后重试")
        column = sheet.fit.columns[own.header]
        verdicts = results(sheet.table, sheet.findings, role)
        cells |= {(number, column): verdict.text for number, verdict in verdicts.items()}
    return cells
