"""A summary of units with faults, what goes back, and what clerks make of it."""

from collections.abc import Callable, Mapping, Sequence
from io import BytesIO
from pathlib import Path

from openpyxl import load_workbook

from support.domain import TODAY
from support.merging import EDITION, SUMMARY
from zcert.fitting import fit_all
from zcert.form import FIRST_DATA_ROW, Form
from zcert.returning import UnitReturn
from zcert.table import Table
from zcert_addin.commands.check_workbook import Settings
from zcert_addin.commands.consolidate_folder import MergeSettings, consolidate
from zcert_addin.commands.return_rows import ReturnSettings, returns_of, write_returns
from zcert_addin.filling.collection import filled
from zcert_addin.reading.workbook import read
from zcert_templates import FORMS, RESIDENT

NUMBER, NAME, UNIT, DAY, COUNTY, REMARK = "身份证号码", "姓名", "工作单位", "取得时间", "所在县市", "备注"
CHECK = Settings(TODAY, EDITION)

Rows = list[list[str]]
Faults = Mapping[int, Mapping[str, str]]
"""What is typed wrong, by place of the row (0-based) and header."""


def spoilt(rows: Sequence[Sequence[str]], faults: Faults, form: Form = RESIDENT) -> Rows:
    found = [list(row) for row in rows]
    for at, cells in faults.items():
        for header, text in cells.items():
            found[at][form.index[header]] = text
    return found


def write_unit(path: Path, rows: Sequence[Sequence[str]], form: Form = RESIDENT) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(filled(form, EDITION, rows))


def merge(folder: Path) -> Path:
    consolidate(folder, folder / SUMMARY, MergeSettings(TODAY, EDITION))
    return folder / SUMMARY


def find_returns(summary: Path, settings: ReturnSettings) -> list[UnitReturn]:
    return returns_of(summary, read(summary, dictionary=True), settings, "不是采集表")


def return_all(summary: Path, folder: Path) -> dict[str, Path]:
    """Return what goes back, by unit."""
    settings = ReturnSettings(CHECK)
    facts = read(summary, dictionary=True).dictionary
    written = write_returns(folder, find_returns(summary, settings), facts, settings)
    return {one.returned.unit: one.path for one in written}


def tables(path: Path) -> list[Table]:
    return [found.table for found in fit_all(read(path).sheets, FORMS).fits]


def entries(path: Path, sheet: int = 0) -> Rows:
    """Return the entries of each row of a workbook, without the results."""
    table = tables(path)[sheet]
    return [[row[at] for at in table.form.entry_positions] for row in table.rows]


def truth(rows: Sequence[Sequence[str]], form: Form = RESIDENT) -> Rows:
    return [[row[at] for at in form.entry_positions] for row in rows]


def type_into(path: Path, cells: Mapping[tuple[int, str], str | None], sheet: str = "采集表") -> None:
    """Change cells as a clerk does, by row number (1-based) and header, and save with another program."""
    book = load_workbook(BytesIO(path.read_bytes()))
    columns = {cell.value: cell.column for cell in book[sheet][FIRST_DATA_ROW - 1]}
    for (row, header), text in cells.items():
        book[sheet].cell(row, columns[header]).value = text
    book.save(path)


def mend_some(path: Path) -> None:
    """Change a part of what went back, right in one row and wrong in another, and leave the rest as it is."""
    type_into(path, {(4, DAY): "20200105", (4, REMARK): "已核对", (5, DAY): "2020"})


def edited(path: Path, change: Callable[[list[list[object]]], list[list[object]]], sheet: str = "采集表") -> None:
    """Rearrange the rows below the header: sort, delete, copy."""
    book = load_workbook(BytesIO(path.read_bytes()))
    here = book[sheet]
    rows = [[cell.value for cell in row] for row in here.iter_rows(min_row=FIRST_DATA_ROW)]
    here.delete_rows(FIRST_DATA_ROW, len(rows))
    for at, row in enumerate(change([row for row in rows if any(row)]), FIRST_DATA_ROW):
        for column, value in enumerate(row, 1):
            here.cell(at, column).value = value
    book.save(path)
