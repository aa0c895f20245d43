"""Columns at the right of a template's, added one by one while rows are written: cells now, captions at the end.

The row of captions and the widths precede the rows in a sheet, so they are put into its head when all are known
(ECMA-376-1, 18.3.1.13 and 18.3.1.73); a filter over the template's columns is widened, because sorting by a narrower
one would leave the added cells behind (18.3.1.2).
"""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Final

from zcert_templates.cell_ref import column_letters

_SPANS: Final = re.compile(r' spans="[^"]*"')
_TO_THE_LAST: Final = r'(?P<first>ref="(?!{last}\d)[A-Z]+\d+:){last}(?P<row>\d+")'
"""A stretch from another column to the last one: filter, merged cells of the title, guard of the heading."""
_FILTER_NAME: Final = (
    r'(?P<first><definedName name="_xlnm\._FilterDatabase" localSheetId="{sheet}"[^>]*>[^<]*:\$)[A-Z]+'
    r"(?P<last>\$[0-9]+<)"
)
_LAST_ROW: Final = re.compile(r'<row r="(?P<number>\d+)"[^>]*>(?P<cells>(?:(?!</row>).)*)</row>$', re.DOTALL)
_STYLE: Final = re.compile(r'<c r="[A-Z]+\d+" s="(?P<style>\d+)"')
_WIDTH: Final = 18.7109375
"""In characters, with the margin that the file format counts in."""
_ROW_END: Final = "</row>"


class AddedColumns:
    """The columns added to one sheet.

    styles: those of the template's columns, which precede the added ones, in its first pattern row.
    """

    def __init__(self, styles: Sequence[str]) -> None:
        self._styles = styles
        self._columns: list[tuple[str, int]] = []

    def __len__(self) -> int:
        return len(self._columns)

    def add(self, caption: str, like: int) -> int:
        """Add a column that looks as one of the template (0-based); return its position among the added ones."""
        self._columns.append((caption, like))
        return len(self._columns) - 1

    def extend_row(self, row: str, number: int, cells: Iterable[tuple[int, str]]) -> str:
        """Return the XML of a row with further cells: place among the added columns, ascending, and end of element."""
        more = [self._cell(at, number, self._styles[self._columns[at][1]], tail) for at, tail in cells]
        return f"{row.removesuffix(_ROW_END)}{''.join(more)}{_ROW_END}"

    def head(self, head: str, tail_of: Callable[[str], str]) -> str:
        """Return a sheet's head, which ends with the row of captions, with these captions and their widths.

        tail_of: the end of the cell element that shows a text.
        """
        row = _LAST_ROW.search(head)
        if row is None:
            raise ValueError("the template's sheet has no row of captions")
        styles, number = _STYLE.findall(row["cells"]), int(row["number"])
        cells = (
            self._cell(at, number, styles[like], tail_of(caption)) for at, (caption, like) in enumerate(self._columns)
        )
        captions = _SPANS.sub("", row[0].removesuffix(_ROW_END), count=1)
        widths = (
            f'<col min="{at}" max="{at}" width="{_WIDTH}" style="{self._styles[like]}" customWidth="1"/>'
            for at, (_, like) in enumerate(self._columns, len(self._styles) + 1)
        )
        before = head[: row.start()].replace("</cols>", f"{''.join(widths)}</cols>", 1)
        return f"{before}{captions}{''.join(cells)}{_ROW_END}"

    def tail(self, tail: str) -> str:
        """Return what follows the rows, with the filter, the title and the guard of the heading widened."""
        pattern = _TO_THE_LAST.format(last=column_letters(len(self._styles) - 1))
        return re.sub(pattern, rf"\g<first>{self._last}\g<row>", tail)

    def workbook(self, part: str, sheet: int) -> str:
        """Return the workbook part with the hidden name of a sheet's filter widened (18.2.5); sheet: 0-based."""
        return re.sub(_FILTER_NAME.format(sheet=sheet), rf"\g<first>{self._last}\g<last>", part)

    def _cell(self, at: int, number: int, style: str, tail: str) -> str:
        return f'<c r="{column_letters(len(self._styles) + at)}{number}" s="{style}"{tail}'

    @property
    def _last(self) -> str:
        return column_letters(len(self._styles) + len(self._columns) - 1)
