"""Does each entry belong to what was chosen one level above: the title to its series, the county to its city?"""

from collections.abc import Iterator

from zcert.finding import Finding
from zcert.form import Column, Kind
from zcert.inspection import Inspection


def check(inspection: Inspection) -> Iterator[Finding]:
    """Name each child that stands in the list of other parents only, or without a parent."""
    for _, column in inspection.table.form.of_kind(Kind.LISTED):
        if column.parent is not None:
            yield from _check(inspection, column, column.parent)


def _check(inspection: Inspection, column: Column, parent_header: str) -> Iterator[Finding]:
    table = inspection.table
    children = inspection.edition.children[column.header]
    known = {label for labels in children.values() for label in labels}
    parents, entries = table.columns[parent_header], table.columns[column.header]
    stale = {
        (parent, entry)
        for parent, entry in set(zip(parents, entries, strict=True))
        if entry in known and entry not in children.get(parent, ())
    }
    if not stale:
        return
    for number, pair in zip(table.numbers, zip(parents, entries, strict=True), strict=True):
        if pair in stale:
            yield Finding(number, column.header, "cascade", message(column.header, parent_header, pair[0].strip()))


def message(header: str, parent_header: str, parent: str) -> str:
    """Say what to do about an entry that does not belong to its parent; an empty parent was not chosen."""
    if not parent:
        return f"“{parent_header}”未填，请先选{parent_header}，再重新选取{header}"
    return f"不属于所选的{parent_header}“{parent}”，请重新选取{header}或改正{parent_header}"
