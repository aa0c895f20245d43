"""Do the records of a workbook in the format before 2007 lead from its beginning to its end, with no row missing?

A sector that holds something else breaks the chain of records (MS-XLS 2.1.4: number and length of the data, 16 bits
each, little-endian, then the data); both readers stop there and call what came before it the whole sheet. So the chain
must lead from BOF to EOF of every sheet of which the workbook tells (2.4.28 BoundSheet8), records of fixed size must
have it, texts must fill their table, and nothing may be left over.

What writers do differently is only a doubt. LibreOffice, Excel, Apache POI and xlwt announce each row (2.4.221 Row) and
write its cells in order; Spreadsheet::WriteExcel and PHP's writers keep the order of their calls and announce no row.
xlwt announces one cell in a row without any; the last row of the sheet (2.4.90 Dimensions) is one too many in PHP's.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from zcert_addin.reading import xls_strings
from zcert_addin.reading.preflight import DAMAGED, Unreadable

_BOF, _EOF, _CONTINUE, _BOUND_SHEET, _SST, _LABEL_SST = 0x809, 0x0A, 0x3C, 0x85, 0xFC, 0xFD
_ROW, _DIMENSIONS, _LABEL, _MUL_RK, _MUL_BLANK = 0x208, 0x200, 0x204, 0xBD, 0xBE
_BIFF8, _BIFF5 = 0x600, 0x500
_KINDS: Final = {0x00: 0x10, 0x01: 0x40, 0x02: 0x20, 0x06: 0x06}
"""What BOF says of itself for each kind of sheet that BoundSheet announces."""
_WORKSHEET: Final = 0x10
_SIZES: Final = {_EOF: 0, _ROW: 16, _LABEL_SST: 10, 0x201: 6, 0x203: 14, 0x205: 8, 0x27E: 10}
_LEAST: Final = {0x06: 22, _LABEL: 8, 0xD6: 8, _MUL_RK: 12, _MUL_BLANK: 10}
_ITEM: Final = {_MUL_RK: 6, _MUL_BLANK: 2}
_CELLS: Final = frozenset({*_SIZES, *_LEAST} - {_EOF, _ROW})
_AMONG_CELLS: Final = frozenset({*_CELLS, _ROW, _CONTINUE, 0xD7, 0x207, 0x221, 0x236, 0x4BC})
"""Besides the cells: DBCELL, STRING, ARRAY, TABLE, SHRFMLA."""
_DIMENSIONS_BYTES: Final = 14
_ROWS, _LAST_COLUMN = 1 << 16, 255
_LAST_RECORD: Final = 0x10FF
_LONGEST: Final = 8224


@dataclass(slots=True)
class _Rows:
    """What a worksheet's records tell of its rows; rows are 0-based.

    announced: first column and the one after the last of each row, by row.
    held:      first and last column of the cells of each row.
    last:      the row after the last one announced for the sheet.
    """

    announced: dict[int, tuple[int, int]] = field(default_factory=dict)
    held: dict[int, tuple[int, int]] = field(default_factory=dict)
    places: list[int] = field(default_factory=list)
    last: int = 0
    foreign: bool = False

    def is_doubtful(self) -> bool:
        """Return whether rows may be missing."""
        in_order = all(one < other for one, other in zip(self.places, self.places[1:], strict=False))
        orderly = 2 * len(self.held.keys() & self.announced) > len(self.held)
        twice = not in_order and len(set(self.places)) < len(self.places)
        return twice or (orderly and (self.foreign or not in_order)) or self._misses_row()

    def _misses_row(self) -> bool:
        exact = sum(self.announced.get(row) == (first, last + 1) for row, (first, last) in self.held.items())
        if 2 * exact > len(self.held) and any(
            first + 1 < end for row, (first, end) in self.announced.items() if row not in self.held
        ):
            return True
        return self.last > max([*self.held, *self.announced], default=-1) + 2


def doubtful_sheets(stream: bytes) -> list[bool]:
    """Return for each worksheet, in order, whether rows may be missing; none where sheets are in no workbook.

    Raises Unreadable when the chain of records is broken.
    """
    try:
        return _doubtful(stream)
    except (struct.error, IndexError, UnicodeDecodeError):
        raise _broken() from None


def _doubtful(stream: bytes) -> list[bool]:
    kind, version = _begin(stream, 0)
    if version not in {_BIFF5, _BIFF8}:
        for _ in _substream(stream, 0):
            pass
        return []
    if kind == _WORKSHEET:  # a sheet of its own
        return [_rows(stream, 0, None)[0].is_doubtful()]
    kinds, texts, at = _globals(stream)
    found: dict[int, bool] = {}
    while at := _next(stream, at, kinds):
        # Not the version: Excel 95 writes a later one for sheets than for the workbook.
        if _begin(stream, at)[0] != kinds.get(at):
            raise _broken()
        rows, end = _rows(stream, at, texts)
        found[at], at = rows.is_doubtful(), end
    if kinds.keys() - found:
        raise _broken()
    return [found[at] for at, kind in kinds.items() if kind == _WORKSHEET]


def _broken() -> Unreadable:
    return Unreadable(DAMAGED)


def _begin(stream: bytes, at: int) -> tuple[int, int]:
    """Return kind and version of the sheet, or of the globals, that begin there."""
    number, length = struct.unpack_from("<HH", stream, at)
    if number & 0xFF != _BOF & 0xFF or not length:
        raise _broken()
    version, kind = struct.unpack_from("<HH", stream, at + 4)
    return kind, version if number == _BOF else number


def _next(stream: bytes, at: int, kinds: dict[int, int]) -> int:
    """Return where the next sheet begins, 0 after the last one; only zeros may be between."""
    if stream.startswith(b"\x09\x08", at):
        return at
    following = min((start for start in kinds if start >= at), default=len(stream))
    if stream.count(0, at, following) < following - at:
        raise _broken()
    return following if following in kinds else 0


def _globals(stream: bytes) -> tuple[dict[int, int], int | None, int]:
    """Return the kind of each sheet by its first byte, how many texts there are in the table, and where globals end."""
    kinds: dict[int, int] = {}
    texts: int | None = None
    parts: list[bytes] = []
    before = end = 0
    for number, body, length in _substream(stream, 0):
        if number == _BOUND_SHEET:
            start, dt = struct.unpack_from("<IxB", stream, body)
            kinds[start] = _KINDS.get(dt, -1)
        elif number == _SST:
            parts = [stream[body : body + length]]
        elif number == _CONTINUE and before == _SST:
            parts.append(stream[body : body + length])
            continue
        before, end = number, body + length
    if parts:
        texts = xls_strings.count(parts)
        if texts is None:
            raise _broken()
    return kinds, texts, end


def _rows(stream: bytes, at: int, texts: int | None) -> tuple[_Rows, int]:
    """Return what a sheet tells of its rows, and where it ends."""
    rows, among, end = _Rows(), False, at
    for number, body, length in _substream(stream, at):
        end = body + length
        if number in _CELLS:
            row, first = struct.unpack_from("<HH", stream, body)
            last = struct.unpack_from("<H", stream, end - 2)[0] if number in _ITEM else first
            if number == _LABEL_SST and texts is not None and int.from_bytes(stream[body + 6 : end], "little") >= texts:
                raise _broken()
            if last > _LAST_COLUMN:
                raise _broken()
            rows.foreign |= among
            among = False
            rows.places.append(row << 16 | first)
            low, high = rows.held.get(row, (first, last))
            rows.held[row] = min(low, first), max(high, last)
        elif number == _ROW:
            row, first, after = struct.unpack_from("<3H", stream, body)
            rows.announced[row] = first, after
        elif number == _DIMENSIONS:
            # 16 bits a number before Excel 97; readers set aside what it says.
            _, rows.last, _, columns = struct.unpack_from(
                "<IIHH" if length == _DIMENSIONS_BYTES else "<4H", stream, body
            )
            if rows.last > _ROWS or columns > _LAST_COLUMN + 1:
                raise _broken()
        elif rows.places and number not in _AMONG_CELLS:
            among = True
    return rows, end


def _substream(stream: bytes, at: int) -> Iterator[tuple[int, int, int]]:
    """Yield number, first byte of the data and their length of each record from BOF to EOF, charts within included."""
    depth, end = 0, len(stream)
    while True:
        number, length = struct.unpack_from("<HH", stream, at)
        body = at + 4
        at = body + length
        if at > end or not _is_possible(stream, number, body, length):
            raise _broken()
        if number & 0xFF == _BOF & 0xFF and number <= _BOF:
            depth += 1
        elif number == _EOF:
            depth -= 1
        if depth <= 1:
            yield number, body, length
        if not depth:
            return


def _is_possible(stream: bytes, number: int, body: int, length: int) -> bool:
    if number > _LAST_RECORD or length > _LONGEST or not (number or length):
        return False
    size = _SIZES.get(number)
    if size is not None:
        return bool(length == size)
    if number in _ITEM:
        first, last = (
            struct.unpack_from("<2xH", stream, body)[0],
            struct.unpack_from("<H", stream, body + length - 2)[0],
        )
        return bool(length == 6 + _ITEM[number] * (last - first + 1))
    return length >= _LEAST.get(number, 0)
