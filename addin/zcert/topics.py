"""By what are people counted, and what does each row say to it?

A topic finds its column by the list whose entries it takes or by its role, so any form is asked; a row of a form
without such a column has left it unfilled. Entries that differ only in blanks, line breaks or width are one.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from zcert.form import Column, Form, Kind
from zcert.inspection import Inspection
from zcert.roles import Role
from zcert.values import age
from zcert.values.masking import mask_within
from zcert.values.text import tidy
from zcert_dictionaries import Edition, lists

UNREADABLE: Final = "号码无法识别"
NO_BIRTH_DATE: Final = "号码不含出生日期"

Labels = tuple[str, ...]
"""What a row says to a topic: an entry, or that of a cascade behind the one on which it depends; empty = unfilled."""


@dataclass(frozen=True, slots=True)
class Topic:
    """One thing by which people are counted; compared by ``==``, because it goes to workers and comes back as another.

    name:      stable name for commands and JSON.
    label:     what a clerk calls it.
    list_name: the list whose entries are counted; empty for a topic without a list.
    role:      the role of its column, for a topic without a list; the age is told by the number.
    scale:     entries without people are listed too, because their absence says something.
    """

    name: str
    label: str
    list_name: str = ""
    role: Role | None = None
    scale: bool = False

    @property
    def heads(self) -> Labels:
        """The captions of its labels."""
        parent = lists.PARENTS.get(self.list_name)
        return (parent, self.label) if parent else (self.label,)

    def column(self, form: Form) -> Column | None:
        """Return the column of a form that says it; None for a form that does not ask.

        Of all numbers only resident ones tell the age.
        """
        if self == AGE:
            key = form.key_columns[0]
            return key if key.kind is Kind.RESIDENT_ID else None
        return form.listing(self.list_name) if self.list_name else form.role(self.role) if self.role else None


def _listed(name: str, list_name: str, *, scale: bool = False) -> Topic:
    return Topic(name, list_name, list_name, scale=scale)


SEX: Final = _listed("sex", lists.SEX, scale=True)
AGE: Final = Topic("age", "年龄段", scale=True)
TOPICS: Final = (
    _listed("series", lists.SERIES),
    _listed("title", lists.TITLE),
    SEX,
    _listed("education", lists.EDUCATION, scale=True),
    AGE,
    _listed("nature", lists.UNIT_NATURE),
    _listed("city", lists.CITY),
    _listed("county", lists.COUNTY),
    Topic("unit", "单位", role=Role.UNIT),
)
"""In the order in which they are shown."""


def labels(inspection: Inspection, topic: Topic) -> Sequence[Labels]:
    """Return what each row says to the topic."""
    if topic == AGE:
        return [(band,) for band in _bands(inspection)]
    table = inspection.table
    column = topic.column(table.form)
    entries = _clean(inspection, column)
    if len(topic.heads) == 1:
        return [(entry,) for entry in entries]
    parent = table.form.parent(column) if column else None
    if parent:
        return list(zip(_clean(inspection, parent), entries, strict=True))
    known = _only_parents(inspection.edition.children[topic.list_name])
    return [(known.get(entry, ""), entry) for entry in entries]


def known(topic: Topic, edition: Edition) -> Iterable[Labels]:
    """Return the labels that have a place of their own, in order: bands of ages, or the entries of the list."""
    if topic == AGE:
        return [(band,) for band in age.BANDS]
    if topic.list_name in edition.children:
        children = edition.children[topic.list_name]
        return [(tidy(parent), tidy(entry)) for parent, entries in children.items() for entry in entries]
    return [(tidy(entry),) for entry in edition.lists.get(topic.list_name, ())]


def _clean(inspection: Inspection, column: Column | None) -> Sequence[str]:
    """Return the entries of a column as they are counted; numbers of people that have slipped into it are masked."""
    if column is None:
        return [""] * len(inspection.table.rows)
    clean = {text: mask_within(tidy(text)) for text in inspection.distinct[column.header]}
    return [clean[text] for text in inspection.table.columns[column.header]]


def _only_parents(children: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Return the parent of each entry that depends on a single one, for forms that do not ask for the parent."""
    found: dict[str, set[str]] = {}
    for parent, entries in children.items():
        for entry in entries:
            found.setdefault(tidy(entry), set()).add(tidy(parent))
    return {entry: min(parents) for entry, parents in found.items() if len(parents) == 1}


def _bands(inspection: Inspection) -> list[str]:
    keys = inspection.table.columns[inspection.table.form.key]
    if not inspection.resident:
        return [NO_BIRTH_DATE if key.strip() else "" for key in keys]
    bands: dict[str, str] = {}
    found = []
    for key, number, fault in zip(keys, inspection.numbers, inspection.verdicts, strict=True):
        if fault:
            found.append(UNREADABLE if key.strip() else "")
            continue
        born = number[6:14]
        if born not in bands:
            bands[born] = age.band(age.years(_day(born), inspection.today))
        found.append(bands[born])
    return found


def _day(digits: str) -> dt.date:
    return dt.date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
