"""Did cells hold something that reading cannot take along, or is something read that nobody sees?"""

from collections.abc import Iterator

from zcert.finding import Finding
from zcert.inspection import Inspection


def check(inspection: Inspection) -> Iterator[Finding]:
    """Name cells with an error or without value, hidden rows, and a hidden sheet that holds rows."""
    table = inspection.table
    for number, column, what in table.lost:
        if what == "error":
            yield Finding(number, column, "cell-error", "单元格是错误值（如#N/A），没有读到内容，请重新填写")
        else:
            yield Finding(number, column, "formula-no-value", "公式没有算出的结果，没有读到内容，请直接填写文字")
    for number in table.numbers if table.hidden_rows else ():
        if number in table.hidden_rows:
            yield Finding(number, table.form.key, "row-hidden", "这一行是隐藏的，已照常读取，请确认是否应当上报")
    if table.hidden and table.rows:
        message = f"工作表“{table.sheet}”是隐藏的，其中的数据已照常读取，请确认是否应当上报"
        yield Finding(None, "（整个工作表）", "sheet-hidden", message)
