import hashlib
import io
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from random import Random

import openpyxl  # type: ignore[import-untyped]
import pytest
import xlsxwriter

from zcert_addin.opc import zip_entry
from zcert_addin.opc.writer import BadPackage, PackageReader, PackageTooLarge, PackageWriter, Spooled


def xlsx() -> bytes:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    book.add_worksheet("采集表").write_string(0, 0, "姓名")
    book.close()
    return file.getvalue()


def zipped(parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return file.getvalue()


def written(fill: Callable[[PackageWriter], None]) -> bytes:
    file = io.BytesIO()
    with PackageWriter(file) as package:
        fill(package)
    return file.getvalue()


def copied_whole(reader: PackageReader) -> bytes:
    def fill(package: PackageWriter) -> None:
        for name in reader.names:
            package.copy(reader, name)

    return written(fill)


def test_parts_whole_streamed_and_spooled_open_in_zipfile() -> None:
    def fill(package: PackageWriter) -> None:
        package.write("whole.xml", b"<a/>")
        strings = Spooled()
        with package.stream("rows.xml") as rows:
            for number in range(1000):
                rows.write(b"<row/>" * 50)
                strings.write(b"%d," % number)
        package.append("strings.xml", strings)
        package.write("empty.xml", b"")

    with zipfile.ZipFile(io.BytesIO(written(fill))) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["whole.xml", "rows.xml", "strings.xml", "empty.xml"]
        assert archive.read("rows.xml") == b"<row/>" * 50_000
        assert archive.read("strings.xml") == b"".join(b"%d," % number for number in range(1000))
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_workbook_written_again_part_by_part_opens_in_openpyxl() -> None:
    reader = PackageReader(xlsx())

    def fill(package: PackageWriter) -> None:
        for name in reader.names:
            package.write(name, reader.read(name))

    assert openpyxl.load_workbook(io.BytesIO(written(fill)))["采集表"]["A1"].value == "姓名"


def test_copied_parts_keep_their_compressed_bytes() -> None:
    reader = PackageReader(xlsx())
    copied = PackageReader(copied_whole(reader))
    assert copied.names == reader.names
    for name in reader.names:
        old, new = reader.entry(name), copied.entry(name)
        assert copied.raw(name) == reader.raw(name)
        assert (new.CRC, new.compress_type, new.file_size) == (old.CRC, old.compress_type, old.file_size)
    assert openpyxl.load_workbook(io.BytesIO(copied_whole(reader)))["采集表"]["A1"].value == "姓名"


def test_a_part_with_a_data_descriptor_is_copied_with_its_sizes_in_front() -> None:
    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

        def tell(self) -> int:
            raise OSError

        def seek(self, *_: int) -> int:
            raise OSError

    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.xml", b"<a/>" * 100)
    reader = PackageReader(pipe.getvalue())
    assert reader.entry("a.xml").flag_bits & 8
    copied = written(lambda package: package.copy(reader, "a.xml"))
    with zipfile.ZipFile(io.BytesIO(copied)) as archive:
        assert archive.testzip() is None
        assert not archive.getinfo("a.xml").flag_bits & 8
        assert struct.unpack_from("<I", copied, 22)[0] == 400


def test_stored_parts_stay_stored_and_names_stay_unicode() -> None:
    reader = PackageReader(zipped({"图片/照片.bin": b"x" * 9}, zipfile.ZIP_STORED))
    copied = PackageReader(written(lambda package: package.copy(reader, "图片/照片.bin")))
    assert copied.entry("图片/照片.bin").compress_type == zipfile.ZIP_STORED
    assert copied.read("图片/照片.bin") == b"x" * 9


def test_the_same_input_gives_the_same_bytes() -> None:
    def once() -> str:
        reader = PackageReader(xlsx())

        def fill(package: PackageWriter) -> None:
            package.copy(reader, "xl/workbook.xml")
            with package.stream("rows.xml") as rows:
                rows.write(b"<row/>" * 99)

        return hashlib.sha256(written(fill)).hexdigest()

    assert once() == once()


def test_no_part_begins_while_another_is_streamed() -> None:
    package = PackageWriter(io.BytesIO())
    stream = package.stream("a.xml")
    with pytest.raises(ValueError, match="not finished"):
        package.write("b.xml", b"")
    with pytest.raises(ValueError, match="not finished"):
        package.close()
    stream.close()
    package.write("b.xml", b"")


def test_a_name_is_used_once() -> None:
    package = PackageWriter(io.BytesIO())
    package.write("a.xml", b"")
    with pytest.raises(ValueError, match="already"):
        package.write("A.xml", b"")


def test_too_large_a_part_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zip_entry, "LARGEST", 1000)
    package = PackageWriter(io.BytesIO())
    with pytest.raises(PackageTooLarge, match="4GiB"):
        package.write("a.xml", b"x" * 1001)
    package = PackageWriter(io.BytesIO())
    with pytest.raises(PackageTooLarge), package.stream("a.xml") as stream:
        stream.write(b"x" * 1001)


def test_too_large_a_file_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zip_entry, "LARGEST", 150)
    package = PackageWriter(io.BytesIO())
    for name in ("a", "b", "c"):
        package.write(name, b"x")
    with pytest.raises(PackageTooLarge):
        package.close()


def test_more_parts_than_a_zip_can_count_are_refused() -> None:
    package = PackageWriter(io.BytesIO())
    for number in range(65_535):
        package.write(str(number), b"")
    package.close()
    with pytest.raises(PackageTooLarge, match="65,535"):
        package.write("more", b"")


def encrypted() -> bytes:
    data = bytearray(zipped({"a.xml": b"<a/>"}))
    data[6] |= 1
    data[data.index(b"PK\1\2") + 8] |= 1
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        pytest.param(b"", "不是有效", id="nothing"),
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "不是有效", id="password or .xls"),
        pytest.param(b"<html><table></table></html>", "不是有效", id="html"),
        pytest.param(xlsx()[:-300], "不是有效", id="cut off"),
        pytest.param(encrypted(), "密码", id="encrypted part"),
        pytest.param(zipped({"a.xml": b"1", "A.xml": b"2"}), "重名", id="names differ by case"),
        pytest.param(zipped({"a.xml": b"1"}, zipfile.ZIP_LZMA), "压缩方式", id="lzma"),
    ],
)
def test_what_is_no_package_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(BadPackage, match=message):
        PackageReader(data)


def test_a_damaged_part_is_named() -> None:
    data = bytearray(zipped({"a.xml": b"<a/>" * 50}, zipfile.ZIP_STORED))
    data[60] ^= 1
    with pytest.raises(BadPackage, match=r"a\.xml"):
        PackageReader(bytes(data)).read("a.xml")
    data[0] ^= 1
    with pytest.raises(BadPackage, match=r"a\.xml"):
        PackageReader(bytes(data)).raw("a.xml")


def test_parts_are_found_in_any_case_and_from_a_path(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    path.write_bytes(xlsx())
    with PackageReader(path) as reader:
        assert reader.find("XL/Workbook.xml") == "xl/workbook.xml"
        assert reader.find("xl/none.xml") is None
        assert reader.read("xl/workbook.xml").startswith(b"<?xml")
        with pytest.raises(KeyError):
            reader.read("xl/none.xml")
    with path.open("rb") as file:
        assert PackageReader(file).names == PackageReader(path.read_bytes()).names
        assert not file.closed


@pytest.mark.parametrize("size", [0, 1, 100, 700_000])
@pytest.mark.parametrize("head", [b"", b"<a>", b"<abc>" * 400_000])
def test_the_first_bytes_of_a_part_can_be_replaced_at_the_end(
    monkeypatch: pytest.MonkeyPatch, size: int, head: bytes
) -> None:
    monkeypatch.setattr(zip_entry, "_MOVED_BYTES", 10_000)
    body = Random(size).randbytes(size)

    def fill(package: PackageWriter) -> None:
        spooled = Spooled(head=b"<old>" * 50)
        with package.stream("streamed.xml", b"<old>" * 50) as stream:
            for part in (stream, spooled):
                part.write(body)
                part.replace_head(head)
        package.append("spooled.xml", spooled)
        package.write("after.xml", b"<b/>")

    with zipfile.ZipFile(io.BytesIO(written(fill))) as archive:
        assert archive.testzip() is None
        assert archive.read("streamed.xml") == archive.read("spooled.xml") == head + body
        assert archive.read("after.xml") == b"<b/>"


def test_a_head_that_stays_is_written_once() -> None:
    def fill(package: PackageWriter) -> None:
        with package.stream("a.xml", b"<head>") as stream:
            stream.write(b"<body>")

    assert PackageReader(written(fill)).read("a.xml") == b"<head><body>"


def test_a_part_whose_own_header_calls_it_otherwise_is_damaged() -> None:
    file = io.BytesIO()
    with PackageWriter(file) as package:
        package.write("a.xml", b"<a/>")
    assert PackageReader(file.getvalue()).read("a.xml") == b"<a/>"
    renamed = file.getvalue().replace(b"a.xml", b"b.xml", 1)
    with pytest.raises(BadPackage, match="已损坏"):
        PackageReader(renamed).read("a.xml")


@pytest.mark.parametrize("at", ["crc", "content"])
def test_a_part_that_is_not_what_was_packed_is_damaged(at: str) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as package:
        package.writestr("a.xml", b"<abc/>")
    data = file.getvalue()
    directory = data.index(b"PK\1\2")
    crc = data[directory + 16 : directory + 20]
    damaged = data.replace(crc, bytes(4)) if at == "crc" else data.replace(b"<abc/>", b"<abd/>")
    reader = PackageReader(damaged)
    assert reader.head("a.xml", 2) == b"<a"
    with pytest.raises(BadPackage, match="已损坏"):
        reader.read("a.xml")
