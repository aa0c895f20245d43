"""What a clerk reads in more than one place, each word once: on a sheet, in a report, on the console, in a formula."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Final

PROGRAM: Final = "职称采集"
"""What the program is called in title bars and lists."""

CORRECT: Final = "正确"
"""A number or an entry without error."""
NORMAL: Final = "正常"
"""A photo without error."""

ERROR: Final = "错误"
WARNING: Final = "提示"
LEVELS: Final[Mapping[str, str]] = {"error": ERROR, "warning": WARNING}
"""By severity of a code, see ``zcert.codes``."""

ROW: Final = "行"
ROW_NUMBER: Final = "行号"
COLUMN: Final = "栏目"
LEVEL: Final = "级别"
PROBLEM: Final = "问题与处理办法"
CODE: Final = "代码"
CATEGORY: Final = "类别"
"""The parts of a finding, as headings of a list."""

UNFILLED: Final = "未填"
"""An entry that is empty, where entries are counted."""


class Category(StrEnum):
    """What kind of thing a finding is about, see ``zcert.code``."""

    NUMBER = "号码"
    REQUIRED = "必填"
    CHOICE = "选项"
    DATE = "日期"
    CONTACT = "联系方式"
    PHOTO = "照片"
    DOUBLE = "重复"
    TEXT = "文字"
    READING = "读取"
    CERTIFICATE = "证书"


OUTSIDE: Final = "（表格以外）"
"""The column of findings about cells beside the form's columns."""

STATUS: Final = "状态"
STATUSES: Final[Mapping[str, str]] = {"merged": "已汇总", "skipped": "跳过", "refused": "未汇总"}
"""What became of a file of the folder, see ``zcert.consolidating.FileReport``."""

SAME_PERSON: Final[Mapping[str, str]] = {"number": "号码相同", "name": "姓名单位相同、号码不同"}
"""Why two rows are taken for one person, see ``zcert.consolidating.Duplicate``."""


def places(where: Iterable[tuple[str, int]]) -> str:
    """Return files and row numbers (1-based) as one text.

    >>> places([("甲.xlsx", 4), ("乙.xlsx", 12)])
    '甲.xlsx第4行；乙.xlsx第12行'
    """
    return "；".join(f"{file}第{row}行" for file, row in where)


def widened(files: int) -> str:
    """Say in how many files units added columns, and where these are in the summary."""
    return f"有{files}个采集表另加了栏目，已放在汇总表右侧，见“汇总报告”"


def added_columns(added: Mapping[str, int]) -> str:
    """Return the columns that a unit added, with the rows in which they hold something, as one text.

    >>> added_columns({"民族": 12, "序号": 3})
    '“民族”12行、“序号”3行'
    """
    return "、".join(f"“{caption}”{rows}行" for caption, rows in added.items())


def sentences(*parts: str) -> str:
    """Return the parts as one text: of several sentences each gets its closing mark, a single one gets none.

    An empty part is left out; a part may begin with a line break.

    >>> sentences("共验证3人")
    '共验证3人'
    >>> sentences("共有3处可以整理", "", "现在整理吗？")
    '共有3处可以整理。现在整理吗？'
    """
    said = [part for part in parts if part]
    if len(said) == 1:
        return said[0]
    return "".join(part if part.endswith(("。", "？", "！")) else f"{part}。" for part in said)


def kept(backups: Iterable[str], surplus: Iterable[str]) -> list[str]:
    """Return the sentences about a former summary: its backups, and volumes of it that are still in the folder."""
    said = []
    if names := "、".join(backups):
        said.append(f"原来的汇总表备份为：{names}")
    if names := "、".join(f"“{name}”" for name in surplus):
        said.append(f"以前汇总表的{names}没有能移走，不属于这次汇总，请删除")
    return said
