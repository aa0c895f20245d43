"""Which row of a sheet is the header row of which form, and how does it differ from the form's?"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from zcert.added_columns import header_text
from zcert.form import Form
from zcert.values.text import Cell, cell_text, normalise_code

ORIGIN_HEADERS: Final = ("来源文件", "来源工作表", "来源行号")
"""Columns after those of the form in a summary: where each row was first filled in."""

_LOOKED_AT: Final = 10
_FILLED, _FAR = 30, 1000
"""Filled rows that are looked at, of so many first ones, where the first ten hold no header."""
_SHARE: Final = 0.5
_ENTRIES: Final = 3
"""Filled cells from which a row above the header can be a person's; title and note fill one or two."""
_NUMBER: Final = re.compile("[0-9]{5}")


@dataclass(frozen=True, slots=True)
class HeaderRow:
    """How a row of a sheet fares as the header row of a form.

    foreign: headers of the other forms that this one lacks.
    """

    form: Form
    at: int
    headers: tuple[str, ...]
    foreign: frozenset[str]

    @property
    def own(self) -> frozenset[str]:
        """The headers whose columns are read as the form's or as origins, which are read together or not at all."""
        origins = ORIGIN_HEADERS if set(ORIGIN_HEADERS) <= set(self.headers) else ()
        return self.form.header_set.union(origins)


def find_header(sheet: Sequence[Sequence[Cell]], top: int, forms: Sequence[Form]) -> HeaderRow | None:
    """Return the header row among the first rows, else among the first filled ones; None when no form has most of it.

    sheet: rows of cells; top: number of the first row, 1-based.
    """
    near = list(enumerate(sheet[: max(0, _LOOKED_AT - top + 1)]))
    return _best_match(near, forms) or _best_match(_filled(sheet), forms)


def _filled(sheet: Sequence[Sequence[Cell]]) -> Iterable[tuple[int, Sequence[Cell]]]:
    """Return the first filled rows with their places, 0-based."""
    return islice(((at, cells) for at, cells in enumerate(sheet[:_FAR]) if any(cells)), _FILLED)


def _best_match(rows: Iterable[tuple[int, Sequence[Cell]]], forms: Sequence[Form]) -> HeaderRow | None:
    best, most = None, 0
    for at, cells in rows:
        headers = tuple(map(header_text, cells))
        for form in forms:
            found = len(form.header_set.intersection(headers))
            if found > max(_SHARE * len(form.expected_headers), most):
                foreign = frozenset[str]().union(*(other.header_set for other in forms)) - form.header_set
                best, most = HeaderRow(form, at, headers, foreign), found
        if best and most == len(best.form.headers):
            break
    return best


def difference(match: HeaderRow) -> str:
    """Return how the headers differ from the form's, in Chinese; empty when they do not."""
    named = [header for header in match.headers if header]
    missing = [header for header in match.form.headers if header in match.form.expected_headers - set(named)]
    # Beside a column that is missing, another one may be that one under a new name.
    added = [header for header in named if header not in match.own]
    extra = added if missing else [header for header in added if header in match.foreign]
    duplicate = [header for header in dict.fromkeys(named) if header in match.own and named.count(header) > 1]
    parts = (("缺少", missing), ("多出", extra), ("重复", duplicate))
    return "；".join(f"{word}“{'”“'.join(headers)}”列" for word, headers in parts if headers)


def entries_above(sheet: Sequence[Sequence[Cell]], top: int, match: HeaderRow) -> int | None:
    """Return the row number (1-based) of a person above the header, which sorting can move down; None without one."""
    key = match.headers.index(match.form.key)
    for number, cells in enumerate(sheet[: match.at], top):
        filled = sum(1 for cell in cells if cell_text(cell).strip())
        if filled >= _ENTRIES and _NUMBER.search(normalise_code(cell_text(cells[key]))):
            return number
    return None
