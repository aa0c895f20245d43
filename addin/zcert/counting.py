"""How many people are there by series, title, sex, education, age, kind of unit, place and unit?

Every row counts, and every table adds up to all rows: empty entries have their own line, and so have numbers that tell
no age.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from zcert import words
from zcert.form import Form
from zcert.inspection import Inspection
from zcert.table import Table
from zcert.topics import SEX, TOPICS, Labels, Topic, known, labels
from zcert_dictionaries import Edition

OTHER_SEX: Final = f"{words.UNFILLED}及其它"
"""Heading of those whose sex is no entry of the list."""

_Cells = Mapping[tuple[Labels, int], int]
"""Number of rows by what they say and the place of their sex among the headings."""


@dataclass(frozen=True, slots=True)
class Line:
    """How many people say the same; by_sex: figures under the headings of ``Statistics.sexes``."""

    labels: Labels
    by_sex: tuple[int, ...]

    @property
    def rows(self) -> int:
        """All of them."""
        return sum(self.by_sex)

    @property
    def shown(self) -> Labels:
        """The labels as a person reads them."""
        return tuple(label or words.UNFILLED for label in self.labels)


@dataclass(frozen=True, slots=True)
class Tabulation:
    """The lines of one topic in order: entries as the dictionary has them, others by their number, unfilled last."""

    topic: Topic
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Statistics:
    """All that is counted of some sheets.

    forms:  labels of their forms.
    rows:   people as they are listed.
    people: different people: rows with the same number are one, a row whose number says nothing is another.
    sexes:  headings of the figures by sex: the entries of the list, and those whose sex is none of them.
    """

    forms: tuple[str, ...]
    rows: int
    people: int
    sexes: tuple[str, ...]
    tables: tuple[Tabulation, ...]


@dataclass(slots=True)
class _Counts:
    """What is known of some sheets so far; unnumbered: rows whose number says nothing."""

    rows: int = 0
    unnumbered: int = 0
    people: set[str] = field(default_factory=set)
    cells: dict[Topic, Counter[tuple[Labels, int]]] = field(default_factory=dict)

    def add(self, other: "_Counts") -> None:
        self.rows += other.rows
        self.unnumbered += other.unnumbered
        self.people |= other.people
        for topic, cells in other.cells.items():
            self.cells.setdefault(topic, Counter()).update(cells)


def count(
    tables: Iterable[Table], day: dt.date, edition: Edition, topics: Sequence[Topic] = TOPICS
) -> tuple[Statistics, ...]:
    """Count the people of a workbook: all together, and then those of each form if there are several.

    day: on which ages are told.
    """
    together, apart = _Counts(), dict[str, _Counts]()
    forms: dict[str, Form] = {}
    for table in tables:
        counted = _counts(Inspection(table, day, edition), topics)
        forms[table.form.name] = table.form
        apart.setdefault(table.form.name, _Counts()).add(counted)
        together.add(counted)
    groups = [(tuple(forms.values()), together)]
    groups += [((forms[name],), counted) for name, counted in apart.items()] if len(apart) > 1 else []
    return tuple(_statistics(asked, counted, edition, topics) for asked, counted in groups)


def _counts(inspection: Inspection, topics: Iterable[Topic]) -> _Counts:
    people = inspection.people
    places = {said: at for at, said in enumerate(known(SEX, inspection.edition))}
    sexes = [places.get(sex, len(places)) for sex in labels(inspection, SEX)]
    return _Counts(
        len(people),
        people.count(""),
        set(people) - {""},
        {topic: Counter(zip(labels(inspection, topic), sexes, strict=True)) for topic in topics},
    )


def _statistics(forms: Sequence[Form], counts: _Counts, edition: Edition, topics: Iterable[Topic]) -> Statistics:
    sexes = (*(sex for (sex,) in known(SEX, edition)), OTHER_SEX)
    asked = [topic for topic in topics if any(topic.column(form) for form in forms)]
    tables = (Tabulation(topic, tuple(_lines(topic, counts.cells[topic], edition, len(sexes)))) for topic in asked)
    return Statistics(
        tuple(form.label for form in forms),
        counts.rows,
        len(counts.people) + counts.unnumbered,
        sexes,
        tuple(tables),
    )


def _lines(topic: Topic, cells: _Cells, edition: Edition, sexes: int) -> Sequence[Line]:
    places = {said: place for place, said in enumerate(known(topic, edition))}
    figures: dict[Labels, list[int]] = {said: [0] * sexes for said in places if topic.scale}
    for (said, sex), rows in cells.items():
        figures.setdefault(said, [0] * sexes)[sex] += rows
    lines = [Line(said, tuple(by_sex)) for said, by_sex in figures.items()]
    return sorted(lines, key=lambda line: _order(line, places))


def _order(line: Line, places: Mapping[Labels, int]) -> tuple[bool, int, int, Labels]:
    return not line.labels[-1], places.get(line.labels, len(places)), -line.rows, line.labels
