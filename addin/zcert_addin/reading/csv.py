"""Reads lists with commas, tabs or semicolons (CSV) that are named like a workbook.

Texts arrive unchanged, so numbers keep their digits.
"""

import csv
import io
import re
from typing import Final

from zcert_addin.reading.format import Source, Workbook
from zcert_addin.reading.preflight import DAMAGED, Unreadable
from zcert_addin.reading.text import LOOKED_AT, collection_or_refuse, decoded, table

NO_WORKBOOK: Final = "内容是纯文本或CSV，不是真正的Excel工作簿，请在Excel或WPS中打开后另存为.xlsx再提交"

_SHEET: Final = "纯文本（CSV）"
_SEPARATORS: Final = ("\t", ",", ";")
_AS_TEXT: Final = re.compile('="(.*)"', re.DOTALL)


def recognises(source: Source) -> bool:
    """Return whether it is text at all; asked last of all formats."""
    return "\x00" not in source.start


def read(source: Source) -> Workbook:
    """Read the list, if it is a form's; raises Unreadable."""
    return collection_or_refuse([table(_SHEET, rows(decoded(source.data)))], NO_WORKBOOK)


def rows(text: str) -> list[list[str]]:
    """Return the cells of each line, separated by what separates most of the first ones; raises Unreadable."""
    separator = max(_SEPARATORS, key=text[:LOOKED_AT].count)
    try:
        return [
            [_AS_TEXT.sub(r"\1", cell) for cell in row] for row in csv.reader(io.StringIO(text), delimiter=separator)
        ]
    except csv.Error:
        raise Unreadable(DAMAGED) from None
