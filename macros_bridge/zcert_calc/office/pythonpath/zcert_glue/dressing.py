"""A shown list as a table to read and to print."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import uno

from zcert_glue import cells

PAGE = "zcert_list"

_BOLD = 150.0
_SINGLE = 1  # com.sun.star.awt.FontUnderline
_FITTED = 2_000
"""Rows whose height is fitted to their texts, which takes half a minute for 100,000."""
_PER_CHARACTER = 200
"""In 1/100 mm, of half width."""


@dataclass(frozen=True)
class Look:
    """How a list looks: its rows, that of the headers (1-based), the widths of all columns in characters, colours."""

    rows: int
    header_row: int
    widths: list[int]
    has_links: bool
    fill: int
    link: int


def dress(document: Any, controller: Any, sheet: Any, look: Look) -> None:  # noqa: ANN401  UNO objects
    """Give the active sheet bold headers with a filter, wrapped texts, visible links, and a page to print on."""
    last, bottom, head = len(look.widths) - 1, look.rows - 1, look.header_row - 1
    with cells.quiet(document):
        for at, width in enumerate(look.widths):
            sheet.Columns.getByIndex(at).Width = width * _PER_CHARACTER
        table = sheet.getCellRangeByPosition(0, head, last, bottom)
        table.IsTextWrapped = True
        table.VertJustify = uno.getConstantByName("com.sun.star.table.CellVertJustify2.TOP")
        headers = sheet.getCellRangeByPosition(0, head, last, head)
        headers.CellBackColor = look.fill
        for part in (headers, sheet.getCellByPosition(0, 0)):
            part.CharWeight = part.CharWeightAsian = _BOLD
        if look.has_links and bottom > head:
            links = sheet.getCellRangeByPosition(last, head + 1, last, bottom)
            links.CharColor, links.CharUnderline = look.link, _SINGLE
        _filter(document, table)
        _print(document, sheet, head)
    sheet.getCellRangeByPosition(0, head, last, min(bottom, head + _FITTED)).Rows.OptimalHeight = True
    controller.freezeAtPosition(0, look.header_row)


def _filter(document: Any, table: Any) -> None:  # noqa: ANN401
    address = table.RangeAddress
    ranges = document.getPropertyValue("UnnamedDatabaseRanges")
    ranges.setByTable(address)
    ranges.getByTable(address.Sheet).AutoFilter = True


def _print(document: Any, sheet: Any, head: int) -> None:  # noqa: ANN401
    styles = document.StyleFamilies.getByName("PageStyles")
    if not styles.hasByName(PAGE):
        styles.insertByName(PAGE, document.createInstance("com.sun.star.style.PageStyle"))
        page = styles.getByName(PAGE)
        page.IsLandscape = True
        page.Width, page.Height = 29700, 21000
        page.ScaleToPagesX, page.ScaleToPagesY = 1, 0
    sheet.PageStyle = PAGE
    repeated = sheet.getCellRangeByPosition(0, 0, 0, head).RangeAddress
    sheet.setTitleRows(repeated)
    sheet.setPrintTitleRows(True)
