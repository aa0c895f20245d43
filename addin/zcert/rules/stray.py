"""Does anything stand outside the columns of the form, where no summary would take it along?"""

from collections.abc import Iterator

from zcert import words
from zcert.finding import Finding
from zcert.inspection import Inspection


def check(inspection: Inspection) -> Iterator[Finding]:
    """Name each such cell by its row."""
    for number, _ in inspection.table.stray:
        message = "表格列以外的单元格中有内容，汇总时不会带走，请移入备注或删除"
        yield Finding(number, words.OUTSIDE, "outside-columns", message)
