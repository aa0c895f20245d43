"""Which unit sends this workbook? The sender may say so; else what the workbook itself says, else its file name.

In this order: the unit for which the template was made; the one unit where all its people work; the file's name
without what templates add to it; the one unit that sends all rows up. Of a summary, whose people work in many units,
the file's name comes first.

>>> stem_unit("示例市甲区高级专业技术资格证书采集表（1）")
'示例市甲区'
>>> stem_unit("(模板)浙江省高级专业技术资格证书采集表(身份证号)"), stem_unit("高级专业技术资格证书汇总表")
('', '')
"""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from zcert.preset import Preset
from zcert.roles import Role
from zcert.table import Table
from zcert.values.text import tidy
from zcert.values.unit_name import compared

_ADDED: Final = re.compile(
    r"[（(]\s*(?:模板|\d+|身份证号|特殊证书|第\d+册|副本)\s*[)）]|(?:浙江省)?(?:高级)?(?:专业技术)?(?:资格)?(?:证书)?(?:信息)?(?:采集表|汇总表)"
    r"|[\s_-]*\d{8}(?:_\d{6})?$|[-_ ]*副本|^副本",
)
_NO_UNIT: Final = re.compile(r"(?:新建)?.{0,6}(?:工作簿|工作表|表格)\d*|Book\d*|Sheet\d*|\d*", re.IGNORECASE)


def unit_of(preset: Preset, tables: Sequence[Table], stem: str) -> str:
    """Return the name of the unit; empty when nothing tells it.

    stem: the workbook's file name without its ending.
    """
    is_summary = any(table.origins for table in tables)
    works = "" if is_summary else _only(table.texts(Role.UNIT) for table in tables)
    sends = _only(table.texts(Role.REPORTING_UNIT) for table in tables)
    return next(filter(None, (tidy(preset.unit), works, stem_unit(stem), sends)), "")


def stem_unit(stem: str) -> str:
    """Return the unit in a file's name; empty when it is only what templates, programs and copies are called."""
    name = tidy(_ADDED.sub("", stem)).strip("-_—、，. ")
    return "" if _NO_UNIT.fullmatch(name) else name


def _only(columns: Iterable[Iterable[str]]) -> str:
    """Return the one name in all cells that are filled in, as it is spelled first; empty when there are more."""
    names = {compared(text): text for column in columns for text in reversed(list(column)) if compared(text)}
    return tidy(next(iter(names.values()))) if len(names) == 1 else ""
