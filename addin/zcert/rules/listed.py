"""Are the entries of listed columns in the dictionary?

not-in-list  the entry is in no list of the column, under any parent
"""

from collections.abc import Iterator
from functools import partial
from typing import Final

from zcert.code import error
from zcert.finding import Fault, Finding
from zcert.form import Kind
from zcert.inspection import Inspection

CODES: Final = {"not-in-list": error("不是下拉列表中的选项", "从单元格的下拉列表中重新选取，不要粘贴")}
NOT_IN_LIST: Final = Fault("not-in-list", "不是下拉列表中的选项，请从列表中重新选取；确有此项的，请管理员更新字典")


def check(inspection: Inspection) -> Iterator[Finding]:
    """Name each entry that is in no list; whether a child belongs to its parent is another rule."""
    for _, column in inspection.table.form.of_kind(Kind.LISTED):
        allowed = frozenset(inspection.edition.entries(column.list_name))
        if not inspection.distinct[column.header] - allowed <= {""}:
            yield from inspection.judge(column.header, partial(_judge, allowed))


def _judge(allowed: frozenset[str], text: str) -> list[Fault]:
    if text in allowed:
        return []
    return [NOT_IN_LIST]
