"""Merged areas, number formats and pictures inside cells, as several programs write them in each format."""

import io
import struct
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import openpyxl
import pytest
from xlsxwriter.workbook import Workbook

from support.domain import TODAY
from support.merging import merge, people, sheet_rows, summary_rows, workbook
from support.office import convert
from support.read_tables import table
from support.xlsb import PICTURE, xlsb
from zcert.checking import check
from zcert.inspection import Inspection
from zcert.table import Area
from zcert_addin.opc.reader import PackageReader
from zcert_addin.reading import xls_records
from zcert_addin.reading.looks import looks_of
from zcert_addin.reading.sheet_xml import notes_of
from zcert_addin.reading.workbook import parse
from zcert_dictionaries import load_edition
from zcert_templates import RESIDENT
from zcert_templates.cell_ref import column_letters

AT = RESIDENT.index
DOCUMENT, REMARK, AUTHORITY, UNIT = "公布文号", "备注", "主管部门", "工作单位"
SCHOOL, STUDIED, PHONE, POSTCODE, DAY = "毕业学校", "所学专业", "联系电话", "邮政编码", "取得时间"
MERGED, SHOWN, PICTURED, LOST = "cell-merged", "cell-shown-otherwise", "cell-picture", "digits-lost"

BAD: dict[tuple[int, str], tuple[float, str]] = {
    (4, DOCUMENT): (57, '"示例发[2007]"0"号"'),
    (5, DOCUMENT): (39203, 'yyyy"年"m"月"'),
    (6, REMARK): (0.95, "0%"),
    (7, REMARK): (571, "0000"),
    (8, REMARK): (6222021234567890123, "General"),
    (9, REMARK): (57, "0.00E+00"),
    (10, REMARK): (0.5, "# ?/?"),
    (11, REMARK): (5, "[DBNum1][$-804]General"),
}
GOOD: dict[tuple[int, str], tuple[float, str]] = {
    (4, PHONE): (13800138000, "General"),
    (5, PHONE): (13800138000, "0"),
    (6, POSTCODE): (310012, "0"),
    (7, POSTCODE): (310012, "@"),
    (8, DAY): (20150630, "General"),
    (9, DAY): (20150630, "0"),
    (10, DOCUMENT): (2007, "0_ "),
    (11, DOCUMENT): (39203, "yyyy/m/d"),
    (4, REMARK): (57, "#,##0"),
    (5, REMARK): (39203, 'yyyy"年"m"月"d"日"'),
}
NAMED = [(row, header, LOST if row == 8 else SHOWN) for row, header in BAD]
COVERED = [
    (5, AUTHORITY, MERGED),
    (6, AUTHORITY, MERGED),
    (7, STUDIED, MERGED),
]


def findings(data: bytes) -> list[tuple[int | None, str, str]]:
    found = check(Inspection(table(data), TODAY, load_edition()))
    wanted = {MERGED, SHOWN, PICTURED, LOST, "required", "cell-error", "cell-differs"}
    return [(one.row, one.column, one.code) for one in found if one.code in wanted]


def by_xlsxwriter(numbers: Mapping[tuple[int, str], tuple[float, str]], *, merged: bool) -> bytes:
    file = io.BytesIO()
    with Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet("采集表")
        for at, row in enumerate(sheet_rows(people(8))):
            sheet.write_row(at, 0, row)
        sheet.merge_range(0, 0, 0, 27, RESIDENT.title)
        sheet.merge_range(30, 0, 32, 5, "")
        for (row, header), (value, code) in numbers.items():
            sheet.write_number(row - 1, AT[header], value, book.add_format({"num_format": code}))
        if merged:
            sheet.merge_range(3, AT[AUTHORITY], 5, AT[AUTHORITY], "部门")
            sheet.write_string(4, AT[AUTHORITY], "旧部门")
            sheet.merge_range(6, AT[SCHOOL], 6, AT[STUDIED], "学校")
    return file.getvalue()


def by_openpyxl(numbers: Mapping[tuple[int, str], tuple[float, str]], *, merged: bool) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in sheet_rows(people(8)):
        sheet.append(row)
    sheet.merge_cells("A1:AB1")
    for (row, header), (value, code) in numbers.items():
        cell = sheet.cell(row, AT[header] + 1, value)
        cell.number_format = code
    if merged:
        letter = column_letters(AT[AUTHORITY])
        sheet.merge_cells(f"{letter}4:{letter}6")
        sheet.merge_cells(f"{column_letters(AT[SCHOOL])}7:{column_letters(AT[STUDIED])}7")
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def by_xlsb(numbers: Mapping[tuple[int, str], tuple[float, str]], *, merged: bool) -> bytes:
    rows: list[list[str | tuple[float, str]]] = [list(row) for row in sheet_rows(people(8))]
    for (row, header), cell in numbers.items():
        rows[row - 1][AT[header]] = cell
    areas = [(0, 0, 0, 27)]
    if merged:
        for at, text in enumerate(("部门", "旧部门", "")):
            rows[3 + at][AT[AUTHORITY]] = text
        areas += [(3, 5, AT[AUTHORITY], AT[AUTHORITY]), (6, 6, AT[SCHOOL], AT[STUDIED])]
    return xlsb("采集表", rows, merged=areas)


WRITERS = [by_xlsxwriter, by_openpyxl, by_xlsb]
Write = Callable[..., bytes]


@pytest.mark.parametrize("write", WRITERS)
def test_numbers_that_show_another_text(write: Write) -> None:
    assert sorted(findings(write(BAD, merged=False))) == sorted(NAMED)


@pytest.mark.parametrize("write", WRITERS)
def test_numbers_that_show_themselves(write: Write) -> None:
    data = write(GOOD, merged=False)
    assert findings(data) == []
    assert [table(data).rows[at][AT[PHONE]] for at in (0, 1)] == ["13800138000"] * 2


@pytest.mark.parametrize("write", WRITERS)
def test_merged_areas(write: Write) -> None:
    data = write({}, merged=True)
    assert findings(data) == COVERED
    assert [row[AT[AUTHORITY]] for row in table(data).rows[1:3]] == ["", ""]


@pytest.mark.office
@pytest.mark.parametrize("target", ["xls", "ods", "xlsx"])
def test_what_libreoffice_writes(target: str, tmp_path: Path) -> None:
    for name, data in (("bad", by_xlsxwriter(BAD, merged=True)), ("good", by_xlsxwriter(GOOD, merged=False))):
        (tmp_path / f"{name}.xlsx").write_bytes(data)
        written = convert(tmp_path / f"{name}.xlsx", target, tmp_path / "office").read_bytes()
        assert sorted(findings(written)) == (sorted(NAMED + COVERED) if name == "bad" else [])


def test_the_summary_holds_what_is_seen(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "甲.xlsx").write_bytes(by_xlsxwriter({}, merged=True))
    document = merge(capsys, tmp_path)
    assert document["findings"]["codes"][MERGED] == len(COVERED)  # type: ignore[index]
    assert [row[AUTHORITY] for row in summary_rows(tmp_path)[:3]] == ["部门", "", ""]


# hand-written XML


def changed(parts: Mapping[str, Callable[[bytes], bytes]], more: Mapping[str, bytes] | None = None) -> bytes:
    """Write two people with parts of the package changed or added."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook(sheet_rows(people(2)), "采集表"))) as old,
        zipfile.ZipFile(file, "w") as new,
    ):
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, parts[name](content) if name in parts else content)
        for name, content in (more or {}).items():
            new.writestr(name, content)
    return file.getvalue()


SHEET, STYLES = "xl/worksheets/sheet1.xml", "xl/styles.xml"
REMARK_4 = f"{column_letters(AT[REMARK])}4"


def with_remark(cell: str) -> Callable[[bytes], bytes]:
    return lambda xml: xml.replace(b'</row><row r="5"', cell.encode() + b'</row><row r="5"')


DISPIMG = 'DISPIMG("ID_0A1B2C3D4E5F60718293A4B5C6D7E8F9",1)'


@pytest.mark.parametrize(
    "cell",
    [
        pytest.param('t="str"><f>_xlfn.{0}</f><v>={0}</v>', id="as WPS saves it"),
        pytest.param('t="str"><f>{0}</f><v></v>', id="no text"),
        pytest.param('t="inlineStr"><is><t>={0}</t></is>', id="as a text"),
        pytest.param('t="e"><f>_xlfn.{0}</f><v>#NAME?</v>', id="as Excel saves it again"),
        pytest.param('t="e"><f>_xlfn.{0}</f><v>#VALUE!</v>', id="calculated anew"),
        pytest.param("><f>_xlfn.{0}</f>", id="never calculated"),
        pytest.param('t="e" vm="1"><v>#VALUE!</v>', id="Excel's own"),
    ],
)
def test_pictures_inside_cells(cell: str) -> None:
    structures = {"xl/richData/rdrichvaluestructure.xml": b'<rvStructures><s t="_localImage"/></rvStructures>'}
    data = changed({SHEET: with_remark(f'<c r="{REMARK_4}" {cell.format(DISPIMG)}</c>')}, structures)
    assert findings(data) == [(4, REMARK, PICTURED)]
    assert table(data).rows[0][AT[REMARK]] == ""


def test_a_rich_value_that_is_no_picture_is_an_error() -> None:
    cell = with_remark(f'<c r="{REMARK_4}" t="e" vm="1"><v>#VALUE!</v></c>')
    structures = {"xl/richData/rdrichvaluestructure.xml": b'<rvStructures><s t="_error"/></rvStructures>'}
    assert (
        findings(changed({SHEET: cell})) == findings(changed({SHEET: cell}, structures)) == [(4, REMARK, "cell-error")]
    )


@pytest.mark.parametrize(
    ("style", "named"),
    [
        pytest.param('<xf numFmtId="9"/>', True, id="built in percent"),
        pytest.param('<xf numFmtId="27"/>', True, id="built in month of the Chinese edition"),
        pytest.param('<xf numFmtId="17"/>', True, id="built in month"),
        pytest.param('<xf numFmtId="14"/>', False, id="built in day"),
        pytest.param('<xf numFmtId="31"/>', False, id="built in day of the Chinese edition"),
        pytest.param('<xf numFmtId="22"/>', False, id="built in moment"),
        pytest.param('<xf numFmtId="1"/>', False, id="built in whole number"),
        pytest.param('<xf numFmtId="49"/>', False, id="text"),
        pytest.param('<xf numFmtId="99"/>', False, id="unknown"),
        pytest.param("<xf/>", False, id="none"),
        pytest.param('<xf numFmtId="170"/>', True, id="own"),
        pytest.param('<xf numFmtId="171"/>', False, id="own that is General"),
    ],
)
@pytest.mark.parametrize("attribute", ['s="1"', "s='1'"])
def test_number_formats_of_styles(style: str, named: bool, attribute: str) -> None:  # noqa: FBT001  a parameter
    xml = (
        '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="2">'
        '<numFmt numFmtId="170" formatCode="&quot;第&quot;0"/><numFmt formatCode="General" numFmtId="171"/></numFmts>'
        f'<cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs count="2"><xf/>{style}</cellXfs></styleSheet>'
    )
    cell = f'<c r="{REMARK_4}" {attribute}><v>39203</v></c>'
    data = changed({STYLES: lambda _old: xml.encode(), SHEET: with_remark(cell)})
    assert findings(data) == ([(4, REMARK, SHOWN)] if named else [])


def test_a_package_without_styles() -> None:
    assert looks_of(PackageReader(changed({STYLES: lambda _old: b"<styleSheet/>"}))).formats == {}


@pytest.mark.parametrize(
    ("merged", "areas"),
    [
        ('<mergeCells><mergeCell ref="B4:C6"/></mergeCells>', [Area(4, 1, 6, 2)]),
        ("<x:mergeCells><x:mergeCell ref='AA4:AB4' x='1'/></x:mergeCells>", [Area(4, 26, 4, 27)]),
        ('<mergeCells count="0"></mergeCells>', []),
        ("", []),
    ],
)
def test_areas_in_xml(merged: str, areas: list[Area]) -> None:
    assert list(notes_of(f"<sheetData></sheetData>{merged}".encode()).merged) == areas


# binary workbooks


def test_pictures_in_binary_workbooks() -> None:
    rows = people(2)
    rows[0][AT[REMARK]] = PICTURE
    assert findings(xlsb("采集表", sheet_rows(rows))) == [(4, REMARK, PICTURED)]


def record(number: int, data: bytes) -> bytes:
    return struct.pack("<HH", number, len(data)) + data


def biff(version: int, code: bytes, *cells: bytes) -> bytes:
    """Write the records of one sheet whose second cell style has a number format."""
    formats = record(0x41E, struct.pack("<H", 164) + code)
    styles = b"".join(record(0xE0, struct.pack("<3H", 0, form, flags)) for form, flags in ((0, 0), (164, 0), (164, 4)))
    head = record(0x809, struct.pack("<2H", version, 5)) + formats + styles
    sheet = record(0x85, struct.pack("<IBB", len(head) + 4 + 9 + 4, 0, 0) + b"\x01\x00S")
    return head + sheet + record(0x0A, b"") + record(0x809, struct.pack("<2H", version, 0x10)) + b"".join(cells)


PERCENT = struct.pack("<HB", 2, 0) + b"0%"


@pytest.mark.parametrize(
    ("version", "code", "expected"),
    [
        pytest.param(0x600, PERCENT, "0%", id="narrow"),
        pytest.param(0x600, struct.pack("<HB", 3, 1) + '"第"'.encode("utf-16-le"), '"第"', id="wide"),
        pytest.param(0x500, b'\x06"' + "第".encode("gb18030") + b'"0', '"第"0', id="before 97"),
    ],
)
def test_number_formats_of_old_workbooks(version: int, code: bytes, expected: str) -> None:
    number = record(0x203, struct.pack("<3Hd", 3, 24, 1, 0.95))
    plain = record(0x203, struct.pack("<3Hd", 3, 25, 0, 0.95))
    many = record(
        0xBD, struct.pack("<2H", 4, 20) + struct.pack("<HI", 1, 0) + struct.pack("<HI", 0, 0) * 2 + b"\x16\x00"
    )
    ((_, notes),) = xls_records.facts(biff(version, code, number, plain, many))
    assert notes.formats == ((4, 24, expected), (5, 20, expected))


def test_areas_and_pictures_of_old_workbooks() -> None:
    areas = record(0xE5, struct.pack("<H8H", 2, 3, 5, 22, 22, 6, 6, 8, 9))
    name = b"\x17\x23\x00" + f"ID_{0:032X}".encode()
    formula = (
        struct.pack("<3H", 3, 24, 0) + b"\x02\x00\x1d\x00\x00\x00\xff\xff" + bytes(6) + struct.pack("<H", 38) + name
    )
    ((_, notes),) = xls_records.facts(biff(0x600, PERCENT, areas, record(0x06, formula)))
    assert notes.merged == (Area(4, 22, 6, 22), Area(7, 8, 7, 9))
    assert notes.doubts == ((4, 24, "picture"),)


# OpenDocument


def open_document(cells: str) -> bytes:
    spaces = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr(
            "content.xml",
            f"<office:document-content{spaces}><office:body><office:spreadsheet><table:table table:name='一'>"
            f"<table:table-row><table:table-cell table:number-columns-repeated='2'/>{cells}</table:table-row>"
            "</table:table></office:spreadsheet></office:body></office:document-content>",
        )
    return file.getvalue()


@pytest.mark.parametrize(
    ("attributes", "shown", "doubt"),
    [
        pytest.param('office:value-type="float" office:value="57"', "第57号", "shown", id="text around"),
        pytest.param('office:value-type="percentage" office:value="0.95"', "95%", "shown", id="percent"),
        pytest.param('office:value-type="date" office:date-value="2007-05-01"', "2007年5月", "shown", id="month"),
        pytest.param('office:value-type="string" office:string-value="2007"', "示例2007", "shown-text", id="text"),
        pytest.param('office:value-type="float" office:value="57"', "57", "", id="number"),
        pytest.param('office:value-type="date" office:date-value="2007-05-01"', "2007/5/1", "", id="day"),
        pytest.param('office:value-type="string" office:string-value="甲 乙"', "甲  乙", "", id="blanks"),
        pytest.param('office:value-type="string" office:date-value="x"', "57", "", id="no day"),
        pytest.param('table:formula="of:=_xlfn.dispimg(&quot;ID_1&quot;;1)"', "#NAME?", "picture", id="picture"),
    ],
)
def test_texts_shown_in_open_documents(attributes: str, shown: str, doubt: str) -> None:
    cell = f"<table:table-cell {attributes}><text:p>{shown}</text:p></table:table-cell>"
    (read,) = parse(open_document(f"{cell}<table:table-cell office:value-type='string'/>")).sheets
    assert read.notes.doubts == (((1, 2, doubt),) if doubt else ())


def test_areas_in_open_documents() -> None:
    spans = "table:number-rows-spanned='3' table:number-columns-spanned=\"1\""
    text = "office:value-type='string'><text:p>甲</text:p></table:table-cell>"
    cells = f"<table:table-cell {spans} {text}<table:table-cell {spans.replace('3', '1')} {text}"
    (read,) = parse(open_document(cells)).sheets
    assert read.notes.merged == (Area(1, 2, 3, 2),)
