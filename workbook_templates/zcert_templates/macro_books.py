"""Which macro-enabled files are there, and how is each made from its plain counterpart?"""

from collections.abc import Iterable
from io import BytesIO
from typing import Final

from xlsxwriter.workbook import Workbook

from zcert import words
from zcert.form import Form
from zcert_dictionaries import Edition
from zcert_macros.flavour import ADDIN, BOOK
from zcert_macros.macro_file import macro_enabled
from zcert_templates.build import CREATED, build_collection, build_summary, template_name

_ADDIN_COMMENT: Final = (
    "浙江省高级专业技术资格证书信息采集：身份证验证、照片检测、数据检查、数据汇总，以及ZC_开头的单元格函数。"
)


def macro_template_name(form: Form) -> str:
    """Give the file name of a macro-enabled template.

    >>> from zcert_templates.collection import RESIDENT
    >>> macro_template_name(RESIDENT)
    '(模板)浙江省高级专业技术资格证书采集表(身份证号).xlsm'
    """
    return template_name(form).removesuffix(".xlsx") + ".xlsm"


def build_macro_collection(form: Form, edition: Edition, region_codes: Iterable[str]) -> bytes:
    """Make the collection workbook of a form with its ribbon tab, as the bytes of an .xlsm file."""
    return macro_enabled(build_collection(form, edition, region_codes), BOOK)


def build_macro_summary(forms: tuple[Form, ...], edition: Edition, region_codes: Iterable[str]) -> bytes:
    """Make the empty summary workbook with its ribbon tab, as the bytes of an .xlsm file."""
    return macro_enabled(build_summary(forms, edition, region_codes), BOOK)


def build_addin() -> bytes:
    """Make the add-in, as the bytes of an .xlam file; Excel lists it under its title."""
    file = BytesIO()
    book = Workbook(file, {"in_memory": True})
    book.set_properties({"title": words.PROGRAM, "comments": _ADDIN_COMMENT, "created": CREATED})
    book.add_worksheet("zcert")
    book.close()
    return macro_enabled(file.getvalue(), ADDIN)
