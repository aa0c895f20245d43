"""Was a value lost in reading, or is something read that is hidden or uncertain?

cell-error formula-no-value    nothing was read
cell-merged cell-picture       nothing was read, though the sheet shows something
cell-shown-otherwise           by its format the cell shows another text than was read
cell-differs                   warning: two programs read different things
row-twice sheet-twice          warnings: a number or a name that two rows or sheets share
row-hidden sheet-hidden        warnings
sheet-short sheet-read-once    warnings: rows may be missing; one program only can read the file
sheet-unread                   warning: a sheet of the workbook that is no worksheet
"""

import re
from collections.abc import Callable, Iterator
from typing import Final

from zcert.code import error, warning
from zcert.finding import Fault, Finding
from zcert.inspection import Inspection
from zcert.table import Covered, Doubt, SheetDoubt, Table
from zcert.values.text import EXACT_DIGITS
from zcert.words import Category

CODES: Final = {
    "cell-error": error("单元格是错误值", Category.READING, "重新填写这个单元格，不要用公式"),
    "formula-no-value": error("公式没有计算结果", Category.READING, "直接填写文字，不要用公式"),
    "cell-merged": error("单元格与其它单元格合并，只有第一个带上内容", Category.READING, "取消合并，每人一行逐行填写"),
    "cell-picture": error("单元格里是嵌入的图片", Category.READING, "照片另存为以号码命名的jpg文件，单元格改填文字"),
    "cell-shown-otherwise": error(
        "单元格显示的文字来自数字格式，与所存的不同", Category.READING, "单元格设为文本格式，按显示的样子重新填写"
    ),
    "cell-differs": warning(
        "旧格式文件的单元格有两种读法", Category.READING, "对照原文件核对这个单元格，另存为.xlsx可以避免"
    ),
    "row-twice": warning("同一行号出现两次", Category.READING, "核对这两行，都要的不必改动"),
    "sheet-twice": warning("有同名的工作表", Category.READING, "给工作表分别改名，确认没有重复的人员"),
    "row-hidden": warning("行是隐藏的", Category.READING, "取消隐藏，确认这一行是否应当上报，不应上报的删除"),
    "sheet-hidden": warning("工作表是隐藏的", Category.READING, "取消隐藏，确认这张工作表是否应当上报，不应上报的删除"),
    "sheet-short": warning("旧格式文件的工作表可能少了行", Category.READING, "与原文件核对人数，另存为.xlsx再提交"),
    "sheet-read-once": warning(
        "旧格式文件只有一种程序能读", Category.READING, "与原文件核对人数和内容，另存为.xlsx再提交"
    ),
    "sheet-unread": warning("有没有读取的特殊工作表", Category.READING, "打开工作簿核对，其中如有人员，复制到采集表中"),
}

_PICTURE: Final = "单元格里是{}嵌入的图片，汇总时不会带走，照片请另存为以号码命名的jpg文件"
_DOUBTS: Final[dict[Doubt, Fault]] = {
    "error": Fault("cell-error", "单元格是错误值（如#N/A），没有读到内容，请重新填写"),
    "formula": Fault("formula-no-value", "公式没有算出的结果，没有读到内容，请直接填写文字"),
    "differs": Fault("cell-differs", "旧格式文件的这个单元格有两种读法，结果不同，已取其一，请与原文件核对"),
    "shown-text": Fault("cell-shown-otherwise", "单元格显示的文字有一部分来自数字格式，不会带入汇总，请写成完整的文字"),
    "picture": Fault("cell-picture", _PICTURE.format("WPS")),
    "excel-picture": Fault("cell-picture", _PICTURE.format("Excel")),
}
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d\b.*")
_NUMBER: Final = re.compile(r"-?[\d.]+(?:E-\d+)?")

_SHEET_DOUBTS: Final[dict[SheetDoubt, Fault]] = {
    "rows": Fault("sheet-short", "登记的行数与内容不符，或单元格重复、次序异常，可能少了人，请与原文件核对人数"),
    "alone": Fault("sheet-read-once", "这个文件两种程序中只有一种能读，没有对照，请与原文件核对人数和内容"),
}
_WHOLE: Final = "（整个工作表）"


def check(inspection: Inspection) -> Iterator[Finding]:
    """Name doubtful and covered cells, duplicate rows and sheets, hidden rows, and a hidden sheet that holds rows."""
    table = inspection.table
    stored = _stored(table)
    for number, column, doubt in table.notes.doubts:
        fault = _DOUBTS.get(doubt) or Fault("cell-shown-otherwise", _shown_otherwise(stored(number, column)))
        yield Finding(number, column, fault.code, fault.message)
    for cell in table.notes.covered:
        yield Finding(cell.row, cell.column, "cell-merged", _merged(cell))
    yield from _duplicates(inspection)
    for number in table.numbers if table.notes.hidden_rows else ():
        if number in table.notes.hidden_rows:
            yield Finding(number, table.form.key, "row-hidden", "这一行是隐藏的，已照常读取，请确认是否应当上报")
    for unsure in table.notes.sheet_doubts:
        fault = _SHEET_DOUBTS[unsure]
        yield Finding(None, _WHOLE, fault.code, f"工作表“{table.sheet}”：{fault.message}")
    if table.notes.hidden and table.rows:
        message = f"工作表“{table.sheet}”是隐藏的，其中的数据已照常读取，请确认是否应当上报"
        yield Finding(None, _WHOLE, "sheet-hidden", message)
    for sheet in table.notes.left_out:
        kind = f"{'隐藏的' if sheet.hidden else ''}{'宏表' if sheet.macros else '特殊工作表'}"
        yield Finding(None, _WHOLE, "sheet-unread", f"工作簿中有{kind}“{sheet.name}”，没有读取")


def _stored(table: Table) -> Callable[[int, str], str]:
    """Return what gives the text of a cell by row number (1-based) and header; empty for a cell of no person."""
    place = {number: at for at, number in enumerate(table.numbers)} if table.notes.doubts else {}
    return lambda number, column: (
        table.columns[column][place[number]] if number in place and column in table.columns else ""
    )


def _shown_otherwise(text: str) -> str:
    kind = "日期" if _DAY.fullmatch(text) else "数字" if not text or _NUMBER.fullmatch(text) else "时间"
    # A long number can be a person's.
    stored = kind + text if len(text) < EXACT_DIGITS or kind != "数字" else kind
    return f"单元格存的是{stored}，显示的文字不会带入汇总，请改为文本"


def _merged(cell: Covered[str]) -> str:
    if not cell.seen:
        return "单元格被合并的单元格遮住，其中的内容看不见，没有读取，请取消合并后核对"
    if cell.first_row != cell.row:
        said = f"单元格与第{cell.first_row}行合并，汇总时只有第一行带上内容，请取消合并后逐行填写"
    else:
        first = f"“{cell.first_column}”" if cell.first_column else "左边的单元格"
        said = f"单元格与{first}合并，汇总时只有第一个单元格带上内容，请取消合并后分别填写"
    return f"{said}（遮住的内容没有读取）" if cell.hides else said


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
        yield Finding(None, _WHOLE, "sheet-twice", message)
