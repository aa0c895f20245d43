"""Which entries of a table can be a unit's own ones of a drop-down list, and why not the others?

An entry is the text as tidying leaves it, because every cell that it is chosen for must be tidy. Two entries are the
same when they differ only in width, blanks, case, or in 其他 for 其它: the second one is refused, and so is one that
the list has already.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from zcert.errors import UserError
from zcert.fitting import Grid
from zcert.form import Kind
from zcert.table import Table
from zcert.values.text import cell_text, text_faults, tidy
from zcert_dictionaries import Edition
from zcert_dictionaries.labels import label_fault
from zcert_dictionaries.lists import OPEN

MOST: Final = 2000
"""More entries nobody looks through."""

_LOOKED_AT: Final = 10


@dataclass(frozen=True, slots=True)
class Refused:
    """An entry that cannot be taken; row is a row number (1-based), why a Chinese phrase."""

    row: int
    why: str


@dataclass(frozen=True, slots=True)
class Judged:
    """The entries of a column.

    new:     those that the list does not have, as they will be in it.
    known:   those that it has, as they are written in the column.
    refused: the others.
    """

    new: tuple[str, ...]
    known: tuple[str, ...]
    refused: tuple[Refused, ...]

    def __bool__(self) -> bool:
        return bool(self.new or self.known)


def judge(texts: Iterable[tuple[int, str]], present: Iterable[str]) -> Judged:
    """Judge the texts of a column, with their row numbers, against the published entries of the list."""
    published = {_compared(entry) for entry in present}
    new: dict[str, str] = {}
    known: dict[str, str] = {}
    refused = []
    for row, text in _without_end(texts):
        entry, key = tidy(text), _compared(text)
        if why := _why_not(text, entry) or ("与前面的重复" if key in new or key in known else ""):
            refused.append(Refused(row, why))
        else:
            (known if key in published else new)[key] = entry
    if len(new) > MOST:
        raise UserError(f"名单有{len(new)}项，最多只能有{MOST}项，请核对选的是不是名单")
    return Judged(tuple(new.values()), tuple(known.values()), tuple(refused))


def _compared(text: str) -> str:
    folded = unicodedata.normalize("NFKC", tidy(text)).casefold()
    return "".join(folded.split()).replace("其他", "其它")


def _without_end(texts: Iterable[tuple[int, str]]) -> Sequence[tuple[int, str]]:
    """Leave out the blank texts after the last entry."""
    listed = list(texts)
    while listed and not listed[-1][1].strip():
        listed.pop()
    return listed


def _why_not(text: str, entry: str) -> str:
    if not entry:
        return "是空的"
    if fault := label_fault(text.strip()):
        return fault
    if text_faults(entry):
        return "含有损坏的字符"
    return "" if any(map(str.isalpha, entry)) else "不是名称"


def unpublished(tables: Iterable[Table], edition: Edition) -> dict[str, set[str]]:
    """Return the entries that are in no list, by name of each list to which a unit may have added them."""
    found: dict[str, set[str]] = {}
    for table in tables:
        for _, column in table.form.of_kind(Kind.LISTED):
            if column.list_name in OPEN:
                new = set(table.columns[column.header]) - {"", *edition.lists[column.list_name]}
                found.setdefault(column.list_name, set()).update(new)
    return {name: entries for name, entries in found.items() if entries}


def columns(grids: Sequence[Grid], captions: Mapping[str, frozenset[str]]) -> dict[str, list[tuple[int, str]]]:
    """Return row numbers (1-based) and texts of each list's column, by name of the list.

    captions: how the column of each list may be headed. Where only one list is asked for and no column is headed so,
    the first column that is not empty, from its first text on, is the one.
    Raises UserError when there is nothing.
    """
    found = {name: column for name, own in captions.items() if (column := _headed(grids, own)) is not None}
    if not found and len(captions) == 1:
        found = {name: column for name in captions if (column := _first(grids))}
    if not found:
        raise UserError(f"没有找到名单，请在第一行写明列名“{'”或“'.join(captions)}”，名单从第二行起每行一项")
    return found


def _headed(grids: Iterable[Grid], captions: frozenset[str]) -> list[tuple[int, str]] | None:
    for grid in grids:
        for at, cells in enumerate(grid.cells[:_LOOKED_AT]):
            for column, cell in enumerate(cells):
                if tidy(cell_text(cell)).rstrip("*") in captions:
                    return list(_below(grid, column, at + 1))
    return None


def _first(grids: Iterable[Grid]) -> list[tuple[int, str]]:
    for grid in grids:
        for column in range(max(map(len, grid.cells), default=0)):
            below = list(_below(grid, column, 0))
            filled = [at for at, (_, text) in enumerate(below) if text.strip()]
            if filled:
                return below[filled[0] :]
    return []


def _below(grid: Grid, column: int, start: int) -> Iterator[tuple[int, str]]:
    for number, cells in enumerate(grid.cells[start:], grid.top + start):
        yield number, cell_text(cells[column])
