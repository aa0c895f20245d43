"""Whether a text may be an entry of a drop-down list.

>>> label_fault("图书、资料专业人员")
>>> label_fault("甲" * 256)
'超过255个字'
>>> parent_fault("卫生技术人员（中医/中药）")
>>> parent_fault("2001-1")
'只由数字组成，Excel会当作数值或日期'
"""

import re
import unicodedata
from typing import Final

# Excel's MATCH and COUNTIF refuse longer texts.
MAX_LENGTH: Final = 255

_BREAKS: Final = frozenset({"Cc", "Zl", "Zp"})
_NUMBER: Final = re.compile(r"[-+]?[.\d][-+.,:/%\de ]*", re.IGNORECASE)


def label_fault(text: str) -> str | None:
    """Say what keeps a text from being a label, or None."""
    if any(unicodedata.category(character) in _BREAKS for character in text):
        return "含有换行符或其它控制字符"
    if len(text) > MAX_LENGTH:
        return f"超过{MAX_LENGTH}个字"
    return None


def parent_fault(text: str) -> str | None:
    """Say what keeps a label from being looked up by MATCH and COUNTIF, or None."""
    if any(wildcard in text for wildcard in "*?~"):
        return "含有“*”“?”或“~”，Excel会当作通配符"
    if text.startswith(("<", ">", "=")):
        return "以“<”“>”或“=”开头，Excel会当作比较条件"
    # Excel reads full-width digits as digits.
    if _NUMBER.fullmatch(unicodedata.normalize("NFKC", text)):
        return "只由数字组成，Excel会当作数值或日期"
    return None
