"""Reads what is no workbook but goes by the name of one: tables of a web page, and lists with commas or tabs.

Other systems export such files as .xls. Texts arrive as they stand, so numbers keep their digits.
"""

import codecs
import csv
import io
import re
from html.parser import HTMLParser
from typing import Final

from zcert.fitting import Grid
from zcert_addin.hosts.preflight import DAMAGED, Unreadable

WEB_PAGE: Final = "网页（HTML）"
PLAIN_TEXT: Final = "纯文本（CSV）"

_BOMS: Final = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_CHARSET: Final = re.compile(rb"charset\s*=\s*[\"']?([\w-]{1,20})", re.IGNORECASE)
_LOOKED_AT: Final = 4096
_MOST_COLUMNS: Final = 1000
_SEPARATORS: Final = ("\t", ",", ";")
_AS_TEXT: Final = re.compile('="(.*)"', re.DOTALL)


def web_grids(data: bytes) -> list[Grid]:
    """Read the tables of a web page; raises Unreadable."""
    tables = _Tables()
    tables.feed(_decoded(data))
    tables.close()
    return [_grid(WEB_PAGE, rows) for rows in tables.found]


def text_grids(data: bytes) -> list[Grid]:
    """Read a list whose cells are separated by commas, tabs or semicolons; raises Unreadable."""
    text = _decoded(data)
    separator = max(_SEPARATORS, key=text[:_LOOKED_AT].count)
    try:
        rows = [
            [_AS_TEXT.sub(r"\1", cell) for cell in row] for row in csv.reader(io.StringIO(text), delimiter=separator)
        ]
    except csv.Error:
        raise Unreadable(DAMAGED) from None
    return [_grid(PLAIN_TEXT, rows)]


def _decoded(data: bytes) -> str:
    """Read Chinese text in the encoding it declares, or in the first of the usual ones that fits."""
    encodings = [encoding for mark, encoding in _BOMS if data.startswith(mark)] or ["utf-8", "gb18030"]
    if declared := _CHARSET.search(data[:_LOOKED_AT]):
        encodings.append(declared[1].decode())
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except (UnicodeError, LookupError):
            continue
    raise Unreadable(DAMAGED)


def _grid(name: str, rows: list[list[str]]) -> Grid:
    width = max(map(len, rows), default=0)
    return Grid(name, [row + [""] * (width - len(row)) for row in rows])


class _Tables(HTMLParser):
    """Collects the texts of all cells, by table and row; a cell that spans columns is followed by empty ones."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[list[list[str]]] = []
        self._inside = False
        self._further = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a table, a row or a cell."""
        if tag == "table":
            self.found.append([])
            self._inside = False
        elif tag == "tr" and self.found:
            self.found[-1].append([])
        elif tag in {"td", "th"} and self.found:
            self._begin_cell(dict(attrs).get("colspan") or "")
        elif tag == "br" and self._inside:
            self.found[-1][-1][-1] += "\n"

    def _begin_cell(self, span: str) -> None:
        if not self.found[-1]:
            self.found[-1].append([])
        row = self.found[-1][-1]
        row.append("")
        self._inside = True
        self._further = min(int(span[:4]), _MOST_COLUMNS) - 1 if span.isdecimal() else 0

    def handle_endtag(self, tag: str) -> None:
        """End a cell."""
        if tag in {"td", "th"} and self._inside:
            row = self.found[-1][-1]
            row[-1] = row[-1].strip()
            row.extend([""] * self._further)
            self._inside = False

    def handle_data(self, data: str) -> None:
        """Take the text of a cell."""
        if self._inside:
            self.found[-1][-1][-1] += data
