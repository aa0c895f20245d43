"""What are the parts of a workbook file, decompressed or as they are stored?

Stricter than zipfile: what a workbook may not be (ECMA-376-2, annex B) is refused at once, with a Chinese sentence.
"""

import io
import struct
import zipfile
import zlib
from pathlib import Path
from typing import BinaryIO, Final, Self

from zcert.errors import UserError
from zcert_addin.opc.zip_entry import LOCAL

_ENCRYPTED: Final = 0x2041  # bits 0, 6 and 13


class BadPackage(UserError):  # noqa: N818  # the name says the fault
    """The file is no zip that a workbook may be, or its parts are not those of a workbook."""


class PackageReader:
    """The parts of a workbook file, in the file's own order.

    data: the file's bytes, an open seekable file (which stays open) or a path.
    Raises BadPackage for no zip, encrypted parts, two names that differ by case at most, methods Excel does not read.
    """

    def __init__(self, data: bytes | BinaryIO | Path) -> None:
        self._opened = isinstance(data, Path)
        if isinstance(data, bytes):
            self._file: BinaryIO = io.BytesIO(data)
        else:
            self._file = data.open("rb") if isinstance(data, Path) else data
        try:
            self._zip = zipfile.ZipFile(self._file)
            self._names = self._checked()
        except (zipfile.BadZipFile, NotImplementedError, ValueError, struct.error):
            self.close()
            raise BadPackage("文件不是有效的 .xlsx 或 .xlsm 工作簿，请在 Excel 中另存为 .xlsx 后重试。") from None
        except BadPackage:
            self.close()
            raise

    def _checked(self) -> dict[str, str]:
        names: dict[str, str] = {}
        for entry in self._zip.infolist():
            if entry.flag_bits & _ENCRYPTED:
                raise BadPackage("文件受密码保护，请在 Excel 中取消密码后重试。")
            if entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
                raise BadPackage("文件的压缩方式无法识别，请在 Excel 中另存为 .xlsx 后重试。")
            if entry.filename.casefold() in names:
                raise BadPackage("文件内部有重名部件，请在 Excel 中另存为 .xlsx 后重试。")
            names[entry.filename.casefold()] = entry.filename
        return names

    @property
    def names(self) -> list[str]:
        """Return the names of all parts, in order."""
        return self._zip.namelist()

    def find(self, name: str) -> str | None:
        """Return the name as the file spells it, whatever its case; None when there is no such part."""
        return self._names.get(name.casefold())

    def entry(self, name: str) -> zipfile.ZipInfo:
        """Return what the central directory says of a part; KeyError when there is none."""
        return self._zip.getinfo(name)

    def read(self, name: str) -> bytes:
        """Return a part's content; KeyError when there is none, BadPackage when it is damaged."""
        entry = self.entry(name)
        try:
            return self._zip.read(entry)
        except (zipfile.BadZipFile, zlib.error, EOFError, struct.error, NotImplementedError):
            raise _damaged(name) from None

    def raw(self, name: str) -> bytes:
        """Return a part's bytes as they are stored, still compressed and unchecked."""
        entry = self.entry(name)
        self._file.seek(entry.header_offset)
        head = self._file.read(LOCAL.size)
        if len(head) < LOCAL.size or not head.startswith(b"PK\3\4"):
            raise _damaged(name)
        name_length, extra_length = LOCAL.unpack(head)[-2:]
        self._file.seek(name_length + extra_length, io.SEEK_CUR)
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


def _damaged(name: str) -> BadPackage:
    return BadPackage(f"文件已损坏（{name!a}），请在 Excel 中打开并修复、另存为 .xlsx 后重试。")
