"""Reads workbook files of any age, without trusting their names.

What a file is, is told by its first bytes; python-calamine gets the bytes, never the path, because by path it believes
the extension. Nothing is ever opened in a spreadsheet program, so no macro of the file runs.
"""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from zcert.fitting import Grid
from zcert.values.text import cell_text
from zcert_addin.refusal import Refused
from zcert_templates import dictionary_sheet

SUFFIXES: Final = frozenset({".xls", ".xlsx", ".xlsm", ".xlsb", ".ods"})
"""Extensions of the files that are read, in lower case."""

MAX_BYTES: Final = 100 * 1024 * 1024

_ZIP: Final = b"PK\x03\x04"
_COMPOUND: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BIFF: Final = (b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00")
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_TEXT_LIKE: Final = 512
_FACTS: Final = 50
"""Rows in which the dictionary's facts stand, with room for more of them."""

ENCRYPTED: Final = "文件有打开密码，请取消密码另存后重新提交"
EMPTY: Final = "文件是空的（0字节），请重新复制或让填报单位重新提交"
DAMAGED: Final = "文件已损坏，无法读取，请让填报单位重新提交"
TOO_LARGE: Final = f"文件超过{MAX_BYTES // 1024 // 1024}MB，不像采集表，请检查后重新提交"
NOT_A_WORKBOOK: Final = "内容不是Excel工作簿，只是改了扩展名，请在Excel中打开后另存为.xlsx再提交"
HTML: Final = "内容是网页（HTML），不是真正的Excel工作簿，请在Excel中打开后另存为.xlsx再提交"
TEXT: Final = "内容是纯文本或CSV，不是真正的Excel工作簿，请在Excel中打开后另存为.xlsx再提交"
SPREADSHEET_XML: Final = "内容是XML表格，不是真正的Excel工作簿，请在Excel中打开后另存为.xlsx再提交"


class Unreadable(Refused):
    """A file that cannot be read as a workbook; the text is one Chinese sentence that says why and what to do."""


def read_grids(path: Path) -> list[Grid]:
    """Read all sheets of a workbook file, hidden ones too.

    Raises Unreadable for everything that is wrong with the file's content, OSError when it cannot be opened.
    """
    if path.stat().st_size > MAX_BYTES:
        raise Unreadable(TOO_LARGE)
    return parse_grids(path.read_bytes())


def parse_grids(data: bytes) -> list[Grid]:
    """Read all sheets of a workbook given as bytes; raises Unreadable."""
    _refuse_other_content(data)
    try:
        return list(_grids(data))
    except PasswordError:
        raise Unreadable(ENCRYPTED) from None
    except (CalamineError, ValueError, OverflowError):
        raise Unreadable(DAMAGED) from None
    except BaseException as error:
        # A panic inside calamine arrives as pyo3_runtime.PanicException, which derives from BaseException.
        if type(error).__name__ == "PanicException":
            raise Unreadable(DAMAGED) from None
        raise


def read_facts(path: Path) -> dict[str, str]:
    """Read the labelled facts of a workbook's dictionary sheet, e.g. 字典日期; empty without such a sheet."""
    data = path.read_bytes()
    _refuse_other_content(data)
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as workbook:
            if dictionary_sheet.SHEET not in workbook.sheet_names:
                return {}
            rows = workbook.get_sheet_by_name(dictionary_sheet.SHEET).to_python(nrows=_FACTS)
    except (CalamineError, ValueError):
        raise Unreadable(DAMAGED) from None
    facts = ((cell_text(row[0]), cell_text(row[1])) for row in rows if len(row) > 1)
    return {label: value for label, value in facts if label and value}


def _refuse_other_content(data: bytes) -> None:
    if not data:
        raise Unreadable(EMPTY)
    if data.startswith(_COMPOUND):
        if _ENCRYPTED in data:
            raise Unreadable(ENCRYPTED)
        return
    if data.startswith((_ZIP, *_BIFF)):
        return
    raise Unreadable(_what_it_is(data))


def _what_it_is(data: bytes) -> str:
    start = data[:_TEXT_LIKE].decode("utf-16" if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else "latin-1", "replace")
    start = start.lstrip("\ufeffï»¿ \r\n\t").lower()
    if start.startswith(("<!doctype html", "<html", "<table", "<head", "<meta", "<style", "mime-version:")):
        return HTML
    if start.startswith("<?xml"):
        return HTML if "<html" in start else SPREADSHEET_XML
    return NOT_A_WORKBOOK if "\x00" in start else TEXT


def _grids(data: bytes) -> Iterator[Grid]:
    with CalamineWorkbook.from_filelike(io.BytesIO(data)) as workbook:
        for at, meta in enumerate(workbook.sheets_metadata):
            # The lists behind our own drop-downs are as many cells as a whole unit's data.
            if meta.typ is not SheetTypeEnum.WorkSheet or meta.name == dictionary_sheet.SHEET:
                continue
            sheet = workbook.get_sheet_by_index(at)
            top, left = sheet.start or (0, 0)
            hidden = meta.visible is not SheetVisibleEnum.Visible
            yield Grid(meta.name, sheet.to_python(skip_empty_area=True), top + 1, left, hidden)
