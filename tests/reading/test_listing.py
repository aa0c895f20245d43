"""Plain lists: CSV in any encoding, workbooks of any kind, and what is neither."""

from pathlib import Path

import openpyxl
import pytest

from zcert.values.text import cell_text
from zcert_addin.reading.listing import read_list
from zcert_addin.reading.preflight import Unreadable

TEXT = '单位名称,上报单位\r\n"甲,中学",杭州市\r\n\r\n乙中学\r\n'
ROWS = [["单位名称", "上报单位"], ["甲,中学", "杭州市"], ["", ""], ["乙中学", ""]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("name", ["清单.csv", "清单.txt", "清单.xls"])
def test_csv(name: str, encoding: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(TEXT.encode(encoding))
    grid = read_list(path)
    assert (grid.cells, grid.top) == (ROWS, 1)


def test_the_first_sheet_with_something_on_it(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for number, state in enumerate(("visible", "hidden", "visible", "visible")):
        sheet = book.create_sheet(f"表{number}")
        sheet.sheet_state = state
        if number:
            sheet["B3"] = f"甲{number}"
    book.save(tmp_path / "清单.xlsx")
    grid = read_list(tmp_path / "清单.xlsx")
    assert grid.name == "表2"
    assert {(grid.top + row, cell_text(cell)) for row, cells in enumerate(grid.cells) for cell in cells if cell} == {
        (3, "甲2")
    }


def test_nothing_at_all(tmp_path: Path) -> None:
    openpyxl.Workbook().save(tmp_path / "空.xlsx")
    assert read_list(tmp_path / "空.xlsx").cells == []


def test_what_is_no_list(tmp_path: Path) -> None:
    (tmp_path / "照片.csv").write_bytes(b"\xff\xd8\xff\xe0\x00\x10JFIF\x00")
    (tmp_path / "空.csv").touch()
    for name in ("照片.csv", "空.csv"):
        with pytest.raises(Unreadable):
            read_list(tmp_path / name)
    with pytest.raises(FileNotFoundError):
        read_list(tmp_path / "没有.csv")
