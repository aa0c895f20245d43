"""Many tables become one: what is counted, and who is in more than one file.

The rows themselves pass through; only counts and one entry per person stay in memory.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal, NamedTuple

from zcert import elsewhere
from zcert.code import Severity
from zcert.codes import QUIET, severity
from zcert.exchange.changes import Changes
from zcert.finding import Finding
from zcert.form import Form
from zcert.roles import Role
from zcert.rules.photo import ORPHAN
from zcert.table import Table
from zcert.values.text import normalise_name

_ROW_BITS: Final = 21
_BETWEEN: Final = "\0"
"""Between name and unit: no cell holds it."""


@dataclass(slots=True)
class Tally:
    """How many findings of each code."""

    codes: Counter[str] = field(default_factory=Counter)

    def add(self, findings: Iterable[Finding]) -> None:
        """Count findings."""
        self.codes.update(finding.code for finding in findings)

    def total(self, kind: Severity, *, quiet: bool = True) -> int:
        """Return the number of errors or warnings, with or without the codes that are ``quiet``."""
        return sum(n for code, n in self.codes.items() if severity(code) == kind and (quiet or code not in QUIET))


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


@dataclass(slots=True)
class FileReport:
    """What became of one file of the folder.

    file:   its name.
    status: ``merged``: its rows are in the summary; ``skipped``: it is not a workbook to be merged; ``refused``:
            it should be one, but its rows could not be taken, which is a failure.
    doubtful: whether a skipped file may hold rows all the same: tables in other formats, archives, sub-folders with
            workbooks, workbooks without the columns of a form, summaries that another program has saved. Worth a word,
            but no failure; the summary itself, backups, temporary files and what is no table are neither.
    reason: one Chinese sentence for every file that is not merged or gave no row; else empty.
    forms:  names of the forms found in it.
    rows:   rows taken into the summary.
    added:  for each column that the unit added, by caption, the rows in which it holds something.
    """

    file: str
    status: Literal["merged", "skipped", "refused"] = "merged"
    reason: str = ""
    forms: list[str] = field(default_factory=list)
    rows: int = 0
    tally: Tally = field(default_factory=Tally)
    doubtful: bool = False
    added: Counter[str] = field(default_factory=Counter)


@dataclass(slots=True)
class UnitTotal:
    """Totals of one 上报单位."""

    files: int = 0
    rows: int = 0


@dataclass(frozen=True, slots=True)
class SentBy:
    """Who sent one file of the folder, or a file below one.

    file:    file names from the level above down, joined by ``LEVELS``.
    state:   what became of it last, as the ledger says; empty below the folder's own files.
    package: name of the package; empty for a loose workbook.
    packed:  when it was packed, see ``zcert.exchange.ledger.Below``.
    """

    file: str
    unit: str
    rows: int
    state: str
    package: str
    packed: str


@dataclass(frozen=True, slots=True)
class Resent:
    """A unit that sent again after it was merged, and what it changed each time."""

    file: str
    unit: str
    changes: tuple[Changes, ...]

    @property
    def sentence(self) -> str:
        """What was changed, one time after the other."""
        return "；".join(one.sentence for one in self.changes)


@dataclass(slots=True)
class Consolidation:
    """All that a summary reports besides its rows.

    volumes: names of the workbooks over which it is spread, usually one.
    backups: names under which the workbooks of the former summary are kept.
    surplus: names of volumes of a former, longer summary that could not be moved away.
    photos:  how many photos are in the folder; None when they were not looked at, because there are none.
    orphans: names of the photos that belong to nobody in the summary.
    senders: who sent the files, where a ledger says so, each followed by those below it.
    resent:  the units that sent again after the merge before.
    own:     entries of the units' own lists that their rows use, by name of the list, in the order of the files.
    """

    files: list[FileReport] = field(default_factory=list)
    duplicates: list[Duplicate] = field(default_factory=list)
    units: dict[str, UnitTotal] = field(default_factory=dict)
    volumes: list[str] = field(default_factory=list)
    backups: list[str] = field(default_factory=list)
    surplus: list[str] = field(default_factory=list)
    photos: int | None = None
    orphans: list[str] = field(default_factory=list)
    senders: list[SentBy] = field(default_factory=list)
    resent: list[Resent] = field(default_factory=list)
    own: dict[str, dict[str, None]] = field(default_factory=dict)

    @property
    def rows(self) -> int:
        """Rows in the summary."""
        return sum(report.rows for report in self.files)

    @property
    def merged(self) -> list[FileReport]:
        """Files whose rows are in the summary."""
        return [report for report in self.files if report.status == "merged"]

    @property
    def refused(self) -> list[FileReport]:
        """Files whose rows should be in the summary and are not."""
        return [report for report in self.files if report.status == "refused"]

    @property
    def doubtful(self) -> list[FileReport]:
        """Skipped files that may hold rows all the same."""
        return [report for report in self.files if report.doubtful]

    @property
    def needless(self) -> list[FileReport]:
        """Skipped files that hold no rows that are missing."""
        return [report for report in self.files if report.status == "skipped" and not report.doubtful]

    @property
    def widened(self) -> list[FileReport]:
        """Files whose units added columns to those of the form."""
        return [report for report in self.files if report.added]

    def tally(self) -> Tally:
        """Add up the findings of all files, and the photos that belong to nobody."""
        total = Tally()
        if self.orphans:
            total.codes[ORPHAN] = len(self.orphans)
        for report in self.files:
            total.codes.update(report.tally.codes)
        return total

    def add_own(self, own: Mapping[str, Iterable[str]]) -> None:
        """Remember the entries of one file's own lists that its rows use."""
        for name, entries in own.items():
            self.own.setdefault(name, {}).update(dict.fromkeys(entries))

    def count_units(self, units: Mapping[str, int]) -> None:
        """Add one file's rows by 上报单位."""
        for unit, count in units.items():
            total = self.units.setdefault(unit, UnitTotal())
            total.files += 1
            total.rows += count


def count_by_unit(tables: Iterable[Table]) -> Counter[str]:
    """Count the rows of one file's tables by 上报单位; forms that do not ask for it are not counted."""
    asked = [table for table in tables if table.form.role(Role.REPORTING_UNIT)]
    return Counter(unit.strip() or "（未填）" for table in asked for unit in table.texts(Role.REPORTING_UNIT))
