"""Workbooks of the format before 2007: two programs read them, and some cells are not what they seem."""

import datetime as dt
import io
from pathlib import Path

import pytest
import xlrd
from xlrd.formula import FormulaError
from xlsxwriter.workbook import Workbook

from support.biff import xls
from support.merging import people, sheet_rows
from support.office import convert
from support.read_tables import NAME, UNIT, codes, table, written
from zcert.fitting import Grid
from zcert.table import errors_at
from zcert.values.text import Cell
from zcert_addin.reading import cross_check
from zcert_addin.reading.calamine import read_sheets
from zcert_addin.reading.cross_check import with_differences
from zcert_addin.reading.preflight import DAMAGED, Unreadable
from zcert_addin.reading.sheet import Sheet, doubted


def many_kinds() -> bytes:
    """Write four people whose cells are formulas, dates, times, truths and numbers beside texts."""
    file = io.BytesIO()
    with Workbook(file, {"in_memory": True}) as book:
        sheet, day = book.add_worksheet("采集表"), book.add_format({"num_format": "yyyy-mm-dd"})
        for at, row in enumerate(sheet_rows(people(4))):
            sheet.write_row(at, 0, row)
        sheet.write_formula(3, NAME, '="甲"', None, "甲")
        sheet.write_formula(4, NAME, '="乙"&A1', None, "乙")
        sheet.write_formula(5, UNIT, '=""', None, "")
        sheet.write_formula(6, UNIT, "=1+1", None, 2)
        values = [dt.datetime(2020, 1, 5, tzinfo=None), 0.5, 1e300, -3, 0.1 + 0.2, 19900307]  # noqa: DTZ001  cells know no zone
        for at, value in enumerate(values):
            sheet.write(3, UNIT + 1 + at, value, day)
        sheet.write_boolean(4, UNIT + 1, True)  # noqa: FBT003  the writer takes no keyword
        sheet.write_number(4, UNIT + 2, 330106650314911)
        sheet.write_string(4, UNIT + 3, "x" * 32_767)
        sheet.write_string(4, UNIT + 4, " 一\n二 ")
    return file.getvalue()


@pytest.mark.office
def test_a_text_that_libreoffice_lost_is_named(tmp_path: Path) -> None:
    (tmp_path / "甲.xlsx").write_bytes(many_kinds())
    for by_way_of in ("xls", "ods"):
        source = tmp_path / "甲.xlsx"
        if by_way_of != "xls":
            source = convert(source, by_way_of, tmp_path / "office")
        old = table(convert(source, "xls", tmp_path / "office").read_bytes())
        assert [row[NAME] for row in old.rows[:2]] == ["", ""]
        # Nothing else is in doubt: two programs read the same of all kinds of cells.
        assert codes(old) == [(4, "姓名", "formula-no-value"), (5, "姓名", "formula-no-value")]
        assert old.rows[3][UNIT] == "2"


@pytest.mark.office
@pytest.mark.parametrize(
    "failure", [xlrd.XLRDError("found 0x005d"), FormulaError("unknown name")], ids=["record", "formula"]
)
def test_what_xlrd_cannot_read_is_named_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failure: Exception
) -> None:
    def refuse(**_named: object) -> None:
        raise failure

    (tmp_path / "甲.xlsx").write_bytes(written())
    old = convert(tmp_path / "甲.xlsx", "xls", tmp_path / "office").read_bytes()
    first = table(old)
    monkeypatch.setattr(xlrd, "open_workbook", refuse)
    second = table(old)
    assert codes(first) == [(5, "姓名", "cell-error"), (7, "身份证号码", "row-hidden")]
    assert codes(second) == [*codes(first), (None, "（整个工作表）", "sheet-read-once")]
    assert second.rows == first.rows == table(written()).rows


def grid(*rows: list[Cell], top: int = 1, left: int = 0) -> Sheet:
    return Sheet("一", rows, top, left, hidden=False)


DAY = dt.datetime(2020, 1, 5)  # noqa: DTZ001  cells know no zone


@pytest.mark.parametrize(
    ("one", "other", "places"),
    [
        pytest.param([["甲", 1.0, ""]], grid(["甲", 1]), set(), id="the same"),
        pytest.param([["甲"]], grid(["乙"]), {(1, 0)}, id="other text"),
        pytest.param([["甲"]], grid([0.001]), {(1, 0)}, id="text and number"),
        pytest.param([[" 甲\r\n乙"]], grid([" 甲\n乙"]), set(), id="blanks"),
        pytest.param([[0.1 + 0.2, True]], grid([0.3, 1]), set(), id="a number's last digits"),
        pytest.param([[2.0]], grid([200]), {(1, 0)}, id="other number"),
        pytest.param([[DAY, 43835.0]], grid([dt.date(2020, 1, 5), DAY]), set(), id="dates"),
        pytest.param([[""]], grid(["甲"]), {(1, 0)}, id="only the second sees it"),
        pytest.param([["甲"]], grid([""]), {(1, 0)}, id="only the first sees it"),
        pytest.param([["甲"]], grid(["甲"], ["乙", ""]), {(2, 0)}, id="a row that only the second sees"),
        pytest.param([["甲"], ["乙"]], grid(["甲"]), {(2, 0)}, id="a row that only the first sees"),
        pytest.param([["", "", ""], ["", "甲", ""]], grid(["甲"], top=2, left=1), set(), id="begins further in"),
        pytest.param([["", "甲"]], grid(["甲"], top=1), {(1, 0), (1, 1)}, id="moved"),
        pytest.param([], grid(["甲", ""], top=3, left=2), {(3, 2)}, id="a sheet that only the second sees"),
        pytest.param([], grid(), set(), id="empty"),
    ],
)
def test_cells_that_two_programs_read_differently(
    monkeypatch: pytest.MonkeyPatch, one: list[list[Cell]], other: Sheet, places: set[tuple[int, int]]
) -> None:
    monkeypatch.setattr(cross_check, "read_sheets", lambda _data: [other])
    (found,) = with_differences([Grid("一", one, notes=errors_at([(9, 9)]))], b"")
    assert set(found.notes.doubts) == {(row, column, "differs") for row, column in places} | {(9, 9, "error")}
    if one:
        assert found.cells == one


def test_what_only_one_program_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    grids = [Grid("一", [["甲"]])]
    monkeypatch.setattr(cross_check, "read_sheets", lambda _data: [])
    assert with_differences(grids, b"") == [doubted(grids[0], "alone")]

    def damaged(_data: bytes) -> list[Sheet]:
        raise Unreadable(DAMAGED)

    monkeypatch.setattr(cross_check, "read_sheets", damaged)
    assert with_differences(grids, b"") == [doubted(grids[0], "alone")]


def test_cells_that_python_calamine_gets_wrong() -> None:
    rows = people(2)
    plain, rich = xls("采集表", sheet_rows(rows)), xls("采集表", sheet_rows(rows), rich={(5, 0), (5, NAME)})
    read = read_sheets(rich)[0].cells[4]
    assert (read[0], read[NAME]) != (rows[1][0], rows[1][NAME])
    assert table(plain).rows == table(rich).rows == rows
    assert codes(table(plain)) == []
    assert codes(table(rich)) == [(5, "身份证号码", "cell-differs"), (5, "姓名", "cell-differs")]
