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
from zcert.words import Category
from zcert_dictionaries.lists import OPEN

CODES: Final = {"not-in-list": error("不是下拉列表中的选项", Category.CHOICE, "从单元格的下拉列表中重新选取，不要粘贴")}
NOT_IN_LIST: Final = Fault("not-in-list", "不是下拉列表中的选项，请从列表中重新选取；确有此项的，请管理员更新字典")

NOT_IN_OPEN_LIST: Final = Fault(
    "not-in-list", "不是下拉列表中的选项，请从列表中重新选取；本地自有的，请先用“导入自有名单”加进列表"
)


def check(inspection: Inspection) -> Iterator[Finding]:
    """Name each entry that is in no list; whether a child belongs to its parent is another rule."""
    for _, column in inspection.table.form.of_kind(Kind.LISTED):
        allowed = frozenset(inspection.edition.entries(column.list_name))
        fault = NOT_IN_OPEN_LIST if column.list_name in OPEN else NOT_IN_LIST
        if not inspection.distinct[column.header] - allowed <= {""}:
            yield from inspection.judge(column.header, partial(_judge, allowed, fault))


def _judge(allowed: frozenset[str], fault: Fault, text: str) -> list[Fault]:
    return [] if text in allowed else [fault]
