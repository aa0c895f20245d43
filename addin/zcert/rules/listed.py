"""Are the entries of listed columns in the dictionary?"""

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import Final

from zcert.finding import Fault, Finding
from zcert.form import Column, Kind
from zcert.inspection import Inspection
from zcert_dictionaries import Edition

NOT_IN_LIST: Final = Fault("not-in-list", "不是下拉列表中的选项，请从列表中重新选取；确有此项的，请管理员更新字典")


def check(inspection: Inspection) -> Iterator[Finding]:
    """Name each entry that stands in no list; whether a child belongs to its parent is another question."""
    for _, column in inspection.table.form.of_kind(Kind.LISTED):
        allowed = _allowed(column, inspection.edition)
        if not inspection.distinct[column.header] - allowed <= {""}:
            yield from inspection.judge(column.header, partial(_judge, allowed))


def _allowed(column: Column, edition: Edition) -> frozenset[str]:
    if column.parent is None:
        return frozenset(edition.lists[column.header])
    children: Mapping[str, Iterable[str]] = edition.children[column.header]
    return frozenset(label for labels in children.values() for label in labels)


def _judge(allowed: frozenset[str], text: str) -> list[Fault]:
    if text in allowed:
        return []
    return [NOT_IN_LIST]
