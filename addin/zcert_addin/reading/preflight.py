"""May these bytes be given to a reader of workbooks at all? Asked before any of them is unpacked.

Figures come from thousands of real files: their parts are packed up to 299 times smaller, their table of texts counts
no more texts than bytes. Layout of a zip: APPNOTE.TXT 6.3.10, clauses 4.3.7 and 4.3.12.
"""

import io
import os
import re
import stat
import zipfile
import zlib
from pathlib import Path
from typing import Final

from zcert_addin.refusal import Refused

MAX_BYTES: Final = 100 << 20
MAX_PARTS: Final = 10_000
MAX_UNPACKED_BYTES: Final = 600 << 20
MAX_RATIO: Final = 300
LARGE_PART_BYTES: Final = 10 << 20
ENCRYPTED_FLAGS: Final = 0x2041  # bits 0, 6 and 13

ENCRYPTED: Final = "文件有打开密码，请取消密码另存后重新提交"
DAMAGED: Final = "文件已损坏，无法读取，请让填报单位重新提交"
TOO_LARGE: Final = f"文件超过{MAX_BYTES >> 20}MB，不像采集表，请检查后重新提交"
UNPACKS_TOO_LARGE: Final = "文件解开后异常庞大（可能是压缩炸弹），没有读取，请让填报单位重新提交"
SUSPICIOUS: Final = "文件内部结构异常（部件重名、重叠或过多），没有读取，请在Excel中打开后另存为.xlsx再提交"
DOCTYPE: Final = "文件内部含有不允许的文档类型声明（DOCTYPE），没有读取，请让填报单位重新提交"
OUTSIDE: Final = "是指向文件夹以外的链接，没有读取，请把文件本身放进文件夹"
NO_FILE: Final = "不是普通文件，没有读取"

_LOCAL_BYTES: Final = 30
_HEAD_BYTES: Final = 4096
_STRINGS: Final = re.compile(r"xl/sharedstrings\.xml", re.IGNORECASE)
_UNIQUE: Final = re.compile(rb'uniqueCount="(\d{1,18})"')
_BYTES_PER_TEXT: Final = 4


class Unreadable(Refused):
    """A file that cannot be read as a workbook; the text is one Chinese sentence that says why and what to do."""


def read_inside(path: Path, folder: Path) -> bytes:
    """Read a file that lies in a folder, also behind a link; raises Unreadable, OSError."""
    if path.resolve().parent != folder.resolve():
        raise Unreadable(OUTSIDE)
    return read_regular(path)


def read_regular(path: Path) -> bytes:
    """Read a file that is neither a pipe nor a device nor too large; raises Unreadable, OSError."""
    # Without O_NONBLOCK the opening of a pipe waits for somebody to write into it.
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(handle, "rb") as file:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            raise Unreadable(NO_FILE)
        if status.st_size > MAX_BYTES:
            raise Unreadable(TOO_LARGE)
        # Not the limit: a buffer of that size would be made for every small file.
        return file.read(status.st_size)


def open_zip(data: bytes) -> zipfile.ZipFile:
    """Open a workbook that is a zip and look at its directory; raises Unreadable."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        _judge(archive.infolist(), len(data))
        for entry in archive.infolist():
            if entry.filename.lower().endswith((".xml", ".rels")):
                _judge_head(entry, _head(archive, entry))
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, OverflowError, OSError):
        raise Unreadable(DAMAGED) from None
    return archive


def _judge(entries: list[zipfile.ZipInfo], size: int) -> None:
    if any(entry.flag_bits & ENCRYPTED_FLAGS for entry in entries):
        raise Unreadable(ENCRYPTED)
    if len(entries) > MAX_PARTS or len({entry.filename.casefold() for entry in entries}) < len(entries):
        raise Unreadable(SUSPICIOUS)
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED_BYTES or any(map(_is_bomb, entries)):
        raise Unreadable(UNPACKS_TOO_LARGE)
    starts = sorted((entry.header_offset, entry.compress_size + _LOCAL_BYTES) for entry in entries)
    ends = [start for start, _ in starts[1:]] + [size]
    if any(start + length > end for (start, length), end in zip(starts, ends, strict=False)):
        raise Unreadable(SUSPICIOUS)


def _is_bomb(entry: zipfile.ZipInfo) -> bool:
    return entry.file_size > LARGE_PART_BYTES and entry.file_size > MAX_RATIO * entry.compress_size


def _head(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    with archive.open(entry) as part:
        return part.read(_HEAD_BYTES)


def _judge_head(entry: zipfile.ZipInfo, head: bytes) -> None:
    if b"<!DOCTYPE" in head:
        raise Unreadable(DOCTYPE)
    unique = _UNIQUE.search(head) if _STRINGS.fullmatch(entry.filename) else None
    if unique and int(unique[1]) > entry.file_size / _BYTES_PER_TEXT:
        raise Unreadable(UNPACKS_TOO_LARGE)
