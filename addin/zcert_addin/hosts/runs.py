"""Cells below each other as one run, and rows as one block, because a host works on blocks."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple


class Run(NamedTuple):
    """Texts for cells below each other.

    column:    0-based.
    first_row: 1-based.
    """

    column: int
    first_row: int
    texts: Sequence[str]

    @property
    def last_row(self) -> int:
        """Row of the last text, 1-based."""
        return self.first_row + len(self.texts) - 1


def runs(cells: Mapping[tuple[int, int], str]) -> Iterator[Run]:
    """Yield runs of single cells (row 1-based, column 0-based) that are below each other.

    >>> [(run.column, run.first_row, run.texts) for run in runs({(5, 0): "乙", (4, 0): "甲", (4, 2): "丙"})]
    [(0, 4, ['甲', '乙']), (2, 4, ['丙'])]
    """
    texts: list[str] = []
    column = first = 0
    for at, row in sorted((column, row) for row, column in cells):
        if texts and (at, row) != (column, first + len(texts)):
            yield Run(column, first, texts)
            texts = []
        if not texts:
            column, first = at, row
        texts.append(cells[row, at])
    if texts:
        yield Run(column, first, texts)


def row_blocks(rows: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Yield first and last row of each block of neighbours among ascending row numbers.

    >>> list(row_blocks([4, 5, 6, 9]))
    [(4, 6), (9, 9)]
    """
    first = last = None
    for row in rows:
        if first is None or last is None:
            first = row
        elif row != last + 1:
            yield first, last
            first = row
        last = row
    if first is not None and last is not None:
        yield first, last
