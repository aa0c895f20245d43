"""Reads workbooks that are zips (.xlsx, .xlsm, .xlsb, .ods): the values, and what the values do not tell."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from zcert.fitting import Grid
from zcert.values.text import Cell
from zcert_addin.hosts.binary_facts import binary_facts
from zcert_addin.hosts.calamine_sheets import Sheet, read_sheets
from zcert_addin.hosts.doubled import separated
from zcert_addin.hosts.open_document_facts import open_document_facts
from zcert_addin.hosts.package_reader import BadPackage
from zcert_addin.hosts.sheet_facts import Doubled, SheetFacts, sheet_facts
from zcert_addin.hosts.sheet_part import CannotPatch

_NO_FACTS: Final = SheetFacts({}, frozenset())


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
    return [_grid(sheet, facts) for sheet in sheets]


def _doubled_grids(data: bytes) -> list[Grid]:
    """Read all the same what has the same name or number twice; raises Unreadable where that cannot be told apart."""
    try:
        apart = separated(data)
    except (BadPackage, CannotPatch):
        return _grids(data)
    return [
        replace(grid, same_name=apart.names.get(grid.name, ""), moved_rows=apart.rows.get(grid.name, {}))
        for grid in _grids(apart.data)
    ]


def _grid(sheet: Sheet, facts: Mapping[str, SheetFacts]) -> Grid:
    fact = facts.get(sheet.name, _NO_FACTS)
    return Grid(
        sheet.name,
        _without(fact.doubts, sheet) if fact.doubts else sheet.cells,
        sheet.top,
        sheet.left,
        sheet.hidden,
        fact.doubts,
        fact.hidden_rows,
    )


def _without(doubts: Iterable[tuple[int, int]], sheet: Sheet) -> list[list[Cell]]:
    """Give the cells with nothing in the doubtful ones: an error can be read as its name or as 0."""
    cells = [list(row) for row in sheet.cells]
    for row, column in doubts:
        if 0 <= row - sheet.top < len(cells) and 0 <= column - sheet.left < len(cells[0]):
            cells[row - sheet.top][column - sheet.left] = ""
    return cells
