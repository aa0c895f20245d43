"""Are there rows below the header that are no people: totals, signatures, notes, second headers, column numbers?

row-nobody  such a row, which is neither counted nor included in a summary
"""

from collections.abc import Iterator
from typing import Final

from zcert.code import error
from zcert.finding import Finding
from zcert.inspection import Inspection
from zcert.words import Category

CODES: Final = {
    "row-nobody": error("这一行不像人员数据", Category.READING, "删除这一行；确实是人员的，把号码和姓名填在各自的栏中"),
}

_SHOWN: Final = 20
"""Characters of the text that are repeated."""


def check(inspection: Inspection) -> Iterator[Finding]:
    """Name each such row once, with the text by which it was recognised."""
    for number, text in inspection.table.nobody:
        shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
        message = f"这一行不像人员数据（{shown}），没有计入人数，汇总时不会带走，请删除"
        yield Finding(number, inspection.table.form.key, "row-nobody", message)
