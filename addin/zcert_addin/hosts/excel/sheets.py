"""Sheets that commands write as a whole: a list with links to cells, and the hidden dictionary."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Final

import xlwings as xw

from zcert.errors import UserError
from zcert.values.text import cell_text
from zcert_addin.hosts.excel import windows
from zcert_addin.hosts.excel.cells import GENERAL_FORMAT, TEXT_FORMAT, guard_protection, quiet, read_block, write_texts
from zcert_addin.hosts.listing import HEADER_FILL, LINK_COLOUR, Listing
from zcert_templates import dictionary_sheet

_FACTS: Final = ((1, 1), (dictionary_sheet.LAST_FACT_ROW, 2))
"""First and last cell (row, column; 1-based) of the dictionary's facts, with room for more."""


def find_sheet(book: xw.Book, name: str) -> xw.Sheet | None:
    """Return the worksheet of that name, hidden ones too; Excel takes capital and small letters for the same."""
    return next((sheet for sheet in book.sheets if sheet.name.casefold() == name.casefold()), None)


def show(after: xw.Sheet, name: str, shown: Listing) -> None:
    """Fill the sheet of that name, created after another one if needed, and activate it."""
    book = after.book
    sheet = find_sheet(book, name)
    if sheet is None and book.api.ProtectStructure:
        raise UserError(f"工作簿的结构受保护，不能加入“{name}”工作表，请先在“审阅”中撤消工作簿保护")
    if sheet is not None:
        guard_protection(sheet)
    with quiet(book.app):
        sheet = sheet or book.sheets.add(name, after=after)
        _fill(sheet, shown)
        _dress(sheet, shown)
    windows.activate(sheet)
    windows.freeze_rows(book.app, shown.header_row)


def _fill(sheet: xw.Sheet, shown: Listing) -> None:
    sheet.visible = True
    sheet.api.AutoFilterMode = False  # under a filter a block is written to wrong cells
    sheet.clear()
    write_texts(sheet.range((1, 1), (len(shown.rows), shown.width)), shown.rows)
    if shown.links:
        # Formulas, because Range.add_hyperlink takes a call for each cell; the column must not be formatted as text.
        column = sheet.range((1, shown.width + 1), (len(shown.links), shown.width + 1))
        column.number_format = GENERAL_FORMAT
        column.options(chunksize=None).formula = [[link] for link in shown.links]


def _dress(sheet: xw.Sheet, shown: Listing) -> None:
    """Make it a table to read and to print: bold headers with a filter, wrapped texts, links that look like links."""
    last, head = len(shown.rows), shown.header_row
    for at, width in enumerate(shown.widths, 1):
        sheet.range((1, at)).column_width = width
    table = sheet.range((head, 1), (last, len(shown.widths)))
    table.wrap_text = True
    header = sheet.range((head, 1), (head, len(shown.widths)))
    header.font.bold, header.color = True, HEADER_FILL
    sheet.range((1, 1)).font.bold = True
    if shown.links:
        windows.look_like_links(sheet.range((head + 1, shown.width + 1), (last, shown.width + 1)), LINK_COLOUR)
    windows.filter_and_print(sheet, table, head)
    sheet.autofit("rows")


def remove(book: xw.Book, name: str, front: xw.Sheet) -> None:
    """Remove a sheet, another one in front; where the workbook's structure is protected it is emptied instead."""
    sheet = find_sheet(book, name)
    if sheet is None:
        return
    with quiet(book.app):
        if not book.api.ProtectStructure:
            windows.activate(front)
            sheet.delete()
        elif not sheet.api.ProtectContents:
            sheet.clear()


def read_facts(book: xw.Book) -> dict[str, str]:
    """Return the labelled facts of the dictionary sheet; empty without such a sheet."""
    sheet = find_sheet(book, dictionary_sheet.SHEET)
    if sheet is None:
        return {}
    facts = read_block(sheet.range(*_FACTS))
    return {cell_text(label): cell_text(value) for label, value in facts if label is not None and value is not None}


def write_dictionary(book: xw.Book, columns: Sequence[Sequence[str | int]], names: Mapping[str, str]) -> None:
    """Replace the columns of the dictionary sheet and the references of its names."""
    sheet = find_sheet(book, dictionary_sheet.SHEET)
    if sheet is None:
        raise UserError("这个工作簿中没有字典，不能更新，请改用新的模板")
    guard_protection(sheet)
    height = max([1, *map(len, columns)])
    rows = [[column[at] if at < len(column) else "" for column in columns] for at in range(height)]
    with quiet(book.app):
        sheet.clear_contents()
        if columns:
            _format_columns(sheet, columns, height)
            sheet.range((1, 1), (height, len(columns))).raw_value = rows
        for name, reference in names.items():
            book.names[name] = f"={reference.removeprefix('=')}"


def _format_columns(sheet: xw.Sheet, columns: Sequence[Sequence[str | int]], height: int) -> None:
    """Keep texts text and numbers numbers; neighbours of one kind in one call."""
    kinds = [GENERAL_FORMAT if any(isinstance(cell, int) for cell in column) else TEXT_FORMAT for column in columns]
    first = 1
    for kind, neighbours in groupby(kinds):
        last = first + len(list(neighbours)) - 1
        sheet.range((1, first), (height, last)).number_format = kind
        first = last + 1
