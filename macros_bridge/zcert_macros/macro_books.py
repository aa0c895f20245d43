"""Which macro-enabled files are there, and how is each made from a plain workbook?"""

from typing import Final

from zcert import words
from zcert_macros.flavour import ADDIN, BOOK
from zcert_macros.macro_file import macro_enabled
from zcert_templates.build import build_blank

_ADDIN_COMMENT: Final = (
    "浙江省高级专业技术资格证书信息采集：身份证验证、照片检测、数据检查、数据汇总，以及ZC_开头的单元格函数"
)


def add_macros(plain: bytes) -> bytes:
    """Put ribbon tab and macros onto a collection or summary workbook: the bytes of an .xlsx, then of an .xlsm file."""
    return macro_enabled(plain, BOOK)


def build_addin() -> bytes:
    """Make the add-in, as the bytes of an .xlam file; Excel lists it under its title."""
    return macro_enabled(build_blank(words.PROGRAM, _ADDIN_COMMENT, "zcert"), ADDIN)
