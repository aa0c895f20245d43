import io
import os
import shutil
import subprocess
import warnings
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import openpyxl  # type: ignore[import-untyped]
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from zcert_addin.opc.relationships import find_sheet_part
from zcert_addin.opc.writer import PackageReader
from zcert_addin.patching.cells import CannotPatch, patch_cells, patch_sheet_xml

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_RELATIONS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
Texts = dict[tuple[int, int], str]


def sheet_xml(rows: str, *, head: str = "", tail: str = "", prefix: str = "", main: str = MAIN) -> bytes:
    colon = f":{prefix[:-1]}" if prefix else ""
    data = f"<{prefix}sheetData>{rows}</{prefix}sheetData>"
    return f'{DECLARATION}<{prefix}worksheet xmlns{colon}="{main}">{head}{data}{tail}</{prefix}worksheet>'.encode()


def rows_of(xml: bytes) -> str:
    text = xml.decode()
    return text[text.index("sheetData>") + len("sheetData>") : text.rindex("</")].rpartition("</")[0]


def inline(ref: str, text: str, *, style: int | None = None, prefix: str = "") -> str:
    shown = f'<{prefix}is><{prefix}t xml:space="preserve">{text}</{prefix}t></{prefix}is>'
    kept = "" if style is None else f' s="{style}"'
    return f'<{prefix}c r="{ref}"{kept} t="inlineStr">{shown}</{prefix}c>'


def package(  # noqa: PLR0913
    sheet: bytes,
    *,
    target: str = "worksheets/sheet1.xml",
    relations: str = RELATIONS,
    kind: str = "worksheet",
    main: str = MAIN,
    workbook: str = "xl/workbook.xml",
) -> bytes:
    override = (
        '<Override PartName="/{}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.{}+xml"/>'
    )
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        + override.format("xl/workbook.xml", "sheet.main")
        + override.format("xl/worksheets/sheet1.xml", "worksheet")
        + "</Types>",
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{relations}/officeDocument" Target="{workbook}"/></Relationships>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId7" '
        f'Type="{relations}/{kind}" Target="{target}"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{relations}"><sheets>'
        '<sheet name="采集表" sheetId="1" r:id="rId7"/></sheets></workbook>',
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, DECLARATION + text)
        archive.writestr("xl/worksheets/sheet1.xml", sheet)
    return file.getvalue()


def by_xlsxwriter(_folder: Path | None = None) -> bytes:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    text, red = book.add_format({"num_format": "@"}), book.add_format({"font_color": "red"})
    sheet = book.add_worksheet("采集表")
    sheet.set_column(4, 4, 20, text)
    sheet.set_row(9, 30, red)
    sheet.merge_range(0, 0, 0, 5, "标题")
    for row in range(3, 8):
        for column in range(4):
            sheet.write_string(row, column, f"第{row}行{column} <&>", text)
    sheet.write_number(8, 0, 19890105)
    sheet.write_formula(8, 1, "=A9+1", None, 19890106)
    sheet.write_blank(5, 5, None, red)
    sheet.data_validation(3, 2, 99, 2, {"validate": "list", "source": "=字典!$A$1:$A$2"})
    sheet.conditional_format(3, 0, 99, 0, {"type": "data_bar", "bar_solid": True})  # an x14 extension
    other = book.add_worksheet("字典")
    other.write_column(0, 0, ["男", "女"])
    book.close()
    return file.getvalue()


def by_openpyxl(_folder: Path | None = None) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "采集表"
    for row in range(3, 8):
        sheet.append([f"第{row}行", 330100 + row, None, "末"])
    sheet.merge_cells("A10:C10")
    sheet["F3"] = "孤"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def by_libreoffice(folder: Path) -> bytes:
    program = shutil.which("soffice")
    assert program, "soffice is missing: install libreoffice-calc"
    source = folder / "in" / "表.xlsx"
    source.parent.mkdir()
    source.write_bytes(by_xlsxwriter())
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--convert-to", "xlsx", "--outdir", str(folder), str(source)]
    subprocess.run(command, check=True, timeout=180, env=clean, capture_output=True)
    return (folder / "表.xlsx").read_bytes()


MAKERS = [
    pytest.param(by_xlsxwriter, id="XlsxWriter"),
    pytest.param(by_openpyxl, id="openpyxl"),
    pytest.param(by_libreoffice, id="LibreOffice", marks=pytest.mark.office),
]


def by_calamine(data: bytes, sheet: str = "采集表") -> Texts:
    rows = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name(sheet).to_python(skip_empty_area=False)
    return {(r, c): str(value) for r, row in enumerate(rows, 1) for c, value in enumerate(row) if value != ""}


def openpyxl_texts(data: bytes, sheet: str = "采集表") -> Texts:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of extensions that openpyxl cannot keep
        book = openpyxl.load_workbook(io.BytesIO(data))
    cells = (cell for row in book[sheet].iter_rows() for cell in row if cell.value is not None)
    return {(cell.row, cell.column - 1): str(cell.value) for cell in cells}


def expected(old: Texts, cells: Mapping[tuple[int, int], str]) -> Texts:
    return {place: text for place, text in (old | dict(cells)).items() if text}


def assert_other_parts_same(old: bytes, new: bytes, sheet: str = "采集表") -> None:
    before, after = PackageReader(old), PackageReader(new)
    assert before.names == after.names
    part = find_sheet_part(before, sheet)
    for name in before.names:
        if name != part:
            assert before.raw(name) == after.raw(name)
    with zipfile.ZipFile(io.BytesIO(new)) as archive:
        assert archive.testzip() is None


CELLS = {
    (4, 0): "改了 <&>",
    (6, 5): "新",
    (6, 26): "错误",
    (7, 1): "",
    (30, 27): "末行",
    (2, 3): "=1+1",
    (3, 2): "\t两\n行 ",
}


@pytest.mark.parametrize("make", MAKERS)
def test_new_texts_are_read_and_all_else_is_as_before(make: Callable[[Path], bytes], tmp_path: Path) -> None:
    old = make(tmp_path)
    new = patch_cells(old, "采集表", CELLS)
    assert by_calamine(new) == expected(by_calamine(old), CELLS)
    assert openpyxl_texts(new) == expected(openpyxl_texts(old), CELLS)
    assert_other_parts_same(old, new)


@pytest.mark.office
def test_libreoffice_opens_a_patched_workbook(tmp_path: Path) -> None:
    first = by_libreoffice(tmp_path)
    (tmp_path / "again").mkdir()
    (tmp_path / "again" / "表.xlsx").write_bytes(patch_cells(first, "采集表", CELLS))
    program = shutil.which("soffice")
    assert program
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    source = tmp_path / "again" / "表.xlsx"
    command = [program, profile, "--headless", "--convert-to", "ods", "--outdir", str(tmp_path), str(source)]
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    subprocess.run(command, check=True, timeout=180, env=clean, capture_output=True)
    rows = (
        CalamineWorkbook.from_path(str(tmp_path / "表.ods"))
        .get_sheet_by_name("采集表")
        .to_python(skip_empty_area=False)
    )
    assert (rows[3][0], rows[29][27], rows[1][3]) == ("改了 <&>", "末行", "=1+1")


def test_macros_ribbon_and_extensions_survive() -> None:
    file = io.BytesIO(by_xlsxwriter())
    with zipfile.ZipFile(file, "a", zipfile.ZIP_STORED) as archive:
        archive.writestr("xl/vbaProject.bin", bytes(range(256)))
        archive.writestr("customUI/customUI14.xml", b"<customUI/>", zipfile.ZIP_DEFLATED)
    new = patch_cells(file.getvalue(), "采集表", CELLS)
    assert_other_parts_same(file.getvalue(), new)
    reader = PackageReader(new)
    assert reader.read("xl/vbaProject.bin") == bytes(range(256))
    assert reader.entry("xl/vbaProject.bin").compress_type == zipfile.ZIP_STORED
    sheet = reader.read("xl/worksheets/sheet1.xml")
    old = PackageReader(file.getvalue()).read("xl/worksheets/sheet1.xml")
    tail = old[old.index(b"</sheetData>") :]
    assert b"x14:dataBar" in tail
    assert sheet.endswith(tail)


def test_formats_come_from_the_cell_the_row_and_the_column() -> None:
    new = patch_cells(
        by_xlsxwriter(), "采集表", {(4, 0): "甲", (6, 5): "乙", (20, 4): "丙", (10, 4): "丁", (20, 6): "戊"}
    )
    sheet = PackageReader(new).read("xl/worksheets/sheet1.xml").decode()
    for cell in (
        inline("A4", "甲", style=1),
        inline("F6", "乙", style=2),
        inline("E20", "丙", style=1),
        inline("E10", "丁", style=2),
        inline("G20", "戊"),
    ):
        assert cell in sheet


def test_the_same_patch_gives_the_same_bytes() -> None:
    book = by_xlsxwriter()
    assert patch_cells(book, "采集表", CELLS) == patch_cells(book, "采集表", CELLS)
    assert patch_cells(b"anything", "采集表", {}) == b"anything"


X = inline("B2", "新")


@pytest.mark.parametrize(
    ("rows", "expected_rows"),
    [
        pytest.param("", f'<row r="2">{X}</row>', id="no rows"),
        pytest.param('<row r="1"/>', f'<row r="1"/><row r="2">{X}</row>', id="row after the last"),
        pytest.param('<row r="3"/>', f'<row r="2">{X}</row><row r="3"/>', id="row before the first"),
        pytest.param('<row r="2" ht="9"/>', f'<row r="2" ht="9">{X}</row>', id="row opened"),
        pytest.param('<row r="2"></row>', f'<row r="2">{X}</row>', id="row without cells"),
        pytest.param("<row/><row><c/><c/></row>", f"<row/><row><c/>{X}</row>", id="nothing numbered"),
        pytest.param("<row/><row><c><v>1</v></c></row>", f"<row/><row><c><v>1</v></c>{X}</row>", id="cell appended"),
        pytest.param(
            '<row r="2"><c r="A2"/><c r="C2"/></row>', f'<row r="2"><c r="A2"/>{X}<c r="C2"/></row>', id="gap"
        ),
        pytest.param('<row r="2"><c r="C2"/></row>', f'<row r="2">{X}<c r="C2"/></row>', id="cell before the first"),
        pytest.param("<row r='2'><c\nt='s' r='B2' ><v>0</v></c ></row>", f"<row r='2'>{X}</row>", id="other spelling"),
        pytest.param(
            '<row r="2"><c r="B2" x=">/"><v>0</v><!--</c>--></c><c r="C2"/></row>',
            f'<row r="2">{X}<c r="C2"/></row>',
            id="comment and bracket",
        ),
        pytest.param('<row r="2" spans="1:2"/>', f'<row r="2" spans="1:2">{X}</row>', id="spans hold"),
        pytest.param('<row r="2" spans="3:5"/>', f'<row r="2" spans="2:5">{X}</row>', id="spans widened"),
        pytest.param('<row r="2" spans="1:1 4:5"/>', f'<row r="2" spans="1:5">{X}</row>', id="spans joined"),
        pytest.param(
            '<row r="2" s="3" customFormat="1"/>',
            f'<row r="2" s="3" customFormat="1">{inline("B2", "新", style=3)}</row>',
            id="row format",
        ),
        pytest.param('<row r="2" s="3"/>', f'<row r="2" s="3">{X}</row>', id="row format not in force"),
        pytest.param(
            '<row r="2"><c r="B2" s="4" t="b" cm="1"><v>1</v></c></row>',
            f'<row r="2">{inline("B2", "新", style=4)}</row>',
            id="cell format kept",
        ),
    ],
)
def test_one_text_in_b2(rows: str, expected_rows: str) -> None:
    new = patch_sheet_xml(sheet_xml(rows), {(2, 1): "新"})
    assert rows_of(new) == expected_rows
    assert new == sheet_xml(expected_rows)
    prefixed = {
        name: name.replace("<", "<x:").replace("<x:/", "</x:").replace("<x:!", "<!") for name in (rows, expected_rows)
    }
    assert patch_sheet_xml(sheet_xml(prefixed[rows], prefix="x:"), {(2, 1): "新"}) == sheet_xml(
        prefixed[expected_rows], prefix="x:"
    )


@pytest.mark.parametrize(
    ("rows", "expected_rows"),
    [
        pytest.param("", "", id="no row"),
        pytest.param('<row r="2"/>', '<row r="2"/>', id="no cell"),
        pytest.param('<row r="2"><c r="B2" s="1"/></row>', '<row r="2"><c r="B2" s="1"/></row>', id="empty already"),
        pytest.param(
            '<row r="2"><c r="B2" s="1"><v>7</v></c></row>', '<row r="2"><c r="B2" s="1"/></row>', id="emptied"
        ),
    ],
)
def test_an_empty_text_in_b2(rows: str, expected_rows: str) -> None:
    assert rows_of(patch_sheet_xml(sheet_xml(rows), {(2, 1): ""})) == expected_rows


@pytest.mark.parametrize("prefix", ["", "x:"])
def test_an_empty_sheet_is_opened(prefix: str) -> None:
    old = (
        sheet_xml("", prefix=prefix)
        .decode()
        .replace(f"<{prefix}sheetData></{prefix}sheetData>", f"<{prefix}sheetData/>")
    )
    rows = f'<{prefix}row r="2">{inline("B2", "新", prefix=prefix)}</{prefix}row>'
    assert patch_sheet_xml(old.encode(), {(2, 1): "新"}) == sheet_xml(rows, prefix=prefix)


@pytest.mark.parametrize(
    ("dimension", "expected_dimension"),
    [
        pytest.param('<dimension ref="A1"/>', '<dimension ref="A1:B2"/>', id="widened"),
        pytest.param("<dimension ref='C3:D9'/>", "<dimension ref='B2:D9'/>", id="widened to the left"),
        pytest.param('<dimension ref="A1:C9"/>', '<dimension ref="A1:C9"/>', id="wide enough"),
        pytest.param('<dimension ref="A:C"/>', '<dimension ref="A:C"/>', id="not understood"),
    ],
)
def test_the_dimension_holds_the_new_text(dimension: str, expected_dimension: str) -> None:
    assert patch_sheet_xml(sheet_xml("", head=dimension), {(2, 1): "新"}) == sheet_xml(
        f'<row r="2">{X}</row>', head=expected_dimension
    )


def test_a_byte_order_mark_shifts_nothing() -> None:
    mark = b"\xef\xbb\xbf"
    assert patch_sheet_xml(mark + sheet_xml('<row r="1"/>'), {(2, 1): "新"}) == mark + sheet_xml(
        f'<row r="1"/><row r="2">{X}</row>'
    )


def test_a_cell_without_reference_counts_on_from_one_far_before_the_wanted() -> None:
    rows = '<row r="2"><c r="A2"/><c r="Z2"/><c/><c r="AC2"/></row>'
    new = patch_sheet_xml(sheet_xml(rows), {(2, 26): "甲", (2, 27): "乙"})
    cells = inline("AA2", "甲") + inline("AB2", "乙")
    assert rows_of(new) == f'<row r="2"><c r="A2"/><c r="Z2"/>{cells}<c r="AC2"/></row>'


def test_formulas_elsewhere_stay() -> None:
    shared = '<c r="A2"><f t="shared" ref="A2:A9" si="0">C2+1</f><v>1</v></c>'
    more = '<row r="3"><c r="A3"><f t="shared" si="0"/><v>2</v></c></row>'
    new = patch_sheet_xml(sheet_xml(f'<row r="2">{shared}<c r="B2"/></row>{more}'), {(2, 1): "新"})
    assert rows_of(new) == f'<row r="2">{shared}{X}</row>{more}'


def test_the_top_left_cell_of_a_merged_range_can_be_set() -> None:
    tail = '<mergeCells count="1"><mergeCell ref="B2:C5"/></mergeCells>'
    assert X in patch_sheet_xml(sheet_xml("", tail=tail), {(2, 1): "新", (6, 2): "外"}).decode()


def refused(xml: bytes, sheet: str = "采集表", cells: Texts | None = None) -> str:
    with pytest.raises(CannotPatch) as error:
        patch_cells(package(xml), sheet, cells or {(2, 1): "新"})
    return str(error.value)


MERGED = '<mergeCells><mergeCell ref="A1:C5"/></mergeCells>'
ARRAY = '<row r="1"><c r="B1"><f t="array" ref="B1:B3">ROW()</f></c></row><row r="2"><c r="B2"><v>2</v></c></row>'


@pytest.mark.parametrize(
    ("xml", "message"),
    [
        pytest.param(sheet_xml('<row r="2"><c r="B2"><f>1+1</f><v>2</v></c></row>'), "B2里是公式", id="formula"),
        pytest.param(sheet_xml(ARRAY), "B2属于数组公式", id="inside an array formula"),
        pytest.param(sheet_xml("", tail=MERGED), "B2在合并区域内", id="merged"),
        pytest.param(sheet_xml("").decode().encode("utf-16"), "UTF-8", id="UTF-16"),
        pytest.param(sheet_xml("").decode().encode("utf-16-le"), "UTF-8", id="UTF-16 without mark"),
        pytest.param(sheet_xml("").replace(b"UTF-8", b"GBK"), "UTF-8", id="GBK"),
        pytest.param(sheet_xml("<row>"), "无法识别", id="not well-formed"),
        pytest.param(sheet_xml('<row r="1"/>')[:-20], "无法识别", id="cut off"),
        pytest.param(b"", "无法识别", id="nothing"),
        pytest.param(f'<worksheet xmlns="{MAIN}"/>'.encode(), "无法识别", id="no sheetData"),
        pytest.param(b"<worksheet><sheetData/></worksheet>", "无法识别", id="no namespace"),
        pytest.param(sheet_xml("").replace(b"<worksheet", b"<!DOCTYPE a><worksheet"), "DOCTYPE", id="DOCTYPE"),
        pytest.param(sheet_xml('<row r="3"/><row r="2"/>'), "无法识别", id="rows out of order"),
        pytest.param(sheet_xml('<row r="2"/><row r="2"/>'), "无法识别", id="row twice"),
        pytest.param(sheet_xml('<row r="2"><c r="B2"/><c r="A2"/></row>'), "无法识别", id="cells out of order"),
        pytest.param(sheet_xml('<row r="2"><c r="AA2"/><c r="B2"/></row>'), "无法识别", id="AA before B"),
        pytest.param(sheet_xml('<row r="2"><c r="A2"/><c r="A2"/></row>'), "无法识别", id="cell twice"),
        pytest.param(sheet_xml('<row r="2"><c r="B3"/></row>'), "无法识别", id="cell of another row"),
        pytest.param(sheet_xml('<row r="2"><c r="b2"/></row>'), "无法识别", id="small letters"),
        pytest.param(sheet_xml('<row r="二"/>'), "无法识别", id="row without number"),
        pytest.param(sheet_xml('<row r="2"><c r="B2" s="&quot;"/></row>'), "无法识别", id="style without number"),
    ],
)
def test_what_would_do_harm_is_refused(xml: bytes, message: str) -> None:
    assert message in refused(xml)
    assert "重试" in refused(xml)


def test_a_sheet_of_another_name_is_refused() -> None:
    assert "没有工作表“汇总”" in refused(sheet_xml(""), "汇总")
    with pytest.raises(CannotPatch, match="不是普通工作表"):
        patch_cells(package(sheet_xml(""), kind="chartsheet"), "采集表", {(1, 0): "新"})


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), id="password or .xls"),
        pytest.param(package(sheet_xml(""), workbook="xl/none.xml"), id="no workbook part"),
        pytest.param(package(b"")[:-40], id="cut off"),
    ],
)
def test_what_is_no_workbook_is_refused(data: bytes) -> None:
    with pytest.raises(CannotPatch, match="重试"):
        patch_cells(data, "采集表", {(1, 0): "新"})


@pytest.mark.parametrize("place", [(0, 0), (1, -1), (1_048_577, 0), (1, 16_384)])
def test_a_cell_off_the_grid_is_wrong_use(place: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="no cell"):
        patch_cells(package(sheet_xml("")), "采集表", {place: "新"})


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(package(sheet_xml("")), id="relative target"),
        pytest.param(
            package(sheet_xml(""), target="/xl/worksheets/sheet1.xml", workbook="/xl/workbook.xml"), id="absolute"
        ),
        pytest.param(package(sheet_xml(""), target="../xl/./worksheets/Sheet1.xml"), id="roundabout"),
        pytest.param(package(sheet_xml("", main=STRICT), relations=STRICT_RELATIONS, main=STRICT), id="strict"),
    ],
)
def test_the_sheet_is_found_through_relationships(data: bytes) -> None:
    new = patch_cells(data, "采集表", {(2, 1): "新"})
    assert X in PackageReader(new).read("xl/worksheets/sheet1.xml").decode()


def test_rows_without_numbers_are_read_the_same_by_others() -> None:
    cell = "<c t='inlineStr'><is><t>旧</t></is></c>"
    new = patch_cells(
        package(sheet_xml(f"<row>{cell}</row><row>{cell}{cell}</row>")), "采集表", {(2, 1): "新", (3, 0): "尾"}
    )
    want = {(1, 0): "旧", (2, 0): "旧", (2, 1): "新", (3, 0): "尾"}
    assert by_calamine(new) == want


SOURCE = by_xlsxwriter()
PLACES = st.tuples(st.integers(2, 14), st.integers(0, 29)).filter(lambda place: place != (9, 1))
TEXTS = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\ufffe\uffff"), max_size=20
) | st.sampled_from(["_x0041_", "_x0041\x01", "a\r\nb", "]]>", "_x005F_x0041_", " ", "\x00"])


@given(st.dictionaries(PLACES, TEXTS, max_size=20))
def test_any_texts_in_any_cells_are_read_back(cells: Texts) -> None:
    new = patch_cells(SOURCE, "采集表", cells)
    assert by_calamine(new) == expected(by_calamine(SOURCE), cells)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("\ud800尾", "\ufffd尾", id="lone surrogate"),
        pytest.param("\ud83d\ude00", "\U0001f600", id="pair in two halves"),
        pytest.param("x" * 40_000, "x" * 40_000, id="nothing is cut"),
    ],
)
def test_odd_texts(text: str, shown: str) -> None:
    assert rows_of(patch_sheet_xml(sheet_xml(""), {(2, 1): text})) == f'<row r="2">{inline("B2", shown)}</row>'
