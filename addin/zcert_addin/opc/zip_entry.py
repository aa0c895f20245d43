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
_MOVED_BYTES: Final = 1 << 20


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


@dataclass(frozen=True, slots=True)
class _Head:
    """The first bytes of a part, compressed so that the rest can follow any version of them (RFC 1951, 3.2.3)."""

    packed: bytes
    crc: int
    size: int

    @classmethod
    def of(cls, data: bytes, level: int) -> "_Head":
        deflate = zlib_ng.compressobj(level, DEFLATED, -zlib_ng.MAX_WBITS)
        packed = deflate.compress(data) + deflate.flush(zlib_ng.Z_FULL_FLUSH) if data else b""
        return cls(packed, zlib_ng.crc32(data), len(data))

    def crc_with(self, rest: _Deflated) -> int:
        return zlib_ng.crc32_combine(self.crc, rest.crc, rest.size)


class Spooled:
    """A part compressed in memory while another is streamed; pass it to ``PackageWriter.append`` once.

    head: the first bytes of the part, which can be replaced until it is finished.
    """

    def __init__(self, level: int = DEFAULT_LEVEL, head: bytes = b"") -> None:
        self._pieces: list[bytes] = []
        self._level, self._head = level, _Head.of(head, level)
        self._deflated = _Deflated(level, self._pieces.append)

    def write(self, data: bytes) -> None:
        """Compress more bytes of the part."""
        self._deflated.write(data)

    def replace_head(self, head: bytes) -> None:
        """Let the part begin with other bytes."""
        self._head = _Head.of(head, self._level)

    def finish(self) -> tuple[bytes, int, int]:
        """Return the compressed bytes, the CRC-32 and the size in bytes; nothing can be written afterwards."""
        self._deflated.finish()
        head, rest = self._head, self._deflated
        return b"".join((head.packed, *self._pieces)), head.crc_with(rest), head.size + rest.size


class PartStream(ClosingWriter):
    """A part streamed to the file; close it, or use it as a context manager, before the next part begins.

    file: open for reading too where the head is replaced.
    head: the first bytes of the part, which can be replaced until it is closed.
    """

    def __init__(
        self, file: BinaryIO, entry: Entry, level: int, closed: Callable[[Entry], None], head: bytes = b""
    ) -> None:
        self._file, self._entry, self._level, self._closed = file, entry, level, closed
        self._head = self._written = _Head.of(head, level)
        file.write(entry.local() + self._head.packed)
        self._deflated = _Deflated(level, file.write)

    def write(self, data: bytes) -> None:
        """Compress more bytes of the part into the file."""
        self._deflated.write(data)

    def replace_head(self, head: bytes) -> None:
        """Let the part begin with other bytes; closing then moves what was written behind them."""
        self._head = _Head.of(head, self._level)

    def close(self) -> None:
        """Write the head, CRC and sizes where the part begins, then return to the end of the file."""
        self._deflated.finish()
        head, rest = self._head, self._deflated
        packed, size = len(head.packed) + rest.packed, head.size + rest.size
        within(max(packed, size))
        entry = replace(self._entry, crc=head.crc_with(rest), packed=packed, size=size)
        begin = entry.offset + len(entry.local())
        if head is not self._written:
            move(self._file, begin + len(self._written.packed), begin + len(head.packed), rest.packed)
        self._file.seek(entry.offset)
        self._file.write(entry.local() + head.packed)
        self._file.seek(begin + packed)
        self._file.truncate()
        self._closed(entry)


def move(file: BinaryIO, old: int, new: int, size: int) -> None:
    """Move a stretch of a file that is open for reading and writing; all in bytes, places may overlap."""
    starts = range(0, size, _MOVED_BYTES)
    for start in reversed(starts) if new > old else starts:
        file.seek(old + start)
        block = file.read(min(_MOVED_BYTES, size - start))
        file.seek(new + start)
        file.write(block)
