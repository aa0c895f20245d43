"""Does each entry belong to what was chosen one level above: the title to its series, the county to its city?

cascade  the entry is in the list of other parents only, or its parent was not chosen
"""

from collections.abc import Iterator
from typing import Final

from zcert.code import error
from zcert.finding import Finding
from zcert.form import Column, Kind
from zcert.inspection import Inspection
from zcert.words import Category

CODES: Final = {
    "cascade": error("与上一级所选内容不对应", Category.CHOICE, "先核对上一级所选内容，再从下拉列表中重新选取")
}


def check(inspection: Inspection) -> Iterator[Finding]:
    """Name each child that is in the list of other parents only, or has no parent."""
    for _, column in inspection.table.form.of_kind(Kind.LISTED):
        parent = inspection.table.form.parent(column)
        if parent is not None:
            yield from _check(inspection, column, parent.header)


def _check(inspection: Inspection, column: Column, parent_header: str) -> Iterator[Finding]:
    table = inspection.table
    children = inspection.edition.children[column.list_name]
    known = set(inspection.edition.entries(column.list_name))
    parents, entries = table.columns[parent_header], table.columns[column.header]
    stale = {
        (parent, entry)
        for parent, entry in set(zip(parents, entries, strict=True))
        if entry in known and entry not in children.get(parent, ())
    }
    if not stale:
        return
    for number, pair in zip(table.numbers, zip(parents, entries, strict=True), strict=True):
        if pair in stale and (number, parent_header) not in table.unread:
            said = message(column.header, parent_header, pair[0].strip())
            yield Finding(number, column.header, "cascade", said, ((number, parent_header),))


def message(header: str, parent_header: str, parent: str) -> str:
    """Say what to do about an entry that does not belong to its parent; an empty parent was not chosen."""
    if not parent:
        return f"“{parent_header}”未填，请先选{parent_header}，再重新选取{header}"
    return f"不属于所选的{parent_header}“{parent}”，请重新选取{header}或改正{parent_header}"
