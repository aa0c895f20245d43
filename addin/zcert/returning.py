"""Which rows of a summary go back, to which unit, and what is said of each?

A row goes back when it has an error. Its unit is the file in which it was filled in, at the end of its origin; a row
that does not say so belongs to the unit that it names. What a check of the summary says of rows of the summary is said
of the rows of the units: they cannot know the others.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import PurePosixPath
from typing import Final

from zcert import elsewhere
from zcert.codes import severity
from zcert.finding import Finding
from zcert.form import Form
from zcert.person_key import PersonKey, origins_of, person_keys
from zcert.roles import Role
from zcert.rules import duplicate
from zcert.table import LEVELS, Origin, Table
from zcert.words import WARNING, places

NO_UNIT: Final = "未注明单位"
_NAMED: Final = 5
"""Places of the same person that are named."""


@dataclass(frozen=True, slots=True)
class ReturnedRow:
    """A row that goes back.

    number:   its row in the summary, 1-based.
    texts:    of all columns of the form.
    key:      what tells the person.
    findings: what is wrong with it, by column of the form; errors first among those of one column.
    """

    number: int
    origin: Origin
    texts: Sequence[str]
    key: PersonKey
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class UnitReturn:
    """What goes back to one unit.

    unit:  its name: that of its file without the ending.
    chain: names of files from the level below down to the unit's; empty where the rows do not say.
    rows:  of all its people in the summary, those that go back, in the order of the summary.
    """

    unit: str
    chain: tuple[str, ...]
    form: Form
    rows: tuple[ReturnedRow, ...]


def returns(
    file: str, sheets: Iterable[tuple[Table, Sequence[Finding]]], *, warnings: bool = False
) -> list[UnitReturn]:
    """Return what goes back to each unit, in the order of their first rows.

    file:     name of the summary, or of the unit's workbook.
    sheets:   its tables with what was found in each.
    warnings: whether rows go back that have only warnings.
    """
    sheets = list(sheets)
    told = _Told(file, [table for table, _ in sheets])
    found: dict[tuple[tuple[str, ...], str, str], list[ReturnedRow]] = {}
    forms: dict[str, Form] = {}
    for table, findings in sheets:
        forms[table.form.name] = table.form
        for row in _rows(file, table, findings, told, warnings=warnings):
            chain = tuple(row.origin.file.split(LEVELS)) if row.origin.file else ()
            key = chain, table.form.name, "" if chain else _named_unit(table.form, row.texts)
            found.setdefault(key, []).append(row)
    return [
        UnitReturn(unit or unit_of(chain), chain, forms[form], tuple(rows))
        for (chain, form, unit), rows in found.items()
    ]


def unit_of(chain: Sequence[str]) -> str:
    """Return the name of the unit at the end of an origin.

    >>> unit_of(["某县.xlsx", "报送/甲中学.xlsx"])
    '甲中学'
    """
    return PurePosixPath(chain[-1]).stem


def _named_unit(form: Form, texts: Sequence[str]) -> str:
    columns = (form.role(role) for role in (Role.UNIT, Role.REPORTING_UNIT))
    named = (texts[form.index[column.header]].strip() for column in columns if column)
    return next(filter(None, named), NO_UNIT)


def _rows(
    file: str, table: Table, findings: Iterable[Finding], told: "_Told", *, warnings: bool
) -> Iterator[ReturnedRow]:
    said: dict[int, list[Finding]] = {}
    for finding in findings:
        if finding.row is not None:
            said.setdefault(finding.row, []).append(finding)
    people = person_keys(table)
    for at, (number, origin) in enumerate(zip(table.numbers, origins_of(file, table), strict=True)):
        here = said.get(number, [])
        if any(warnings or severity(finding.code) == "error" for finding in here):
            ordered = sorted(here, key=lambda one: (table.form.index.get(one.column, -1), severity(one.code)))
            retold = tuple(told.again(finding, origin, people[at].person) for finding in ordered)
            yield ReturnedRow(number, origin, table.rows[at], people[at], retold)


class _Told:
    """Who is where, so that a person in several rows is named by the places that the units know."""

    def __init__(self, file: str, tables: Iterable[Table]) -> None:
        self._places: dict[str, list[Origin]] = {}
        for table in tables:
            for key, origin in zip(person_keys(table), origins_of(file, table), strict=True):
                self._places.setdefault(key.person, []).append(origin)

    def again(self, finding: Finding, origin: Origin, person: str) -> Finding:
        """Say a finding to the unit."""
        if finding.code not in duplicate.CODES:
            return finding
        others = list(islice((one for one in self._places[person] if one != origin), _NAMED + 1))
        where = places((_whose(one, origin), int(one.row)) for one in others[:_NAMED] if one.row.isdecimal())
        if not where:
            return finding
        more = "等" if len(others) > _NAMED else ""
        return replace(finding, message=elsewhere.NUMBER_ELSEWHERE.format(f"{where}{more}"))


def _whose(other: Origin, own: Origin) -> str:
    """Return the file of another place as a unit reads it."""
    if other.file != own.file:
        return other.file or NO_UNIT
    return "本单位原表" if other.sheet == own.sheet else f"本单位原表的“{other.sheet}”"


def by_column(findings: Iterable[Finding]) -> Mapping[str, list[Finding]]:
    """Return the findings of one row by column."""
    found: dict[str, list[Finding]] = {}
    for finding in findings:
        found.setdefault(finding.column, []).append(finding)
    return found


def note_of(row: ReturnedRow) -> str:
    """Return what the clerk reads of a row: the column of each finding and what to do, one line each.

    Of a warning the line says that it is one.
    """
    return "\n".join(f"{finding.column}：{said(finding)}" for finding in row.findings)


def said(finding: Finding) -> str:
    """Return the sentence of a finding; of a warning with the word for it."""
    return finding.message if severity(finding.code) == "error" else f"（{WARNING}）{finding.message}"
