"""What are the parts of a workbook file, decompressed or as they are stored?

Stricter than zipfile: what a workbook may not be (ECMA-376-2, annex B) is refused at once, with a Chinese sentence.
"""

import io
import struct
import zipfile
from pathlib import Path
from typing import BinaryIO, Final, Self

from zlib_ng import zlib_ng

from zcert.errors import UserError
from zcert_addin.opc.zip_entry import LOCAL

ENCRYPTED: Final = "文件有打开密码，请取消密码另存后重新提交"
SUSPICIOUS: Final = "文件内部结构异常（部件重名、重叠或过多），没有读取，请在Excel或WPS中打开后另存为.xlsx再提交"

_ENCRYPTED_FLAGS: Final = 0x2041  # bits 0, 6 and 13
_KEPT_BYTES: Final = 4 << 20
"""Parts of so many bytes together are kept unpacked: the small ones are asked for several times."""
_UTF8_NAME: Final = 0x0800
_METHODS: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})


class BadPackage(UserError):  # noqa: N818  # the name says the fault
    """The file is no zip that a workbook may be, or its parts are not those of a workbook."""


class Damaged(BadPackage):
    """The zip, or one of its parts, cannot be unpacked."""


class PackageReader:
    """The parts of a workbook file, in the file's own order.

    data: the file's bytes, an open seekable file (which stays open) or a path.
    Raises BadPackage for no zip, encrypted parts, two names that differ by case at most, methods Excel does not read.
    """

    def __init__(self, data: bytes | BinaryIO | Path) -> None:
        self._opened = isinstance(data, Path)
        self._kept: dict[str, bytes] = {}
        self._room = _KEPT_BYTES
        if isinstance(data, bytes):
            self._file: BinaryIO = io.BytesIO(data)
        else:
            self._file = data.open("rb") if isinstance(data, Path) else data
        try:
            self._zip = zipfile.ZipFile(self._file)
            self._names = self._checked()
        except (zipfile.BadZipFile, NotImplementedError, ValueError, OverflowError, struct.error):
            self.close()
            raise Damaged("文件不是有效的.xlsx或.xlsm工作簿，请在Excel或WPS中另存为.xlsx后重试") from None
        except BadPackage:
            self.close()
            raise

    def _checked(self) -> dict[str, str]:
        if any(entry.flag_bits & _ENCRYPTED_FLAGS for entry in self.entries):
            raise BadPackage(ENCRYPTED)
        names = {entry.filename.casefold(): entry.filename for entry in self.entries}
        if len(names) < len(self.entries):
            raise BadPackage(SUSPICIOUS)
        if any(entry.compress_type not in _METHODS for entry in self.entries):
            raise BadPackage("文件的压缩方式无法识别，请在Excel或WPS中另存为.xlsx后重试")
        return names

    @property
    def entries(self) -> list[zipfile.ZipInfo]:
        """Return what the central directory says of all parts, in order."""
        return self._zip.infolist()

    @property
    def names(self) -> list[str]:
        """Return the names of all parts, in order."""
        return self._zip.namelist()

    def find(self, name: str) -> str | None:
        """Return the name as the file spells it, found without regard to case; None when there is no such part."""
        return self._names.get(name.casefold())

    def entry(self, name: str) -> zipfile.ZipInfo:
        """Return what the central directory says of a part; KeyError when there is none."""
        return self._zip.getinfo(name)

    def read(self, name: str) -> bytes:
        """Return a part's content; KeyError when there is none, Damaged when it cannot be unpacked."""
        if name not in self._kept:
            content = self._unpacked(name, -1)
            if len(content) > self._room:
                return content
            self._kept[name] = content
            self._room -= len(content)
        return self._kept[name]

    def head(self, name: str, size: int) -> bytes:
        """Return the first ``size`` bytes of a part's content; raises as ``read`` does."""
        return self.read(name) if self.entry(name).file_size <= size else self._unpacked(name, size)

    def _unpacked(self, name: str, size: int) -> bytes:
        entry, packed = self.entry(name), self.raw(name)
        wanted = entry.file_size if size < 0 else size
        try:
            inflate = zlib_ng.decompressobj(-zlib_ng.MAX_WBITS)
            # One more byte than announced tells a part that is longer.
            content = inflate.decompress(packed, wanted + 1) if entry.compress_type else packed
        except zlib_ng.error:  # type: ignore[misc]  # the stub calls it an exception, not a class
            raise _damaged(name) from None
        if size >= 0:
            return content[:size]
        if len(content) != entry.file_size or zlib_ng.crc32(content) != entry.CRC:
            raise _damaged(name)
        return content

    def raw(self, name: str) -> bytes:
        """Return a part's bytes as they are stored, still compressed and unchecked."""
        entry = self.entry(name)
        self._file.seek(entry.header_offset)
        head = self._file.read(LOCAL.size)
        if len(head) < LOCAL.size or not head.startswith(b"PK\3\4"):
            raise _damaged(name)
        name_length, extra_length = LOCAL.unpack(head)[-2:]
        written = self._file.read(name_length).decode("utf-8" if entry.flag_bits & _UTF8_NAME else "cp437", "replace")
        if written != entry.orig_filename:
            raise _damaged(name)
        self._file.seek(extra_length, io.SEEK_CUR)
        packed = self._file.read(entry.compress_size)
        if len(packed) < entry.compress_size:
            raise _damaged(name)
        return packed

    def close(self) -> None:
        """Close what was opened here."""
        if self._opened:
            self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()


def _damaged(name: str) -> Damaged:
    return Damaged(f"文件已损坏（{name!a}），请在Excel或WPS中打开并修复、另存为.xlsx后重试")
