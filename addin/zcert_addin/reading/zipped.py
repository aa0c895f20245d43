"""Reads workbooks that are zips (.xlsx, .xlsm, .xlsb, .ods): the values, and what the values do not tell."""

from dataclasses import replace

from zcert.fitting import Grid
from zcert_addin.opc.reader import BadPackage
from zcert_addin.reading.calamine import read_sheets
from zcert_addin.reading.duplicates import separated
from zcert_addin.reading.ods import open_document_facts
from zcert_addin.reading.sheet import NO_FACTS, with_facts
from zcert_addin.reading.xlsb import binary_facts
from zcert_addin.reading.xlsx import Doubled, sheet_facts


def zipped_grids(data: bytes) -> list[Grid]:
    """Read all sheets, hidden ones too; raises Unreadable."""
    try:
        return _grids(data)
    except Doubled:
        return _doubled_grids(data)


def _grids(data: bytes) -> list[Grid]:
    facts = sheet_facts(data) or binary_facts(data)
    sheets = read_sheets(data)
    if not facts:
        ends = {sheet.name: sheet.top + len(sheet.cells) - 1 for sheet in sheets}
        facts = open_document_facts(data, ends)
    return [with_facts(sheet, facts.get(sheet.name, NO_FACTS)) for sheet in sheets]


def _doubled_grids(data: bytes) -> list[Grid]:
    """Read all the same what has the same name or number twice; raises Unreadable where that cannot be told apart."""
    try:
        apart = separated(data)
    except BadPackage:
        return _grids(data)
    return [
        replace(grid, same_name=apart.names.get(grid.name, ""), moved_rows=apart.rows.get(grid.name, {}))
        for grid in _grids(apart.data)
    ]
