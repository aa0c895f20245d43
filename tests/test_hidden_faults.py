"""What the values of a sheet do not tell: error cells, formulas never calculated, hidden rows and sheets."""

import io
import zipfile
from pathlib import Path

import pytest
from xlsxwriter.workbook import Workbook

from domain import TODAY
from merging import people, sheet_rows
from office import convert
from zcert.checking import check
from zcert.fitting import Fit, fit
from zcert.inspection import Inspection
from zcert.table import Table
from zcert_addin.hosts.calamine_sheets import DOUBLE_SHEET
from zcert_addin.hosts.preflight import Unreadable
from zcert_addin.hosts.sheet_facts import Doubled, sheet_facts
from zcert_addin.hosts.workbook_reader import parse_grids
from zcert_dictionaries import load_edition
from zcert_templates import FORMS, RESIDENT

HEAD = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
TAIL = "</sheetData></worksheet>"
NAME, UNIT = RESIDENT.index["姓名"], RESIDENT.index["工作单位"]


def written(*, hidden: bool = False) -> bytes:
    """Write four people, the second with an error, the third with formulas, the fourth in a hidden row."""
    file = io.BytesIO()
    with Workbook(file, {"in_memory": True}) as book:
        book.add_worksheet("说明").write(0, 0, "x")
        sheet = book.add_worksheet("采集表")
        for at, row in enumerate(sheet_rows(people(4))):
            sheet.write_row(at, 0, row)
        sheet.write_formula(4, NAME, "=NA()", None, "#N/A")
        sheet.write_formula(5, UNIT, "=1+1", None, 2)
        sheet.set_row(6, None, None, {"hidden": True})
        if hidden:
            sheet.hide()
    return file.getvalue()


def table(data: bytes) -> Table:
    (found,) = [result for grid in parse_grids(data) if isinstance(result := fit(grid, FORMS), Fit)]
    return found.table


def codes(read: Table) -> list[tuple[int | None, str, str]]:
    wanted = {"cell-differs", "cell-error", "formula-no-value", "row-hidden", "sheet-hidden"}
    findings = check(Inspection(read, TODAY, load_edition()))
    return [(one.row, one.column, one.code) for one in findings if one.code in wanted]


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
    return dict(sheet_facts(other.getvalue())["采集表"].doubts)


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
    with pytest.raises(Doubled, match=DOUBLE_SHEET):
        sheet_facts(other.getvalue())
