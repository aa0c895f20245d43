"""What the program writes into the sheet's own columns for the results of photos and of numbers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from zcert import elsewhere, words
from zcert.codes import QUIET, severity
from zcert.finding import Fault, Finding
from zcert.photos.key import photo_key
from zcert.roles import Role
from zcert.rules import sex
from zcert.table import Table

PHOTO: Final = Role.PHOTO_RESULT
IDENTITY: Final = Role.IDENTITY_RESULT
RIGHT: Final[Mapping[Role, str]] = {PHOTO: words.NORMAL, IDENTITY: words.CORRECT}
"""What a cell without error begins with; the sheet's conditional format shows every other text in red."""

_REPORT_ONLY: Final = QUIET | {"untidy-text"} | elsewhere.CODES.keys()
"""What stays in the report of findings: warnings, and what a sheet by itself does not show."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is said of a row in a result column, or of the cells that a formula asks about.

    text:  one Chinese text for the cell.
    wrong: whether it names an error; warnings are none.
    """

    text: str
    wrong: bool


_NO_KEY: Final = Verdict("没有号码，无法查找照片，请先填写号码", wrong=True)


def results(table: Table, findings: Iterable[Finding], role: Role) -> dict[int, Verdict]:
    """Return the verdict on each row for the result column with this role, by Excel row number (1-based).

    Rows without error read 正确 or 正常, followed by what a warning says; others read what is wrong.
    """
    verdicts = dict.fromkeys(table.numbers, Verdict(RIGHT[role], wrong=False))
    said: dict[int, list[Finding]] = {}
    for finding in findings:
        if finding.code not in _REPORT_ONLY and finding.row in verdicts and _belongs(finding, role, table):
            said.setdefault(finding.row, []).append(finding)
    verdicts.update((number, summed_up(found, RIGHT[role])) for number, found in said.items())
    return verdicts | _not_looked_for(table) if role is PHOTO else verdicts


def _not_looked_for(table: Table) -> dict[int, Verdict]:
    keys = table.columns[table.form.key]
    return {number: _NO_KEY for number, key in zip(table.numbers, keys, strict=True) if not photo_key(key)}


def _belongs(finding: Finding, role: Role, table: Table) -> bool:
    column = table.form.role(role)
    if role is PHOTO:
        return column is not None and finding.column == column.header
    return finding.column == table.form.key or finding.code in sex.CODES


def names_fault(text: str) -> bool:
    """Tell whether a text of a result column names a fault, as the sheet's conditional formats do."""
    return bool(text) and not text.startswith(tuple(RIGHT.values()))


def summed_up(findings: Iterable[Fault | Finding], right: str) -> Verdict:
    """Return the verdict on one cell: the errors, or the word for right and what the warnings say."""
    errors = [finding.message for finding in findings if severity(finding.code) == "error"]
    if errors:
        return Verdict("；".join(errors), wrong=True)
    return Verdict("；".join([right, *(f"{words.WARNING}：{finding.message}" for finding in findings)]), wrong=False)
