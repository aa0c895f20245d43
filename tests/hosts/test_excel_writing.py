"""What the Excel host writes, and what it refuses to."""

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl.worksheet.table import Table
from openpyxl.worksheet.worksheet import Worksheet

from support import excel_engine
from support.excel_books import RESULT, blank, collection, column_of, filtered, opened
from support.excel_engine import App, kinds
from zcert.errors import UserError

# Writing


@pytest.mark.parametrize("rows", [10, 10_000])
def test_range_calls_do_not_depend_on_rows(excel: App, tmp_path: Path, rows: int) -> None:
    host, sheet = opened(collection(tmp_path, rows))
    assert len(host.read().cells) == rows + 3
    host.write_column(RESULT, 4, ["正确"] * rows)
    assert column_of(sheet, RESULT) == ["正确"] * rows
    assert kinds(excel.range_calls) == [
        *("used_range", "read"),
        *("range", "merge cells", "number format"),
        *("range", "write"),
    ]


def test_more_cells_than_xlwings_writes_at_once(excel: App) -> None:
    host, sheet = blank(excel)
    host.write_column(0, 1, ["甲"] * 100_001)
    assert sheet.max_row == 100_001
    assert kinds(excel.range_calls).count("write") == 1


@pytest.mark.parametrize(
    "text",
    ["330102199803099450", "0012", "1E5", "=1+1", "+1", "-1", "@甲", "#N/A", "'甲", "2020-01-05", "TRUE", "甲\n乙"],
)
def test_text_stays_text(excel: App, text: str) -> None:
    host, sheet = blank(excel)
    host.write_column(1, 2, [text, ""])
    assert [(cell.value, cell.data_type, cell.number_format) for cell in sheet["B"][1:]] == [
        (text, "s", "@"),
        (None, "n", "@"),
    ]
    assert excel.calculation == "automatic"


def test_single_cells_in_runs(excel: App) -> None:
    host, sheet = blank(excel)
    sheet["B2"] = "留"
    host.write_cells({(3, 1): "丙", (1, 1): "甲", (4, 1): "丁", (7, 1): "庚", (2, 0): "乙"})
    assert [[cell.value for cell in row] for row in sheet["A1:B7"]] == [
        [None, "甲"],
        ["乙", "留"],
        [None, "丙"],
        [None, "丁"],
        [None, None],
        [None, None],
        [None, "庚"],
    ]
    assert sheet["B2"].number_format == "General"
    assert kinds(excel.range_calls).count("write") == 4
    host.write_cells({})


def test_settings_while_writing_and_after(excel: App, monkeypatch: pytest.MonkeyPatch) -> None:
    host, _ = blank(excel)
    excel.calculation, excel.enable_events = "semiautomatic", False
    seen = []

    def write(*_: object) -> None:
        seen.append((excel.screen_updating, excel.enable_events, excel.calculation))
        raise ZeroDivisionError

    monkeypatch.setattr(excel_engine, "type_in", write)
    with pytest.raises(ZeroDivisionError):
        host.write_column(0, 1, ["甲"])
    assert seen == [(False, False, "manual")]
    assert (excel.screen_updating, excel.enable_events, excel.calculation) == (True, False, "semiautomatic")


def test_settings_come_back_though_one_cannot_be_changed(excel: App, monkeypatch: pytest.MonkeyPatch) -> None:
    host, sheet = blank(excel)

    def refuse(_app: App, _value: str) -> None:
        raise excel_engine.ComError

    monkeypatch.setattr(App, "calculation", property(lambda _app: "automatic", refuse), raising=False)
    with pytest.raises(excel_engine.ComError):
        host.write_column(0, 1, ["甲"])
    assert (excel.screen_updating, excel.enable_events, sheet["A1"].value) == (True, True, None)


def add_table(sheet: Worksheet) -> None:
    table = Table(displayName="表", ref="A3:AB6")
    table.autoFilter = filtered()
    sheet.add_table(table)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        pytest.param(lambda sheet: sheet.protection.enable(), "受保护，不能写入", id="protected"),
        pytest.param(lambda sheet: setattr(sheet, "auto_filter", filtered()), "正在筛选", id="filtered"),
        pytest.param(add_table, "正在筛选", id="filtered table"),
        pytest.param(lambda sheet: sheet.merge_cells("AB5:AB6"), "AB列第4行至第6行有合并的单元格", id="merged"),
        pytest.param(lambda sheet: sheet.merge_cells("AA6:AB6"), "AB列第4行至第6行有合并的单元格", id="merged across"),
    ],
)
def test_where_excel_would_not_write_or_would_write_astray(
    excel: App, tmp_path: Path, change: Callable[[Worksheet], object], sentence: str
) -> None:
    host, sheet = opened(collection(tmp_path, 3), change)
    assert len(host.read().cells) == 6
    for write in (
        lambda: host.write_column(RESULT, 4, ["正确"] * 3),
        lambda: host.write_cells({(4, 1): "新名", (4, RESULT): "正确", (6, RESULT): "正确"}),
    ):
        with pytest.raises(UserError, match=sentence):
            write()
    assert (column_of(sheet, RESULT), sheet["B4"].value) == ([None] * 3, "样本")
    assert "write" not in kinds(excel.range_calls)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda sheet: setattr(sheet.row_dimensions[5], "hidden", True), id="row hidden by hand"),
        pytest.param(lambda sheet: setattr(sheet, "auto_filter", filtered(())), id="filter without a choice"),
        pytest.param(lambda sheet: sheet.merge_cells("A6:B6"), id="merged elsewhere"),
        pytest.param(lambda sheet: sheet.cell(5, RESULT + 1, "=1/0"), id="a formula in the way"),
    ],
)
def test_where_a_block_is_written_whole(excel: App, tmp_path: Path, change: Callable[[Worksheet], object]) -> None:
    host, sheet = opened(collection(tmp_path, 3), change)
    host.write_column(RESULT, 4, ["正确", "错误", "正确"])
    assert column_of(sheet, RESULT) == ["正确", "错误", "正确"]
    assert excel.alerts == []
