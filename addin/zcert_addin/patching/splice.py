"""Which bytes of a sheet's XML are replaced by what, so that its cells get new texts?

A splice (start, end, text) replaces the bytes ``start`` to ``end``. Splices are in the order of the XML.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from zcert_addin.opc.xstring import xml_text
from zcert_addin.patching.layout import CellPlace, Layout, RowPlace, Tag
from zcert_templates.cell_ref import Range, column_letters, format_range, parse_range

Cells = Mapping[tuple[int, int], str]
Splice = tuple[int, int, str]

_ATTRIBUTE: Final = re.compile(rb"""\s([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_NUMBER: Final = re.compile("[0-9]+")


def splices(xml: bytes, layout: Layout, cells: Cells) -> Iterator[Splice]:
    """Yield the splices; ``layout`` must come from a scan of ``xml`` for these cells."""
    data = layout.data
    rows = [splice for row in _Rows(xml, layout, cells).all() for splice in row]
    if data is None or not rows:
        return
    yield from _dimension(xml, layout.dimension, cells)
    if data.empty:
        yield _opened(data)
    yield from rows
    if data.empty:
        yield _closed(xml, data)


class _Rows:
    """Splices row by row, with the prefix of the sheet's own elements."""

    def __init__(self, xml: bytes, layout: Layout, cells: Cells) -> None:
        self._xml, self._layout, self._cells = xml, layout, cells
        self._prefix = _name(xml, layout.data).removesuffix("sheetData") if layout.data else ""
        self._column_styles = {column: layout.column_style(column) for column in {column for _, column in cells}}

    def all(self) -> Iterator[list[Splice]]:
        for row in self._layout.rows:
            kept = [cell for cell in row.cells if not cell.missing or self._cells[row.number, cell.column]]
            if kept:
                yield self._row(row, kept)

    def _row(self, row: RowPlace, cells: list[CellPlace]) -> list[Splice]:
        inner = [(cell.start, cell.end, self._cell(row, cell)) for cell in cells]
        tag, name = row.tag, f"{self._prefix}row"
        if tag.missing:
            start = (tag.start, tag.start, f'<{name} r="{row.number}">')
            return [start, *inner, (tag.start, tag.start, f"</{name}>")]
        added = [cell.column + 1 for cell in cells if cell.missing]
        if added:
            inner = [*_spans(self._xml, tag, added), *([_opened(tag)] if tag.empty else []), *inner]
        return [*inner, _closed(self._xml, tag)] if tag.empty else inner

    def _cell(self, row: RowPlace, cell: CellPlace) -> str:
        style = (row.style or self._column_styles[cell.column]) if cell.missing else cell.style
        begin = f'<{self._prefix}c r="{column_letters(cell.column)}{row.number}"'
        if style is not None:
            begin += f' s="{style}"'
        text = self._cells[row.number, cell.column]
        if not text:
            return f"{begin}/>"
        p = self._prefix
        return f'{begin} t="inlineStr"><{p}is><{p}t xml:space="preserve">{xml_text(text)}</{p}t></{p}is></{p}c>'


def _dimension(xml: bytes, tag: Tag | None, cells: Cells) -> Iterator[Splice]:
    """Widen the sheet's dimension to the new texts, because openpyxl reads no further."""
    filled = [place for place, text in cells.items() if text]
    found = _attribute(xml, tag, "ref") if tag else None
    if found is None or not filled:
        return
    start, end, ref = found
    try:
        old = parse_range(ref)
    except ValueError:
        return
    rows, columns = [row for row, _ in filled], [column for _, column in filled]
    new = Range(min(old.top, *rows), min(old.left, *columns), max(old.bottom, *rows), max(old.right, *columns))
    if new != old:
        yield start, end, format_range(new)


def _spans(xml: bytes, tag: Tag, added: list[int]) -> Iterator[Splice]:
    """Widen a row's spans (columns 1-based, ``1:28``) to the columns added."""
    found = _attribute(xml, tag, "spans")
    if found is None:
        return
    start, end, spans = found
    old = [int(number) for number in _NUMBER.findall(spans)] or added
    if min(old) > min(added) or max(old) < max(added) or " " in spans:
        yield start, end, f"{min(*old, *added)}:{max(*old, *added)}"


def _opened(tag: Tag) -> Splice:
    return tag.end - len("/>"), tag.end, ">"


def _closed(xml: bytes, tag: Tag) -> Splice:
    return tag.end, tag.end, f"</{_name(xml, tag)}>"


def _name(xml: bytes, tag: Tag) -> str:
    return re.split(rb"[\s/>]", xml[tag.start + 1 : tag.end], maxsplit=1)[0].decode()


def _attribute(xml: bytes, tag: Tag, name: str) -> tuple[int, int, str] | None:
    """Return start and end byte of an attribute's value, and the value as written; None without the attribute."""
    for match in _ATTRIBUTE.finditer(xml, tag.start, tag.end):
        if match[1] == name.encode():
            group = 3 if match[2] is None else 2
            return match.start(group), match.end(group), match[group].decode()
    return None
