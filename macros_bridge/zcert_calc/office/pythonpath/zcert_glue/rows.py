"""Hidden rows of a sheet: by hand, which can be changed, or by a filter, which are left to it."""

from __future__ import annotations

from typing import Any, Iterator

from zcert_glue import cells


def hidden(sheet: Any, first: int, last: int) -> list[int]:  # noqa: ANN401  UNO objects have no types
    """Return the hidden rows between two, all 1-based, both included."""
    area = sheet.getCellRangeByPosition(0, first - 1, 0, last - 1)
    shown = {
        row
        for block in area.queryVisibleCells().getRangeAddresses()
        for row in range(block.StartRow + 1, block.EndRow + 2)
    }
    return [row for row in range(first, last + 1) if row not in shown]


def is_filtered(sheet: Any, row: int) -> bool:  # noqa: ANN401
    """Return whether a filter hides a row, 1-based."""
    return bool(sheet.Rows.getByIndex(row - 1).IsFiltered)


def set_visible(document: Any, sheet: Any, blocks: list[list[int]], *, visible: bool) -> None:  # noqa: ANN401
    """Show or hide blocks of rows, given by first and last, 1-based, but none that a filter hides."""
    cells.guard(document, sheet)
    with cells.quiet(document):
        for first, last in (part for block in blocks for part in _unfiltered(sheet, *block)):
            sheet.getCellRangeByPosition(0, first - 1, 0, last - 1).Rows.IsVisible = visible


def _unfiltered(sheet: Any, first: int, last: int) -> Iterator[tuple[int, int]]:  # noqa: ANN401
    """Yield the parts of a block of rows between those that a filter hides."""
    begin = first
    for row in hidden(sheet, first, last):
        if is_filtered(sheet, row):
            if begin < row:
                yield begin, row - 1
            begin = row + 1
    if begin <= last:
        yield begin, last
