"""How do a unit's own entries travel in a workbook?

As labelled facts of the dictionary sheet, below those that name the edition: for each list one that says where its
entries came from, then one for each entry, counted from 1. The drop-downs have them from the list's column, as they
have all others.

>>> facts({"评审组织": OwnList(("甲委员会",), "名单.csv，2026-11-21")})
[('自有评审组织来源', '名单.csv，2026-11-21'), ('自有评审组织1', '甲委员会')]
"""

from collections.abc import Iterable, Mapping
from itertools import count, takewhile
from typing import Final

from zcert_dictionaries import OwnList
from zcert_dictionaries.labels import label_fault
from zcert_dictionaries.lists import OPEN

PREFIX: Final = "自有"
"""With this begins the label of every fact about own entries."""

_SOURCE: Final = "来源"


def facts(own: Mapping[str, OwnList]) -> list[tuple[str, str]]:
    """Return label and value of each fact."""
    return [fact for name, one in own.items() for fact in _facts(f"{PREFIX}{name}", one)]


def _facts(label: str, one: OwnList) -> Iterable[tuple[str, str]]:
    return [(f"{label}{_SOURCE}", one.source), *((f"{label}{at}", entry) for at, entry in enumerate(one.entries, 1))]


def own_lists(present: Mapping[str, str]) -> dict[str, OwnList]:
    """Return the own entries among the labelled facts of a workbook, by name of the list; lists without are left out.

    A fact that can be no entry of a drop-down, as a person may write into the sheet, is left out.
    """
    found = {name: _own_list(f"{PREFIX}{name}", present) for name in OPEN}
    return {name: one for name, one in found.items() if one.entries}


def _own_list(label: str, present: Mapping[str, str]) -> OwnList:
    labels = takewhile(present.__contains__, (f"{label}{at}" for at in count(1)))
    entries = (present[one] for one in labels)
    usable = tuple(entry for entry in entries if entry.strip() and label_fault(entry) is None)
    return OwnList(usable, present.get(f"{label}{_SOURCE}", ""))
