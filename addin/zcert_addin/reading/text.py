"""What web pages and plain lists have in common: Chinese text in one of several encodings, and tables of texts."""

import codecs
import re
from collections.abc import Sequence
from typing import Final

from zcert.fitting import Grid, fit_all
from zcert_addin.reading.format import WIDE, Workbook
from zcert_addin.reading.preflight import DAMAGED, Unreadable
from zcert_templates import FORMS

LOOKED_AT: Final = 4096
"""Characters at the beginning that tell of what kind a text is."""

_BOMS: Final = ((codecs.BOM_UTF8, "utf-8-sig"), *WIDE.items())
_CHARSET: Final = re.compile(rb"charset\s*=\s*[\"']?([\w-]{1,20})", re.IGNORECASE)


def decoded(data: bytes) -> str:
    """Read Chinese text in the encoding it declares, or in the first of the usual ones that fits; raises Unreadable."""
    encodings = [encoding for mark, encoding in _BOMS if data.startswith(mark)] or ["utf-8", "gb18030"]
    if declared := _CHARSET.search(data[:LOOKED_AT]):
        encodings.append(declared[1].decode())
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except (UnicodeError, LookupError):
            continue
    raise Unreadable(DAMAGED)


def table(name: str, rows: Sequence[list[str]]) -> Grid:
    """Return rows of texts as a sheet of that name, all of the same length."""
    width = max(map(len, rows), default=0)
    return Grid(name, [row + [""] * (width - len(row)) for row in rows])


def collection_or_refuse(grids: Sequence[Grid], no_workbook: str) -> Workbook:
    """Return what only calls itself a workbook, if it holds a form's table; else raise Unreadable, which says so."""
    if not fit_all(grids, FORMS):
        raise Unreadable(no_workbook)
    return Workbook(tuple(grids), {})
