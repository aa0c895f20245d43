"""Is this a package, and may its files be taken out? Asked of a stranger's zip before a byte of it is unpacked.

What zip says is held against the manifest: each entry is a plain file in it, by name, not packed smaller, not
overlapping another; each is then read to the announced size and no further, and must have its CRC and SHA-256. So a
path out of the folder, a link, a bomb, or a file more or less cannot come in. Layout of a zip: APPNOTE.TXT 6.3.10.
"""

import hashlib
import shutil
import stat
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final, Literal

from zcert.errors import UserError
from zcert_addin.exchange import manifest as manifests
from zcert_addin.exchange.manifest import Manifest, PackedFile
from zcert_addin.exchange.package_writer import INNER
from zcert_addin.reading.preflight import MAX_BYTES

ENDING: Final = ".zip"

_MOST_MANIFEST_BYTES: Final = 128 << 20
_MOST_BYTES: Final = 64 << 30
_MOST_TIMES: Final = 20
"""Photos hardly get smaller when a clerk zips the files anew, workbooks as a whole less than this."""
_LOCAL_BYTES: Final = 30
_ENCRYPTED: Final = 0x1
_CHUNK_BYTES: Final = 1 << 20
_DAMAGED: Final = "报送包不完整或已损坏，请重新复制，或让报送单位重新打包"
_NO_PACKAGE: Final = "不是报送包（其中没有清单manifest.json），请让报送单位用“报送打包”生成"
_UNSAFE: Final = "报送包中的“{}”{}，没有接收，请让报送单位重新打包"
_TORN: Final = (zipfile.BadZipFile, zlib.error, EOFError, struct.error, NotImplementedError, ValueError, OverflowError)
"""What zipfile raises for zips that are none, or no longer."""

Password = Callable[[str], str]
"""Given the name of a sealed package, returns its password, empty when there is none."""


class BadParcel(UserError):  # noqa: N818  # the name says the fault
    """No package, or one that must not be unpacked."""


class Package:
    """An open package whose directory agrees with its manifest."""

    def __init__(self, zip_: zipfile.ZipFile, size: int) -> None:
        self._zip = zip_
        self._entries = {entry.filename: entry for entry in zip_.infolist()}
        if manifests.NAME not in self._entries:
            raise BadParcel(_NO_PACKAGE)
        _guard(zip_.infolist(), size)
        head = self._entries[manifests.NAME]
        if head.file_size > _MOST_MANIFEST_BYTES:
            raise BadParcel(_UNSAFE.format(manifests.NAME, "过大"))
        self.manifest: Manifest = manifests.decode(b"".join(self._content(head, head.file_size)))
        self._guard_agreement()

    def _guard_agreement(self) -> None:
        told = {file.name: file for file in self.manifest.files}
        for name in self._entries.keys() - told.keys() - {manifests.NAME}:
            raise BadParcel(_UNSAFE.format(name, "不在清单中"))
        for name in told.keys() - self._entries.keys():
            raise BadParcel(_UNSAFE.format(name, "在清单中，但包里没有"))
        for name, file in told.items():
            if self._entries[name].file_size != file.bytes:
                raise BadParcel(_UNSAFE.format(name, "的大小与清单不符"))

    def copy(self, file: PackedFile, target: BinaryIO) -> None:
        """Copy a file of the package into an open one; BadParcel when it is not what the manifest says; OSError."""
        target.writelines(self.chunks(file))

    def chunks(self, file: PackedFile) -> Iterator[bytes]:
        """Yield the content of a file; BadParcel at the end when it is not what the manifest says; OSError."""
        hashed = hashlib.sha256()
        for chunk in self._content(self._entries[file.name], file.bytes):
            hashed.update(chunk)
            yield chunk
        if hashed.hexdigest() != file.sha256:
            raise BadParcel(_UNSAFE.format(file.name, "与清单中的校验值不符，可能被改动过"))

    def _content(self, entry: zipfile.ZipInfo, size: int) -> Iterator[bytes]:
        """Yield the content of an entry, of that size and with its CRC."""
        left = size
        try:
            with self._zip.open(entry) as part:
                # One byte more than announced shows a part that is longer; the end is where zipfile compares the CRC.
                while chunk := part.read(min(_CHUNK_BYTES, left + 1)):
                    left -= len(chunk)
                    if left < 0:
                        raise BadParcel(_UNSAFE.format(entry.filename, "的大小与清单不符"))
                    yield chunk
        except _TORN:
            raise BadParcel(_DAMAGED) from None
        if left:
            raise BadParcel(_DAMAGED)


@contextmanager
def opened(path: Path, password: Password) -> Iterator[Package]:
    """Open a package, sealed or not.

    password: asked only for a sealed one. Raises BadParcel and WrongJson with one sentence, OSError.
    """
    with path.open("rb") as file, _zip(file) as outer:
        if any(entry.flag_bits & _ENCRYPTED for entry in outer.infolist()):
            with _unsealed(file, outer.infolist(), password(path.name), path.parent) as plain, _zip(plain) as inner:
                yield Package(inner, _size(plain))
        else:
            yield Package(outer, _size(file))


@contextmanager
def _zip(file: BinaryIO) -> Iterator[zipfile.ZipFile]:
    try:
        # Explorer writes Chinese names in the code page of Windows when a clerk zips the files anew.
        opened_zip = zipfile.ZipFile(file, metadata_encoding="gb18030")
    except _TORN:
        raise BadParcel(_DAMAGED) from None
    with opened_zip:
        # Of a package that was cut off zipfile finds the end of the workbook inside, which is a zip too.
        if any(opened_zip.infolist()) and min(entry.header_offset for entry in opened_zip.infolist()):
            raise BadParcel(_DAMAGED)
        yield opened_zip


@contextmanager
def _unsealed(file: BinaryIO, entries: list[zipfile.ZipInfo], password: str, folder: Path) -> Iterator[BinaryIO]:
    """Yield the plain package of a sealed one, a file that has no name on the disk."""
    if [entry.filename for entry in entries] != [INNER]:
        raise BadParcel("有密码，但不是“报送打包”封的报送包，没有接收，请让报送单位重新打包")
    if entries[0].file_size > _MOST_BYTES:
        raise BadParcel(_UNSAFE.format(INNER, "过大"))
    if not password:
        raise BadParcel("报送包有密码，请向报送单位问明密码，用命令行（zcert）重做")
    import pyzipper  # noqa: PLC0415  few packages are sealed

    with tempfile.TemporaryFile(dir=_writable(folder)) as plain:
        try:
            with pyzipper.AESZipFile(file) as outer, outer.open(INNER, pwd=password.encode()) as part:
                shutil.copyfileobj(part, plain, _CHUNK_BYTES)
        except RuntimeError:
            raise BadParcel("密码不对，没有接收，请核对密码后重新接收") from None
        except (*_TORN, pyzipper.BadZipFile):
            raise BadParcel(_DAMAGED) from None
        plain.seek(0)
        yield plain


def kind_of(path: Path) -> Literal["plain", "sealed", "none"]:
    """Return whether a file looks like a package, by its directory only; one that cannot be opened is none."""
    try:
        with path.open("rb") as file, _zip(file) as package:
            names = package.namelist()
    except (BadParcel, OSError):
        return "none"
    return "plain" if manifests.NAME in names else "sealed" if names == [INNER] else "none"


def _size(file: BinaryIO) -> int:
    return file.seek(0, 2)


def _guard(entries: list[zipfile.ZipInfo], size: int) -> None:
    """Raise BadParcel unless all entries are plain files that the zip really holds."""
    if len(entries) > manifests.MOST_FILES:
        raise BadParcel("报送包中的文件太多，没有接收，请让报送单位重新打包")
    if len({entry.filename.casefold() for entry in entries}) < len(entries):
        raise BadParcel("报送包中有两个文件同名，没有接收，请让报送单位重新打包")
    for entry in entries:
        if fault := _fault(entry):
            raise BadParcel(_UNSAFE.format(entry.filename, fault))
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > min(_MOST_BYTES, MAX_BYTES + _MOST_TIMES * size):
        raise BadParcel("报送包解开后异常庞大（可能是压缩炸弹），没有接收，请让报送单位重新打包")
    starts = sorted((entry.header_offset, entry.compress_size + _LOCAL_BYTES) for entry in entries)
    ends = [start for start, _ in starts[1:]] + [size]
    if any(start + length > end for (start, length), end in zip(starts, ends, strict=True)):
        raise BadParcel("报送包中的文件互相重叠，没有接收，请让报送单位重新打包")


def _fault(entry: zipfile.ZipInfo) -> str:
    """Say why an entry must not be unpacked; empty when it may."""
    name, kind = entry.orig_filename, stat.S_IFMT(entry.external_attr >> 16)
    if "/" in name or "\\" in name or ":" in name or "\0" in name or name in {"", ".", ".."}:
        return "带有路径"
    if entry.is_dir() or kind not in {0, stat.S_IFREG}:
        return "不是普通文件（是链接、文件夹或设备）"
    if entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED} or entry.flag_bits & _ENCRYPTED:
        return "的压缩方式无法识别"
    return ""


def _writable(folder: Path) -> Path | None:
    """Return a folder for a file without a name: beside the package, or where the system keeps temporary ones."""
    try:
        with tempfile.TemporaryFile(dir=folder):
            return folder
    except OSError:
        return None
