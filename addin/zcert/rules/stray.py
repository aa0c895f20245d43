"""Is anything outside the columns of the form, where no summary would include it?

outside-columns  warning: a filled cell in a column without header
"""

from collections.abc import Iterator
from typing import Final

from zcert import words
from zcert.code import warning
from zcert.finding import Finding
from zcert.inspection import Inspection
from zcert.words import Category

CODES: Final = {"outside-columns": warning("表格列以外还有内容", Category.READING)}


def check(inspection: Inspection) -> Iterator[Finding]:
    """Name each such cell by its row."""
    for number, _ in inspection.table.stray:
        message = "表格列以外的单元格中有内容，汇总时不会带走，请移入备注或删除"
        yield Finding(number, words.OUTSIDE, "outside-columns", message)
