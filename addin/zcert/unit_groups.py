"""Which texts of a column name the same unit, as far as spelling can tell, and which of them should stand for all?

Spellings of one name are together always. Names that are one character apart are found by what is left of them without
one character, so that their number does not matter. A group has one name in its middle, the most frequent, and those
one character from it: steps do not add up. A name between two names that are different units belongs to neither. A slip
is not made often: a frequent name that has another character stays as it is unless a person decides otherwise.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final, NamedTuple

from zcert.values.text import tidy
from zcert.values.unit_name import SHORTEST, Resemblance, added, compared, substituted

OFTEN: Final = 10
"""Rows of a name from which another character is no slip: towns of one county are called 清湖 and 清塘."""


@dataclass(frozen=True, slots=True)
class UnitGroup:
    """Texts that are taken for one unit.

    counts:    rows with each text, the most frequent first.
    proposals: what each is to become: the most frequent text, tidy; of a frequent name with another character its own.
    """

    counts: Mapping[str, int]
    proposals: Mapping[str, str]

    @property
    def weight(self) -> tuple[bool, int, str]:
        """Sorts groups: those where something is to change first, then by rows."""
        unchanged = all(text == after for text, after in self.proposals.items())
        return (unchanged, -sum(self.counts.values()), next(iter(self.counts)))


class _Name(NamedTuple):
    """A name as compared, and the rows with each of its spellings."""

    name: str
    counts: Mapping[str, int]

    @property
    def weight(self) -> tuple[int, int, str]:
        """Sorts names by their most frequent spelling, then by all; independent of the order of rows."""
        return (-max(self.counts.values()), -sum(self.counts.values()), self.name)


def unit_groups(counts: Mapping[str, int]) -> list[UnitGroup]:
    """Return the groups of two or more texts, those first where something is to change, then by their rows.

    counts: rows with each text.
    """
    spelled: dict[str, dict[str, int]] = defaultdict(dict)
    for text, rows in counts.items():
        if name := compared(text):
            spelled[name][text] = rows
    near = _neighbours(spelled)
    left = dict.fromkeys(sorted(spelled, key=lambda name: _Name(name, spelled[name]).weight))
    found = []
    for name in list(left):
        if name not in left:
            continue
        members = [name, *(other for other in near[name] if other in left)]
        for member in members:
            del left[member]
        if len(members) > 1 or len(spelled[name]) > 1:
            found.append(_group([_Name(member, spelled[member]) for member in members]))
    return sorted(found, key=lambda group: group.weight)


def _group(names: Sequence[_Name]) -> UnitGroup:
    """Return the group of a name, which comes first, and those one character from it."""
    counts = {text: rows for name in names for text, rows in name.counts.items()}
    order, middle = _ordered(counts), names[0].name
    proposals: dict[str, str] = {}
    for name, own in names:
        often = name != middle and len(name) == len(middle) and sum(own.values()) >= OFTEN
        proposals |= dict.fromkeys(own, tidy(_ordered(own)[0] if often else order[0]))
    return UnitGroup({text: counts[text] for text in order}, {text: proposals[text] for text in order})


def _ordered(counts: Mapping[str, int]) -> list[str]:
    # Of equally frequent ones the one that is tidy already, then the fuller one, then 一 before 1.
    return sorted(sorted(counts, reverse=True), key=lambda text: (-counts[text], text != tidy(text), -len(text)))


def _neighbours(names: Mapping[str, object]) -> Mapping[str, frozenset[str]]:
    """Return for each name those that may be the same unit's; none for one between different units."""
    alike: dict[str, set[str]] = defaultdict(set)
    different: dict[str, set[str]] = defaultdict(set)
    for one, other, judgement in _near(names):
        kind = alike if judgement == "alike" else different
        kind[one].add(other)
        kind[other].add(one)
    between = {name for name, near in alike.items() if any(near & different[other] for other in near)}
    return defaultdict(
        frozenset, {name: frozenset(near - between) for name, near in alike.items() if name not in between}
    )


def _near(names: Mapping[str, object]) -> Iterator[tuple[str, str, Resemblance]]:
    """Yield all pairs of names that are one character apart, with what that says."""
    same_rest: dict[tuple[int, str], list[str]] = defaultdict(list)
    for name in names:
        for at in range(len(name)) if len(name) >= SHORTEST else ():
            rest = name[:at] + name[at + 1 :]
            same_rest[at, rest].append(name)
            if len(rest) >= SHORTEST and rest in names:
                yield rest, name, added(name, at)
    for (at, _), found in same_rest.items():
        for one, other in combinations(found, 2):
            yield one, other, substituted(one, other, at)
