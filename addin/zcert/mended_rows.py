"""Which row of a summary is a mended row?

It is looked for where it came from, then by the number that it had when it was returned, then by the one that it has
now, then by name and unit. A place counts only when the person there is the same by number, or by name and unit: rows
move when a unit sends again and the summary is merged anew. Of several rows that fit, those of the same file count,
then those of the same name; more than one is for a person to decide.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final, NamedTuple

from zcert.person_key import PersonKey, origins_of, person_keys
from zcert.results import IDENTITY, names_fault
from zcert.return_basis import Basis, OtherBasis, bases, key_digest, parse
from zcert.roles import Role
from zcert.table import LEVELS, Origin, Table
from zcert.values.text import EXACT_DIGITS

_LOST: Final = "的号码被存成数字，末几位已经丢失，请按文本重新填写后再交回"


@dataclass(frozen=True, slots=True)
class Mended:
    """A sheet with mended rows, and the name of its workbook."""

    file: str
    table: Table


@dataclass(frozen=True, slots=True)
class Mend:
    """A mended row.

    at:    its place in the table, 0-based.
    basis: what it was when it was returned; None for a row of an ordinary collection workbook.
    fault: why it cannot be taken, what follows the person in a sentence; empty when it can.
    """

    file: str
    table: Table
    at: int
    key: PersonKey
    basis: Basis | None
    fault: str

    @property
    def row(self) -> int:
        """Its row, 1-based."""
        return self.table.numbers[self.at]

    @property
    def name(self) -> str:
        """The person's name."""
        return self.table.texts(Role.NAME)[self.at].strip()

    @property
    def number(self) -> str:
        """The person's number."""
        return self.table.columns[self.table.form.key][self.at]

    @property
    def origin(self) -> Origin:
        """Where the row was first filled in."""
        return self.basis.origin if self.basis else Origin(self.file, self.table.sheet, str(self.row))

    @property
    def people(self) -> list[str]:
        """Digests of the numbers that the person had and has, those that say something."""
        return _said(self.basis.person if self.basis else "", key_digest(self.key.person))

    @property
    def names(self) -> list[str]:
        """Digests of name and unit as they were and are, those that say something."""
        return _said(self.basis.who if self.basis else "", key_digest(self.key.who))


def _said(*digests: str) -> list[str]:
    return list(dict.fromkeys(filter(None, digests)))


def mends(mended: Mended) -> Iterator[Mend]:
    """Yield the mended rows of a sheet."""
    table = mended.table
    entries = [table.form.headers[at] for at in table.form.entry_positions]
    doubtful = {(number, header) for number, header, _ in table.notes.doubts} | table.unread
    texts = table.columns[table.form.key]
    for at, (number, key, text) in enumerate(zip(table.numbers, person_keys(table), bases(table), strict=True)):
        headers = [header for header in entries if (number, header) in doubtful]
        fault = f"的“{'”“'.join(headers)}”读不出可靠的内容，请重新填写后再交回" if headers else ""
        if at in table.stored_as_number and not (texts[at].isdigit() and len(texts[at]) <= EXACT_DIGITS):
            fault = _LOST
        basis = None
        try:
            basis = parse(text, entries) if text else None
        except OtherBasis as error:
            fault = f"{error}，认不出是哪一行，请在退回的原表中改正后再交回"
        yield Mend(mended.file, table, at, key, basis, fault)


class Row(NamedTuple):
    """A row of the summary: its table, place there (0-based), and what is known of it."""

    table: Table
    at: int
    key: PersonKey
    origin: Origin

    @property
    def number(self) -> int:
        """Its row, 1-based."""
        return self.table.numbers[self.at]


class Index:
    """The rows of a workbook that some mended rows may be.

    file: its name; tables: its sheets.
    """

    def __init__(self, file: str, tables: Iterable[Table], wanted: Sequence[Mend]) -> None:
        self._places: dict[tuple[str, str, str], list[Row]] = {}
        self._people: dict[str, list[Row]] = {}
        self._names: dict[str, list[Row]] = {}
        places = {_place(mend.origin) for mend in wanted}
        people = {one for mend in wanted for one in mend.people}
        names = {one for mend in wanted for one in mend.names}
        for table in tables:
            for at, (key, origin) in enumerate(zip(person_keys(table), origins_of(file, table), strict=True)):
                row = Row(table, at, key, origin)
                if (place := _place(origin)) in places:
                    self._places.setdefault(place, []).append(row)
                if (one := key_digest(key.person)) in people:
                    self._people.setdefault(one, []).append(row)
                if (one := key_digest(key.who)) in names:
                    self._names.setdefault(one, []).append(row)

    def rows_of(self, mend: Mend) -> list[Row]:
        """Return the rows that a mended row may be: one when it is certain, none when there is no such row."""
        for rows in self._steps(mend):
            fitting = [row for row in rows if row.table.form.name == mend.table.form.name]
            if fitting:
                tests = (_is_of_same_file, _has_same_name)
                return _narrowed(fitting, [lambda row, test=test: test(row, mend) for test in tests])  # type: ignore[misc]
        return []

    def _steps(self, mend: Mend) -> Iterator[Iterable[Row]]:
        """Yield what fits in each way of looking, the surest first."""
        yield [row for row in self._places.get(_place(mend.origin), ()) if _is_there(row, mend)]
        for one in mend.people:
            yield self._people.get(one, ())
        for one in mend.names:
            # Without what was returned, another number is a mend only where that in the summary is wrong.
            yield [row for row in self._names.get(one, ()) if mend.basis or _is_wrong(row)]


def _narrowed(rows: list[Row], tests: Iterable[Callable[[Row], bool]]) -> list[Row]:
    """Return the rows that pass the tests, as far as one of several does."""
    for test in tests:
        rows = [row for row in rows if test(row)] or rows if len(rows) > 1 else rows
    return rows


def _is_there(row: Row, mend: Mend) -> bool:
    """Return whether a row with the place of the mended one is on its way, and the same person."""
    same_way = all(one == other for one, other in zip(_files(row.origin), _files(mend.origin), strict=False))
    return same_way and (key_digest(row.key.person) in mend.people or _has_same_name(row, mend))


def _has_same_name(row: Row, mend: Mend) -> bool:
    return key_digest(row.key.who) in mend.names


def _is_of_same_file(row: Row, mend: Mend) -> bool:
    return _files(row.origin)[0] == _files(mend.origin)[0]


def _is_wrong(row: Row) -> bool:
    return names_fault(row.table.texts(IDENTITY)[row.at])


def _files(origin: Origin) -> list[str]:
    """Return the names of the files on the way of a row, from the unit's up: a level knows only those below it."""
    return [PurePosixPath(file).name for file in reversed(origin.file.split(LEVELS))]


def _place(origin: Origin) -> tuple[str, str, str]:
    return _files(origin)[0], origin.sheet, origin.row
