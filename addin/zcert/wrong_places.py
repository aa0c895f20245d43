"""Where on a sheet is something wrong, in reading order, and which place comes next?

Only errors count; a hint is nothing to go to. A cell with several errors is one place. An error about no row has none.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from zcert.codes import severity
from zcert.finding import Finding
from zcert.fitting import Fit

Cell = tuple[int, int]
"""Row (1-based) and column (0-based) of a sheet; the order of these pairs is the reading order."""


@dataclass(frozen=True, slots=True)
class WrongPlace:
    """One cell in which something is wrong.

    cell:    row (1-based) and column (0-based) in the sheet.
    header:  name of its column.
    message: all that is wrong there, in Chinese.
    """

    cell: Cell
    header: str
    message: str

    @property
    def row(self) -> int:
        """Row number as printed at the left of the sheet, 1-based."""
        return self.cell[0]


def wrong_places(found: Fit, findings: Iterable[Finding]) -> list[WrongPlace]:
    """Return the cells of a sheet in which these findings name an error, row by row and each row from left to right.

    What concerns a row but no column of the sheet is placed at the person's number.
    """
    said: dict[tuple[Cell, str], list[str]] = {}
    for finding in findings:
        if finding.row is not None and severity(finding.code) == "error":
            cell = finding.row, _column(found.columns, finding.column, found.table.form.key)
            said.setdefault((cell, finding.column), []).append(finding.message)
    return [WrongPlace(cell, header, "；".join(said[cell, header])) for cell, header in sorted(said)]


def _column(columns: Mapping[str, int], header: str, key: str) -> int:
    return columns.get(header, columns[key])


def next_place(places: Sequence[WrongPlace], at: Cell | None) -> tuple[int, bool]:
    """Return which place (0-based) follows a cell, and whether that begins again at the first; None = before all."""
    later = (number for number, place in enumerate(places) if at is None or place.cell > at)
    found = next(later, None)
    return (0, True) if found is None else (found, False)


def previous_place(places: Sequence[WrongPlace], at: Cell | None) -> tuple[int, bool]:
    """Return which place (0-based) precedes a cell, and whether that begins again at the last; None = before all."""
    earlier = [number for number, place in enumerate(places) if at is not None and place.cell < at]
    return (earlier[-1], False) if earlier else (len(places) - 1, True)
