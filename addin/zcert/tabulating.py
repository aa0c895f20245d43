"""How are counts told, in one sentence and as the rows of a table, and which workbook tells them?"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from zcert.counting import Statistics, Tabulation
from zcert.fitting import Grid

TITLE: Final = "高级专业技术资格人员统计"
"""In A1 of a workbook of statistics, by which it is known."""
PROGRESS: Final = "报送进度"
"""Likewise of a workbook that says how far the units are."""
ROWS: Final = "人数"
SHARE: Final = "占比"
TOTAL: Final = "合计"


class Row(NamedTuple):
    """One row of a table; figures: numbers of people (int) and shares of 1 (float), as ``heads`` names them."""

    labels: Sequence[str]
    figures: Sequence[int | float]


def headline(groups: Sequence[Statistics]) -> str:
    """Say how many people there are, of each form, and how many different ones; ``groups`` as ``count`` returns them.

    >>> headline([Statistics(("甲表",), 3, 2, (), ())])
    '共3人，同一号码只计一次为2人'
    """
    together, *apart = groups
    parts = "、".join(f"{one.forms[0]}{one.rows}人" for one in apart)
    return f"共{together.rows}人{f'（{parts}）' if parts else ''}，同一号码只计一次为{together.people}人"


def is_statistics(grids: Iterable[Grid]) -> bool:
    """Return whether the sheets of a workbook are statistics of people or of units, which hold nobody."""
    return any(grid.cells and grid.cells[0] and grid.cells[0][0] in {TITLE, PROGRESS} for grid in grids)


def heads(statistics: Statistics) -> tuple[str, ...]:
    """Return the captions of the figures: how many, of all, and by sex with the share of the line."""
    *sexes, other = statistics.sexes
    return (ROWS, SHARE, *(head for sex in sexes for head in (sex, f"{sex}{SHARE}")), other)


def rows(statistics: Statistics, table: Tabulation) -> Iterator[Row]:
    """Yield the lines of a table, and the one that adds them up."""
    for line in table.lines:
        yield Row(line.shown, _figures(line.by_sex, statistics.rows))
    sums = [sum(line.by_sex[at] for line in table.lines) for at in range(len(statistics.sexes))]
    yield Row((TOTAL, *[""] * (len(table.topic.heads) - 1)), _figures(sums, statistics.rows))


def _figures(by_sex: Sequence[int], of: int) -> tuple[int | float, ...]:
    total = sum(by_sex)
    *sexes, other = by_sex
    return (total, _share(total, of), *(figure for n in sexes for figure in (n, _share(n, total))), other)


def _share(part: int, of: int) -> float:
    return part / of if of else 0.0
