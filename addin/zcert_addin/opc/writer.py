"""How are the parts of a workbook file written and copied where zipfile cannot do it?

A part can be streamed straight to the file while another is compressed in memory, and a part of another workbook can
be copied still compressed. The same input produces the same bytes: every part is dated 1980-01-01.

Layout: APPNOTE.TXT 6.3.10, clauses 4.3.7 (local header), 4.3.12 (central directory), 4.3.16 (end record); only stored
and deflated parts, as ECMA-376-2 annex B allows; no zip64, which Excel does not need below 4 GiB.

>>> import io
>>> file = io.BytesIO()
>>> with PackageWriter(file) as package:
...     package.write("a.xml", b"<a/>")
>>> PackageReader(file.getvalue()).read("a.xml")
b'<a/>'
"""

from typing import BinaryIO, Final

from zcert_addin.opc.closing_writer import ClosingWriter
from zcert_addin.opc.reader import BadPackage, PackageReader
from zcert_addin.opc.zip_entry import (
    DEFAULT_LEVEL,
    DEFLATED,
    Entry,
    PackageTooLarge,
    PartStream,
    Spooled,
    end_record,
    within,
)

__all__ = ["BadPackage", "PackageReader", "PackageTooLarge", "PackageWriter", "PartStream", "Spooled"]

_MOST_PARTS: Final = 0xFFFF
_SIZES_FOLLOW: Final = 0x0008
_UTF8_NAME: Final = 0x0800


class PackageWriter(ClosingWriter):
    """A zip written from front to back into an open seekable binary file, which stays open.

    level: deflate level, 1 (fast) to 9 (small).
    Raises PackageTooLarge beyond 4 GiB or 65,535 parts, ValueError for a duplicate name or parts that overlap.
    """

    def __init__(self, file: BinaryIO, level: int = DEFAULT_LEVEL) -> None:
        self._file, self._level = file, level
        self._entries: list[Entry] = []
        self._names: set[str] = set()
        self._streaming: str | None = None

    def write(self, name: str, data: bytes) -> None:
        """Write one whole part."""
        part = Spooled(self._level)
        part.write(data)
        self.append(name, part)

    def append(self, name: str, spooled: Spooled) -> None:
        """Write a part that was compressed in memory."""
        packed, crc, size = spooled.finish()
        self._whole(self._begun(name, 0, DEFLATED, crc, len(packed), size), packed)

    def copy(self, reader: PackageReader, name: str) -> None:
        """Copy a part of another package still compressed; KeyError when it has none of that name."""
        entry, packed = reader.entry(name), reader.raw(name)
        flags = entry.flag_bits & ~_SIZES_FOLLOW  # the sizes are in the local header
        self._whole(self._begun(name, flags, entry.compress_type, entry.CRC, len(packed), entry.file_size), packed)

    def stream(self, name: str, head: bytes = b"") -> PartStream:
        """Begin a part whose bytes go straight to the file, with a head that can be replaced until it is closed."""
        begun = self._begun(name, 0, DEFLATED, 0, 0, 0)
        self._streaming = name
        return PartStream(self._file, begun, self._level, self._streamed, head)

    def close(self) -> None:
        """Write the central directory; the file itself stays open."""
        self._refuse_while_streaming()
        start = self._file.tell()
        directory = b"".join(entry.central() for entry in self._entries)
        within(start + len(directory))
        self._file.write(directory + end_record(len(self._entries), start, len(directory)))

    def _begun(self, name: str, flags: int, method: int, crc: int, packed: int, size: int) -> Entry:  # noqa: PLR0913, PLR0917
        self._refuse_while_streaming()
        if name.casefold() in self._names:
            raise ValueError(f"part {name!r} is already there")
        if len(self._entries) >= _MOST_PARTS:
            raise PackageTooLarge("文件内部部件超过65,535个，无法保存为一个工作簿，请拆分后重试")
        self._names.add(name.casefold())
        flags |= 0 if name.isascii() else _UTF8_NAME
        return Entry(name.encode(), flags, method, crc, packed, size, self._file.tell())

    def _whole(self, entry: Entry, packed: bytes) -> None:
        within(max(entry.size, entry.offset + entry.packed))
        self._file.write(entry.local())
        self._file.write(packed)
        self._entries.append(entry)

    def _streamed(self, entry: Entry) -> None:
        within(entry.offset + entry.packed)
        self._entries.append(entry)
        self._streaming = None

    def _refuse_while_streaming(self) -> None:
        if self._streaming is not None:
            raise ValueError(f"part {self._streaming!r} is not finished")
