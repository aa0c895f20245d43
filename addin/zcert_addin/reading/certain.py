"""Does python-calamine read this package for certain? Asked before it does, by what is usual, and afterwards by number.

It goes by names of parts where relationships decide, takes an index that is none (``<v> 5 </v>``) for 0, stops at a
comment inside a value, and reads XML that is not well formed, of which it then returns less. So sheets and texts must
be well formed, and for the rest their bytes are searched. Each value that it returns needs a ``<v>`` or ``<is>`` of its
own: as many values as there are such tags means that none was lost.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from zcert.values.text import Cell
from zcert_addin.opc.reader import PackageReader
from zcert_addin.opc.relationships import Relation, counts_from_1904, listed_sheets, relations, workbook_part
from zcert_addin.reading.canonical import SHEETS, STRINGS, STYLES, WORKBOOK
from zcert_addin.reading.plain_xml import has_asides, refuse_ill_formed
from zcert_templates.own_sheets import is_own

_NO_INDEX: Final = re.compile(rb"<v>(?!\d+</v>)")
_NUMBER: Final = re.compile(rb"(?:-?\d*\.?\d+(?:[eE][+-]?\d+)?)?</v>")
_TEXT: Final = re.compile(rb"[^<]*</v>")
_KIND: Final = re.compile(rb"<c\s[^>]*?\bt=[\"'](\w+)[\"']")
_TEXTUAL: Final = frozenset({b"str", b"e", b"d"})
_INDEX: Final = b"s"
_REFERRED: Final = re.compile(rb"<(?:c|row)\s[^>]*&")
_TRUTHS: Final = frozenset({"0", "1", "false", "true"})


def usual_sheets(package: PackageReader) -> list[bytes] | None:
    """Return the XML of all worksheets but our own ones, in order; None where something is unusual.

    Raises BadPackage, Unreadable.
    """
    workbook = workbook_part(package)
    linked = {one.identity: one for one in relations(package, workbook)}
    xml = package.read(workbook)
    sheets = [(sheet.name, linked.get(sheet.identity)) for sheet in listed_sheets(xml)]
    if workbook != WORKBOOK or counts_from_1904(xml) not in _TRUTHS or not _is_usual_table(package, linked.values()):
        return None
    if strings := package.find(STRINGS):
        refuse_ill_formed(package.read(strings))
    parts = [_usual_part(relation) for _, relation in sheets]
    read = [package.read(part) for (name, _), part in zip(sheets, parts, strict=True) if part and not is_own(name)]
    return read if all(parts) and all(map(_is_usual_sheet, read)) else None


def all_read(sheet: bytes, cells: Iterable[Sequence[Cell]], errors: int) -> bool:
    """Return whether every value of a usual sheet is among the cells that were read of it, or is one of its errors."""
    values, found = sheet.count(b"<v>"), filled(cells)
    if b"inlineStr" in sheet:
        values += sheet.count(b"<is>")
    return values == found or values - sheet.count(b"<v></v>") - errors == found


def filled(cells: Iterable[Sequence[Cell]]) -> int:
    """Return how many cells have a value."""
    return sum(len(row) - row.count("") for row in cells)


def _is_usual_table(package: PackageReader, linked: Iterable[Relation]) -> bool:
    """Return whether the texts and styles that are related are those in the usual places, or there are none at all."""
    related = {(kind, one.part) for one in linked for kind in ("sharedStrings", "styles") if one.is_a(kind)}
    usual = {("sharedStrings", package.find(STRINGS)), ("styles", package.find(STYLES))}
    return related == {one for one in usual if one[1]}


def _usual_part(relation: Relation | None) -> str | None:
    """Return the part of a worksheet that python-calamine finds, and takes for a worksheet, too."""
    if relation is None or relation.part is None or not relation.is_a("worksheet"):
        return None
    target = relation.target.removeprefix("/")
    path = target if target.startswith("xl/") else f"xl/{relation.target}"
    is_usual = path.casefold() == relation.part.casefold() and path.startswith(f"{SHEETS}/")
    return relation.part if is_usual else None


def _is_usual_sheet(xml: bytes) -> bool:
    start, end = xml.find(b"<sheetData"), xml.rfind(b"</sheetData>")
    if start < 0 or (end < start and b"<sheetData/>" not in xml):
        return False
    if has_asides(xml) or (xml.find(b"&", start, end) >= 0 and _REFERRED.search(xml, start, end)):
        return False
    return not any(_is_odd(xml, found.start(), found.end()) for found in _NO_INDEX.finditer(xml))


def _is_odd(xml: bytes, start: int, at: int) -> bool:
    """Return whether a value that is more than digits can be misread."""
    kind = _KIND.match(xml, max(xml.rfind(b"<c ", 0, start), 0))
    if kind is not None and kind[1] in _TEXTUAL:
        return not _TEXT.match(xml, at)
    return not _NUMBER.match(xml, at) or (kind is not None and kind[1] == _INDEX and not xml.startswith(b"</v>", at))
