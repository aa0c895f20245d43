"""The very hidden sheet of an open workbook that notes which cells are wrong."""

from typing import Final

import xlwings as xw

from zcert_addin.hosts.excel import red, windows
from zcert_addin.hosts.excel.cells import GENERAL_FORMAT, quiet
from zcert_addin.hosts.excel.sheets import find_sheet
from zcert_templates.marks import EXCEL, LAST_MARK, WIDTH, Marking

_VERY_HIDDEN: Final = 2  # xlSheetVeryHidden


def mark(sheet: xw.Sheet, marking: Marking) -> None:
    """Replace a list of marks of the sheet; nothing happens where a protected workbook or sheet does not allow it."""
    home = find_sheet(sheet.book, marking.home)
    if home is None:
        if sheet.book.api.ProtectStructure or sheet.api.ProtectContents or not marking.marks:
            return
        home = _added(sheet, marking)
    if not home.api.ProtectContents:
        with quiet(sheet.book.app):
            _fill(home, marking)
    if not sheet.api.ProtectContents:
        red.ensure_marked(sheet, marking)


def _added(sheet: xw.Sheet, marking: Marking) -> xw.Sheet:
    book = sheet.book
    with quiet(book.app):
        # Not behind the last sheet, which may be very hidden: xlwings would move that one.
        home = book.sheets.add(marking.home, after=sheet)
        windows.activate(sheet)
        home.api.Visible = _VERY_HIDDEN
        book.names[marking.home] = f"={marking.reference}"
    return home


def _fill(home: xw.Sheet, marking: Marking) -> None:
    first, texts = marking.left + 1, marking.texts
    home.range((1, first), (LAST_MARK, marking.left + WIDTH)).clear_contents()
    if texts:
        # No text begins like a number or a formula, so the cells need no format; a formula must not find one of text.
        home.range((1, first + 1), (len(texts), marking.left + WIDTH)).raw_value = texts
        column = home.range((1, first), (len(texts), first))
        column.number_format = GENERAL_FORMAT
        column.options(chunksize=None).formula = [[formula] for formula in marking.formulas(EXCEL)]
