"""Writes docs/inputs.md: what is read of foreign files, what is named, what is refused, each with its sentence."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from zcert.codes import CODES
from zcert.words import LEVELS, Category
from zcert_addin.commands import read_unit
from zcert_addin.opc import reader
from zcert_addin.reading import csv, encrypted, html, preflight, workbook
from zcert_addin.reading.isolated import reason

PAGE = Path(__file__).with_name("inputs.md")

READ = (
    ("Excel、WPS、LibreOffice保存的工作簿", ".xlsx、.xlsm、.xls、.xlsb、.ods、.et，按内容判断，不看扩展名"),
    (
        "改了扩展名的网页和纯文本",
        "HTML表格（UTF-8、UTF-16、GBK，以注释等开头的也读）、CSV",
    ),
    ("打开时不问密码的加密工作簿", "照常读取"),
    ("移动过、另加了栏目的采集表", "按列名找；另加的栏目带到汇总表右侧"),
    ("隐藏的行、列和工作表", "照常读取，并写明"),
    ("表头在第1至10行，或在前30个有内容的行中", "照常读取；表头上方有人员的不读，写明行号"),
    ("中间的空行，末尾设过格式的空行", "不算人员"),
)
"""Kinds of input that are read, and what becomes of them."""

REFUSED = (
    ("空文件", preflight.EMPTY),
    ("损坏、被截断的文件", preflight.DAMAGED),
    ("有打开密码", reader.ENCRYPTED),
    ("已加密，但不能解开", encrypted.PROTECTED),
    ("压缩包内部异常", reader.SUSPICIOUS),
    ("解开后过于庞大", preflight.UNPACKS_TOO_LARGE),
    ("过大的文件", preflight.TOO_LARGE),
    ("含有DOCTYPE声明", preflight.DOCTYPE),
    ("单元格在行列范围以外", preflight.OFF_GRID),
    ("很远处有内容", preflight.TOO_WIDE),
    ("行号重复而分不开", preflight.DUPLICATE_ROW.format("N")),
    ("工作表同名而分不开", preflight.DUPLICATE_SHEET),
    ("单个网页文件（MHTML）", workbook.MHTML),
    ("XML表格（2003）", workbook.SPREADSHEET_XML),
    ("网页中没有采集表", html.NO_WORKBOOK),
    ("纯文本中没有采集表", csv.NO_WORKBOOK),
    ("别的内容", workbook.NOT_A_WORKBOOK),
    ("指向文件夹以外的链接", preflight.OUTSIDE),
    ("管道、设备等", preflight.NO_FILE),
    ("读取超出限度", reason("dead", "，没有汇总", "再提交")),
    ("读取用时过长", reason("slow", "，没有汇总", "再提交")),
    ("读取时出错", read_unit.BROKEN),
)
"""Kinds of input that are not read, and the sentence that each gets."""

_HEAD = """# 读什么，写明什么，不读什么

本页由 `make docs` 生成。下级交来的文件什么样的都有：读得了的照常读取；读到的与看到的可能不同的，
逐格写明；没有把握读全的不读，写明原因和办法。没有一行会悄悄丢掉：每一行要么在汇总表中，要么在汇总报告和问题清单中写明。
"""


def page() -> str:
    """Return the text of the page."""
    named = (
        (f"`{name}`", LEVELS[code.severity], code.meaning, code.remedy)
        for name, code in CODES.items()
        if code.category in {Category.READING, Category.TEXT}
    )
    return "\n".join(
        [
            _HEAD,
            *_section("读", ("输入", "怎样读"), READ),
            *_section("写明", ("代码", "级别", "含义", "怎么办"), named),
            *_section("不读", ("情形", "写明的话"), REFUSED),
        ]
    )


def _section(title: str, head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield from (f"## {title}", "", _line(head), _line(("---",) * len(head)))
    yield from map(_line, rows)
    yield ""


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
