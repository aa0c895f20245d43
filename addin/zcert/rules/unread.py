"""Was a value lost in reading, or is something read that is hidden or uncertain?

cell-error formula-no-value    nothing was read
cell-differs                   warning: two programs read different things
row-twice sheet-twice          warnings: a number or a name that two rows or sheets share
row-hidden sheet-hidden        warnings
sheet-unread                   warning: a sheet of the workbook that is no worksheet
"""

from collections.abc import Iterator
from typing import Final

from zcert.code import error, warning
from zcert.finding import Fault, Finding
from zcert.inspection import Inspection
from zcert.table import Doubt
from zcert.words import Category

CODES: Final = {
    "cell-error": error("单元格是错误值", Category.READING),
    "formula-no-value": error("公式没有计算结果", Category.READING),
    "cell-differs": warning("旧格式文件的单元格有两种读法", Category.READING),
    "row-twice": warning("同一行号出现两次", Category.READING),
    "sheet-twice": warning("有同名的工作表", Category.READING),
    "row-hidden": warning("行是隐藏的", Category.READING),
    "sheet-hidden": warning("工作表是隐藏的", Category.READING),
    "sheet-unread": warning("有没有读取的特殊工作表", Category.READING),
}

_DOUBTS: Final[dict[Doubt, Fault]] = {
    "error": Fault("cell-error", "单元格是错误值（如#N/A），没有读到内容，请重新填写"),
    "formula": Fault("formula-no-value", "公式没有算出的结果，没有读到内容，请直接填写文字"),
    "differs": Fault("cell-differs", "旧格式文件的这个单元格有两种读法，结果不同，已取其一，请与原文件核对"),
}


def check(inspection: Inspection) -> Iterator[Finding]:
    """Name doubtful cells, duplicate rows and sheets, hidden rows, and a hidden sheet that holds rows."""
    table = inspection.table
    for number, column, doubt in table.notes.doubts:
        yield Finding(number, column, _DOUBTS[doubt].code, _DOUBTS[doubt].message)
    yield from _duplicates(inspection)
    for number in table.numbers if table.notes.hidden_rows else ():
        if number in table.notes.hidden_rows:
            yield Finding(number, table.form.key, "row-hidden", "这一行是隐藏的，已照常读取，请确认是否应当上报")
    if table.notes.hidden and table.rows:
        message = f"工作表“{table.sheet}”是隐藏的，其中的数据已照常读取，请确认是否应当上报"
        yield Finding(None, "（整个工作表）", "sheet-hidden", message)
    for sheet in table.notes.left_out:
        kind = f"{'隐藏的' if sheet.hidden else ''}{'宏表' if sheet.macros else '特殊工作表'}"
        yield Finding(None, "（整个工作表）", "sheet-unread", f"工作簿中有{kind}“{sheet.name}”，没有读取")


def _duplicates(inspection: Inspection) -> Iterator[Finding]:
    table, notes = inspection.table, inspection.table.notes
    here = set(table.numbers) if notes.moved_rows else set()
    for behind, number in notes.moved_rows.items():
        message = f"文件中有两个第{number}行，都已读取，后一个记为第{behind}行，请核对"
        for row in (number, behind):
            if row in here:
                yield Finding(row, table.form.key, "row-twice", message)
    if notes.same_name and table.rows:
        message = f"文件中有几个工作表都叫“{notes.same_name}”，都已读取，这一个记为“{table.sheet}”，请核对"
        yield Finding(None, "（整个工作表）", "sheet-twice", message)
