"""Errors, formulas never calculated, hidden and duplicate rows and sheets in OpenDocument and binary workbooks."""

import io
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from support.merging import people, sheet_rows
from support.office import convert
from support.read_tables import UNIT, codes, table, tables, two_sheets, written
from support.xlsb import CALCULATED_ERROR, ERROR, xlsb
from zcert.fitting import Grid
from zcert_addin.opc.reader import ENCRYPTED, PackageReader
from zcert_addin.reading import ods
from zcert_addin.reading.format import Source
from zcert_addin.reading.preflight import DAMAGED, Unreadable
from zcert_addin.reading.workbook import parse
from zcert_templates import RESIDENT

NAMESPACES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "calcext": "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0",
}


@pytest.mark.office
def test_open_documents_that_libreoffice_wrote(tmp_path: Path) -> None:
    (tmp_path / "甲.xlsx").write_bytes(written(hidden=True))
    found = table(convert(tmp_path / "甲.xlsx", "ods", tmp_path / "office").read_bytes())
    assert codes(found) == [
        (5, "姓名", "cell-error"),
        (7, "身份证号码", "row-hidden"),
        (None, "（整个工作表）", "sheet-hidden"),
    ]
    assert found.rows == table(written()).rows


def open_document(rows: str, more: str = "") -> bytes:
    """Write a smallest OpenDocument workbook with this sheet and further ones."""
    space = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in NAMESPACES.items())
    content = (
        f'<office:document-content {space}><office:body><office:spreadsheet><table:table table:name="一">'
        f"{rows}</table:table>{more}</office:spreadsheet></office:body></office:document-content>"
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", content)
    return file.getvalue()


def doubts_of(grid: Grid) -> dict[tuple[int, int], str]:
    return {(row, column): doubt for row, column, doubt in grid.notes.doubts}


def cell(attributes: str = "", text: str = "") -> str:
    return f"<table:table-cell{attributes}>{text}</table:table-cell>"


def row(*cells: str, attributes: str = "") -> str:
    return f"<table:table-row{attributes}>{''.join(cells)}</table:table-row>"


TEXT = ' office:value-type="string"'
X = cell(TEXT, "<text:p>x</text:p>")
SUM = ' table:formula="of:=1+1"'
NEVER = f"<table:table-cell{SUM}/>"


@pytest.mark.parametrize(
    ("rows", "doubts"),
    [
        pytest.param(row(X, NEVER, X), {(1, 1): "formula"}, id="never calculated"),
        pytest.param(row(X, cell(SUM), X), {(1, 1): "formula"}, id="never calculated, with an end"),
        pytest.param(row(X, cell(SUM, "<text:p/>"), X), {}, id="gives the empty text"),
        pytest.param(row(cell(f'{SUM} office:value-type="float" office:value="2"')), {}, id="gives a number"),
        pytest.param(
            row(cell(' table:formula="of:=A1>B1" office:value-type="float" office:value="1"')), {}, id="greater than"
        ),
        pytest.param(
            row(X, cell(f'{SUM}{TEXT} calcext:value-type="error"', "<text:p>Err:508</text:p>")),
            {(1, 1): "error"},
            id="LibreOffice's error",
        ),
        pytest.param(
            row(X, cell(f'{SUM} office:value-type="float" office:value="0"', "<text:p>#DIV/0!</text:p>")),
            {(1, 1): "error"},
            id="error written as 0",
        ),
        pytest.param(
            row(
                cell(
                    f'{SUM} office:value-type="float" office:value="0"',
                    "<office:annotation><text:p>备</text:p></office:annotation><text:p>#N/A</text:p>",
                )
            ),
            {(1, 0): "error"},
            id="error with a note",
        ),
        pytest.param(row(cell(TEXT, "<text:p>#N/A</text:p>")), {}, id="a text like an error"),
        pytest.param(
            row(X, attributes=' table:number-rows-repeated="3"') + row(X, NEVER), {(4, 1): "formula"}, id="rows before"
        ),
        pytest.param(
            row('<table:table-cell table:number-columns-repeated="5"/>', "<table:covered-table-cell/>", NEVER, X),
            {(1, 6): "formula"},
            id="columns before",
        ),
        pytest.param(
            row(NEVER.replace("/>", ' table:number-columns-repeated="2"/>'), X)
            + row(NEVER, X, attributes=' table:number-rows-repeated="2"'),
            {(1, 0): "formula", (1, 1): "formula", (2, 0): "formula", (3, 0): "formula"},
            id="repeated",
        ),
        pytest.param(
            row(X) + row(NEVER, attributes=' table:number-rows-repeated="1048575"'),
            {(2, 0): "formula"},
            id="a million behind the last",
        ),
        pytest.param(row(X, NEVER, X, NEVER, NEVER), {(1, at): "formula" for at in (1, 3, 4)}, id="several in a row"),
    ],
)
def test_cells_of_open_documents(rows: str, doubts: dict[tuple[int, int], str]) -> None:
    (found,) = parse(open_document(rows)).sheets
    assert doubts_of(found) == doubts
    filled = {
        (number, column)
        for number, cells in enumerate(found.cells, found.top)
        for column, value in enumerate(cells, found.left)
        if value != ""
    }
    assert filled.isdisjoint(doubts)


def test_hidden_rows_of_open_documents() -> None:
    hidden = ' table:visibility="{}" table:number-rows-repeated="{}"'.format
    rows = row(X) + row(X, attributes=hidden("collapse", 2)) + row(X, attributes=hidden("filter", 1)) + row(X)
    rows += row(cell(), attributes=hidden("collapse", 1_000_000))
    (found,) = parse(open_document(rows)).sheets
    assert found.notes.hidden_rows == {2, 3, 4, 6}


def test_sheets_of_open_documents_are_told_apart() -> None:
    second = f"<table:table table:name='甲&amp;乙'>{row(X)}{row(NEVER, X)}</table:table>"
    first, other = parse(open_document(row(X, NEVER, X), second)).sheets
    assert (first.name, doubts_of(first)) == ("一", {(1, 1): "formula"})
    assert (other.name, doubts_of(other)) == ("甲&乙", {(2, 0): "formula"})
    with pytest.raises(Unreadable, match="两个同名的工作表"):
        parse(open_document(row(X), second.replace("甲&amp;乙", "一")))


@pytest.mark.parametrize(
    ("paragraphs", "value"),
    [
        pytest.param("<text:p>一<text:line-break/>二</text:p>", "一\n二", id="line break"),
        pytest.param("<text:p>一</text:p><text:p>二</text:p>", "一\n二", id="paragraphs"),
        pytest.param("<text:p>一<text:line-break></text:line-break>二<text:tab/>三</text:p>", "一\n二\t三", id="tab"),
        pytest.param('<text:p>一<text:s text:c="2"/>二</text:p>', "一  二", id="blanks"),
        pytest.param("<text:p>一二</text:p>", "一二", id="none"),
    ],
)
def test_lines_of_open_documents(paragraphs: str, value: str) -> None:
    (found,) = parse(open_document(row(cell(TEXT, paragraphs)))).sheets
    assert found.cells == [[value]]


def with_parts(data: bytes, parts: dict[str, bytes | None]) -> bytes:
    """Return a package with other parts; None leaves one out."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w") as new:
        for name, part in ({name: old.read(name) for name in old.namelist()} | parts).items():
            if part is not None:
                new.writestr(name, part)
    return file.getvalue()


def test_an_open_document_that_does_not_say_what_it_is() -> None:
    (found,) = parse(with_parts(open_document(row(X)), {"mimetype": None})).sheets
    assert found.cells == [["x"]]


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        pytest.param({"META-INF/manifest.xml": b"<m><manifest:encryption-data/></m>"}, ENCRYPTED, id="encrypted"),
        pytest.param({"content.xml": None, "encrypted-package": b"x"}, ENCRYPTED, id="encrypted as a whole"),
        pytest.param({"content.xml": b"<a><b></a>"}, DAMAGED, id="not well-formed"),
        pytest.param({"content.xml": b"<a>"}, DAMAGED, id="breaks off"),
    ],
)
def test_open_documents_that_are_not_read(parts: dict[str, bytes | None], sentence: str) -> None:
    with pytest.raises(Unreadable, match=sentence):
        parse(with_parts(open_document(row(X)), parts))


def test_what_is_no_open_document() -> None:
    assert not ods.recognises(Source(two_sheets(), PackageReader(two_sheets())))
    assert not ods.recognises(Source(b"PK"))


def test_binary_workbooks() -> None:
    rows = people(4)
    rows[1][RESIDENT.index["姓名"]] = ERROR
    rows[2][UNIT] = CALCULATED_ERROR
    found = table(xlsb("采集表", sheet_rows(rows), hidden={7}))
    assert codes(found) == [(5, "姓名", "cell-error"), (6, "工作单位", "cell-error"), (7, "身份证号码", "row-hidden")]
    assert (found.rows[1][RESIDENT.index["姓名"]], found.rows[2][UNIT]) == ("", "")
    assert [row[0] for row in found.rows] == [row[0] for row in rows]


@pytest.mark.office
def test_libreoffice_sees_the_same_hidden_row(tmp_path: Path) -> None:
    (tmp_path / "甲.xlsb").write_bytes(xlsb("采集表", sheet_rows(people(4)), hidden={7}))
    found = table(convert(tmp_path / "甲.xlsb", "ods", tmp_path / "office").read_bytes())
    assert codes(found) == [(7, "身份证号码", "row-hidden")]


@pytest.mark.parametrize(
    ("numbers", "sentence"),
    [
        pytest.param((1, 2, 3, 4, 4), "第4行出现了两次", id="twice"),
        pytest.param((1, 2, 3, 4, 2_000_000), "行列范围以外", id="beyond the last row"),
        pytest.param((1, 2, 3, 4, 1_000_000), "范围过大", id="too far apart"),
    ],
)
def test_misplaced_rows_of_binary_workbooks(numbers: tuple[int, ...], sentence: str) -> None:
    with pytest.raises(Unreadable, match=sentence):
        parse(xlsb("采集表", sheet_rows(people(2)), numbers=numbers))


def broken(change: Callable[[bytes], bytes], part: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(xlsb("采集表", sheet_rows(people(2))))) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name == part else old.read(name))
    return file.getvalue()


@pytest.mark.parametrize("part", ["xl/workbook.bin", "xl/worksheets/sheet1.bin"])
def test_broken_binary_workbooks_end_in_a_verdict(part: str) -> None:
    whole = len(tables(xlsb("采集表", sheet_rows(people(2)))))
    assert whole == 1
    for cut in (1, 2, 5, 9, 30, 60, 200):
        with pytest.raises(Unreadable, match=DAMAGED):
            parse(broken(lambda data, cut=cut: data[:-cut], part))  # type: ignore[misc]


@pytest.mark.parametrize("part", ["xl/workbook.bin", "xl/worksheets/sheet1.bin"])
def test_binary_workbooks_with_something_else_in_a_part(part: str) -> None:
    for at in range(0, 300, 50):
        with pytest.raises(Unreadable):
            parse(broken(lambda data, at=at: data[:at] + bytes(20) + data[at + 20 :] + b"\0", part))  # type: ignore[misc]


def seven_bits(*records: tuple[int, bytes]) -> bytes:
    return b"".join(
        bytes(
            [number & 0x7F | 0x80, number >> 7]
            if number > 127
            else [
                number,
            ]
        )
        + bytes([len(data)])
        + data
        for number, data in records
    )


@pytest.mark.parametrize(("texts", "announced", "whole"), [(2, 2, True), (1, 2, False), (3, 2, False), (0, 0, True)])
def test_tables_of_texts_of_binary_workbooks(texts: int, announced: int, whole: bool) -> None:  # noqa: FBT001
    table = seven_bits(
        (159, struct.pack("<II", 9, announced)), *[(19, b"\0" + struct.pack("<I", 0))] * texts, (160, b"")
    )
    link = b'<Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
    link += b'sharedStrings" Target="sharedStrings.bin"/></Relationships>'
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(xlsb("采集表", sheet_rows(people(2))))) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, content.replace(b"</Relationships>", link) if "workbook.bin.rels" in name else content)
        new.writestr("xl/sharedStrings.bin", table)
    if whole:
        assert len(tables(file.getvalue())) == 1
    else:
        with pytest.raises(Unreadable, match=DAMAGED):
            parse(file.getvalue())
