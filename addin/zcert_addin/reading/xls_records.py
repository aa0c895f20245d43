"""What do the records of a workbook in the format before 2007 say that its values do not?

Errors, pictures, hidden rows, zeros of formulas, merged areas, number formats.

LibreOffice saves a formula whose result is a text with the number 0 and no text (seen in 7.4, for ="甲" taken over from
another format); no reader can tell such a formula from one whose result is 0. No column of a form is filled with 0, so
both count as formulas without value.

Records of BIFF5 and BIFF8: number and length of the data, then the data, little-endian (MS-XLS 2.1.4; 2.4 BoundSheet8,
Row, BoolErr, Formula: row, column, format, result as a double, of which the two last bytes are FF where it is none;
MergeCells, Format, XF: font, number format, flags).
"""

import io
import re
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from xlrd.compdoc import SIGNATURE, CompDoc

from zcert.table import Area, Doubt
from zcert_addin.reading.looks import codes_of_styles
from zcert_addin.reading.sheet import Notes, noticed

_BOUND_SHEET, _ROW, _BOOL_ERR, _FORMULA = 0x85, 0x208, 0x205, 0x06
_BEGIN, _END, _FORMAT, _XF, _MERGED, _MULTIPLE = 0x809, 0x0A, 0x41E, 0xE0, 0xE5, 0xBD
_CELLS: Final = frozenset({0x203, 0x27E, _FORMULA, 0xFD, 0x204, 0xD6})
_BIFF8: Final = 0x600
_OF_STYLE: Final = 4
_WORKSHEET: Final = 0
_HIDDEN: Final = 0x20
_ZERO: Final = bytes(8)
_IS_ERROR: Final = 1
_MAYBE: Final = re.compile(
    rb"\x06\x00..(?:.{6})(?:\x00{8}|\x02.{5}\xff\xff)"
    rb"|\x05\x02\x08\x00.{7}\x01"
    rb"|\xe5\x00[\x02\x0a\x12\x1a\x22\x2a\x32\x3a\x42\x4a\x52\x5a\x62\x6a\x72\x7a\x82\x8a\x92\x9a\xa2\xaa\xb2\xba\xc2\xca\xd2\xda\xe2"
    rb"\xea\xf2\xfa].[\x01-\xff]"
    rb"|\x08\x02\x10\x00.{12}[\x20-\x3f\x60-\x7f\xa0-\xbf\xe0-\xff]",
    re.DOTALL,
)
"""What looks like one of the records that count: most files hold none, and need not be read record by record."""


_PICTURE: Final = re.compile(rb"I\x00?D\x00?_\x00?(?:[0-9A-Fa-f]\x00?){8}")
"""The name of a picture inside a cell, in the formula with which WPS shows it."""


@dataclass(slots=True)
class _Sheet:
    """What was found in one sheet so far."""

    name: str = ""
    doubts: dict[tuple[int, int], Doubt] = field(default_factory=dict)
    hidden: set[int] = field(default_factory=set)
    merged: list[Area] = field(default_factory=list)
    formats: list[tuple[int, int, str]] = field(default_factory=list)


def facts(stream: bytes) -> list[tuple[str, Notes]]:
    """Return name (right in BIFF8) and notes of each worksheet, in order; empty where there is nothing to note.

    Raises struct.error and IndexError where the records do not lead to the end.
    """
    formats = _formats(stream)
    if not formats and not _MAYBE.search(stream):
        return []
    sheets: dict[int, _Sheet] = {}
    here = _Sheet()
    for number, body, length in _records(stream):
        here = sheets.get(body - 4, here)
        if number == _BOUND_SHEET and stream[body + 5] == _WORKSHEET:
            sheets[struct.unpack_from("<I", stream, body)[0]] = _Sheet(_name(stream[body + 6 : body + length]))
        elif number == _ROW:
            if stream[body + 12] & _HIDDEN:
                here.hidden.add(struct.unpack_from("<H", stream, body)[0] + 1)
        elif number == _MERGED:
            here.merged += _areas(stream[body : body + length])
        else:
            _look_at_cell(here, number, stream[body : body + length], formats)
    return [(one.name, noticed(one.doubts, one.hidden, one.merged, one.formats)) for one in sheets.values()]


def _look_at_cell(sheet: _Sheet, number: int, body: bytes, formats: Mapping[int, str]) -> None:
    if number in {_FORMULA, _BOOL_ERR} and (doubt := _doubt(number, body)):
        row, column = struct.unpack_from("<HH", body)
        sheet.doubts[row + 1, column] = doubt
    elif formats and (number in _CELLS or number == _MULTIPLE):
        row, first = struct.unpack_from("<HH", body)
        styles = body[4:-2:6] + body[5:-2:6] if number == _MULTIPLE else body[4:6]
        half = len(styles) // 2
        for at in range(half):
            if code := formats.get(styles[at] | styles[at + half] << 8):
                sheet.formats.append((row + 1, first + at, code))


def _areas(body: bytes) -> Iterator[Area]:
    for top, bottom, left, right in struct.iter_unpack("<4H", body[2 : len(body) - (len(body) - 2) % 8]):
        yield Area(top + 1, left, bottom + 1, right)


def _formats(stream: bytes) -> dict[int, str]:
    """Return the code of each number format that can show another text, by the number of its style."""
    codes: dict[int, str] = {}
    used: list[int] = []
    wide = True
    for number, body, length in _records(stream):
        if number == _BEGIN:
            wide = bool(struct.unpack_from("<H", stream, body)[0] == _BIFF8)
        elif number == _FORMAT:
            codes[struct.unpack_from("<H", stream, body)[0]] = _code(stream[body + 2 : body + length], wide=wide)
        elif number == _XF:
            _, form, flags = struct.unpack_from("<3H", stream, body)
            used.append(0 if flags & _OF_STYLE else form)
        elif number == _END:
            break
    return codes_of_styles(used, codes)


def _code(written: bytes, *, wide: bool) -> str:
    if not wide:
        return written[1:].decode("gb18030", "replace")
    return written[3:].decode("utf-16-le" if written[2] & 1 else "latin-1", "replace")


def _records(stream: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield number, first byte and length in bytes of the data of each record."""
    at, end = 0, len(stream) - 4
    while at <= end:
        number, length = struct.unpack_from("<HH", stream, at)
        yield number, at + 4, length
        at += 4 + length


def _name(written: bytes) -> str:
    return written[2:].decode("utf-16-le" if written[1] & 1 else "latin-1", "replace")


def _doubt(number: int, body: bytes) -> Doubt | None:
    value = body[6:14]
    if number == _BOOL_ERR:
        return "error" if value[1] == _IS_ERROR else None
    if value == _ZERO:
        return "formula"
    if value[0] != 2 or value[6:] != b"\xff\xff":  # noqa: PLR2004  1 is a truth, 0 a text
        return None
    return "picture" if _PICTURE.search(body) else "error"


def stream(data: bytes) -> bytes:
    """Return the records of a file, empty where it has none; raises what xlrd's reader of compound files raises."""
    if not data.startswith(SIGNATURE):
        return data
    document = CompDoc(data, logfile=io.StringIO(), ignore_workbook_corruption=True)
    for name in ("Workbook", "Book"):
        memory, base, length = document.locate_named_stream(name)
        if memory:
            return bytes(memory[base : base + length])
    return b""
