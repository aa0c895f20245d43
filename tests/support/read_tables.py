"""Workbooks with what their values do not tell, and what is read and found in them."""

import io

from xlsxwriter.workbook import Workbook

from support.domain import TODAY
from support.merging import people, sheet_rows
from zcert.checking import check
from zcert.fitting import fit_all
from zcert.inspection import Inspection
from zcert.table import Table
from zcert_addin.reading.workbook import parse
from zcert_dictionaries import load_edition
from zcert_templates import FORMS, RESIDENT

NAME, UNIT = RESIDENT.index["姓名"], RESIDENT.index["工作单位"]


def written(*, hidden: bool = False) -> bytes:
    """Write four people, the second with an error, the third with formulas, the fourth in a hidden row."""
    file = io.BytesIO()
    with Workbook(file, {"in_memory": True}) as book:
        book.add_worksheet("说明").write(0, 0, "x")
        sheet = book.add_worksheet("采集表")
        for at, row in enumerate(sheet_rows(people(4))):
            sheet.write_row(at, 0, row)
        sheet.write_formula(4, NAME, "=NA()", None, "#N/A")
        sheet.write_formula(5, UNIT, "=1+1", None, 2)
        sheet.set_row(6, None, None, {"hidden": True})
        if hidden:
            sheet.hide()
    return file.getvalue()


def two_sheets(first: str = "采集表", second: str = "采集表甲") -> bytes:
    """Write two sheets of three people each."""
    file = io.BytesIO()
    with Workbook(file, {"in_memory": True}) as book:
        for seed, name in enumerate((first, second)):
            sheet = book.add_worksheet(name)
            for at, row in enumerate(sheet_rows(people(3, seed))):
                sheet.write_row(at, 0, row)
    return file.getvalue()


def tables(data: bytes) -> list[Table]:
    return [found.table for found in fit_all(parse(data).sheets, FORMS).fits]


def table(data: bytes) -> Table:
    (found,) = tables(data)
    return found


def codes(read: Table) -> list[tuple[int | None, str, str]]:
    wanted = {"cell-differs", "cell-error", "formula-no-value", "row-hidden", "sheet-hidden"}
    wanted |= {"sheet-short", "sheet-read-once"}
    findings = check(Inspection(read, TODAY, load_edition()))
    return [(one.row, one.column, one.code) for one in findings if one.code in wanted]
