"""Sheets written as a whole: a list with links to cells, and the hidden dictionary."""

from __future__ import annotations

from typing import Any

from zcert_glue import Problem, cells, undo

NO_DICTIONARY = "这个工作簿中没有字典，不能更新，请改用新的模板"
LOCKED = "工作簿的结构受保护，不能加入“{}”工作表，请先在“工具”中取消保护工作簿结构"

_CONTENT = 1 | 2 | 4 | 16 | 32  # CellFlags VALUE, DATETIME, STRING, FORMULA, HARDATTR
_VALUES = 1 | 2 | 4 | 16
_FACT_ROWS = 10_000


def find(document: Any, name: str) -> Any | None:  # noqa: ANN401
    """Return the sheet of that name; None without one."""
    return document.Sheets.getByName(name) if document.Sheets.hasByName(name) else None


def show(document: Any, after: Any, name: str, rows: list[list[str]], links: list[str]) -> None:  # noqa: ANN401, PLR0913
    """Fill the sheet of that name, created after another one if needed, and activate it."""
    sheet = find(document, name)
    if document.isReadonly():
        raise Problem(cells.READ_ONLY)
    if sheet is None:
        if document.isProtected():
            raise Problem(LOCKED.format(name))
        document.Sheets.insertNewByName(name, after.RangeAddress.Sheet + 1)
        sheet = document.Sheets.getByName(name)
    cells.guard(document, sheet)
    with cells.quiet(document):
        sheet.IsVisible = True
        sheet.clearContents(_CONTENT)
        area = sheet.getCellRangeByPosition(0, 0, len(rows[0]) - 1, len(rows) - 1)
        cells.put(document, area, rows)
        if links:
            column = sheet.getCellRangeByPosition(len(rows[0]), 0, len(rows[0]), len(links) - 1)
            cells.set_format(document, column, "General")
            undo.remember_empty(document, column)
            column.setFormulaArray(tuple((link,) for link in links))
    document.CurrentController.setActiveSheet(sheet)


def read_facts(document: Any, name: str) -> list[list[Any]]:  # noqa: ANN401
    """Return rows of label and value of the dictionary sheet; empty without such a sheet."""
    sheet = find(document, name)
    rows = () if sheet is None else sheet.getCellRangeByPosition(0, 0, 1, _FACT_ROWS - 1).getDataArray()
    return [row for row in rows if row[0] != ""]


def write_dictionary(document: Any, name: str, columns: list[list[Any]], names: dict[str, str]) -> None:  # noqa: ANN401
    """Replace the columns of the dictionary sheet and the references of its names."""
    sheet = find(document, name)
    if sheet is None:
        raise Problem(NO_DICTIONARY)
    cells.guard(document, sheet)
    with cells.quiet(document):
        sheet.clearContents(_VALUES)
        for at, column in enumerate(columns):
            if column:
                area = sheet.getCellRangeByPosition(at, 0, at, len(column) - 1)
                cells.put(document, area, [[cell] for cell in column])
        for label, reference in names.items():
            define(document, sheet, label, reference)


def define(document: Any, sheet: Any, label: str, reference: str) -> None:  # noqa: ANN401
    """Define a name of the document, or change what it refers to (Excel's A1 notation)."""
    tokens = cells.parsed(document, reference)
    if not document.NamedRanges.hasByName(label):
        document.NamedRanges.addNewByName(label, "", sheet.getCellByPosition(0, 0).CellAddress, 0)
    document.NamedRanges.getByName(label).setTokens(tokens)


def remove(document: Any, name: str, front: Any) -> None:  # noqa: ANN401
    """Remove a sheet, another one in front; where the document's structure is protected it is emptied instead."""
    sheet = find(document, name)
    if sheet is None or document.isReadonly():
        return
    if not document.isProtected():
        document.CurrentController.setActiveSheet(front)
        document.Sheets.removeByName(name)
    elif not sheet.isProtected():
        sheet.clearContents(_CONTENT)
