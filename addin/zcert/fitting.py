"""Does a sheet have the columns of a form? Asked before any rule looks at it.

Columns are found by header text, so moved columns are right. The header row is looked for in the first rows of the
sheet, because people delete or insert a row above it. A sheet that has most of a form's headers but not all of them,
or others besides, is a form whose header was changed: it is reported with the difference and never read in part.
So is one with people above its header, whose rows would be lost.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Final

from zcert import words
from zcert.errors import UserError
from zcert.form import Form, Kind
from zcert.table import Doubt, Origin, ReadingNotes, Table
from zcert.values.text import Cell, cell_text, normalise_code

NO_FORM: Final = "不是证书采集表或汇总表"
"""Said of a workbook or sheet without the columns of any form; the caller adds the subject and what to do."""

ORIGIN_HEADERS: Final = ("来源文件", "来源工作表", "来源行号")
"""Columns after those of the form in a summary: where each row was first filled in."""

_LOOKED_AT: Final = 10
_SHARE: Final = 0.5
_ENTRIES: Final = 3
"""Filled cells from which a row above the header can be a person's; title and note fill one or two."""
_NUMBER: Final = re.compile("[0-9]{5}")


@dataclass(frozen=True, slots=True)
class Grid:
    """Cells of one sheet as a host reads them.

    cells: rows of values, shape (rows, columns), each row of the same length.
    top:   Excel row number of the first row, 1-based.
    left:  column of the first cell, 0-based.
    notes: what reading noticed, doubts by column.
    """

    name: str
    cells: Sequence[Sequence[Cell]]
    top: int = 1
    left: int = 0
    notes: ReadingNotes[int] = field(default_factory=ReadingNotes)


@dataclass(frozen=True, slots=True)
class Misfit:
    """A sheet that was a form until its header was changed; ``message`` is one Chinese sentence with the difference."""

    form: Form
    message: str


@dataclass(frozen=True, slots=True)
class Fit:
    """A sheet that has the columns of a form.

    columns: column of each header of the sheet, 0-based from column A.
    """

    table: Table
    columns: dict[str, int]


@dataclass(frozen=True, slots=True)
class Fits:
    """The sheets of a workbook that are a form's, in order; sheets of another kind are left out."""

    fits: tuple[Fit, ...]
    misfits: tuple[Misfit, ...]

    def __bool__(self) -> bool:
        return bool(self.fits or self.misfits)

    def required(self, no_form: str) -> tuple[Fit, ...]:
        """Return the sheets that fit, at least one; UserError says which header was changed, or else ``no_form``."""
        if self.misfits or not self.fits:
            raise UserError(self.misfits[0].message if self.misfits else no_form)
        return self.fits


@dataclass(frozen=True, slots=True)
class _Match:
    """How a row of a sheet fares as the header row of a form."""

    form: Form
    at: int
    headers: tuple[str, ...]


def fit(grid: Grid, forms: Iterable[Form]) -> Fit | Misfit | None:
    """Read a sheet as the form whose headers it has; None when it is no collection sheet at all."""
    match = _best_match(grid, forms)
    if match is None:
        return None
    if difference := _difference(match):
        return Misfit(match.form, f"表头与采集表不一致（{difference}），请恢复原来的表头后重新提交")
    if above := _entries_above(grid, match):
        return Misfit(match.form, f"表头上方的第{above}行有人员数据，请把表头移回全部数据的上方后重新提交")
    return _read(grid, match)


def fit_all(grids: Iterable[Grid], forms: Sequence[Form]) -> Fits:
    """Read the sheets of a workbook as the forms whose headers they have; of several, a misfit names its sheet."""
    grids = tuple(grids)
    found = [(grid, result) for grid in grids if (result := fit(grid, forms))]
    return Fits(
        tuple(_said_once(result for _, result in found if isinstance(result, Fit))),
        tuple(_named(grid, result, grids) for grid, result in found if isinstance(result, Misfit)),
    )


def _said_once(fits: Iterable[Fit]) -> Iterator[Fit]:
    """Yield the sheets with what is said of the whole workbook at the first one only."""
    for at, found in enumerate(fits):
        table = found.table
        again = at > 0 and table.notes.left_out
        yield replace(found, table=replace(table, notes=replace(table.notes, left_out=()))) if again else found


def _named(grid: Grid, misfit: Misfit, grids: Sequence[Grid]) -> Misfit:
    return replace(misfit, message=f"工作表“{grid.name}”的{misfit.message}") if len(grids) > 1 else misfit


@lru_cache(maxsize=4096)
def _header_text(cell: Cell) -> str:
    """Return a header as it is compared: without blanks, line breaks and the mark of required columns."""
    text = "".join(unicodedata.normalize("NFKC", cell_text(cell)).split()).rstrip("*")
    return text.replace("其他", "其它")


def _best_match(grid: Grid, forms: Iterable[Form]) -> _Match | None:
    best, most = None, 0
    forms = tuple(forms)
    for at, cells in enumerate(grid.cells[: max(0, _LOOKED_AT - grid.top + 1)]):
        headers = tuple(map(_header_text, cells))
        for form in forms:
            found = len(form.header_set.intersection(headers))
            if found > max(_SHARE * len(form.expected_headers), most):
                best, most = _Match(form, at, headers), found
        if best and most == len(best.form.headers):
            break
    return best


def _difference(match: _Match) -> str:
    named = [header for header in match.headers if header]
    missing = [header for header in match.form.headers if header in match.form.expected_headers - set(named)]
    known = match.form.header_set.union(ORIGIN_HEADERS)
    extra = [header for header in named if header not in known]
    duplicate = [header for header in dict.fromkeys(named) if header in known and named.count(header) > 1]
    parts = (("缺少", missing), ("多出", extra), ("重复", duplicate))
    return "；".join(f"{word}“{'”“'.join(headers)}”列" for word, headers in parts if headers)


def _entries_above(grid: Grid, match: _Match) -> int | None:
    """Return the row number (1-based) of a person above the header, which sorting can move down; None without one."""
    key = match.headers.index(match.form.key)
    for number, cells in enumerate(grid.cells[: match.at], grid.top):
        filled = sum(1 for cell in cells if cell_text(cell).strip())
        if filled >= _ENTRIES and _NUMBER.search(normalise_code(cell_text(cells[key]))):
            return number
    return None


def _read(grid: Grid, match: _Match) -> Fit:
    form = match.form
    column_of = {header: at for at, header in enumerate(match.headers) if header}
    places = [column_of.get(header) for header in form.headers]
    straight = places == list(range(len(places)))
    key, entries = form.index[form.key], form.entry_positions
    rows: list[list[str]] = []
    taken: list[int] = []
    # Most texts are in many cells: as one object, each is hashed only once.
    once = dict[str, str]().setdefault
    for at, cells in enumerate(grid.cells[match.at + 1 :], match.at + 1):
        row = _texts(cells, places, straight=straight)
        # A key without blanks saves the look at all other cells.
        filled = row[key].isalnum() or "".join([row[entry] for entry in entries]).strip()
        if filled and not _repeats_header(row, form, key):
            rows.append([*map(once, row, row)])
            taken.append(at)
    sources = [grid.cells[at] for at in taken]
    doubts = list(_doubts(grid, match))
    table = Table(
        form=form,
        sheet=grid.name,
        rows=rows,
        numbers=[grid.top + at for at in taken],
        stored_as_number=_stored_as_number(sources, column_of[form.key]),
        stray=tuple(_stray(grid, match)),
        origins=_origins(sources, column_of),
        notes=grid.notes.at_headers(doubts),
    )
    return Fit(table, {header: at + grid.left for header, at in column_of.items()})


def _stored_as_number(rows: Iterable[Sequence[Cell]], key: int) -> frozenset[int]:
    """Return the 0-based places of the rows whose key cell is neither a text nor empty."""
    return frozenset(at for at, cells in enumerate(rows) if not isinstance(cells[key], str | None))


def _stray(grid: Grid, match: _Match) -> Iterator[tuple[int, str]]:
    """Yield row number and text of each filled cell below the header in a column without header."""
    outside = [at for at, header in enumerate(match.headers) if not header]
    for number, cells in enumerate(grid.cells[match.at + 1 :], grid.top + match.at + 1) if outside else ():
        for at in outside:
            if text := cell_text(cells[at]).strip():
                yield number, text


def _doubts(grid: Grid, match: _Match) -> Iterator[tuple[int, str, Doubt]]:
    """Yield the doubtful cells below the header, in the columns that people fill in."""
    written = {column.header for _, column in match.form.of_kind(Kind.RESULT)}
    for number, column, kind in sorted(grid.notes.doubts):
        at = column - grid.left
        header = match.headers[at] if 0 <= at < len(match.headers) else ""
        if number > grid.top + match.at and header not in written:
            yield number, header or words.OUTSIDE, kind


def _origins(rows: Iterable[Sequence[Cell]], column_of: dict[str, int]) -> list[Origin]:
    """Return where each row of a summary came from; empty for a unit's workbook."""
    places = [column_of[header] for header in ORIGIN_HEADERS if header in column_of]
    if len(places) < len(ORIGIN_HEADERS):
        return []
    return [Origin(*(cell_text(cells[at]) for at in places)) for cells in rows]


def _texts(cells: Sequence[Cell], places: Sequence[int | None], *, straight: bool) -> list[str]:
    picked = list(cells[: len(places)]) if straight else ["" if at is None else cells[at] for at in places]
    try:
        # Joining is the quickest way to learn that all cells are texts.
        "".join(picked)  # type: ignore[arg-type]
    except TypeError:
        return [cell_text(cell) for cell in picked]
    return picked  # type: ignore[return-value]


def _repeats_header(row: Sequence[str], form: Form, key: int) -> bool:
    """Return whether this is a header row, pasted along with other people's rows."""
    return row[key] == form.key and tuple(map(_header_text, row[: key + 3])) == form.headers[: key + 3]
