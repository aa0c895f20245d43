"""What are the bytes of a workbook with new texts in some cells? Asked in a worker, and read back there in one go.

To find the bytes that change, foreign XML is parsed, and unpacked it can be hundreds of megabytes: so this too
is left to a process that may die of it. Little is imported, because the worker starts for this one file.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

from zcert.errors import UserError
from zcert.fitting import fit_all
from zcert.form import Form
from zcert.table import Table

Cells = Mapping[tuple[int, int], str]
"""Text by row (1-based) and column (0-based)."""

Entries = Sequence[Sequence[str]]
"""Row number and entries of each row of a sheet, without its result columns."""


def entries_of(table: Table) -> Entries:
    """Return what writing results must leave as it is."""
    places = table.form.entry_positions
    return [[str(number), *(row[at] for at in places)] for number, row in zip(table.numbers, table.rows, strict=True)]


def patched(cells: Mapping[str, Cells], entries: Mapping[str, Entries], forms: Sequence[Form], path: Path) -> bytes:
    """Return the workbook with these cells by sheet; its entries must read back as those that were checked.

    Raises UserError when they do not, CannotPatch, Unreadable, OSError.
    """
    # The parent only names this function: it loads nothing that parses.
    from zcert_addin.patching.cells import patch_cells  # noqa: PLC0415
    from zcert_addin.reading.preflight import read_regular  # noqa: PLC0415
    from zcert_addin.reading.workbook import parse  # noqa: PLC0415

    data = read_regular(path)
    for sheet, texts in cells.items():
        data = patch_cells(data, sheet, texts)
    again = {found.table.sheet: entries_of(found.table) for found in fit_all(parse(data).sheets, forms).fits}
    if any(again.get(sheet) != before for sheet, before in entries.items()):
        raise UserError("写入结果后核对数据不符，原文件没有改动，请在Excel或WPS中另存为.xlsx后重试")
    return data
