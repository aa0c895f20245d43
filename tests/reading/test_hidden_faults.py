"""What the values of a sheet do not tell: error cells, formulas never calculated, hidden rows and sheets."""

import io
import zipfile
from pathlib import Path

import pytest

from support.office import convert
from support.read_tables import codes, table, written
from zcert_addin.opc.reader import PackageReader
from zcert_addin.reading import xlsx
from zcert_addin.reading.preflight import DUPLICATE_SHEET, Duplicate, Unreadable

HEAD = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
TAIL = "</sheetData></worksheet>"


def test_they_are_named_by_cell() -> None:
    assert codes(table(written())) == [(5, "姓名", "cell-error"), (7, "身份证号码", "row-hidden")]
    assert codes(table(written(hidden=True)))[-1] == (None, "（整个工作表）", "sheet-hidden")


@pytest.mark.office
def test_old_workbooks_too(tmp_path: Path) -> None:
    (tmp_path / "甲.xlsx").write_bytes(written())
    old = convert(tmp_path / "甲.xlsx", "xls", tmp_path / "office").read_bytes()
    assert codes(table(old)) == [(5, "姓名", "cell-error"), (7, "身份证号码", "row-hidden")]
    assert table(old).rows == table(written()).rows


def facts(rows: str) -> dict[tuple[int, int], str]:
    file = io.BytesIO(written())
    other = io.BytesIO()
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(other, "w") as new:
        for name in old.namelist():
            new.writestr(name, HEAD + rows + TAIL if name == "xl/worksheets/sheet2.xml" else old.read(name))
    notes = xlsx.facts(PackageReader(other.getvalue()))["采集表"]
    return {(row, column): doubt for row, column, doubt in notes.doubts}


@pytest.mark.parametrize(
    ("rows", "lost"),
    [
        pytest.param('<row r="4"><c r="B4" t="e"><v>#N/A</v></c></row>', {(4, 1): "error"}, id="error"),
        pytest.param("<row r='4'><c t='e' r='AB4'><v>#REF!</v></c></row>", {(4, 27): "error"}, id="single quotes"),
        pytest.param('<x:row r="4"><x:c r="B4" t="e"><x:v>#N/A</x:v></x:c></x:row>', {(4, 1): "error"}, id="prefix"),
        pytest.param('<row r="4"><c/><c t="e"><v>#N/A</v></c></row>', {(4, 1): "error"}, id="cells without place"),
        pytest.param('<row/><row><c/><c t="e"><v>#N/A</v></c></row>', {(2, 1): "error"}, id="rows without number"),
        pytest.param('<row r="7"/><row><c t="e"/></row>', {(8, 0): "error"}, id="number of the row before and one"),
        pytest.param('<row r="4"><c r="B4"><f>A1</f></c></row>', {(4, 1): "formula"}, id="no value"),
        pytest.param('<row r="4"><c r="B4"><f>A1</f><v></v></c></row>', {(4, 1): "formula"}, id="empty value"),
        pytest.param('<row r="4"><c r="B4"><f>A1</f><v /></c></row>', {(4, 1): "formula"}, id="closed value"),
        pytest.param('<row r="4"><c r="B4"><f t="shared" si="0"/></c></row>', {(4, 1): "formula"}, id="shared"),
        pytest.param('<row r="4"><c r="B4" t="str"><f>""</f><v></v></c></row>', {}, id="empty text"),
        pytest.param('<row r="4"><c r="B4"><f>1</f><v>1</v></c></row>', {}, id="value"),
        pytest.param('<row r="4"><c r="B4"><v>1</v></c></row>', {}, id="no formula"),
        pytest.param("", {}, id="no rows"),
    ],
)
def test_cells_of_which_nothing_is_read(rows: str, lost: dict[tuple[int, int], str]) -> None:
    assert facts(rows) == lost


def test_a_large_sheet_of_few_columns_is_none_of_the_too_wide() -> None:
    assert facts('<row r="1"><c r="A1"/></row><row r="1048576"><c r="S1048576"/></row>') == {}
    with pytest.raises(Unreadable, match="范围过大"):
        facts('<row r="1"><c r="A1"/></row><row r="1048576"><c r="T1048576"/></row>')


def test_an_error_off_the_grid() -> None:
    with pytest.raises(Unreadable, match="行列范围以外"):
        facts('<row r="4"><c r="ZZZ4" t="e"><v>#N/A</v></c></row>')


def test_two_sheets_of_one_name() -> None:
    file, other = io.BytesIO(written()), io.BytesIO()
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(other, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace("说明".encode(), "采集表".encode()))
    with pytest.raises(Duplicate, match=DUPLICATE_SHEET):
        xlsx.facts(PackageReader(other.getvalue()))
