"""Which labels an edition offers in the drop-downs.

An edition is a folder of CSV files; a file that a folder lacks is taken from the built-in edition.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final

from zcert_dictionaries import lists
from zcert_dictionaries.errors import EditionError
from zcert_dictionaries.labels import parent_fault
from zcert_dictionaries.lists import OPEN
from zcert_dictionaries.tables import Row, read_rows

FILES: Final = (
    "edition.csv",
    "code_lists.csv",
    "titles.csv",
    "counties.csv",
    "reporting_units.csv",
    "review_orgs.csv",
)
REVIEW_KINDS: Final = ("confirmation", "committee", "other")

Children = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class OwnList:
    """What a unit or county has added to a list.

    entries: labels in order.
    source:  the file that held them, and the day on which it was brought in.
    """

    entries: tuple[str, ...]
    source: str = ""


@dataclass(frozen=True, slots=True)
class Edition:
    """The drop-down lists of one day. Plain dicts inside, so that it can be sent to worker processes.

    date:          YYYY-MM-DD.
    lists:         labels in order, by the name of the list.
    children:      lists that depend on a parent: name of the list -> parent label -> labels.
    confirmations: review bodies that mean 认定.
    other_org:     the review body that opens 其它评审组织.
    own:           entries among the lists that no authority has published, by the name of the list.
    """

    date: str
    name: str
    lists: Mapping[str, tuple[str, ...]]
    children: Mapping[str, Children]
    confirmations: frozenset[str]
    other_org: str
    own: Mapping[str, OwnList] = field(default_factory=dict)

    def entries(self, name: str) -> tuple[str, ...]:
        """Return every label of a list in order, once each, under any parent."""
        if name in self.children:
            return tuple(dict.fromkeys(label for labels in self.children[name].values() for label in labels))
        return self.lists[name]

    def with_own(self, own: Mapping[str, OwnList]) -> "Edition":
        """Return this edition with these entries too; what it has already and lists not open to any are left out.

        They stand after the published ones and before the entry for all others.
        """
        added = {name: replace(one, entries=self._new(name, one.entries)) for name, one in own.items() if name in OPEN}
        kept = {name: one for name, one in added.items() if one.entries}
        longer = {name: self._joined(name, one.entries) for name, one in kept.items()}
        return replace(self, lists={**self.lists, **longer}, own={**self.own, **kept})

    def _new(self, name: str, entries: Iterable[str]) -> tuple[str, ...]:
        present = frozenset(self.lists[name])
        return tuple(entry for entry in dict.fromkeys(entries) if entry not in present)

    def _joined(self, name: str, entries: tuple[str, ...]) -> tuple[str, ...]:
        last = (self.other_org,) if self.other_org in self.lists[name] else ()
        return (*(entry for entry in self.lists[name] if entry not in last), *entries, *last)


def load_edition(folder: Path | None = None) -> Edition:
    """Return the edition in a folder, or the built-in one; raise EditionError for a folder with a fault."""
    if folder is None:
        return _built_in()
    if not folder.is_dir():
        raise EditionError(f"找不到字典文件夹“{folder}”，请核对路径")
    own: dict[str, Traversable] = {name: folder / name for name in FILES if (folder / name).is_file()}
    if not own:
        raise EditionError(f"文件夹“{folder}”中没有字典文件（{'、'.join(FILES)}）")
    return _assemble({**_built_in_files(), **own})


@cache
def _built_in() -> Edition:
    return _assemble(_built_in_files())


def _built_in_files() -> dict[str, Traversable]:
    folder = files("zcert_dictionaries") / "edition"
    return {name: folder / name for name in FILES}


def _assemble(sources: Mapping[str, Traversable]) -> Edition:
    date, name = _date_and_name(sources["edition.csv"])
    titles = _cascade(sources["titles.csv"], "series", "title")
    counties = _cascade(sources["counties.csv"], "city", "county")
    orgs = _review_orgs(sources["review_orgs.csv"])
    return Edition(
        date=date,
        name=name,
        lists={
            **_code_lists(sources["code_lists.csv"]),
            lists.SERIES: tuple(titles),
            lists.REVIEW_ORG: tuple(orgs),
            lists.CITY: tuple(counties),
            lists.REPORTING_UNIT: _plain_list(sources["reporting_units.csv"]),
        },
        children={lists.TITLE: titles, lists.COUNTY: counties},
        confirmations=frozenset(org for org, kind in orgs.items() if kind == "confirmation"),
        other_org=next(org for org, kind in orgs.items() if kind == "other"),
    )


def _date_and_name(source: Traversable) -> tuple[str, str]:
    found = {row.label("key"): row for row in read_rows(source, ("key", "value"))}
    for key in ("date", "name"):
        if key not in found:
            raise EditionError.of(source.name, f"缺少“{key}”")
    date = found["date"].label("value")
    if not _is_day(date):
        raise found["date"].fault(f"日期“{date}”应写成2026-11-21的样子")
    return date, found["name"].label("value")


def _is_day(text: str) -> bool:
    try:
        # Not fromisoformat alone, which takes 20261121 and 2026-W47-6 too.
        return dt.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _code_lists(source: Traversable) -> dict[str, tuple[str, ...]]:
    rows = read_rows(source, ("list", "label"))
    for row in rows:
        if row.label("list") in lists.OTHER_LISTS:
            raise row.fault(f"“{row.label('list')}”由另外的字典文件给出，不能写在这里")
    found = _grouped(rows, "list", "label")
    missing = [name for name in lists.CODE_LISTS if name not in found]
    if missing:
        raise EditionError.of(source.name, f"缺少列表“{'”“'.join(missing)}”")
    return found


def _cascade(source: Traversable, parent: str, child: str) -> dict[str, tuple[str, ...]]:
    """Return labels by parent label; both in the order of their first appearance in the file."""
    rows = read_rows(source, (parent, child))
    for row in rows:
        fault = parent_fault(row.label(parent))
        if fault:
            raise row.fault(f"“{row.label(parent)}”{fault}")
    return _grouped(rows, parent, child)


def _plain_list(source: Traversable) -> tuple[str, ...]:
    rows = read_rows(source, ("name",))
    _refuse_duplicates(rows, ("name",))
    return tuple(row.label("name") for row in rows)


def _review_orgs(source: Traversable) -> dict[str, str]:
    """Return the kind of each review body."""
    rows = read_rows(source, ("name", "kind"))
    _refuse_duplicates(rows, ("name",))
    for row in rows:
        if row.label("kind") not in REVIEW_KINDS:
            raise row.fault(f"“kind”只能是{'、'.join(REVIEW_KINDS)}")
    others = [row for row in rows if row.label("kind") == "other"]
    if not others:
        raise EditionError.of(source.name, "缺少“kind”为“other”的一行")
    if len(others) > 1:
        raise others[1].fault("“kind”为“other”的只能有一行")
    return {row.label("name"): row.label("kind") for row in rows}


def _grouped(rows: Iterable[Row], parent: str, child: str) -> dict[str, tuple[str, ...]]:
    _refuse_duplicates(rows, (parent, child))
    groups: dict[str, list[str]] = {}
    for row in rows:
        groups.setdefault(row.label(parent), []).append(row.label(child))
    return {name: tuple(labels) for name, labels in groups.items()}


def _refuse_duplicates(rows: Iterable[Row], columns: tuple[str, ...]) -> None:
    """Raise where two lines say the same; Excel does not tell A from a."""
    first: dict[tuple[str, ...], int] = {}
    for row in rows:
        key = tuple(row.label(column).casefold() for column in columns)
        if key in first:
            raise row.fault(f"“{row.label(columns[-1])}”与第{first[key]}行重复")
        first[key] = row.line
