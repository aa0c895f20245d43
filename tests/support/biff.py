"""A minimal workbook of the format before 2007 (.xls) with texts stored in their cells, some of them rich text.

Records: MS-XLS 2.4; a record is its number and length (16 bits each, little-endian) and data. The stream is in a
compound file (MS-CFB) of 512-byte sectors: header, one sector of allocation table, one of directory, the stream.
"""

import struct
from collections.abc import Collection, Iterable, Sequence

_BOF, _EOF, _BOUND_SHEET, _LABEL = 0x809, 0x0A, 0x85, 0x204
_GLOBALS, _WORKSHEET = 0x05, 0x10
_WIDE, _RICH = 1, 8
_SECTOR, _LEAST_STREAM = 512, 4096
_END, _FREE, _TABLE, _NONE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD, 0xFFFFFFFF


def xls(name: str, rows: Iterable[Sequence[str]], rich: Collection[tuple[int, int]] = ()) -> bytes:
    """Return a workbook whose one sheet holds these texts from A1 on.

    rich: row (1-based) and column (0-based) of the rich texts, whose font runs follow the text.
    """
    sheet = _begin(_WORKSHEET)
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            if text:
                label = _rich_text(text) if (row + 1, column) in rich else _text(text)
                sheet += _record(_LABEL, struct.pack("<3H", row, column, 0) + label)
    sheet += _record(_EOF)
    entry = struct.pack("<BB", 0, 0) + struct.pack("<BB", len(name), 1) + name.encode("utf-16-le")
    before = len(_begin(_GLOBALS)) + 4 + 4 + len(entry) + 4
    book = _begin(_GLOBALS) + _record(_BOUND_SHEET, struct.pack("<I", before) + entry) + _record(_EOF)
    return compound(book + sheet)


def _begin(kind: int) -> bytes:
    return _record(_BOF, struct.pack("<4HII", 0x600, kind, 0x0DBB, 0x07CC, 0, 6))


def _text(text: str) -> bytes:
    return struct.pack("<HB", len(text), _WIDE) + text.encode("utf-16-le")


def _rich_text(text: str) -> bytes:
    return struct.pack("<HBH", len(text), _WIDE | _RICH, 1) + text.encode("utf-16-le") + struct.pack("<HH", 0, 0)


def _record(number: int, data: bytes = b"") -> bytes:
    return struct.pack("<HH", number, len(data)) + data


def compound(stream: bytes) -> bytes:
    """Put the records of a workbook into a compound file."""
    stream = stream.ljust(_LEAST_STREAM, b"\0")
    sectors = -(-len(stream) // _SECTOR)
    chain = [_TABLE, _END, *range(3, sectors + 2), _END]
    assert len(chain) <= _SECTOR // 4
    table = struct.pack(f"<{len(chain)}I", *chain).ljust(_SECTOR, b"\xff")
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<5H6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<9I", 0, 1, 1, 0, _LEAST_STREAM, _END, 0, _END, 0)
    header += struct.pack("<I", 0).ljust(_SECTOR - len(header), b"\xff")
    directory = _entry("Root Entry", 5, 1, _END, 0) + _entry("Workbook", 2, _NONE, 2, len(stream)) + 2 * _entry("", 0)
    return header + table + directory + stream.ljust(sectors * _SECTOR, b"\0")


def _entry(name: str, kind: int, child: int = _NONE, start: int = 0, size: int = 0) -> bytes:
    spelled = name.encode("utf-16-le")
    length = len(spelled) + 2 if name else 0
    head = spelled.ljust(64, b"\0") + struct.pack("<HBB3I", length, kind, 1, _NONE, _NONE, child)
    return head + bytes(36) + struct.pack("<IQ", start, size)
