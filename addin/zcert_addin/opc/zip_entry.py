"""How is one part stored in a zip: its headers and its compressed bytes, streamed or spooled?

Layout: APPNOTE.TXT 6.3.10, clauses 4.3.7 (local header), 4.3.12 (central directory), 4.3.16 (end record), no zip64.
Every part is dated 1980-01-01, so that the same input produces the same bytes.
"""

import struct
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import BinaryIO, Final

from zlib_ng import zlib_ng

from zcert.errors import UserError
from zcert_addin.opc.closing_writer import ClosingWriter

LARGEST: Final = 0xFFFF_FFFE  # 0xFFFFFFFF announces zip64
DEFLATED: Final = 8
DEFAULT_LEVEL: Final = 2
LOCAL: Final = struct.Struct("<4s5H3I2H")

_CENTRAL: Final = struct.Struct("<4s6H3I5H2I")
_END: Final = struct.Struct("<4s4H2IH")
_VERSION: Final = 20
_DATE_1980_01_01: Final = 0x21


class PackageTooLarge(UserError):  # noqa: N818  # the name says the fault
    """A part, an offset or the number of parts exceeds what a zip without zip64 can hold."""


def within(offset: int) -> None:
    """Raise PackageTooLarge when a size or offset in bytes does not fit."""
    if offset > LARGEST:
        raise PackageTooLarge("文件超过4GiB，无法保存为一个工作簿，请拆分后重试")


@dataclass(frozen=True, slots=True)
class Entry:
    """Headers of one part; sizes and the offset of its local header in bytes."""

    name: bytes
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    offset: int

    def local(self) -> bytes:
        """Return the local header, which precedes the part."""
        head = (b"PK\3\4", _VERSION, self.flags, self.method, 0, _DATE_1980_01_01)
        return LOCAL.pack(*head, self.crc, self.packed, self.size, len(self.name), 0) + self.name

    def central(self) -> bytes:
        """Return the part's header in the central directory."""
        head = (b"PK\1\2", _VERSION, _VERSION, self.flags, self.method, 0, _DATE_1980_01_01)
        tail = (len(self.name), 0, 0, 0, 0, 0, self.offset)
        return _CENTRAL.pack(*head, self.crc, self.packed, self.size, *tail) + self.name


def end_record(count: int, start: int, size: int) -> bytes:
    """Return the end record: the number of parts, and start and size of the directory in bytes."""
    return _END.pack(b"PK\5\6", 0, 0, count, count, size, start, 0)


class _Deflated:
    """Compressor that passes its output to ``sink`` and counts bytes before and after."""

    def __init__(self, level: int, sink: Callable[[bytes], object]) -> None:
        self._deflate = zlib_ng.compressobj(level, DEFLATED, -zlib_ng.MAX_WBITS)
        self._sink = sink
        self.crc = self.packed = self.size = 0

    def write(self, data: bytes) -> None:
        self.crc = zlib_ng.crc32(data, self.crc)
        self.size += len(data)
        self._pass(self._deflate.compress(data))

    def finish(self) -> None:
        self._pass(self._deflate.flush())

    def _pass(self, packed: bytes) -> None:
        self.packed += len(packed)
        within(max(self.size, self.packed))
        self._sink(packed)


class Spooled:
    """A part compressed in memory while another is streamed; pass it to ``PackageWriter.append`` once."""

    def __init__(self, level: int = DEFAULT_LEVEL) -> None:
        self._pieces: list[bytes] = []
        self._deflated = _Deflated(level, self._pieces.append)

    def write(self, data: bytes) -> None:
        """Compress more bytes of the part."""
        self._deflated.write(data)

    def finish(self) -> tuple[bytes, int, int]:
        """Return the compressed bytes, the CRC-32 and the size in bytes; nothing can be written afterwards."""
        self._deflated.finish()
        return b"".join(self._pieces), self._deflated.crc, self._deflated.size


class PartStream(ClosingWriter):
    """A part streamed to the file; close it, or use it as a context manager, before the next part begins."""

    def __init__(self, file: BinaryIO, entry: Entry, level: int, closed: Callable[[Entry], None]) -> None:
        self._file, self._entry, self._closed = file, entry, closed
        file.write(entry.local())
        self._deflated = _Deflated(level, file.write)

    def write(self, data: bytes) -> None:
        """Compress more bytes of the part into the file."""
        self._deflated.write(data)

    def close(self) -> None:
        """Write CRC and sizes into the part's header, then return to the end of the file."""
        self._deflated.finish()
        done = self._deflated
        entry = replace(self._entry, crc=done.crc, packed=done.packed, size=done.size)
        end = self._file.tell()
        self._file.seek(entry.offset)
        self._file.write(entry.local())
        self._file.seek(end)
        self._closed(entry)
