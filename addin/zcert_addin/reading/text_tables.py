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
from zcert_addin.reading.preflight import DAMAGED, Unreadable

WEB_PAGE: Final = "网页（HTML）"
PLAIN_TEXT: Final = "纯文本（CSV）"

_BOMS: Final = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_CHARSET: Final = re.compile(rb"charset\s*=\s*[\"']?([\w-]{1,20})", re.IGNORECASE)
_LOOKED_AT: Final = 4096
_MOST_SPANNED: Final = 1000
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


class _Table:
    """The cells of one table as they come; those that span columns or rows are followed by empty ones."""

    def __init__(self) -> None:
        self.rows: list[list[str]] = []
        self.inside = False
        self._columns = 0
        self._spans: dict[int, int] = {}

    def begin_row(self) -> None:
        """Begin a row, whether the one before was ended or not."""
        self.end_row()
        self.rows.append([])

    def end_row(self) -> None:
        """End a row: what reaches down from above behind its last cell is empty too."""
        self.end_cell()
        if self.rows:
            self._pass_spanned()

    def begin_cell(self, columns: int, rows: int) -> None:
        """Begin a cell that covers so many columns and rows."""
        self.end_cell()
        if not self.rows:
            self.rows.append([])
        self._pass_spanned()
        row = self.rows[-1]
        self._spans |= dict.fromkeys(range(len(row), len(row) + columns), rows - 1) if rows > 1 else {}
        row.append("")
        self.inside, self._columns = True, columns

    def _pass_spanned(self) -> None:
        row = self.rows[-1]
        while left := self._spans.get(len(row), 0):
            self._spans[len(row)] = left - 1
            row.append("")

    def add(self, text: str) -> None:
        """Take a part of the open cell's text."""
        if self.inside:
            self.rows[-1][-1] += text

    def end_cell(self) -> None:
        """End the open cell, if there is one."""
        if self.inside:
            row = self.rows[-1]
            row[-1] = row[-1].strip()
            row.extend([""] * (self._columns - 1))
            self.inside = False


class _Tables(HTMLParser):
    """Collects the texts of all cells, by table and row; a table inside a cell is one of its own."""

    def __init__(self) -> None:
        super().__init__()
        self._tables: list[_Table] = []
        self._open: list[_Table] = []

    @property
    def found(self) -> list[list[list[str]]]:
        """The rows of each table, in the order of their beginnings."""
        return [table.rows for table in self._tables]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a table, a row or a cell."""
        if tag == "table":
            self._open.append(_Table())
            self._tables.append(self._open[-1])
        elif not self._open:
            return
        elif tag == "tr":
            self._open[-1].begin_row()
        elif tag in {"td", "th"}:
            spans = dict(attrs)
            self._open[-1].begin_cell(_span(spans.get("colspan")), _span(spans.get("rowspan")))
        elif tag == "br":
            self._open[-1].add("\n")

    def handle_endtag(self, tag: str) -> None:
        """End a table, a row or a cell."""
        if not self._open:
            return
        if tag in {"td", "th"}:
            self._open[-1].end_cell()
        elif tag in {"tr", "table"}:
            self._open[-1].end_row()
        if tag == "table":
            self._open.pop()

    def handle_data(self, data: str) -> None:
        """Take the text of a cell."""
        if self._open:
            self._open[-1].add(data)


def _span(written: str | None) -> int:
    """Give how many columns or rows a cell covers, of what an attribute says."""
    return min(int(written[:4]), _MOST_SPANNED) or 1 if written and written[:4].isdecimal() else 1
