"""Many tables become one: what is counted. The rows themselves pass through; only counts stay in memory."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from zcert.code import Severity
from zcert.codes import QUIET, severity
from zcert.exchange.senders import Resent, SentBy
from zcert.finding import Finding
from zcert.roles import Role
from zcert.rules.photo import ORPHAN
from zcert.several_files import Duplicate
from zcert.table import Table


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
