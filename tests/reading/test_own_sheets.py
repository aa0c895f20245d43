"""The program's own sheets hold nobody's data, in whatever letters a program writes their names."""

from pathlib import Path

import openpyxl
import pytest

from zcert_addin.reading.workbook import read
from zcert_templates.own_sheets import is_own


@pytest.mark.parametrize("name", ["zc_marks_id", "ZC_MARKS_special", "zc_dict"])
def test_own_sheets_are_not_read(tmp_path: Path, name: str) -> None:
    content = openpyxl.Workbook()
    content.active.title = "采集表"
    content.create_sheet(name)["A1"] = "=1+1"
    content.save(tmp_path / "表.xlsx")
    assert is_own(name)
    assert [grid.name for grid in read(tmp_path / "表.xlsx").sheets] == ["采集表"]


@pytest.mark.parametrize("name", ["zc_mark", "采集表zc_marks_", "汇总表"])
def test_others_are(name: str) -> None:
    assert not is_own(name)
