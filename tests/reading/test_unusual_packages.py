"""Relationships decide which part is what, whatever its name; sheets that are no worksheets are named."""

import io
from dataclasses import replace
from pathlib import Path

import openpyxl  # type: ignore[import-untyped]
import pytest

from support.domain import TODAY
from support.main import run
from support.merging import merge, people, reason, sheet_rows, statuses, summary_rows
from support.odd_workbook import DECLARATION, LINKS, MAIN, Book, inline, shared, sheet
from support.read_tables import table, tables
from zcert.checking import check
from zcert.finding import Finding
from zcert.inspection import inspect_all
from zcert_addin.opc.reader import PackageReader
from zcert_addin.reading.certain import usual_sheets
from zcert_addin.reading.preflight import BROKEN_INSIDE, Unreadable
from zcert_addin.reading.workbook import parse
from zcert_dictionaries import load_edition
from zcert_templates.dictionary_sheet import DATE_LABEL

ROWS = sheet_rows(people(3))
XML, TABLE = shared(ROWS)
WORKSHEET, MACROS = f"{LINKS}/worksheet", "http://schemas.microsoft.com/office/2006/relationships/xlMacrosheet"
MACRO_XML = '<xm:macrosheet xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"><sheetData/></xm:macrosheet>'
ONE = ("采集表", "xl/worksheets/sheet1.xml", "worksheets/sheet1.xml", WORKSHEET, XML)
USUAL = Book([ONE], ("xl/sharedStrings.xml", TABLE))


def at(part: str, target: str = "") -> Book:
    return replace(USUAL, sheets=[("采集表", part, target or f"/{part}", WORKSHEET, XML)])


def strange() -> Book:
    """Return a workbook with nothing under its usual name, and other people under the usual ones."""
    other = TABLE.replace("测试", "旧名").replace(ROWS[3][0], ROWS[4][0])
    return Book(
        [("采集表", "data/Tabelle.xml", "../data/Tabelle.xml", WORKSHEET, XML)],
        ("data/texts.xml", TABLE),
        workbook="book/Mappe.xml",
        more={"xl/sharedStrings.xml": other, "xl/workbook.xml": f'<workbook xmlns="{MAIN}"/>'},
    )


@pytest.mark.parametrize(
    ("book", "usual"),
    [
        pytest.param(USUAL, True, id="usual"),
        pytest.param(at("xl/worksheets/sheet1.xml"), True, id="absolute target"),
        pytest.param(at("xl/worksheets/采集.xml"), True, id="Chinese name"),
        pytest.param(at("xl/worksheets/sheet1.xml", "../xl/worksheets/sheet1.xml"), False, id="up and down again"),
        pytest.param(at("xl/worksheets/sheet1.xml", "./worksheets/./sheet1.xml"), False, id="dots"),
        pytest.param(at("xl/sheets/one.xml"), False, id="another folder"),
        pytest.param(at("one.xml"), False, id="no folder"),
        pytest.param(at("xl/chartsheets/sheet1.xml"), False, id="folder of charts"),
        pytest.param(replace(USUAL, workbook="xl/workbook2.xml"), False, id="workbook"),
        pytest.param(replace(at("xl/worksheets/sheet1.xml"), workbook="workbook.xml"), False, id="workbook outside"),
        pytest.param(replace(USUAL, strings=("xl/sharedStrings2.xml", TABLE)), False, id="texts"),
        pytest.param(strange(), False, id="everything"),
        pytest.param(
            replace(
                USUAL, strings=("xl/texts.xml", TABLE), more={"xl/sharedStrings.xml": TABLE.replace("<si>", "<si><r/>")}
            ),
            False,
            id="texts left over",
        ),
    ],
)
def test_any_name_is_read(book: Book, usual: bool) -> None:  # noqa: FBT001
    data = book.data()
    read = table(data)
    assert (read.rows, read.numbers) == (ROWS[3:], [4, 5, 6])
    assert (usual_sheets(PackageReader(data)) is not None) == usual


def test_texts_left_over_and_none_related() -> None:
    book = replace(USUAL, sheets=[(*ONE[:4], sheet(ROWS))], strings=None, more={"xl/sharedStrings.xml": TABLE})
    assert table(book.data()).rows == ROWS[3:]
    with pytest.raises(Unreadable, match=BROKEN_INSIDE):
        parse(replace(USUAL, strings=None, more={"xl/sharedStrings.xml": TABLE}).data())


def test_other_people_are_never_taken(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "甲.xlsx").write_bytes(strange().data())
    assert statuses(merge(capsys, tmp_path)) == {"甲.xlsx": "merged"}
    assert [list(row.values())[:5] for row in summary_rows(tmp_path)] == [row[:5] for row in ROWS[3:]]


def test_openpyxl_reads_the_same() -> None:
    for book in (USUAL, at("xl/sheets/one.xml"), replace(USUAL, workbook="xl/workbook2.xml")):
        data = book.data()
        rows = openpyxl.load_workbook(io.BytesIO(data)).active.iter_rows(min_row=4, values_only=True)
        assert [[cell or "" for cell in row] for row in rows] == table(data).rows


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-8-sig"])
def test_parts_in_another_encoding(encoding: str) -> None:
    declared = DECLARATION.replace("UTF-8", "UTF-16") if encoding == "utf-16-le" else ""

    def encoded(name: str, part: bytes) -> bytes:
        return part if name == "[Content_Types].xml" else (declared + part.decode()).encode(encoding)

    assert table(USUAL.data(encoded)).rows == ROWS[3:]


def test_styles_and_the_epoch_of_days_are_kept() -> None:
    day = (
        f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1" s="1"><v>100</v></c></row></sheetData></worksheet>'
    )
    styles = f'<styleSheet xmlns="{MAIN}"><cellXfs><xf/><xf numFmtId="14"/></cellXfs></styleSheet>'
    for properties, year in (
        ("", 1900),
        ('<workbookPr date1904="1"/>', 1904),
        ('<workbookPr date1904=" true "/>', 1904),
    ):
        for part in ("xl/styles.xml", "xl/formats.xml"):
            book = Book([(*ONE[:4], day)], styles=(part, styles), properties=properties)
            (grid,) = parse(book.data()).sheets
            (cell,) = grid.cells[0]
            assert cell.year == year, (properties, part)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("kind", "state", "said"),
    [
        pytest.param(MACROS, "veryHidden", "工作簿中有隐藏的宏表“甲&乙”，没有读取", id="hidden macros"),
        pytest.param(MACROS, "visible", "工作簿中有宏表“甲&乙”，没有读取", id="macros"),
        pytest.param(f"{LINKS}/newSheet", "hidden", "工作簿中有隐藏的特殊工作表“甲&乙”，没有读取", id="unknown"),
        pytest.param(f"{LINKS}/chartsheet", "visible", None, id="chart"),
        pytest.param(f"{LINKS}/dialogsheet", "hidden", None, id="dialog"),
    ],
)
@pytest.mark.parametrize("folder", ["xl/macrosheets", "xl/worksheets"])
def test_a_sheet_that_is_no_worksheet(kind: str, state: str, said: str | None, folder: str) -> None:
    macro = ("甲&乙", f"{folder}/m.xml", f"/{folder}/m.xml", kind, MACRO_XML)
    second = (
        "采集表乙",
        "xl/worksheets/sheet2.xml",
        "worksheets/sheet2.xml",
        WORKSHEET,
        sheet(sheet_rows(people(2, 5))),
    )
    read = tables(replace(USUAL, sheets=[ONE, macro, second], state=state).data())
    assert [one.rows for one in read] == [ROWS[3:], people(2, 5)]
    found = [check(one) for one in inspect_all(read, TODAY, load_edition())]
    first, other = ([one for one in findings if one.code == "sheet-unread"] for findings in found)
    assert first == ([Finding(None, "（整个工作表）", "sheet-unread", said)] if said else [])
    assert other == []


@pytest.mark.parametrize(
    "book",
    [
        pytest.param(at("xl/worksheets/sheet1.xml", "/xl/worksheets/other.xml"), id="no such part"),
        pytest.param(replace(USUAL, sheets=[("甲", "xl/m.xml", "m.xml", MACROS, MACRO_XML)]), id="macros only"),
        pytest.param(replace(USUAL, sheets=[(*ONE[:4], "<worksheet>")]), id="half a sheet"),
        pytest.param(replace(USUAL, sheets=[(*ONE[:4], XML.replace('t="s"', 't="q"'))]), id="unknown kind of value"),
    ],
)
def test_what_cannot_be_read_may_open_elsewhere(capsys: pytest.CaptureFixture[str], tmp_path: Path, book: Book) -> None:
    (tmp_path / "甲.xlsx").write_bytes(book.data())
    (tmp_path / "乙.xlsx").write_bytes(USUAL.data())
    document = merge(capsys, tmp_path)
    assert statuses(document) == {"甲.xlsx": "refused", "乙.xlsx": "merged"}
    assert reason(document, "甲.xlsx") == BROKEN_INSIDE


def test_a_package_without_relationships_of_its_own() -> None:
    data = USUAL.data(lambda name, part: b"<x/>" if name == "_rels/.rels" else part)
    assert table(data).rows == ROWS[3:]


def dictionary(rows: str) -> Book:
    lists = f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'
    second = ("zc_dict", "xl/worksheets/sheet2.xml", "worksheets/sheet2.xml", WORKSHEET, lists)
    return replace(USUAL, sheets=[ONE, second], state="hidden")


DATED = f'<row r="1">{inline(1, 0, DATE_LABEL)}{inline(1, 1, "2020-01-01")}</row>'


@pytest.mark.parametrize(
    ("rows", "read"),
    [
        pytest.param(DATED, {DATE_LABEL: "2020-01-01"}, id="usual"),
        pytest.param(f'{DATED}<row r="1048576"><c r="XFD1048576"/></row>', {DATE_LABEL: "2020-01-01"}, id="far, empty"),
        pytest.param(f'{DATED}<row r="1048576">{inline(1048576, 16383, "y")}</row>', {}, id="far"),
        pytest.param(f'{DATED}<row r="1048576">{inline(1048576, 99, "y")}</row>', {}, id="tall"),
        pytest.param(f'{DATED}<row r="1048576">{inline(1048576, 99, "y")}', {}, id="half"),
    ],
)
def test_the_dictionary_sheet_is_judged_too(
    rows: str, read: dict[str, str], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    data = dictionary(rows).data()
    workbook = parse(data, dictionary=True)
    assert workbook.dictionary == read
    assert [grid.name for grid in workbook.sheets] == ["采集表"]
    path = tmp_path / "甲.xlsx"
    path.write_bytes(data)
    for command in (["check", str(path)], ["check", "--write", str(path)], ["photos", str(path)]):
        assert run(command) in {0, 1}, command
    assert "3" in capsys.readouterr().out
    assert table(path.read_bytes()).rows[0][:5] == ROWS[3][:5]
