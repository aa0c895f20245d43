"""One reading of a workbook: its format by its content, its package opened once, its dictionary where asked for."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

import zcert_addin.reading
from support.biff import xls as biff
from support.domain import RESIDENT
from support.merging import people, sheet_rows
from support.read_tables import two_sheets, written
from support.xlsb import xlsb as binary
from zcert_addin.opc.reader import ENCRYPTED, SUSPICIOUS, BadPackage, PackageReader
from zcert_addin.reading import csv, html, ods, preflight, workbook, xls, xlsb, xlsx
from zcert_addin.reading.preflight import DAMAGED, EMPTY, Unreadable, judged
from zcert_addin.reading.workbook import FORMATS, MHTML, NOT_A_WORKBOOK, SPREADSHEET_XML, parse
from zcert_dictionaries import load_edition
from zcert_templates.build import build_collection
from zcert_templates.dictionary_sheet import DATE_LABEL, FORMS_LABEL, NAME_LABEL

EDITION = load_edition()
CONTENT = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"><office:body><office:spreadsheet>'
    '<table:table table:name="一"><table:table-row><table:table-cell table:formula="of:=1"/></table:table-row>'
    "</table:table></office:spreadsheet></office:body></office:document-content>"
)


def open_document() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", CONTENT)
    return file.getvalue()


def duplicate_names() -> bytes:
    file, other = io.BytesIO(two_sheets()), io.BytesIO()
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(other, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace("采集表甲".encode(), "采集表".encode()))
    return other.getvalue()


@pytest.mark.parametrize(
    ("data", "module"),
    [
        pytest.param(written(), xlsx, id="xlsx"),
        pytest.param(binary("采集表", sheet_rows(people(1))), xlsb, id="xlsb"),
        pytest.param(open_document(), ods, id="ods"),
        pytest.param(biff("采集表", sheet_rows(people(1))), xls, id="xls"),
        pytest.param(b"\xef\xbb\xbf <TABLE>", html, id="html"),
        pytest.param(b"<?xml version='1.0'?><html>", html, id="xhtml"),
        pytest.param("a\tb".encode("utf-16"), csv, id="csv"),
    ],
)
def test_a_file_is_what_it_holds(data: bytes, module: ModuleType) -> None:
    assert next(form for form in FORMATS if form.recognises(judged(data))) is module


def test_every_format_stands_in_the_table() -> None:
    modules = {
        path.stem
        for path in Path(next(iter(zcert_addin.reading.__path__))).glob("*.py")
        if "def recognises(" in path.read_text("utf-8")
    } - {"format", "workbook"}
    assert {form.__name__.rpartition(".")[2] for form in FORMATS if isinstance(form, ModuleType)} == modules


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        pytest.param(b"", EMPTY, id="empty"),
        pytest.param(b"MIME-Version: 1.0\n<html>", MHTML, id="web page in one file"),
        pytest.param(b"<?xml version='1.0'?><Workbook/>", SPREADSHEET_XML, id="XML"),
        pytest.param(b"%PDF\0", NOT_A_WORKBOOK, id="another binary file"),
        pytest.param(b"<html>", html.NO_WORKBOOK, id="web page without a form"),
        pytest.param(b"a,b", csv.NO_WORKBOOK, id="list without a form"),
        pytest.param(b"PK\3\4xx", DAMAGED, id="half a zip"),
    ],
)
def test_what_is_no_workbook_is_called_what_it_is(data: bytes, sentence: str) -> None:
    with pytest.raises(Unreadable) as raised:
        parse(data)
    assert str(raised.value) == sentence


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", ["\t", ",", ";"])
def test_a_list_that_is_a_form_is_read(encoding: str, separator: str) -> None:
    rows = sheet_rows(people(2))
    rows[3][0] = f'="{rows[3][0]}"'
    text = "\n".join(separator.join(f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in row) for row in rows)
    (sheet,) = parse(text.encode(encoding)).sheets
    assert [row[0] for row in sheet.cells[3:]] == [row[0] for row in people(2)]


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(written(), id="xlsx"),
        pytest.param(binary("采集表", sheet_rows(people(2))), id="xlsb"),
        pytest.param(open_document(), id="ods"),
        pytest.param(duplicate_names(), id="duplicate sheets"),
    ],
)
def test_a_package_is_opened_once(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    opened: list[object] = []

    class Counted(zipfile.ZipFile):
        def __init__(self, file: io.BytesIO, mode: str = "r") -> None:
            opened.append(file)
            super().__init__(file, mode)  # type: ignore[call-overload]

    monkeypatch.setattr(zipfile, "ZipFile", Counted)
    assert parse(data).sheets
    assert len(opened) == 1


def with_flag(data: bytes) -> bytes:
    at = data.index(b"PK\1\2") + 8
    return data[:at] + bytes([data[at] | 1]) + data[at + 1 :]


def with_parts(*names: str, method: int = zipfile.ZIP_STORED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name in names:
            archive.writestr(name, "x")
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        pytest.param(with_flag(with_parts("a.xml")), ENCRYPTED, id="encrypted"),
        pytest.param(with_parts("a.xml", "A.xml"), SUSPICIOUS, id="names that differ by case"),
    ],
)
def test_a_package_is_judged_once_with_one_sentence(data: bytes, sentence: str) -> None:
    with pytest.raises(BadPackage) as package:
        PackageReader(data)
    with pytest.raises(Unreadable) as reading:
        parse(data)
    assert str(package.value) == str(reading.value) == sentence


def test_parts_that_no_program_for_workbooks_unpacks_are_refused() -> None:
    with pytest.raises(Unreadable, match="压缩方式无法识别"):
        parse(with_parts("xl/media/a.bin", method=zipfile.ZIP_LZMA))


def test_more_parts_than_a_workbook_has_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preflight, "MAX_PARTS", 2)
    assert judged(with_parts("a", "b")).package
    with pytest.raises(Unreadable, match="部件重名、重叠或过多"):
        judged(with_parts("a", "b", "c"))


def test_the_dictionary_is_read_where_it_is_asked_for() -> None:
    data = build_collection(RESIDENT, EDITION, ())
    facts = {DATE_LABEL: EDITION.date, NAME_LABEL: EDITION.name, FORMS_LABEL: "id"}
    assert (parse(data).dictionary, parse(data, dictionary=True).dictionary) == ({}, facts)
    assert parse(data, dictionary=True).sheets == parse(data).sheets
    assert parse(written(), dictionary=True).dictionary == {}


def test_the_dictionary_of_an_old_workbook() -> None:
    data = biff("zc_dict", [[DATE_LABEL, EDITION.date, "x"], ["别的", "y"], [NAME_LABEL]])
    assert parse(data).sheets == ()
    assert parse(data, dictionary=True).dictionary == {DATE_LABEL: EDITION.date, NAME_LABEL: ""}


@pytest.mark.parametrize("read", [xlsx.read, xlsb.read, ods.read])
def test_a_format_of_packages_reads_what_no_package_can_be(read: Callable[[preflight.Source], object]) -> None:
    with pytest.raises(Unreadable, match=DAMAGED):
        read(workbook.Source(b"PK"))
