"""Many tables become one: what is counted, and who is in more than one file.

The rows themselves pass through; only counts and one entry per person stay in memory.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from zcert.code import Severity
from zcert.codes import QUIET, severity
from zcert.finding import Finding
from zcert.roles import Role
from zcert.table import Table

_ROW_BITS: Final = 21


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

    kind: Literal["number", "name"]
    value: str
    where: tuple[tuple[str, int], ...]


class People:
    """Remembers every place of each person, by number and by name with unit."""

    def __init__(self) -> None:
        self._files: list[str] = []
        self._number: _Places = _Places()
        self._name: dict[str, tuple[str, int]] = {}
        self._renamed: dict[str, list[int]] = {}

    def add(self, file: str, table: Table, people: Sequence[str]) -> None:
        """Remember the rows of a table; ``people`` is the key of each row, empty where a number is no key."""
        if not self._files or self._files[-1] != file:
            self._files.append(file)
        base = (len(self._files) - 1) << _ROW_BITS
        columns = zip(table.numbers, people, table.texts(Role.NAME), table.texts(Role.UNIT), strict=True)
        for row, person, name, unit in columns:
            if not person:
                continue
            place = base | row
            self._number.add(person, place)
            if name and unit:
                self._add_name(f"{name.strip()} {unit.strip()}", person, place)

    def _add_name(self, who: str, person: str, place: int) -> None:
        known = self._name.setdefault(who, (person, place))
        if known[0] != person:
            self._renamed.setdefault(who, [known[1]]).append(place)

    def duplicates(self) -> Iterator[Duplicate]:
        """Yield people found in more than one file, in the order of their second appearance."""
        for kind, found in (("number", self._number.repeated), ("name", self._renamed)):
            for value, places in found.items():
                if len({place >> _ROW_BITS for place in places}) > 1:
                    yield Duplicate("number" if kind == "number" else "name", value, tuple(map(self._where, places)))

    def _where(self, place: int) -> tuple[str, int]:
        return self._files[place >> _ROW_BITS], place & ((1 << _ROW_BITS) - 1)


class _Places:
    """First place of each key, and all places of those met again; a place is one int to keep millions small."""

    def __init__(self) -> None:
        self._first: dict[str, int] = {}
        self.repeated: dict[str, list[int]] = {}

    def add(self, key: str, place: int) -> None:
        first = self._first.setdefault(key, place)
        if first != place:
            self.repeated.setdefault(key, [first]).append(place)


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


@dataclass(slots=True)
class Consolidation:
    """All that a summary reports besides its rows.

    volumes: names of the workbooks over which it is spread, usually one.
    """

    files: list[FileReport] = field(default_factory=list)
    duplicates: list[Duplicate] = field(default_factory=list)
    units: dict[str, UnitTotal] = field(default_factory=dict)
    volumes: list[str] = field(default_factory=list)

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
        """Add up the findings of all files."""
        total = Tally()
        for report in self.files:
            total.codes.update(report.tally.codes)
        return total

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
