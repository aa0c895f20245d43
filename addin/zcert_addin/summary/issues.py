"""What does a line of 问题清单 say? Where the row came from, who it is, what is wrong."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from zcert import words
from zcert.code import Severity
from zcert.codes import CODES, QUIET, severity
from zcert.finding import Finding
from zcert.roles import Role
from zcert.table import Table
from zcert.values.masking import mask, mask_within


class Place(NamedTuple):
    """Where a row is: file, sheet and row number there, and row number in the summary, 1-based as texts."""

    file: str
    sheet: str = ""
    row: str = ""
    summary_row: str = ""


class Person(NamedTuple):
    """Who is concerned: name, number with its middle hidden, unit."""

    name: str = ""
    number: str = ""
    unit: str = ""


NOBODY: Final = Person()


@dataclass(frozen=True, slots=True)
class Issue:
    """One line of the list."""

    place: Place
    person: Person
    finding: Finding

    @property
    def severity(self) -> Severity:
        """How serious it is."""
        return severity(self.finding.code)

    @property
    def cells(self) -> tuple[str, ...]:
        """The texts in the order of ``report_layout.ISSUE_COLUMNS``."""
        finding, code = self.finding, CODES[self.finding.code]
        said = (finding.column, words.LEVELS[code.severity], code.category, mask_within(finding.message), finding.code)
        return (*self.place, *self.person, *said)


def issues(file: str, table: Table, findings: Iterable[Finding], places: Sequence[Place]) -> Iterator[Issue]:
    """Yield the lines about a table, but for codes that are ``quiet``.

    places: that of each row. A cell outside the form's columns may be in a row without entries, which is not in the
            summary.
    """
    at = {number: at for at, number in enumerate(table.numbers)}
    for finding in findings:
        if finding.code not in QUIET:
            here = at.get(finding.row or 0)
            if here is None:
                yield Issue(Place(file, table.sheet, str(finding.row or "")), NOBODY, finding)
            else:
                yield Issue(places[here], _person(table, here), finding)


def _person(table: Table, at: int) -> Person:
    """Return who is in a row (0-based); the unit is 工作单位, because nearly all have the same city as 上报单位."""
    name, unit = table.texts(Role.NAME)[at], table.texts(Role.UNIT)[at]
    return Person(name.strip(), mask(table.columns[table.form.key][at].strip()), unit.strip())
