"""What do the records of a workbook in the format before 2007 say that its values do not: errors, hidden rows, zeros?

LibreOffice saves a formula whose result is a text with the number 0 and no text (seen in 7.4, for ="甲" taken over from
another format); no reader can tell such a formula from one whose result is 0. No column of a form is filled with 0, so
both count as formulas without value.

Records of BIFF5 and BIFF8: number and length of the data, then the data, little-endian (MS-XLS 2.1.4; 2.4 BoundSheet8,
Row, BoolErr, Formula: row, column, format, result as a double, of which the two last bytes are FF where it is none).
"""

import io
import re
import struct
from typing import Final

from xlrd.compdoc import SIGNATURE, CompDoc

from zcert.table import Doubt
from zcert_addin.reading.sheet import Notes, noticed

_BOUND_SHEET, _ROW, _BOOL_ERR, _FORMULA = 0x85, 0x208, 0x205, 0x06
_WORKSHEET: Final = 0
_HIDDEN: Final = 0x20
_ZERO: Final = bytes(8)
_IS_ERROR: Final = 1
_MAYBE: Final = re.compile(
    rb"\x06\x00..(?:.{6})(?:\x00{8}|\x02.{5}\xff\xff)"
    rb"|\x05\x02\x08\x00.{7}\x01"
    rb"|\x08\x02\x10\x00.{12}[\x20-\x3f\x60-\x7f\xa0-\xbf\xe0-\xff]",
    re.DOTALL,
)
"""What looks like one of the records that count: most files hold none, and need not be read record by record."""


def facts(stream: bytes) -> list[tuple[str, Notes]]:
    """Return name (right in BIFF8) and notes of each worksheet, in order; empty where there is nothing to note.

    Raises struct.error and IndexError where the records do not lead to the end.
    """
    if not _MAYBE.search(stream):
        return []
    sheets: dict[int, tuple[str, dict[tuple[int, int], Doubt], set[int]]] = {}
    here = "", dict[tuple[int, int], Doubt](), set[int]()
    at, end = 0, len(stream) - 4
    while at <= end:
        here = _, doubts, hidden = sheets.get(at, here)
        number, length = struct.unpack_from("<HH", stream, at)
        body = at + 4
        if number in {_FORMULA, _BOOL_ERR}:
            if doubt := _doubt(number, stream[body + 6 : body + 14]):
                row, column = struct.unpack_from("<HH", stream, body)
                doubts[row + 1, column] = doubt
        elif number == _ROW:
            if stream[body + 12] & _HIDDEN:
                hidden.add(struct.unpack_from("<H", stream, body)[0] + 1)
        elif number == _BOUND_SHEET and stream[body + 5] == _WORKSHEET:
            sheets[struct.unpack_from("<I", stream, body)[0]] = _name(stream[body + 6 : body + length]), {}, set()
        at = body + length
    return [(name, noticed(doubts, hidden)) for name, doubts, hidden in sheets.values()]


def _name(written: bytes) -> str:
    return written[2:].decode("utf-16-le" if written[1] & 1 else "latin-1", "replace")


def _doubt(number: int, value: bytes) -> Doubt | None:
    if number == _BOOL_ERR:
        return "error" if value[1] == _IS_ERROR else None
    if value == _ZERO:
        return "formula"
    return "error" if value[0] == 2 and value[6:] == b"\xff\xff" else None  # noqa: PLR2004  1 is a truth, 0 a text


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
