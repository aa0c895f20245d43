"""Hidden rows of an open Excel sheet, read and changed in blocks.

Excel does not tell rows that a filter hides from others: while a filter is on, whatever is shown again goes through it.
"""

from collections.abc import Iterator, Sequence
from typing import Final

import xlwings as xw

from zcert_addin.hosts.excel.cells import guard_protection, is_filtered, quiet
from zcert_addin.hosts.protocol import HiddenRows
from zcert_addin.hosts.runs import row_blocks

_ADDRESS: Final = 255
"""The longest text that Excel's Range takes for an address."""


def hidden_rows(sheet: xw.Sheet, first_row: int, last_row: int) -> HiddenRows:
    """Return which rows between two (1-based, both included) are hidden."""
    return HiddenRows(frozenset(_hidden(sheet, first_row, last_row)), is_filtered(sheet))


def _hidden(sheet: xw.Sheet, first: int, last: int) -> Iterator[int]:
    # None = some of the rows; halving asks Excel little where little is hidden.
    hidden = sheet.api.Range(f"{first}:{last}").EntireRow.Hidden
    if hidden is None:
        middle = (first + last) // 2
        yield from _hidden(sheet, first, middle)
        yield from _hidden(sheet, middle + 1, last)
    elif hidden:
        yield from range(first, last + 1)


def set_hidden(sheet: xw.Sheet, rows: Sequence[int], *, hidden: bool) -> None:
    """Hide or show rows, 1-based, ascending; raises UserError on a protected sheet, before any is changed."""
    guard_protection(sheet)
    with quiet(sheet.book.app):
        for address in _addresses(rows):
            sheet.api.Range(address).EntireRow.Hidden = hidden
        if not hidden and is_filtered(sheet):
            _filter_again(sheet)


def _addresses(rows: Sequence[int]) -> Iterator[str]:
    address = ""
    for first, last in row_blocks(rows):
        block = f"{first}:{last}"
        if address and len(address) + len(block) >= _ADDRESS:
            yield address
            address = ""
        address += f",{block}" if address else block
    if address:
        yield address


def _filter_again(sheet: xw.Sheet) -> None:
    filters = [sheet.api.AutoFilter, *(table.AutoFilter for table in sheet.api.ListObjects if table.ShowAutoFilter)]
    for one in filters:
        if one is not None and one.FilterMode:
            one.ApplyFilter()
