"""Is anything outside the columns of the form, where no summary would include it?

outside-columns  warning: a filled cell in a column without header
"""

from collections.abc import Iterator
from typing import Final

from zcert import words
from zcert.code import warning
from zcert.finding import Finding
from zcert.inspection import Inspection

CODES: Final = {"outside-columns": warning("表格列以外还有内容", "移入备注栏，或删除，汇总时不会带走")}


def check(inspection: Inspection) -> Iterator[Finding]:
    """Name each such cell by its row."""
    for number, _ in inspection.table.stray:
        message = "表格列以外的单元格中有内容，汇总时不会带走，请移入备注或删除"
        yield Finding(number, words.OUTSIDE, "outside-columns", message)
