"""Does a sheet have the columns of a form? Asked before any rule looks at it.

Columns are found by header text, so moved columns are right. The header row is looked for in the first rows of the
sheet, because people delete or insert a row above it. A sheet that has most of a form's headers but not all of them,
or some twice, or those of another form besides, is a form whose header was changed: it is reported with the difference
and never read in part. So is one with people above its header, whose rows would be lost. Further columns are a unit's
own and are read beside those of the form.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from zcert import added_columns, nobody, words
from zcert.added_columns import LeftBehind
from zcert.errors import UserError
from zcert.form import Form, Kind
from zcert.header_row import ORIGIN_HEADERS, HeaderRow, difference, entries_above, find_header
from zcert.seen import as_seen
from zcert.table import PICTURES, SHOWN, Covered, Doubt, Origin, ReadingNotes, Table
from zcert.values.text import Cell, cell_text

NO_FORM: Final = "不是证书采集表或汇总表"
"""Said of a workbook or sheet without the columns of any form; the caller adds the subject and what to do."""

_COLUMN_DIGITS: Final = 3


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

    columns: column of each header of the sheet, and of each caption of an added column, 0-based from column A.
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


def fit(grid: Grid, forms: Iterable[Form]) -> Fit | Misfit | None:
    """Read a sheet as the form whose headers it has; None when it is no collection sheet at all."""
    match = find_header(grid.cells, grid.top, tuple(forms))
    if match is None:
        return None
    if changed := difference(match):
        return Misfit(match.form, f"表头与采集表不一致（{changed}），请恢复原来的表头后重新提交")
    if above := entries_above(grid.cells, grid.top, match):
        return Misfit(match.form, f"表头上方的第{above}行有人员数据，请把表头移回全部数据的上方后重新提交")
    cells, notes = as_seen(grid.cells, grid.top, grid.left, grid.notes)
    found = _read(replace(grid, cells=cells, notes=notes), match)
    if (added := len(found.table.added)) > added_columns.MOST:
        return Misfit(match.form, added_columns.TOO_MANY.format(added, added_columns.MOST))
    return found


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


def _read(grid: Grid, match: HeaderRow) -> Fit:
    form = match.form
    column_of = {header: at for at, header in enumerate(match.headers) if header}
    places = [column_of.get(header) for header in form.headers]
    straight = places == list(range(len(places)))
    key, entries = form.index[form.key], form.entry_positions
    rows: list[list[str]] = []
    taken: list[int] = []
    aside: list[tuple[int, str]] = []
    # Most texts are in many cells: as one object, each is hashed only once.
    once = dict[str, str]().setdefault
    for at, cells in enumerate(grid.cells[match.at + 1 :], match.at + 1):
        row = _texts(cells, places, straight=straight)
        # A key without blanks saves the look at all other cells.
        filled = row[key].isalnum() or "".join([row[entry] for entry in entries]).strip()
        if filled and (shows := _no_person(row, form, key)):
            aside.append((grid.top + at, shows))
        elif filled:
            rows.append([*map(once, row, row)])
            taken.append(at)
    sources = [grid.cells[at] for at in taken]
    doubts = list(_doubts(grid, match))
    named = added_columns.captions(grid.cells[match.at], match.own, form.header_set.union(ORIGIN_HEADERS))
    numbers = [grid.top + at for at in taken]
    covered = _covered(grid, match, set(numbers)) if grid.notes.covered else ()
    table = Table(
        form=form,
        sheet=grid.name,
        rows=rows,
        numbers=numbers,
        stored_as_number=_stored_as_number(sources, column_of[form.key]),
        stray=tuple(_stray(grid, match)),
        origins=_origins(sources, column_of),
        notes=grid.notes.at_headers(doubts, covered),
        added=added_columns.texts_of(sources, named),
        left_behind=_left_behind(grid, match, named, taken),
        nobody=tuple(aside),
    )
    places_by_header = column_of | {caption: at for at, caption in named.items()}
    return Fit(table, {header: at + grid.left for header, at in places_by_header.items()})


def _left_behind(
    grid: Grid, match: HeaderRow, named: Mapping[int, str], taken: Iterable[int]
) -> tuple[LeftBehind, ...]:
    """Return what the added columns hold below the header in rows that are not taken."""
    if not named:
        return ()
    others = sorted(set(range(match.at + 1, len(grid.cells))).difference(taken))
    return tuple(added_columns.left_behind(((grid.top + at, grid.cells[at]) for at in others), named))


def _stored_as_number(rows: Iterable[Sequence[Cell]], key: int) -> frozenset[int]:
    """Return the 0-based places of the rows whose key cell is neither a text nor empty."""
    return frozenset(at for at, cells in enumerate(rows) if not isinstance(cells[key], str | None))


def _stray(grid: Grid, match: HeaderRow) -> Iterator[tuple[int, str]]:
    """Yield row number and text of each filled cell below the header in a column without header."""
    outside = [at for at, header in enumerate(match.headers) if not header]
    for number, cells in enumerate(grid.cells[match.at + 1 :], grid.top + match.at + 1) if outside else ():
        for at in outside:
            if text := cell_text(cells[at]).strip():
                yield number, text


def _doubts(grid: Grid, match: HeaderRow) -> Iterator[tuple[int, str, Doubt]]:
    """Yield the doubtful cells below the header, in the columns that people fill in; pictures in the others too."""
    written = {column.header for _, column in match.form.of_kind(Kind.RESULT)}
    plain = {match.form.key, *(column.header for _, column in match.form.of_kind(Kind.DAY))}
    for number, column, kind in sorted(grid.notes.doubts):
        header = _header_at(grid, match, column)
        if number <= grid.top + match.at or (header in written and kind not in PICTURES):
            continue
        # Their own rules refuse all but digits, and ask for those of a number however it is shown.
        if kind in SHOWN and header in plain and not isinstance(_value_at(grid, number, column), str):
            continue
        yield number, header or words.OUTSIDE, kind


def _covered(grid: Grid, match: HeaderRow, people: Collection[int]) -> Iterator[Covered[str]]:
    """Yield the covered cells of people, and those anywhere below the header that hide a text.

    people: the numbers of their rows, 1-based.
    """
    written = {column.header for _, column in match.form.of_kind(Kind.RESULT)}
    header_row = grid.top + match.at
    for cell in grid.notes.covered:
        header = _header_at(grid, match, cell.column)
        if cell.row <= header_row or header in written:
            continue
        if cell.hides or (cell.row in people and header and cell.first_row > header_row):
            first = _header_at(grid, match, cell.first_column)
            yield Covered(cell.row, header or words.OUTSIDE, cell.first_row, first, cell.seen, cell.hides)


def _header_at(grid: Grid, match: HeaderRow, column: int) -> str:
    """Return the header of a column (0-based from A); empty where it has none."""
    at = column - grid.left
    return match.headers[at] if 0 <= at < len(match.headers) else ""


def _value_at(grid: Grid, number: int, column: int) -> Cell:
    """Return the value of a cell by row number (1-based) and column (0-based from A); None off the grid."""
    row, at = number - grid.top, column - grid.left
    return grid.cells[row][at] if 0 <= row < len(grid.cells) and 0 <= at < len(grid.cells[row]) else None


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


def _no_person(row: Sequence[str], form: Form, key: int) -> str:
    """Return the text that shows that a row is no person; empty for a person."""
    # A number alone in its cell is a person, or the number of a column.
    if len(row[key]) > _COLUMN_DIGITS and row[key].isascii() and row[key].isalnum():
        return ""
    entries = form.entry_positions
    return nobody.what_it_is([row[at] for at in entries], [form.headers[at] for at in entries], entries.index(key))
