"""How are some cells of a saved workbook given new texts, with every other byte of its content left as it is?

The sheet's part gets new ``<c>`` elements with inline strings (ECMA-376-1, 18.3.1.4) spliced in; a cell keeps its
format, a new one takes its row's or column's. Every other part is copied still compressed. What cannot be done without
harm elsewhere (formulas, merged cells) is refused.
"""

import io
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping

from zcert_addin.opc.relationships import find_sheet_part
from zcert_addin.opc.writer import BadPackage, PackageReader, PackageWriter
from zcert_addin.patching.errors import CannotPatch
from zcert_addin.patching.layout import Layout
from zcert_addin.patching.scan import scan
from zcert_addin.patching.splice import Cells, splices
from zcert_templates.cell_ref import LAST_COLUMN, LAST_ROW, Range, column_letters

__all__ = ["CannotPatch", "patch_cells", "patch_sheet_xml"]


def patch_cells(source: bytes, sheet: str, cells: Cells) -> bytes:
    """Return the workbook with new texts in some cells of one sheet.

    source: content of an .xlsx or .xlsm file.
    sheet:  name of a worksheet, as on its tab.
    cells:  text by row, 1-based, and column, 0-based; an empty text empties the cell, which keeps its format.

    Raises CannotPatch with a Chinese sentence for the user, ValueError for a cell off the grid, PackageTooLarge.
    """
    if not cells:
        return source
    try:
        package = PackageReader(source)
        part = find_sheet_part(package, sheet)
        xml = patch_sheet_xml(package.read(part), cells)
    except BadPackage as error:
        raise CannotPatch(str(error)) from error
    file = io.BytesIO()
    with PackageWriter(file) as patched:
        for name in package.names:
            if name == part:
                patched.write(name, xml)
            else:
                patched.copy(package, name)
    return file.getvalue()


def patch_sheet_xml(xml: bytes, cells: Cells) -> bytes:
    """Return a sheet's part, UTF-8, with new texts in some cells; arguments and errors as of ``patch_cells``."""
    wanted = _by_row(cells)
    layout = scan(xml, wanted)
    _refuse_blocked(layout, wanted)
    pieces: list[bytes | memoryview] = []
    at = 0
    for start, end, text in splices(xml, layout, cells):
        pieces += memoryview(xml)[at:start], text.encode()
        at = end
    return b"".join([*pieces, memoryview(xml)[at:]])


def _by_row(cells: Cells) -> dict[int, list[int]]:
    """Return the columns by row, both in order."""
    wanted: defaultdict[int, list[int]] = defaultdict(list)
    for row, column in sorted(cells):
        if not (1 <= row <= LAST_ROW and 0 <= column <= LAST_COLUMN):
            raise ValueError(f"no cell at row {row}, column {column}")
        wanted[row].append(column)
    return wanted


def _refuse_blocked(layout: Layout, wanted: Mapping[int, list[int]]) -> None:
    rows = list(wanted)
    for block in layout.merged:
        for row, column in _inside(block, rows, wanted):
            if (row, column) != (block.top, block.left):
                raise CannotPatch(f"单元格{column_letters(column)}{row}在合并区域内，请在Excel或WPS中取消合并后重试")
    for block in layout.arrays:
        for row, column in _inside(block, rows, wanted):
            raise CannotPatch(f"单元格{column_letters(column)}{row}属于数组公式，请在Excel或WPS中清除该公式后重试")


def _inside(block: Range, rows: list[int], wanted: Mapping[int, list[int]]) -> Iterator[tuple[int, int]]:
    for row in rows[bisect_left(rows, block.top) : bisect_right(rows, block.bottom)]:
        columns = wanted[row]
        for column in columns[bisect_left(columns, block.left) : bisect_right(columns, block.right)]:
            yield row, column
