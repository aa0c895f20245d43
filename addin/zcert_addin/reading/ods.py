"""Reads OpenDocument workbooks (.ods): the values, and what they do not tell: errors, hidden rows, missing results.

LibreOffice writes an error as an empty text and shows its name in the paragraph (seen in 7.4: calcext:value-type
"error"); others may write it as 0. A formula whose result is the empty text has a paragraph; one never calculated has
neither value nor paragraph. The paragraph of a number or a day is the text that was shown. The bytes are searched, not
parsed, and only where there is a formula, a number, a merged area or a row that is not shown (OpenDocument 1.3, part 3:
table:formula, table:number-rows-repeated, table:number-rows-spanned, table:visibility), under the usual prefixes.
"""

import datetime as dt
import io
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from html import unescape
from itertools import product
from typing import Final
from xml.parsers import expat

from zcert.table import Area, Doubt
from zcert.values import shown_text
from zcert_addin.opc.reader import ENCRYPTED, BadPackage, PackageReader
from zcert_addin.opc.writer import PackageWriter
from zcert_addin.reading import calamine
from zcert_addin.reading.format import Source, Workbook
from zcert_addin.reading.preflight import DAMAGED, Unreadable
from zcert_addin.reading.sheet import NO_NOTES, Notes, as_grid, noticed
from zcert_templates.cell_ref import LAST_COLUMN

_CONTENT: Final = "content.xml"
_KIND, _KIND_OF_WORKBOOK = "mimetype", b"application/vnd.oasis.opendocument.spreadsheet"
_MANIFEST, _WHOLE_ENCRYPTED = "META-INF/manifest.xml", "encrypted-package"
_LINE_BREAK: Final = re.compile(rb"<text:line-break\s*(?:/>|>\s*</text:line-break\s*>)")
_TAB: Final = re.compile(rb"<text:tab\b[^>]*?(?:/>|>\s*</text:tab\s*>)")
_RELATIONS: Final = "_rels/.rels"
"""Every package of Open Packaging Conventions has this part, and no OpenDocument."""
_MARKS: Final = (
    *(b"table:formula=", b"table:visibility=", b"s-spanned="),
    *(b"office:value=", b"office:date-value=", b"office:string-value="),
)
_ATTRIBUTES: Final = rb"(?:\s+[^\s=>]+\s*=\s*(?:\"[^\"]*\"|'[^']*'))*\s*"
_TABLE: Final = re.compile(rb"<table:table" + _ATTRIBUTES + rb">")
_ROW: Final = re.compile(rb"<table:table-row" + _ATTRIBUTES + rb"/?>")
_CELL: Final = re.compile(rb"<table:(?:covered-)?table-cell" + _ATTRIBUTES + rb"/?>")
_FORMULA: Final = re.compile(rb"<table:table-cell(?=[^<]*?\stable:formula=)" + _ATTRIBUTES + rb"/?>")
_SPANNED: Final = re.compile(rb"<table:table-cell(?=[^<]*?s-spanned=[\"'](?!1[\"']))" + _ATTRIBUTES + rb"/?>")
_VALUED: Final = re.compile(rb"<table:table-cell(?=[^<]*?\soffice:(?:date-|string-)?value=)" + _ATTRIBUTES + rb"/?>")
_DISPIMG: Final = b"DISPIMG("
_CELL_END: Final = b"</table:table-cell>"
_NOTE: Final = re.compile(rb"<office:annotation\b.*?</office:annotation>", re.DOTALL)
_TAG: Final = re.compile(rb"<[^>]*>")
_SHOWN_ERROR: Final = re.compile(r"#N/A|#\S{1,20}[!?！？]|(?:Err|错误)[:：]\s?\d{3}")


def recognises(source: Source) -> bool:
    """Return whether it is an OpenDocument package, by its content."""
    package = source.package
    if package is None or package.find(_RELATIONS) is not None:
        return False
    return _CONTENT in package.names or _WHOLE_ENCRYPTED in package.names


def read(source: Source) -> Workbook:
    """Read all sheets, hidden ones too; raises Unreadable."""
    data = _prepared(source.package) if source.package else None
    sheets, dictionary = calamine.read(data or source.data, dictionary=source.dictionary)
    ends = {sheet.name: sheet.top + len(sheet.cells) - 1 for sheet in sheets}
    notes = facts(source.package, ends) if source.package else {}
    return Workbook(tuple(as_grid(sheet, notes.get(sheet.name, NO_NOTES)) for sheet in sheets), dictionary)


def _prepared(package: PackageReader) -> bytes | None:
    """Return a copy that python-calamine reads as LibreOffice does; None where it does so anyway.

    It asks for the part that names the kind of package, which others can do without, and leaves out line breaks and
    tabs, so that two words become one. Raises Unreadable for encrypted parts and XML that is not well-formed.
    """
    if _WHOLE_ENCRYPTED in package.names or _is_encrypted(package):
        raise Unreadable(ENCRYPTED)
    try:
        xml = package.read(_CONTENT)
        expat.ParserCreate().Parse(xml, True)  # noqa: FBT003  the parser takes no keyword
    except (BadPackage, expat.ExpatError):
        raise Unreadable(DAMAGED) from None
    spaced = _LINE_BREAK.sub(b"&#10;", _TAB.sub(b"&#9;", xml))
    if spaced is xml and _KIND in package.names:
        return None
    file = io.BytesIO()
    with PackageWriter(file) as copy:
        copy.write(_KIND, _KIND_OF_WORKBOOK)
        for part in package.names:
            if part == _CONTENT:
                copy.write(part, spaced)
            elif part != _KIND:
                copy.copy(package, part)
    return file.getvalue()


def _is_encrypted(package: PackageReader) -> bool:
    try:
        return _MANIFEST in package.names and b"encryption-data" in package.read(_MANIFEST)
    except BadPackage:
        raise Unreadable(DAMAGED) from None


def facts(package: PackageReader, ends: Mapping[str, int]) -> dict[str, Notes]:
    """Look at every sheet by name; empty where the content cannot be unpacked or tells nothing.

    ends: number of the last row of each sheet that has a value, 1-based.
    """
    try:
        xml = package.read(_CONTENT)
    except BadPackage:
        return {}
    if not any(mark in xml for mark in _MARKS):
        return {}
    starts = list(_TABLE.finditer(xml))
    notes = {}
    for at, table in enumerate(starts):
        name = unescape(_attribute(table[0], b"table:name").decode("utf-8", "replace"))
        end = starts[at + 1].start() if at + 1 < len(starts) else len(xml)
        notes[name] = _notes(xml[table.end() : end], ends.get(name, 0))
    return notes


def _notes(table: bytes, last: int) -> Notes:
    starts: list[int] = []
    rows: list[range] = []
    hidden: set[int] = set()
    number = 1
    for row in _ROW.finditer(table):
        following = number + _repeated(row[0], b"table:number-rows-repeated")
        starts.append(row.start())
        # After the last row with values one row counts for all that repeat it.
        rows.append(range(number, max(number + 1, min(following, last + 1))))
        if _attribute(row[0], b"table:visibility") in {b"collapse", b"filter"}:
            hidden.update(rows[-1])
        number = following
    doubts: dict[tuple[int, int], Doubt] = {}
    merged: list[Area] = []
    seen, column = 0, 0
    noted = sorted([*_shown(table), *_doubtful(table), *_spanned(table)], key=lambda found: found[0].start())
    for cell, doubt in noted:
        at = bisect_right(starts, cell.start()) - 1
        if at < 0:
            continue
        if starts[at] > seen:
            seen, column = starts[at], 0
        column += sum(_columns(before[0]) for before in _CELL.finditer(table, seen, cell.start()))
        seen = cell.start()
        if doubt is None:
            merged.append(_area(rows[at].start, column, cell[0]))
            continue
        places = product(rows[at], range(column, min(column + _columns(cell[0]), LAST_COLUMN + 1)))
        doubts.update(dict.fromkeys(places, doubt))
    return noticed(doubts, hidden, merged)


def _spanned(table: bytes) -> Iterator[tuple[re.Match[bytes], None]]:
    yield from ((cell, None) for cell in _SPANNED.finditer(table))


def _area(row: int, column: int, cell: bytes) -> Area:
    rows, columns = (_repeated(cell, b"table:number-%s-spanned" % which) for which in (b"rows", b"columns"))
    return Area(row, column, row + rows - 1, column + columns - 1)


def _shown(table: bytes) -> Iterator[tuple[re.Match[bytes], Doubt]]:
    """Yield the cells whose paragraph is another text than their number, day or text reads as."""
    for cell in _VALUED.finditer(table):
        content = _content(table, cell)
        if text := _attribute(cell[0], b"office:string-value"):
            if b"<text:p" in content and _text(content).split() != unescape(text.decode("utf-8", "replace")).split():
                yield cell, "shown-text"
            continue
        value = _value(cell[0])
        if value is not None and b"<text:p" in content and shown_text.differs(_text(content), value):
            yield cell, "shown"


def _value(cell: bytes) -> float | dt.datetime | None:
    try:
        if number := _attribute(cell, b"office:value"):
            return float(number)
        return dt.datetime.fromisoformat(_attribute(cell, b"office:date-value").decode())
    except ValueError:
        return None


def _content(table: bytes, cell: re.Match[bytes]) -> bytes:
    return b"" if cell[0].endswith(b"/>") else table[cell.end() : table.find(_CELL_END, cell.end())]


def _doubtful(table: bytes) -> Iterator[tuple[re.Match[bytes], Doubt]]:
    for cell in _FORMULA.finditer(table):
        content = _content(table, cell)
        if _DISPIMG in _attribute(cell[0], b"table:formula").upper():
            yield cell, "picture"
        elif _attribute(cell[0], b"calcext:value-type") == b"error" or _SHOWN_ERROR.fullmatch(_text(content)):
            yield cell, "error"
        elif not _attribute(cell[0], b"office:value-type") and b"<text:p" not in content:
            yield cell, "formula"


def _text(content: bytes) -> str:
    return unescape(_TAG.sub(b"", _NOTE.sub(b"", content)).decode("utf-8", "replace")).strip()


def _columns(cell: bytes) -> int:
    return _repeated(cell, b"table:number-columns-repeated")


def _repeated(tag: bytes, name: bytes) -> int:
    times = _attribute(tag, name)
    return int(times) if times.isdigit() and len(times) <= 7 else 1  # noqa: PLR2004  a sheet has at most 1,048,576 rows


def _attribute(tag: bytes, name: bytes) -> bytes:
    found = re.search(rb"\s" + name + rb"\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", tag)
    return (found[1] or found[2] or b"") if found else b""
