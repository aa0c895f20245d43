"""How do the names of units become one each? By a comparison that a person reads and changes before it is applied.

The comparison is a sheet: a line for each text that may be another's unit, with what it is to become. A text that is to
stay as it is stands unchanged in that column, or nothing does.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from zcert.errors import UserError
from zcert.fitting import Grid
from zcert.roles import Role
from zcert.table import Table
from zcert.tidying import Repair
from zcert.unit_groups import unit_groups
from zcert.unit_list import UNIT
from zcert.values.text import cell_text, tidy

SHEET: Final = "单位名称对照"
AFTER: Final = "改为"
HEADERS: Final = ("组", UNIT, "人数", AFTER)
_LOOKED_AT: Final = 2
"""Rows in which the headers can be: there is a title above them, unless somebody has removed it."""


class Compared(NamedTuple):
    """A line of the comparison.

    group: number of its group, from 1.
    rows:  rows with the text.
    first: number of the first of them, 1-based.
    """

    group: int
    text: str
    rows: int
    first: int
    after: str

    @property
    def cells(self) -> tuple[str, ...]:
        """Texts of the line, in the order of HEADERS."""
        return (str(self.group), self.text, str(self.rows), self.after)


def comparison(table: Table) -> list[Compared]:
    """Return the lines of all groups, each group's most frequent text first."""
    texts = table.texts(Role.UNIT)
    first = dict(zip(reversed(texts), reversed(table.numbers), strict=True))
    return [
        Compared(number, text, rows, first[text], group.proposals[text])
        for number, group in enumerate(unit_groups(Counter(texts)), 1)
        for text, rows in group.counts.items()
    ]


def read_wishes(sheets: Sequence[Grid]) -> Mapping[str, str] | None:
    """Return what each text of the comparison is to become; None when the workbook holds none that can be read.

    Raises UserError where the same text is to become two.
    """
    for grid in sheets:
        for at, cells in enumerate(grid.cells[:_LOOKED_AT] if grid.name == SHEET else ()):
            header = [cell_text(cell) for cell in cells]
            if UNIT in header and AFTER in header:
                return _wishes(grid, at, header.index(UNIT), header.index(AFTER))
    return None


def _wishes(grid: Grid, header_at: int, text_at: int, after_at: int) -> dict[str, str]:
    wishes: dict[str, str] = {}
    for number, cells in enumerate(grid.cells[header_at + 1 :], grid.top + header_at + 1):
        text, typed = cell_text(cells[text_at]), cell_text(cells[after_at])
        if not text:
            continue
        after = text if typed == text else tidy(typed) or text
        if wishes.setdefault(text, after) != after:
            raise UserError(f"“{SHEET}”第{number}行的{UNIT}在前面的行中有另一种“{AFTER}”，请只保留一行")
    return wishes


def changes(table: Table, wishes: Mapping[str, str]) -> list[Repair]:
    """Return every cell that the wishes change, by row."""
    column = table.form.role(Role.UNIT)
    if column is None:
        return []
    wanted = {text: after for text, after in wishes.items() if after != text}
    texts = zip(table.numbers, table.columns[column.header], strict=True)
    return [Repair(number, column.header, text, wanted[text]) for number, text in texts if text in wanted]
