"""Reads binary workbooks (.xlsb): the values, and what they do not tell.

Errors, pictures, hidden or duplicate rows, merged areas, number formats. These are looked for first, because
python-calamine fails, and its process with it, when cells are too far apart, and reads a part that breaks off as if it
were whole: the records of each part must lead to its last one.

A record is its number and the length of its data, 7 bits a byte, low ones first, and the data, little-endian (MS-XLSB
2.1.4; 2.4 BrtBundleSh, BrtRowHdr, BrtCellError, BrtFmlaError, BrtMergeCell, BrtFmt, BrtXF). Every formula has a value.
"""

import re
import struct
from collections.abc import Iterator, Mapping
from typing import Final

from zcert.table import Area, Doubt
from zcert_addin.opc.reader import BadPackage, Damaged, PackageReader
from zcert_addin.opc.relationships import related, workbook_part
from zcert_addin.reading import calamine
from zcert_addin.reading.format import Source, Workbook
from zcert_addin.reading.looks import codes_of_styles
from zcert_addin.reading.preflight import DAMAGED, DUPLICATE_ROW, MAX_CELLS, OFF_GRID, TOO_WIDE, Unreadable
from zcert_addin.reading.sheet import NO_NOTES, Notes, as_grid, noticed
from zcert_templates.cell_ref import LAST_COLUMN, LAST_ROW
from zcert_templates.own_sheets import is_own

_ROW, _SHEET, _TEXT = 0, 156, 19
_END_SHEET, _END_BOOK, _END_TEXTS = 130, 132, 160
_CELLS: Final = range(1, 12)
_ERRORS: Final = frozenset({3, 11})
_FLAGS_AT, _HIDDEN = 11, 0x10
_MERGED, _FORMAT, _STYLE, _STYLES_BEGIN, _STYLES_END = 176, 44, 47, 617, 618
_MERGED_BEGINS: Final = b"\xb0\x01\x10"
_PICTURE: Final = re.compile(rb"I\x00D\x00_\x00(?:[0-9A-Fa-f]\x00){8}")
"""The name of a picture inside a cell, in the formula with which WPS shows it."""


def recognises(source: Source) -> bool:
    """Return whether it is a package whose workbook part is binary."""
    try:
        return source.package is not None and workbook_part(source.package).lower().endswith(".bin")
    except BadPackage:
        return False


def read(source: Source) -> Workbook:
    """Read all sheets, hidden ones too; raises Unreadable."""
    notes = facts(source.package) if source.package else {}
    sheets, dictionary = calamine.read(source.data, dictionary=source.dictionary)
    return Workbook(tuple(as_grid(sheet, notes.get(sheet.name, NO_NOTES)) for sheet in sheets), dictionary)


def facts(package: PackageReader) -> dict[str, Notes]:
    """Look at every worksheet by name; empty where the parts are not understood. Raises Unreadable."""
    try:
        book = workbook_part(package)
        parts = dict(related(package, book, "worksheet"))
        sheets = [(name, parts.get(identity)) for name, identity in _sheets(package.read(book))]
        for _, part in related(package, book, "sharedStrings"):
            if part:
                _refuse_short_table(package.read(part))
        styles = next((part for _, part in related(package, book, "styles") if part), None)
        formats = _formats(package.read(styles)) if styles else {}
        wanted = ((name, part) for name, part in sheets if part and not is_own(name))
        return {name: _notes(package.read(part), formats) for name, part in wanted}
    except (Damaged, IndexError, struct.error, UnicodeDecodeError):
        raise Unreadable(DAMAGED) from None
    except BadPackage:
        return {}


def _sheets(data: bytes) -> Iterator[tuple[str, str]]:
    """Yield name and relationship of each sheet."""
    for number, at, _ in _records(data, _END_BOOK):
        if number == _SHEET:
            identity, after = _text(data, at + 8)
            name, _ = _text(data, after)
            yield name, identity


def _refuse_short_table(data: bytes) -> None:
    """Raise IndexError where the table of texts holds fewer or more of them than it says."""
    records = list(_records(data, _END_TEXTS))
    announced = int(struct.unpack_from("<4xI", data, records[0][1])[0])
    if sum(number == _TEXT for number, _, _ in records) != announced:
        raise IndexError


def _formats(data: bytes) -> dict[int, str]:
    """Return the code of each number format that can show another text, by the number of its style."""
    codes: dict[int, str] = {}
    used: list[int] = []
    of_cells = False
    for number, at, _ in _records(data):
        if number == _FORMAT:
            codes[struct.unpack_from("<H", data, at)[0]] = _text(data, at + 2)[0]
        elif number in {_STYLES_BEGIN, _STYLES_END}:
            of_cells = number == _STYLES_BEGIN
        elif number == _STYLE and of_cells:
            used.append(struct.unpack_from("<H", data, at + 2)[0])
    return codes_of_styles(used, codes)


def _notes(data: bytes, formats: Mapping[int, str]) -> Notes:
    doubts: dict[tuple[int, int], Doubt] = {}
    formatted: list[tuple[int, int, str]] = []
    hidden: set[int] = set()
    rows: set[int] = set()
    columns: set[int] = set()
    row = 0
    for number, at, length in _records(data, _END_SHEET):
        if number == _ROW and length > _FLAGS_AT:
            row = struct.unpack_from("<I", data, at)[0] + 1
            if row in rows:
                raise Unreadable(DUPLICATE_ROW.format(row))
            rows.add(row)
            if data[at + _FLAGS_AT] & _HIDDEN:
                hidden.add(row)
        elif number in _CELLS:
            column, style = struct.unpack_from("<II", data, at)
            columns.add(column)
            if number in _ERRORS:
                doubts[row, column] = "picture" if _PICTURE.search(data, at, at + length) else "error"
            elif formats and (code := formats.get(style & 0xFFFFFF)):
                formatted.append((row, column, code))
    if max(rows, default=0) > LAST_ROW or max(columns, default=0) > LAST_COLUMN:
        raise Unreadable(OFF_GRID)
    if rows and columns and (max(rows) - min(rows) + 1) * (max(columns) - min(columns) + 1) > MAX_CELLS:
        raise Unreadable(TOO_WIDE)
    return noticed(doubts, hidden, _merged(data), formatted)


def _merged(data: bytes) -> Iterator[Area]:
    if _MERGED_BEGINS not in data:
        return
    for number, at, _ in _records(data):
        if number == _MERGED:
            top, bottom, left, right = struct.unpack_from("<IIII", data, at)
            yield Area(top + 1, left, bottom + 1, right)


def _records(data: bytes, last: int | None = None) -> Iterator[tuple[int, int, int]]:
    """Yield number, first byte and length in bytes of the data of each record.

    Raises IndexError where one breaks off, and unless ``last`` is the last one where it is asked for.
    """
    number, at, end = -1, 0, len(data)
    while at < end:
        number = data[at]
        at += 1
        if number > 0x7F:  # noqa: PLR2004  the high bit says that there is more
            number = number & 0x7F | data[at] << 7
            at += 1
        length = shift = 0
        while True:
            byte = data[at]
            at += 1
            length |= (byte & 0x7F) << shift
            shift += 7
            if byte <= 0x7F:  # noqa: PLR2004
                break
        yield number, at, length
        at += length
    if last is not None and (number != last or at != end):
        raise IndexError


def _text(data: bytes, at: int) -> tuple[str, int]:
    """Return the text that begins with its length there, and where it ends."""
    after = at + 4 + 2 * int(struct.unpack_from("<I", data, at)[0])
    return data[at + 4 : after].decode("utf-16-le"), after
