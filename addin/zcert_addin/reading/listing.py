"""Reads a plain list of anybody's: the first sheet with something on it, of a workbook of any kind or of a CSV file.

Unlike what is merged, it need not hold a form's table.
"""

from pathlib import Path

from zcert.fitting import Grid
from zcert.values.text import cell_text
from zcert_addin.reading.isolated import in_worker

_NAME = "清单"


def read_list(path: Path) -> Grid:
    """Return the rows of a list, read in a worker; a sheet without any cell when there is nothing on it.

    CSV is UTF-8 with or without its mark, UTF-16 or GB18030. Raises Unreadable, OSError.
    """
    return in_worker(_read, path)


def _read(path: Path) -> Grid:
    # The parent only names this function: it loads nothing that parses.
    from zcert_addin.reading import csv, workbook  # noqa: PLC0415
    from zcert_addin.reading.preflight import judged, read_regular  # noqa: PLC0415
    from zcert_addin.reading.text import decoded, table  # noqa: PLC0415

    data = read_regular(path)
    source = judged(data)
    if next((one for one in workbook.FORMATS if one.recognises(source)), csv) is csv:
        return table(_NAME, csv.rows(decoded(data)))
    seen = [grid for grid in workbook.parse(data).sheets if not grid.notes.hidden]
    return next(filter(_holds_something, seen), Grid(_NAME, []))


def _holds_something(grid: Grid) -> bool:
    return any(cell_text(cell).strip() for cells in grid.cells for cell in cells)
