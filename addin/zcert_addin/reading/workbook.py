"""Reads workbook files of any age, without trusting their names.

The first bytes and, in a zip, the parts tell the format. Nothing is ever opened in a spreadsheet program,
so no macro of the file runs. A new format is a module that is a Format, and its line here.
"""

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final, NamedTuple, NoReturn

from zcert_addin.reading import calamine, csv, html, ods, xls, xlsb, xlsx
from zcert_addin.reading.encrypted import opened
from zcert_addin.reading.format import ZIP, Format, Source, Workbook
from zcert_addin.reading.preflight import Unreadable, judged, read_regular

NOT_A_WORKBOOK: Final = "内容不是Excel工作簿，只是改了扩展名，请在Excel或WPS中打开后另存为.xlsx再提交"
MHTML: Final = "内容是单个网页文件（MHTML），不是真正的Excel工作簿，请在Excel或WPS中打开后另存为.xlsx再提交"
SPREADSHEET_XML: Final = "内容是XML表格，不是真正的Excel工作簿，请在Excel或WPS中打开后另存为.xlsx再提交"


class _Unread(NamedTuple):
    """A format that is only recognised, by the text with which it begins, and said to be no workbook."""

    begins: str
    sentence: str

    def recognises(self, source: Source) -> bool:
        return source.start.startswith(self.begins)

    def read(self, _source: Source) -> NoReturn:
        raise Unreadable(self.sentence)


FORMATS: Final[tuple[Format, ...]] = (
    xlsb,
    ods,
    xlsx,
    xls,
    html,
    _Unread("mime-version:", MHTML),
    _Unread("<?xml", SPREADSHEET_XML),
    _Unread("<workbook", SPREADSHEET_XML),
    csv,
)
"""In the order in which they are asked: the first that recognises a file reads it."""


def read(path: Path, *, dictionary: bool = False) -> Workbook:
    """Read a workbook file in this process, which a hostile file can kill: see ``isolated`` for others.

    dictionary: whether the dictionary sheet is asked for.
    Raises Unreadable for everything that is wrong with the file's content, OSError when it cannot be opened.
    """
    return parse(read_regular(path), dictionary=dictionary)


def parse_dictionary(data: bytes) -> Mapping[str, str]:
    """Return the labelled facts of the dictionary sheet of a workbook whose sheets were read before; raises Unreadable.

    Of a zip only that sheet is parsed.
    """
    if data.startswith(ZIP):
        with suppress(Unreadable):
            return calamine.read_dictionary(data)
    return parse(data, dictionary=True).dictionary


def parse(data: bytes, *, dictionary: bool = False) -> Workbook:
    """Read a workbook given as bytes; arguments and Unreadable as of ``read``."""
    source = judged(opened(data), dictionary=dictionary)
    for form in FORMATS:
        if form.recognises(source):
            return form.read(source)
    raise Unreadable(NOT_A_WORKBOOK)
