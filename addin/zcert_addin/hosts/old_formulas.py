"""Which formulas of a workbook in the format before 2007 were saved with the number 0 for want of a result?

LibreOffice saves a formula whose result is a text with the number 0 and no text (seen in 7.4, for ="甲" taken over from
another format); no reader can tell such a formula from one that gives 0. No column of a form is filled with 0.

Records of BIFF5 and BIFF8: number and length of the data, then the data, little-endian (MS-XLS 2.1.4; 2.4.28
BoundSheet8; 2.4.127 Formula: row, column, format, result as a double).
"""

import io
import re
import struct
from typing import Final

from xlrd.compdoc import SIGNATURE, CompDoc

_BOUND_SHEET, _FORMULA = 0x85, 0x06
_ZERO: Final = bytes(8)
_MAYBE: Final = re.compile(rb"\x06\x00..(?:......)" + re.escape(_ZERO), re.DOTALL)
_WORKSHEET: Final = 0


def zero_formulas(data: bytes) -> list[frozenset[tuple[int, int]]]:
    """Give for each worksheet, in order, row (1-based) and column (0-based) of the formulas that have the value 0.

    Raises what xlrd's reader of compound files raises for damaged ones, and struct.error.
    """
    stream = _stream(data)
    if not _MAYBE.search(stream):
        return []
    found: dict[int, set[tuple[int, int]]] = {}
    here: set[tuple[int, int]] = set()
    at, end = 0, len(stream) - 4
    while at <= end:
        here = found.get(at, here)
        number, length = struct.unpack_from("<HH", stream, at)
        if number == _FORMULA and stream[at + 10 : at + 18] == _ZERO:
            row, column = struct.unpack_from("<HH", stream, at + 4)
            here.add((row + 1, column))
        elif number == _BOUND_SHEET and stream[at + 9] == _WORKSHEET:
            found[struct.unpack_from("<I", stream, at + 4)[0]] = set()
        at += 4 + length
    return [frozenset(places) for places in found.values()]


def _stream(data: bytes) -> bytes:
    if not data.startswith(SIGNATURE):
        return data
    document = CompDoc(data, logfile=io.StringIO())
    for name in ("Workbook", "Book"):
        memory, base, length = document.locate_named_stream(name)
        if memory:
            return bytes(memory[base : base + length])
    return b""
