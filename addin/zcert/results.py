"""What the program writes into the sheet's own columns for the results of photos and of numbers."""

from collections.abc import Iterable, Mapping
from typing import Final

from zcert.codes import QUIET, severity
from zcert.finding import Fault, Finding
from zcert.photos import photo_key
from zcert.roles import Role
from zcert.rules import sex
from zcert.table import Table

PHOTO: Final = Role.PHOTO_RESULT
IDENTITY: Final = Role.IDENTITY_RESULT
RIGHT: Final[Mapping[Role, str]] = {PHOTO: "正常", IDENTITY: "正确"}
"""What a cell without error begins with; the sheet's conditional format shows every other text in red."""

_NO_KEY: Final = "没有号码，无法查找照片，请先填写号码"

_UNSAID: Final = QUIET | {"untidy-text"}
"""Warnings that stay in the report of findings."""


def results(table: Table, findings: Iterable[Finding], role: Role) -> dict[int, str]:
    """Give the text for each row of the result column with this role, by Excel row number (1-based).

    Rows without error read 正确 or 正常, followed by what a warning says; others read what is wrong.
    """
    texts = dict.fromkeys(table.numbers, RIGHT[role])
    said: dict[int, list[Finding]] = {}
    for finding in findings:
        if finding.code not in _UNSAID and finding.row in texts and _belongs(finding, role, table):
            said.setdefault(finding.row, []).append(finding)
    texts.update((number, summed_up(found, RIGHT[role])) for number, found in said.items())
    return texts | _not_looked_for(table) if role is PHOTO else texts


def _not_looked_for(table: Table) -> dict[int, str]:
    keys = table.columns[table.form.key]
    return {number: _NO_KEY for number, key in zip(table.numbers, keys, strict=True) if not photo_key(key)}


def _belongs(finding: Finding, role: Role, table: Table) -> bool:
    column = table.form.role(role)
    if role is PHOTO:
        return column is not None and finding.column == column.header
    return finding.column == table.form.key or finding.code in sex.CODES


def summed_up(findings: Iterable[Fault | Finding], right: str) -> str:
    """Give the text of one result cell: the errors, or the word for right and what the warnings say."""
    errors = [finding.message for finding in findings if severity(finding.code) == "error"]
    if errors:
        return "；".join(errors)
    return "；".join([right, *(f"提示：{finding.message}" for finding in findings)])
