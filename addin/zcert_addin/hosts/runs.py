"""Single cells gathered into runs, because a host is asked for blocks."""

from collections.abc import Iterator, Mapping


def runs(cells: Mapping[tuple[int, int], str]) -> Iterator[tuple[int, int, list[str]]]:
    """Gather cells (row 1-based, column 0-based) below each other: column, first row, texts.

    >>> list(runs({(5, 0): "乙", (4, 0): "甲", (4, 2): "丙"}))
    [(0, 4, ['甲', '乙']), (2, 4, ['丙'])]
    """
    run: tuple[int, int, list[str]] | None = None
    for column, row in sorted((column, row) for row, column in cells):
        if run is not None and (column, row) == (run[0], run[1] + len(run[2])):
            run[2].append(cells[row, column])
            continue
        if run is not None:
            yield run
        run = column, row, [cells[row, column]]
    if run is not None:
        yield run
