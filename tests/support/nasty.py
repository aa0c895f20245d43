"""Files that a merge must survive: broken, disguised, or malicious.

Each has a workbook's suffix, and none holds a row that may be merged.
"""

import io
import os
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

from xlsxwriter.workbook import Workbook

from support.xlsb import xlsb

SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
_SHEET_HEAD = '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
_ZEROS = 400 << 20


def plain() -> bytes:
    """Return a workbook that is not a collection workbook."""
    file = io.BytesIO()
    with Workbook(file, {"in_memory": True}) as book:
        for name in ("A", "B"):
            book.add_worksheet(name).write_row(0, 0, ["a", "b"])
    return file.getvalue()


def changed(change: Callable[[str, bytes], bytes | None], more: dict[str, bytes] | None = None) -> bytes:
    """Return the plain workbook with changed parts; None leaves one out."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(plain())) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if (content := change(name, old.read(name))) is not None:
                new.writestr(name, content)
        for name, content in (more or {}).items():
            new.writestr(name, content)
    return file.getvalue()


def part(name: str, content: bytes) -> bytes:
    return changed(lambda at, old: content if at == name else old)


def sheet(rows: str) -> bytes:
    return part(SHEET, f"{_SHEET_HEAD}<sheetData>{rows}</sheetData></worksheet>".encode())


def replaced(name: str, old: bytes, new: bytes) -> bytes:
    return changed(lambda at, content: content.replace(old, new) if at == name else content)


def bomb() -> bytes:
    """Return a small workbook whose sheet unpacks to 400 MiB."""
    packer, packed, left = zlib.compressobj(9, zlib.DEFLATED, -15), b"", _ZEROS
    block = b" " * (1 << 20)
    while left:
        packed += packer.compress(block)
        left -= len(block)
    packed += packer.flush()
    head = struct.pack("<4s5H3I2H", b"PK\3\4", 20, 0, 8, 0, 33, 0, len(packed), _ZEROS, len(SHEET), 0)
    entry = struct.pack("<4s6H3I5H2I", b"PK\1\2", 20, 20, 0, 8, 0, 33, 0, len(packed), _ZEROS, len(SHEET), *[0] * 6)
    body, directory = head + SHEET.encode() + packed, entry + SHEET.encode()
    return body + directory + struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, 1, 1, len(directory), len(body), 0)


def lying_bomb() -> bytes:
    """Return the bomb with headers that claim 9 MiB."""
    return bomb().replace(struct.pack("<I", _ZEROS), struct.pack("<I", 9 << 20))


def overlapping() -> bytes:
    """Return a zip whose two entries share their bytes."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/a.xml", b"<a/>" * 50)
        archive.writestr("xl/b.xml", b"<a/>" * 50)
        archive.filelist[1].header_offset = 0
    return file.getvalue()


def encrypted_entries() -> bytes:
    data = bytearray(plain())
    at = data.find(b"PK\1\2")
    while at >= 0:
        data[at + 8] |= 1
        at = data.find(b"PK\1\2", at + 4)
    return bytes(data)


def duplicate_entry(name: str) -> bytes:
    return changed(lambda _at, old: old, {name: b"<a/>"})


def _truncated() -> Iterator[tuple[str, bytes]]:
    data = plain()
    for share in (1, 10, 50, 90, 99):
        yield f"截断{share}.xlsx", data[: len(data) * share // 100]


def _disguised() -> Iterator[tuple[str, bytes]]:
    starts = {
        "图片": b"\x89PNG\r\n\x1a\n\0\0",
        "照片": b"\xff\xd8\xff\xe0\0\x10JFIF",
        "文档": b"%PDF-1.7\n\0",
        "程序": b"MZ\x90\0\3\0",
        "网页": b"<html><body>x",
        "单网页": b"MIME-Version: 1.0\r\n",
        "表格XML": b"<?xml version='1.0'?><Workbook/>",
        "文字": "姓名,电话\n".encode("gb18030"),
        "半个字": b"\xff\xfe\x00",
        "压缩包": b"Rar!\x1a\x07\0",
        "空字节": bytes(4096),
        "旧格式": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4000),
        "旧格式2": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 4000,
        "旧格式3": b"\x09\x08\x10\x00\x00\x06\x05\x00" + b"\xff" * 400,
        "加密": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le"),
    }
    for at, (name, start) in enumerate(starts.items()):
        yield f"{name}.{('xls', 'xlsx', 'xlsm', 'xlsb', 'ods')[at % 5]}", start


def _crafted() -> Iterator[tuple[str, bytes]]:
    yield "空.xlsx", b""
    yield "炸弹.xlsx", bomb()
    yield "谎报炸弹.xlsx", lying_bomb()
    yield "重叠.xlsx", overlapping()
    yield "加密部件.xlsx", encrypted_entries()
    yield "重名部件.xlsx", duplicate_entry("XL/workbook.xml")
    yield "部件过多.xlsx", changed(lambda _at, old: old, {f"x/{at}": b"" for at in range(10_001)})
    yield "只有壳.xlsx", changed(lambda at, old: old if at.startswith("_") else None)
    yield (
        "远处.xlsx",
        sheet('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
    )
    yield "界外行.xlsx", sheet('<row r="9999999"><c r="A9999999"><v>1</v></c></row>')
    yield "界外列.xlsx", sheet('<row r="1"><c r="ZZZZZZ1"><v>1</v></c></row><row r="9000"><c r="A9000"/></row>')
    yield "行号重复.xlsx", sheet('<row r="5"><c r="A5"><v>1</v></c></row><row r="5"><c r="A5"><v>2</v></c></row>')
    yield "界外行.xlsb", xlsb("采集表", [["甲"], ["乙"]], numbers=(1, 2_000_000))
    yield "负行号.xlsx", sheet('<row r="-1"><c r="A-1"><v>1</v></c></row>')
    yield "串号越界.xlsx", sheet('<row r="1"><c r="A1" t="s"><v>999999999</v></c></row>')
    yield "深嵌套.xlsx", sheet("<row>" * 200_000)
    yield "同名工作表.xlsx", replaced("xl/workbook.xml", b'name="B"', b'name="A"')
    yield "实体.xlsx", replaced(STRINGS, b"<sst", b'<!DOCTYPE x [<!ENTITY a "b">]><sst')
    yield "外部实体.xlsx", replaced(SHEET, b"<worksheet", b'<!DOCTYPE x SYSTEM "file:///etc/passwd"><worksheet')
    yield "串数谎报.xlsx", replaced(STRINGS, b'uniqueCount="2"', b'uniqueCount="4000000000"')
    yield "坏XML.xlsx", replaced(SHEET, b"</sheetData>", b"<")
    yield "坏CRC.xlsx", plain().replace(b"PK\1\2", b"PK\1\2", 1)[:-40] + bytes(40)
    yield "没有目录.xlsx", plain().replace(b"PK\5\6", b"XXXX")
    yield "~$甲.xlsx", b"\x05user"
    yield "._甲.xlsx", b"\0\5\x16\7"
    yield "号码330106196503149112.xlsx", b"x"
    yield "\u202eslx.甲.xlsx", b"x"


def write_files(folder: Path) -> list[str]:
    """Write all of them and return their names."""
    files = {**dict(_truncated()), **dict(_disguised()), **dict(_crafted())}
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return [*files, *_write_no_files(folder)]


def _write_no_files(folder: Path) -> list[str]:
    """Create a pipe, links, and a file whose name is not text; return their names."""
    outside = folder.parent / "外面.xlsx"
    outside.write_bytes(plain())
    os.mkfifo(folder / "管道.xlsx")
    (folder / "设备.xlsx").symlink_to("/dev/zero")
    (folder / "外链.xlsx").symlink_to(outside)
    (folder / "断链.xlsx").symlink_to("没有.xlsx")
    (folder / "环甲.xlsx").symlink_to("环乙.xlsx")
    (folder / "环乙.xlsx").symlink_to("环甲.xlsx")
    broken = os.fsencode(folder) + b"/\xff\xfe.xlsx"
    with open(broken, "wb") as file:  # noqa: PTH123  # a path must be text
        file.write(b"x")
    return ["管道.xlsx", "设备.xlsx", "外链.xlsx", "断链.xlsx", "环甲.xlsx", "环乙.xlsx", "\udcff\udcfe.xlsx"]
