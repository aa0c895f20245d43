"""Which texts of a column name the same unit, as far as spelling can tell, and which of them should stand for all?

Spellings of one name are together always. Names that are one character apart are found by what is left of them without
one character, so that their number does not matter. A group has one name in its middle, the most frequent, and those
one character from it: steps do not add up. A name between two names that are different units belongs to neither.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple

from zcert.values.text import tidy
from zcert.values.unit_name import SHORTEST, Resemblance, added, compared, substituted


@dataclass(frozen=True, slots=True)
class UnitGroup:
    """Texts that are taken for one unit.

    counts:   rows with each text, the most frequent first.
    proposed: the most frequent text, tidy.
    """

    counts: Mapping[str, int]
    proposed: str


class _Name(NamedTuple):
    """A name as compared, and the rows with each of its spellings."""

    name: str
    counts: Mapping[str, int]

    @property
    def weight(self) -> tuple[int, int, str]:
        """Sorts names by their most frequent spelling, then by all; independent of the order of rows."""
        return (-max(self.counts.values()), -sum(self.counts.values()), self.name)


def unit_groups(counts: Mapping[str, int]) -> list[UnitGroup]:
    """Return the groups of two or more texts, by the rows they have together, most first.

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
        texts = {text: rows for member in members for text, rows in spelled[member].items()}
        if len(texts) > 1:
            found.append(_group(texts))
    return sorted(found, key=lambda group: (-sum(group.counts.values()), group.proposed))


def _group(texts: Mapping[str, int]) -> UnitGroup:
    # Of equally frequent ones the one that is tidy already, then the fuller one, then 一 before 1.
    order = sorted(sorted(texts, reverse=True), key=lambda text: (-texts[text], text != tidy(text), -len(text)))
    return UnitGroup({text: texts[text] for text in order}, tidy(order[0]))


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
