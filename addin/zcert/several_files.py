"""Who is in more than one file? One entry per person stays in memory."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from zcert import elsewhere
from zcert.finding import Finding
from zcert.form import Form
from zcert.roles import Role
from zcert.table import Table
from zcert.values.text import normalise_name

_ROW_BITS: Final = 21
_BETWEEN: Final = "\0"
"""Between name and unit: no cell holds it."""


@dataclass(frozen=True, slots=True)
class Duplicate:
    """One person who is in several files.

    kind:  ``number``: the same number; ``name``: the same name and unit with another number.
    value: the number, or name and unit.
    where: file and Excel row number (1-based) of each place.
    """

    kind: elsewhere.Kind
    value: str
    where: tuple[elsewhere.Place, ...]


@dataclass(frozen=True, slots=True)
class Earlier:
    """A person whom a later file has too, which was not known when this place was added.

    sheet: name of the sheet.
    name, unit: empty where they are not known any more.
    """

    file: str
    sheet: str
    number: str
    name: str
    unit: str
    finding: Finding


class People:
    """Remembers every place of each person, by number and by name with unit."""

    def __init__(self) -> None:
        self._sources: list[_Source] = []
        self._number: _Places = _Places()
        self._name: dict[str, tuple[str, int]] = {}
        self._renamed: dict[str, list[int]] = {}

    def add(self, file: str, table: Table, people: Sequence[str]) -> list[Finding]:
        """Remember the rows of a table and name those whose person is in an earlier file.

        people: the key of each row, empty where a number is no key.
        """
        source = _Source(file, table.sheet, table.form)
        if not self._sources or self._sources[-1] != source:
            self._sources.append(source)
        base = (len(self._sources) - 1) << _ROW_BITS
        columns = zip(table.numbers, people, table.texts(Role.NAME), table.texts(Role.UNIT), strict=True)
        found: list[Finding] = []
        for row, person, name, unit in columns:
            if not person:
                continue
            place = base | row
            if (first := self._number.add(person, place)) < base:
                found += self._elsewhere("number", place, first)
            if name and unit and (first := self._add_name(_who(name, unit), person, place)) < base:
                found += self._elsewhere("name", place, first)
        return found

    def _add_name(self, who: str, person: str, place: int) -> int:
        """Remember a name with its unit and return the first place where it has another number; else this place."""
        known = self._name.setdefault(who, (person, place))
        if known[0] == person:
            return place
        self._renamed.setdefault(who, [known[1]]).append(place)
        return known[1]

    def _elsewhere(self, kind: elsewhere.Kind, place: int, other: int) -> Iterator[Finding]:
        source = self._source(place)
        if source.file != self._source(other).file:
            fault = elsewhere.fault_of(kind, self._where(other))
            yield Finding(_row(place), source.header(kind), fault.code, fault.message)

    def duplicates(self) -> Iterator[Duplicate]:
        """Yield people found in more than one file, in the order of their second appearance."""
        for kind, value, places in self._repeated():
            yield Duplicate(kind, value.replace(_BETWEEN, " "), tuple(map(self._where, places)))

    def earlier(self) -> Iterator[Earlier]:
        """Yield those in the first file of people found in more than one, where ``add`` could not name the others."""
        repeated = list(self._repeated())
        firsts = {places[0] for _, _, places in repeated}
        # Names are kept by person, not by place: one look through them, and only when somebody is in several files.
        who = {place: who for who, (_, place) in self._name.items() if place in firsts} if firsts else {}
        for kind, value, places in repeated:
            first = self._source(places[0]).file
            other = next(place for place in places if self._source(place).file != first)
            for place in (place for place in places if self._source(place).file == first):
                person = value if kind == "number" else self._name[value][0]
                number = person.rpartition(" ")[2] if kind == "number" or place == places[0] else ""
                name, _, unit = (value if kind == "name" else who.get(place, "")).partition(_BETWEEN)
                (finding,) = self._elsewhere(kind, place, other)
                yield Earlier(first, self._source(place).sheet, number, name, unit, finding)

    def _repeated(self) -> Iterator[tuple[elsewhere.Kind, str, list[int]]]:
        found: tuple[tuple[elsewhere.Kind, dict[str, list[int]]], ...] = (
            ("number", self._number.repeated),
            ("name", self._renamed),
        )
        for kind, repeated in found:
            for value, places in repeated.items():
                if len({self._source(place).file for place in places}) > 1:
                    yield kind, value, places

    def _source(self, place: int) -> "_Source":
        return self._sources[place >> _ROW_BITS]

    def _where(self, place: int) -> elsewhere.Place:
        return self._source(place).file, _row(place)


class _Source(NamedTuple):
    """A sheet with people."""

    file: str
    sheet: str
    form: Form

    def header(self, kind: elsewhere.Kind) -> str:
        """Return the column where it is said that a person is in another file."""
        column = self.form.role(Role.NAME) if kind == "name" else None
        return column.header if column else self.form.key


def _who(name: str, unit: str) -> str:
    return f"{normalise_name(name)}{_BETWEEN}{unit.strip()}"


def _row(place: int) -> int:
    return place & ((1 << _ROW_BITS) - 1)


class _Places:
    """First place of each key, and all places of those met again; a place is one int to keep millions small."""

    def __init__(self) -> None:
        self._first: dict[str, int] = {}
        self.repeated: dict[str, list[int]] = {}

    def add(self, key: str, place: int) -> int:
        """Remember a place and return the first one of its key."""
        first = self._first.setdefault(key, place)
        if first != place:
            self.repeated.setdefault(key, [first]).append(place)
        return first
