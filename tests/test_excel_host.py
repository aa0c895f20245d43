"""The host for Excel, on an imitation of Excel: every method, and Excel's oddities that it knows."""

import datetime as dt
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import openpyxl
import pytest
import xlwings as xw
from openpyxl.chartsheet import Chartsheet
from openpyxl.workbook.protection import WorkbookProtection
from openpyxl.worksheet.filters import AutoFilter, FilterColumn, Filters
from openpyxl.worksheet.table import Table
from openpyxl.worksheet.worksheet import Worksheet

import excel_engine
from domain import RESIDENT, right_row
from excel_engine import SPILL, App, kinds
from zcert.fitting import Fit, fit
from zcert_addin.host import Host, Line
from zcert_addin.hosts import excel as excel_module
from zcert_addin.hosts import excel_cells, excel_windows
from zcert_addin.hosts.collection_file import filled
from zcert_addin.hosts.excel import ExcelHost
from zcert_addin.refusal import Refused
from zcert_dictionaries import load_edition
from zcert_templates import FORMS

EDITION = load_edition()
RESULT = RESIDENT.index["身份证验证"]
DICTIONARY = "zc_dict"


def collection(folder: Path, rows: int = 2, name: str = "采集表.xlsx") -> Path:
    """Write a workbook of the template with right rows."""
    folder.mkdir(exist_ok=True)
    row = [right_row(RESIDENT)[header] for header in RESIDENT.headers]
    path = folder / name
    path.write_bytes(filled(RESIDENT, EDITION, [row] * rows))
    return path


def opened(path: Path, change: Callable[[Worksheet], object] = lambda _sheet: None) -> tuple[ExcelHost, Worksheet]:
    """Open a workbook, change its active sheet behind the host's back, and give both."""
    book = xw.Book(path)
    sheet = book.impl.content.active
    change(sheet)
    book.app.impl.range_calls.clear()
    return ExcelHost(book), sheet


def blank(excel: App) -> tuple[ExcelHost, Worksheet]:
    """Give a new workbook that was never saved."""
    book = excel.books.add()
    return ExcelHost(xw.Book(impl=book)), book.content.active


def column_of(sheet: Worksheet, column: int, first: int = 4) -> list[object]:
    return [sheet.cell(row, column + 1).value for row in range(first, sheet.max_row + 1)]


def test_it_is_a_host(excel: App) -> None:
    host: Host = blank(excel)[0]
    assert host.name == "工作簿1"


# Reading


def test_a_template_is_read_as_the_form(excel: App, tmp_path: Path) -> None:
    host, _ = opened(collection(tmp_path))
    grid = host.read()
    found = fit(grid, FORMS)
    assert isinstance(found, Fit)
    assert (found.table.form, list(found.table.numbers), grid.top, grid.left) == (RESIDENT, [4, 5], 1, 0)
    assert found.table.rows[0] == [right_row(RESIDENT)[header] for header in RESIDENT.headers]
    assert kinds(excel.range_calls) == ["used_range", "read"]


def test_a_template_without_rows(excel: App, tmp_path: Path) -> None:
    host, sheet = opened(collection(tmp_path, 0))
    found = fit(host.read(), FORMS)
    assert isinstance(found, Fit)
    assert found.table.rows == []
    host.write_column(RESULT, 4, [])
    assert kinds(excel.range_calls) == ["used_range", "read"]
    assert column_of(sheet, RESULT) == []


def test_an_empty_sheet(excel: App) -> None:
    host, _ = blank(excel)
    assert list(host.read().cells) == [[None]]


def test_a_used_range_elsewhere(excel: App) -> None:
    host, sheet = blank(excel)
    sheet["C5"], sheet["D7"] = "左上", "右下"
    grid = host.read()
    assert (grid.top, grid.left, grid.name) == (5, 2, "Sheet")
    assert grid.cells == [["左上", None], [None, None], [None, "右下"]]


def at(*parts: int) -> dt.datetime:
    return dt.datetime(*parts)  # noqa: DTZ001  cells know no zones


def error_cell(sheet: Worksheet, text: str) -> None:
    sheet["A1"].value = text
    sheet["A1"].data_type = "e"


@pytest.mark.parametrize(
    ("put", "value"),
    [
        pytest.param(lambda sheet: sheet.cell(1, 1, 330102199803099450), 3.3010219980309946e17, id="number"),
        pytest.param(lambda sheet: sheet.cell(1, 1, 20200105), 20200105.0, id="whole number"),
        pytest.param(lambda sheet: sheet.cell(1, 1, "0012"), "0012", id="text"),
        pytest.param(lambda sheet: sheet.cell(1, 1, value=True), True, id="truth"),
        pytest.param(lambda sheet: sheet.cell(1, 1, dt.date(2020, 1, 5)), at(2020, 1, 5), id="date"),
        pytest.param(lambda sheet: sheet.cell(1, 1, dt.time(8, 30)), at(1899, 12, 30, 8, 30), id="time"),
    ],
)
def test_values(excel: App, put: Callable[[Worksheet], object], value: object) -> None:
    host, sheet = blank(excel)
    put(sheet)
    ((read,),) = host.read().cells
    assert (read, type(read)) == (value, type(value))


@pytest.mark.parametrize("text", ["#N/A", pytest.param("#SPILL!", id="error that xlwings does not know")])
def test_of_an_error_nothing_is_read(excel: App, text: str) -> None:
    host, sheet = blank(excel)
    error_cell(sheet, text)
    grid = host.read()
    assert grid.cells == [[None]]
    assert grid.doubts == {(1, 0): "error"}


def test_money_is_a_number(excel: App) -> None:
    host, sheet = blank(excel)
    sheet["A1"], sheet["A1"].number_format = 330102, "¥#,##0.00"
    ((read,),) = host.read().cells
    assert (read, type(read)) == (330102.0, float)


def test_the_numbers_of_errors_are_no_values() -> None:
    assert SPILL in excel_cells._ERROR_NUMBERS  # noqa: SLF001
    assert set(excel_engine.ERRORS) < set(excel_cells._ERROR_NUMBERS)  # noqa: SLF001


def test_formulas_are_read_as_their_results(excel: App, tmp_path: Path) -> None:
    import xlsxwriter  # noqa: PLC0415

    path = tmp_path / "公式.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet().write_formula("A1", '="甲"&1', None, "甲1")
    host, sheet = opened(path)
    assert host.read().cells == [["甲1"]]
    host.write_column(0, 1, ["正确"])
    assert sheet["A1"].value == "正确"
    assert excel.selected == ""


def test_a_number_typed_as_number_is_told(excel: App, tmp_path: Path) -> None:
    host, _ = opened(collection(tmp_path), lambda sheet: sheet.cell(4, 1, 330102199803099450))
    found = fit(host.read(), FORMS)
    assert isinstance(found, Fit)
    assert found.table.stored_as_number == {0}
    assert excel.alerts == []


def test_a_sheet_formatted_to_its_end_is_refused(excel: App, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(excel_cells, "MAX_CELLS", 3)
    host, sheet = blank(excel)
    sheet["B2"] = 1
    sheet["C3"] = 2
    with pytest.raises(Refused, match="格式一直用到第2行"):
        host.read()
    assert "read" not in kinds(excel.range_calls)


def test_a_chart_is_no_sheet(excel: App) -> None:
    book = excel.books.add()
    book.content._sheets.insert(0, Chartsheet(parent=book.content))  # noqa: SLF001
    book.content.active = 0
    host = ExcelHost(xw.Book(impl=book))
    for ask in (host.read, lambda: host.write_column(0, 1, ["甲"]), lambda: host.select(1, 0)):
        with pytest.raises(Refused, match="图表"):
            ask()


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


def filtered(columns: Iterable[int] = (0,)) -> AutoFilter:
    chosen = [FilterColumn(colId=at, filters=Filters(filter=["甲"])) for at in columns]
    return AutoFilter(ref="A3:AB6", filterColumn=chosen)


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
        with pytest.raises(Refused, match=sentence):
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


# Showing


LINES = (
    Line(("4", "姓名", "=1+1"), ("采集表", 4, 1)),
    Line(("总计",)),
    Line(("5", "性别", "请填写"), ("张'三\"表", 5, 27)),
)


def test_lines_lead_to_their_cells(excel: App, tmp_path: Path) -> None:
    host, _ = opened(collection(tmp_path))
    host.show("数据检查", ("行", "栏", "问题"), LINES)
    content = excel.books.books[-1].content
    sheet = content["数据检查"]
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["行", "栏", "问题", "跳转"],
        ["4", "姓名", "=1+1", '=HYPERLINK("#\'采集表\'!B4","第4行")'],
        ["总计", None, None, None],
        ["5", "性别", "请填写", '=HYPERLINK("#\'张\'\'三""表\'!AB5","第5行")'],
    ]
    assert [cell.data_type for cell in sheet[2]] == ["s", "s", "s", "f"]
    assert (content.active.title, content.sheetnames.index("数据检查")) == ("数据检查", 1)
    shown = ExcelHost(xw.Book(impl=excel.books.books[-1]))
    assert [row[3] for row in shown.read().cells] == ["跳转", "第4行", None, "第5行"]
    assert host.read().name == "采集表"


def test_lines_are_shown_anew(excel: App, tmp_path: Path) -> None:
    host, _ = opened(collection(tmp_path))
    calls = []
    for lines in (LINES, LINES * 1000, ()):
        excel.range_calls.clear()
        host.show("数据检查", ("行", "栏", "问题"), lines)
        calls.append(kinds(excel.range_calls))
        sheet = excel.books.books[-1].content["数据检查"]
        assert sheet.max_row == len(lines) + 1
        sheet.auto_filter = filtered()
        sheet.sheet_state = "hidden"
        excel.books.books[-1].content.active = 0
    assert calls[0] == calls[1]
    assert len(calls[0]) <= 14
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [["行", "栏", "问题"]]


def test_where_lines_cannot_be_shown(excel: App, tmp_path: Path) -> None:
    host, _ = opened(collection(tmp_path))
    content = excel.books.books[-1].content
    content.security = WorkbookProtection(lockStructure=True)
    with pytest.raises(Refused, match="工作簿的结构受保护"):
        host.show("数据检查", ("行",), LINES)
    content.create_sheet("数据检查").protection.enable()
    with pytest.raises(Refused, match="“数据检查”受保护"):
        host.show("数据检查", ("行",), LINES)
    assert excel.screen_updating is True


def test_selecting_goes_back_to_the_sheet(excel: App, tmp_path: Path) -> None:
    host, _ = opened(collection(tmp_path))
    host.show("数据检查", ("行", "栏", "问题"), LINES)
    host.select(5, 27)
    assert excel.selected == "采集表!AB5"


# Red


def test_red_is_added_once_where_the_sheet_lacks_it(excel: App, tmp_path: Path) -> None:
    host, _ = opened(collection(tmp_path))
    excel.range_calls.clear()
    host.ensure_red(27, 4, 5)
    assert kinds(excel.range_calls) == ["range", "conditional formats", "rule"]
    other, plain = blank(excel)
    excel.range_calls.clear()
    for _ in range(2):
        other.ensure_red(2, 4, 100_000)
    assert kinds(excel.range_calls) == [
        *("range", "conditional formats", "add rule"),
        *("range", "conditional formats", "rule"),
    ]
    (block,) = plain.conditional_formatting
    assert str(block.sqref) == "C4:C100000"
    assert [rule.formula for rule in block.rules] == [
        ['AND(INDEX($C:$C,ROW())<>"",LEFT(INDEX($C:$C,ROW()),2)<>"正确",LEFT(INDEX($C:$C,ROW()),2)<>"正常")']
    ]
    assert excel.screen_updating is True


# Talking


def test_messages_and_questions(excel: App) -> None:
    host, _ = blank(excel)
    excel.answers.extend(["yes", "no"])
    host.tell("完成")
    assert (host.ask("继续吗？"), host.ask("继续吗？")) == (True, False)
    host.complain("不行")
    assert excel.alerts == [
        ("完成", "ok", "info"),
        ("继续吗？", "yes_no", "info"),
        ("继续吗？", "yes_no", "info"),
        ("不行", "ok", "critical"),
    ]


def test_dialogs(excel: App, tmp_path: Path) -> None:
    host, _ = blank(excel)
    excel.api.picks.extend([str(tmp_path), None, str(tmp_path / "表.xlsx"), None])
    assert host.pick_folder("选择文件夹") == tmp_path
    assert host.pick_folder("选择文件夹") is None
    assert host.pick_file("选择备份", tmp_path) == tmp_path / "表.xlsx"
    assert host.pick_file("选择备份", None) is None
    folder, _, file, nowhere = excel.api.dialogs
    assert (folder.kind, folder.Title, folder.AllowMultiSelect) == (4, "选择文件夹", False)
    assert (file.kind, file.InitialFileName, nowhere.InitialFileName) == (3, f"{tmp_path}/", "")
    assert file.filters == [("工作簿", "*.et;*.ods;*.xls;*.xlsb;*.xlsm;*.xlsx")]


def test_progress_stands_in_the_status_bar_not_too_often(excel: App, monkeypatch: pytest.MonkeyPatch) -> None:
    host, _ = blank(excel)
    seconds = iter([0.0, 0.05, 0.11, 0.12])
    monkeypatch.setattr(excel_module.time, "monotonic", lambda: next(seconds))
    with host.working():
        assert excel.api.EnableCancelKey == 0
        for done, name in enumerate(("甲", "乙", "丙", "")):
            host.progress(done, 3, name)
    assert excel.status_texts == [
        "职称采集：0/3 甲（按Esc取消）",
        "职称采集：2/3 丙（按Esc取消）",
        "职称采集：3/3 （按Esc取消）",
        False,
    ]
    assert excel.api.EnableCancelKey == 1


def test_esc_stops(excel: App) -> None:
    book = xw.Book(impl=excel.books.add())
    pressed = iter([False, True])
    host = ExcelHost(book, lambda: next(pressed))

    def work() -> None:
        with host.working():
            for done in range(9):
                host.progress(done, 9, "甲")

    with pytest.raises(KeyboardInterrupt):
        work()
    assert excel.status_texts == ["职称采集：0/9 甲（按Esc取消）", False]
    assert (excel.api.EnableCancelKey, excel_windows.stop_wanted()) == (1, False)


# Files


def test_name_and_folder(excel: App, tmp_path: Path) -> None:
    host, _ = opened(collection(tmp_path))
    assert (host.name, host.folder) == ("采集表.xlsx", tmp_path)
    unsaved, _ = blank(excel)
    assert (unsaved.name, unsaved.folder) == ("工作簿2", None)


def test_a_workbook_on_the_web_has_no_folder_here(excel: App, monkeypatch: pytest.MonkeyPatch) -> None:
    host, _ = blank(excel)

    def nowhere(_book: xw.Book) -> str:
        raise xw.XlwingsError("Couldn't find the local OneDrive folder")

    monkeypatch.setattr(xw.Book, "fullname", property(nowhere))
    with pytest.raises(Refused, match="请另存到本机"):
        _ = host.folder


def test_copies(excel: App, tmp_path: Path) -> None:
    path = collection(tmp_path)
    host, sheet = opened(path)
    before = path.read_bytes()
    sheet["B4"] = "改名"
    host.save_copy(tmp_path / "副本.xlsx")
    assert openpyxl.load_workbook(tmp_path / "副本.xlsx").active["B4"].value == "改名"
    assert (host.name, path.read_bytes()) == ("采集表.xlsx", before)
    with pytest.raises(Refused, match="不能覆盖正在打开的工作簿"):
        host.save_copy(path)
    with pytest.raises(FileNotFoundError) as caught:
        host.save_copy(tmp_path / "没有" / "副本.xlsx")
    assert caught.value.filename == str(tmp_path / "没有")
    assert excel.alerts == []


def test_opening(excel: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pages: list[str] = []
    monkeypatch.setattr(excel_module.webbrowser, "open", pages.append)
    host, _ = opened(collection(tmp_path / "甲"))
    other = collection(tmp_path / "甲", name="另一个.xlsx")
    host.open(other)
    host.open(other)
    assert [book.fullname for book in xw.books] == [str(tmp_path / "甲" / "采集表.xlsx"), str(other)]
    assert (excel.api.security_when_opened, excel.api.AutomationSecurity) == ([1, 2], 1)
    with pytest.raises(Refused, match="同名的工作簿“采集表"):
        host.open(collection(tmp_path / "乙"))
    with pytest.raises(FileNotFoundError):
        host.open(tmp_path / "没有.xlsx")
    page = tmp_path / "说明.html"
    page.touch()
    host.open(page)
    assert pages == [page.as_uri()]


# The dictionary


def test_facts_of_the_dictionary(excel: App, tmp_path: Path) -> None:
    host, _ = opened(collection(tmp_path))
    assert host.read_dictionary()["字典日期"] == EDITION.date
    assert kinds(excel.range_calls) == ["range", "read"]
    assert blank(excel)[0].read_dictionary() == {}


def test_the_dictionary_is_replaced(excel: App, tmp_path: Path) -> None:
    host, _ = opened(collection(tmp_path))
    content = excel.books.books[-1].content
    columns = [["字典日期", "字典名称"], ["2030-01-01", "0012"], ["zc_regions", 110101, 330102], ["性别", "=男", "女"]]
    calls = []
    for rows in (1, 5000):
        excel.range_calls.clear()
        host.write_dictionary(
            [*columns, ["行"] * rows], {"zc_list_1": f"{DICTIONARY}!$D$2:$D$3", "zc_new": f"={DICTIONARY}!$E$1"}
        )
        calls.append(kinds(excel.range_calls))
    assert calls[0] == calls[1]
    sheet = content[DICTIONARY]
    assert [[cell.value for cell in row] for row in sheet["A1:D3"]] == [
        ["字典日期", "2030-01-01", "zc_regions", "性别"],
        ["字典名称", "0012", 110101, "=男"],
        [None, None, 330102, "女"],
    ]
    assert [cell.data_type for cell in sheet[2][:4]] == ["s", "s", "n", "s"]
    assert not any(cell.value for row in sheet.iter_rows(min_col=6) for cell in row)
    assert [content.defined_names[name].attr_text for name in ("zc_list_1", "zc_new")] == [
        "zc_dict!$D$2:$D$3",
        "zc_dict!$E$1",
    ]
    assert (host.read_dictionary()["字典日期"], sheet.sheet_state) == ("2030-01-01", "veryHidden")


def test_a_dictionary_that_cannot_be_replaced(excel: App, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="没有字典"):
        blank(excel)[0].write_dictionary([["甲"]], {})
    host, _ = opened(collection(tmp_path))
    excel.books.books[-1].content[DICTIONARY].protection.enable()
    with pytest.raises(Refused, match="受保护"):
        host.write_dictionary([["甲"]], {})


def test_the_command_line_does_without_xlwings() -> None:
    program = (
        "import sys, importlib; from zcert_addin import cli;"
        "[importlib.import_module(module) for module in cli.VERBS.values()];"
        "import zcert_addin.failures; sys.exit('xlwings' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
