"""Is the table right? The only place that runs rules."""

from collections.abc import Iterable

from zcert.finding import Finding
from zcert.form import Form
from zcert.inspection import Inspection
from zcert.rules import RULES, Rule


def check(inspection: Inspection, rules: Iterable[Rule] = RULES) -> list[Finding]:
    """Return all findings, by row, then by the order of columns; those about no row come last."""
    return in_order((finding for rule in rules for finding in rule.check(inspection)), inspection.table.form)


def in_order(findings: Iterable[Finding], form: Form) -> list[Finding]:
    """Sort findings by row, then by the order of columns; those about no row come last."""
    position, last = form.index, len(form.index)
    return sorted(findings, key=lambda finding: (finding.row or float("inf"), position.get(finding.column, last)))
