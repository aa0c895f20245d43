"""May these bytes be given to a reader of workbooks at all? Asked before any of them is unpacked.

Figures come from thousands of real files: their parts are packed up to 299 times smaller, their table of texts counts
no more texts than bytes. Layout of a zip: APPNOTE.TXT 6.3.10, clauses 4.3.7 and 4.3.12.
"""

import errno
import os
import re
import stat
import zipfile
from pathlib import Path
from typing import Final

from zcert.errors import UserError
from zcert_addin.opc.reader import SUSPICIOUS, BadPackage, Damaged, PackageReader
from zcert_addin.reading.format import ZIP, Source

MAX_BYTES: Final = 100 << 20
MAX_PARTS: Final = 10_000
MAX_UNPACKED_BYTES: Final = 600 << 20
MAX_RATIO: Final = 300
LARGE_PART_BYTES: Final = 10 << 20
MAX_CELLS: Final = 20_000_000
"""Rows x columns that a sheet may span: readers make a cell of every place between the first and the last one."""

EMPTY: Final = "文件是空的（0字节），请重新复制或让填报单位重新提交"
DAMAGED: Final = "文件已损坏，无法读取，请让填报单位重新提交"
BROKEN_INSIDE: Final = "文件已损坏或不是Excel工作簿，无法读取，请在Excel或WPS中打开后另存为.xlsx再提交"
TOO_LARGE: Final = f"文件超过{MAX_BYTES >> 20}MB，不像采集表，请删除其中的图片和采集表以外的内容，另存后重新提交"
UNPACKS_TOO_LARGE: Final = "文件解开后异常庞大（可能是压缩炸弹），没有读取，请让填报单位把内容复制到空白模板中重新提交"
DOCTYPE: Final = (
    "文件内部含有不允许的文档类型声明（DOCTYPE），没有读取，请让填报单位在Excel或WPS中打开后另存为.xlsx再提交"
)
OUTSIDE: Final = "是指向文件夹以外的链接，没有读取，请把文件本身放进文件夹"
NO_FILE: Final = "不是普通文件，没有读取，请换成采集表文件本身"
OFF_GRID: Final = "工作表中有单元格在Excel的行列范围以外，没有读取，请让填报单位在Excel或WPS中打开后另存为.xlsx再提交"
TOO_WIDE: Final = "工作表范围过大（很远处有零散的单元格），没有读取，请删除表格以外的内容后重新提交"
DUPLICATE_ROW: Final = "工作表中第{}行出现了两次，无法分别读取，请在Excel或WPS中打开后另存为.xlsx，核对行数后重新提交"
DUPLICATE_SHEET: Final = (
    "文件中有两个同名的工作表，无法分别读取，请在Excel或WPS中打开，给工作表改名、另存为.xlsx后重新提交"
)

_LOCAL_BYTES: Final = 30
_HEAD_BYTES: Final = 4096
_STRINGS: Final = re.compile(r"xl/sharedstrings\.xml", re.IGNORECASE)
_UNIQUE: Final = re.compile(rb'uniqueCount="(\d{1,18})"')
_BYTES_PER_TEXT: Final = 4


class Unreadable(UserError):  # noqa: N818  the name says the fault
    """A file that cannot be read as a workbook."""


class Duplicate(Unreadable):
    """Two sheets share a name or two rows of a sheet a number, so that one of them would not be read."""


def read_inside(path: Path, folder: Path) -> bytes:
    """Read a file inside a folder, also through a link; raises Unreadable, OSError."""
    if path.resolve().parent != folder.resolve():
        raise Unreadable(OUTSIDE)
    return read_regular(path)


def read_regular(path: Path) -> bytes:
    """Read a file that is neither a pipe nor a device nor too large; raises Unreadable, OSError."""
    if path.is_dir():
        # Told by all systems alike: Windows reports that a folder may not be opened.
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    with open(path, "rb", opener=_without_waiting) as file:
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode):
            raise Unreadable(NO_FILE)
        if status.st_size > MAX_BYTES:
            raise Unreadable(TOO_LARGE)
        # Not the limit: a buffer of that size would be made for every small file.
        return file.read(status.st_size)


def _without_waiting(path: str, flags: int) -> int:
    # Without O_NONBLOCK the opening of a pipe waits for a writer.
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def judged(data: bytes, *, dictionary: bool = False) -> Source:
    """Judge a file by its first bytes and, where it is a zip, open it and judge its directory; raises Unreadable.

    dictionary: whether the dictionary sheet is asked for.
    """
    if not data:
        raise Unreadable(EMPTY)
    return Source(data, _opened(data) if data.startswith(ZIP) else None, dictionary)


def _opened(data: bytes) -> PackageReader:
    try:
        package = PackageReader(data)
        _judge(package.entries, len(data))
        for entry in package.entries:
            if entry.filename.lower().endswith((".xml", ".rels")):
                _judge_head(entry, package.head(entry.filename, _HEAD_BYTES))
    except (Damaged, OSError):
        raise Unreadable(DAMAGED) from None
    except BadPackage as bad:
        raise Unreadable(str(bad)) from None
    return package


def _judge(entries: list[zipfile.ZipInfo], size: int) -> None:
    if len(entries) > MAX_PARTS:
        raise Unreadable(SUSPICIOUS)
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED_BYTES or any(map(_is_bomb, entries)):
        raise Unreadable(UNPACKS_TOO_LARGE)
    starts = sorted((entry.header_offset, entry.compress_size + _LOCAL_BYTES) for entry in entries)
    ends = [start for start, _ in starts[1:]] + [size]
    if any(start + length > end for (start, length), end in zip(starts, ends, strict=False)):
        raise Unreadable(SUSPICIOUS)


def _is_bomb(entry: zipfile.ZipInfo) -> bool:
    return entry.file_size > LARGE_PART_BYTES and entry.file_size > MAX_RATIO * entry.compress_size


def _judge_head(entry: zipfile.ZipInfo, head: bytes) -> None:
    if b"<!DOCTYPE" in head:
        raise Unreadable(DOCTYPE)
    unique = _UNIQUE.search(head) if _STRINGS.fullmatch(entry.filename) else None
    if unique and int(unique[1]) > entry.file_size / _BYTES_PER_TEXT:
        raise Unreadable(UNPACKS_TOO_LARGE)
