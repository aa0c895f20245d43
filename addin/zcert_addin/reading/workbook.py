"""Reads workbook files of any age, without trusting their names.

What a file is, is told by its first bytes. Nothing is ever opened in a spreadsheet program, so no macro of the file
runs.
"""

import io
from pathlib import Path
from typing import Final

from python_calamine import CalamineWorkbook

from zcert.fitting import Grid, fit
from zcert_addin.reading.preflight import ENCRYPTED, Unreadable, open_zip, read_regular
from zcert_addin.reading.text_tables import text_grids, web_grids
from zcert_addin.reading.xls import old_grids
from zcert_addin.reading.zipped import zipped_grids
from zcert_templates import FORMS, dictionary_sheet

SUFFIXES: Final = frozenset({".xls", ".xlsx", ".xlsm", ".xlsb", ".ods", ".et"})
"""Extensions of the files that are read, in lower case; .et is WPS's own ending for what is .xls or .xlsx inside."""

_ZIP: Final = b"PK\x03\x04"
_COMPOUND: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BIFF: Final = (b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00")
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_TEXT_LIKE: Final = 512

EMPTY: Final = "文件是空的（0字节），请重新复制或让填报单位重新提交"
NOT_A_WORKBOOK: Final = "内容不是Excel工作簿，只是改了扩展名，请在Excel中打开后另存为.xlsx再提交"
HTML: Final = "内容是网页（HTML），不是真正的Excel工作簿，请在Excel中打开后另存为.xlsx再提交"
TEXT: Final = "内容是纯文本或CSV，不是真正的Excel工作簿，请在Excel中打开后另存为.xlsx再提交"
MHTML: Final = "内容是单个网页文件（MHTML），不是真正的Excel工作簿，请在Excel中打开后另存为.xlsx再提交"
SPREADSHEET_XML: Final = "内容是XML表格，不是真正的Excel工作簿，请在Excel中打开后另存为.xlsx再提交"


def read_grids(path: Path) -> list[Grid]:
    """Read all sheets of a workbook file, hidden ones too.

    Raises Unreadable for everything that is wrong with the file's content, OSError when it cannot be opened.
    """
    return parse_grids(read_regular(path))


def parse_grids(data: bytes) -> list[Grid]:
    """Read all sheets of a workbook given as bytes; raises Unreadable."""
    if not _is_workbook(data):
        return _courteous(data)
    return zipped_grids(data) if data.startswith(_ZIP) else old_grids(data)


def read_dictionary(path: Path) -> dict[str, str]:
    """Read the labelled facts of the hidden dictionary sheet, e.g. 字典日期; empty for a workbook without one.

    The file was read by ``read_grids`` before; raises OSError when it cannot be opened any more.
    """
    data = read_regular(path)
    if not _is_workbook(data):
        return {}
    with CalamineWorkbook.from_filelike(io.BytesIO(data)) as workbook:
        if dictionary_sheet.SHEET not in workbook.sheet_names:
            return {}
        rows = workbook.get_sheet_by_name(dictionary_sheet.SHEET).to_python(nrows=len(dictionary_sheet.LABELS))
    return {str(row[0]): str(row[1]) for row in rows if row[0] in dictionary_sheet.LABELS and len(row) > 1}


def _is_workbook(data: bytes) -> bool:
    if not data:
        raise Unreadable(EMPTY)
    if data.startswith(_COMPOUND):
        if _ENCRYPTED in data:
            raise Unreadable(ENCRYPTED)
        return True
    if data.startswith(_ZIP):
        open_zip(data).close()
        return True
    return data.startswith(_BIFF)


def _courteous(data: bytes) -> list[Grid]:
    """Read what only calls itself a workbook, if it is a form's table all the same; else say what it is."""
    what = _what_it_is(data)
    grids = web_grids(data) if what == HTML else text_grids(data) if what == TEXT else []
    if not any(fit(grid, FORMS) for grid in grids):
        raise Unreadable(what)
    return grids


def _what_it_is(data: bytes) -> str:
    start = data[:_TEXT_LIKE].decode("utf-16" if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else "latin-1", "replace")
    start = start.lstrip("\ufeffï»¿ \r\n\t").lower()
    if start.startswith(("<!doctype html", "<html", "<table", "<head", "<meta", "<style")):
        return HTML
    if start.startswith("mime-version:"):
        return MHTML
    if start.startswith("<?xml"):
        return HTML if "<html" in start else SPREADSHEET_XML
    return NOT_A_WORKBOOK if "\x00" in start else TEXT
