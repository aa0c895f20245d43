"""Reads web pages (HTML) that are named like a workbook: other systems export such files as .xls.

Texts arrive unchanged, so numbers keep their digits.
"""

import re
from html.parser import HTMLParser
from typing import Final

from zcert_addin.reading.format import Source, Workbook
from zcert_addin.reading.text import collection_or_refuse, decoded, table

NO_WORKBOOK: Final = "内容是网页（HTML），不是真正的Excel工作簿，请在Excel或WPS中打开后另存为.xlsx再提交"

_SHEET: Final = "网页（HTML）"
_TAG: Final = re.compile(r"<(?:!|(?!workbook\b)[a-z][a-z0-9-]*(?=[\s>/]))")
_IN_XML: Final = re.compile(r"<(?:html|body|div|table)\b")
_SPREADSHEET: Final = "<workbook"
_MOST_SPANNED: Final = 1000


def recognises(source: Source) -> bool:
    """Return whether it begins with a tag or a comment, which no other text does; XHTML too, but no other XML."""
    start = source.start
    if start.startswith("<?xml"):
        return bool(_IN_XML.search(start)) and _SPREADSHEET not in start
    return bool(_TAG.match(start))


def read(source: Source) -> Workbook:
    """Read the tables of the page, if one of them is a form's; raises Unreadable."""
    return collection_or_refuse([table(_SHEET, rows) for rows in tables(decoded(source.data))], NO_WORKBOOK)


def tables(page: str) -> list[list[list[str]]]:
    """Return the texts of all tables by row and cell, in the order of their beginnings."""
    found = _Tables()
    found.feed(page)
    found.close()
    return found.found


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
        """End a row: cells that reach down from above after its last cell are empty too."""
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
    """Collects the texts of all cells, by table and row; a table inside a cell is a separate one."""

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
    """Return how many columns or rows a cell covers, of what an attribute says."""
    return min(int(written[:4]), _MOST_SPANNED) or 1 if written and written[:4].isdecimal() else 1
