"""Is the table right? The only place that runs rules."""

from collections.abc import Iterable

from zcert.finding import Finding
from zcert.inspection import Inspection
from zcert.rules import RULES, Rule


def check(inspection: Inspection, rules: Iterable[Rule] = RULES) -> list[Finding]:
    """Return all findings, by row, then by the order of columns; those about no row come last."""
    position = inspection.table.form.index
    last = len(position)
    findings = [finding for rule in rules for finding in rule.check(inspection)]
    findings.sort(key=lambda finding: (finding.row or float("inf"), position.get(finding.column, last)))
    return findings
