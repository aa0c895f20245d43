"""What has a unit changed since it sent its rows the last time?

A person is known by the number, and where that is new by name and unit (one of each on both sides only): so a wrong
number that was mended is one person mended, not one removed and one added. Result columns are no entries.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

from zcert.form import Kind
from zcert.roles import Role
from zcert.table import Table
from zcert.values.masking import mask
from zcert.values.text import normalise_name

Change = Literal["added", "removed", "mended"]
WORDS: Final[dict[Change, str]] = {"added": "新增", "removed": "减少", "mended": "改正"}


@dataclass(frozen=True, slots=True)
class ChangedPerson:
    """One person whose row is new, gone or other than before.

    number:  masked.
    columns: headers of the entries that were changed; only of a person who was there before and still is.
    """

    kind: Change
    name: str
    number: str
    columns: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """What was changed, and of whom.

        >>> ChangedPerson("mended", "李测试", "", ("姓名", "取得时间")).words
        '改正李测试（姓名、取得时间）'
        """
        entries = f"（{'、'.join(self.columns)}）" if self.columns else ""
        return f"{WORDS[self.kind]}{self.name}{entries}"


@dataclass(frozen=True, slots=True)
class Changes:
    """What is different in a unit's rows; people: those changed, in the order of the rows, removed ones last."""

    people: tuple[ChangedPerson, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.people)

    def count(self, kind: Change) -> int:
        """Return how many people were changed in that way."""
        return sum(person.kind == kind for person in self.people)

    @property
    def sentence(self) -> str:
        """What a superior is told: 新增1人、改正2人; 人员没有变化 where nothing is different."""
        counted = [f"{word}{self.count(kind)}人" for kind, word in WORDS.items() if self.count(kind)]
        return "、".join(counted) or "人员没有变化"


NO_CHANGES: Final = Changes()


class _Person(NamedTuple):
    """A row as it is compared: entries by header."""

    name: str
    unit: str
    number: str
    entries: dict[str, str]


def changes(before: Iterable[tuple[Table, Sequence[str]]], after: Iterable[tuple[Table, Sequence[str]]]) -> Changes:
    """Return what is different; each table comes with the key of each row, empty where a number is no key."""
    old, new = list(_people(before)), list(_people(after))
    left = dict(enumerate(old))
    pairs: list[tuple[_Person, _Person | None]] = []
    by_number, by_name = _places(old, "number"), _places(old, "name")
    new_names = _places(new, "name")
    taken: list[_Person | None] = [_take(left, by_number[one.number]) if one.number else None for one in new]
    for at, one in enumerate(new):
        found = taken[at]
        if found is None:
            here = [place for place in by_name[_who(one)] if place in left]
            only = [place for place in new_names[_who(one)] if taken[place] is None]
            found = _take(left, here) if len(here) == 1 and len(only) == 1 else None
        pairs.append((one, found))
    told = [person for one, found in pairs for person in _told(one, found)]
    return Changes((*told, *(_named("removed", one) for one in left.values())))


def _people(tables: Iterable[tuple[Table, Sequence[str]]]) -> Iterator[_Person]:
    for table, keys in tables:
        form = table.form
        asked = [(at, column.header) for at, column in enumerate(form.columns) if column.kind is not Kind.RESULT]
        names, units = table.texts(Role.NAME), table.texts(Role.UNIT)
        for row, key, name, unit in zip(table.rows, keys, names, units, strict=True):
            yield _Person(
                name, unit, f"{form.name} {key}" if key else "", {head: row[at].strip() for at, head in asked}
            )


def _who(person: _Person) -> str:
    return f"{normalise_name(person.name)}\0{person.unit.strip()}"


def _places(people: Sequence[_Person], by: Literal["number", "name"]) -> defaultdict[str, list[int]]:
    places: defaultdict[str, list[int]] = defaultdict(list)
    for at, person in enumerate(people):
        places[person.number if by == "number" else _who(person)].append(at)
    return places


def _take(left: dict[int, _Person], places: Iterable[int]) -> _Person | None:
    at = next((place for place in places if place in left), None)
    return None if at is None else left.pop(at)


def _told(after: _Person, before: _Person | None) -> Iterator[ChangedPerson]:
    if before is None:
        yield _named("added", after)
        return
    columns = tuple(head for head, text in after.entries.items() if before.entries.get(head, "") != text)
    if columns:
        yield _named("mended", after, columns)


def _named(kind: Change, person: _Person, columns: tuple[str, ...] = ()) -> ChangedPerson:
    return ChangedPerson(kind, person.name, mask(person.number.rpartition(" ")[2]), columns)
