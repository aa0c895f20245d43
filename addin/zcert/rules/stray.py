"""Is anything outside the columns of the form, where no summary would include it?

outside-columns  warning: a filled cell in a column without header, or in a column of the unit's own beside no person
"""

from collections.abc import Iterator
from typing import Final

from zcert import words
from zcert.code import warning
from zcert.finding import Finding
from zcert.inspection import Inspection
from zcert.words import Category

CODES: Final = {
    "outside-columns": warning("表格列以外还有内容", Category.READING, "移入备注栏，或删除，汇总时不会带走")
}


def check(inspection: Inspection) -> Iterator[Finding]:
    """Name each cell without header by its row, and those beside no person once for each column."""
    for number, _ in inspection.table.stray:
        message = "表格列以外的单元格中有内容，汇总时不会带走，请移入备注或删除"
        yield Finding(number, words.OUTSIDE, "outside-columns", message)
    for left in inspection.table.left_behind:
        message = f"“{left.caption}”栏在没有人员的行中有内容（共{left.cells}处），汇总时不会带走，请移入备注或删除"
        yield Finding(left.row, left.caption, "outside-columns", message)
