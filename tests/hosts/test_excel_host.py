"""How the Excel host talks, and its files and dictionary."""

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest
import xlwings as xw

from support.excel_books import DICTIONARY, EDITION, blank, collection, opened
from support.excel_engine import App, kinds
from zcert.errors import UserError
from zcert_addin.hosts.excel import host as excel_module
from zcert_addin.hosts.excel import windows
from zcert_addin.hosts.excel.host import ExcelHost
from zcert_addin.hosts.protocol import OpenWorkbook

if TYPE_CHECKING:
    from zcert_addin.hosts.protocol import Host


def test_it_is_a_host(excel: App) -> None:
    host: Host = blank(excel)[0]
    assert host.name == "工作簿1"


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
    assert host.pick_folder("选择文件夹", tmp_path) == tmp_path
    assert host.pick_folder("选择文件夹", None) is None
    assert host.pick_file("选择备份", tmp_path) == tmp_path / "表.xlsx"
    assert host.pick_file("选择备份", None) is None
    folder, anywhere, file, nowhere = excel.api.dialogs
    assert (folder.InitialFileName, anywhere.InitialFileName) == (f"{tmp_path}/", "")
    assert (folder.kind, folder.Title, folder.AllowMultiSelect) == (4, "选择文件夹", False)
    assert (file.kind, file.InitialFileName, nowhere.InitialFileName) == (3, f"{tmp_path}/", "")
    assert file.filters == [("工作簿", "*.csv;*.et;*.ods;*.xls;*.xlsb;*.xlsm;*.xlsx")]


def test_progress_stands_in_the_status_bar_not_too_often(excel: App, monkeypatch: pytest.MonkeyPatch) -> None:
    host, _ = blank(excel)
    seconds = iter([0.0, 0.05, 0.11, 0.12])
    monkeypatch.setattr(excel_module.time, "monotonic", lambda: next(seconds))
    with host.working():
        assert excel.api.EnableCancelKey == 0
        for done, name in enumerate(("甲", "乙", "丙", "")):
            host.progress(done, 3, name)
    assert excel.status_texts == [
        "职称采集：0/3（按Esc取消）甲",
        "职称采集：2/3（按Esc取消）丙",
        "职称采集：3/3（按Esc取消）",
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
    assert excel.status_texts == ["职称采集：0/9（按Esc取消）甲", False]
    assert (excel.api.EnableCancelKey, windows.stop_wanted()) == (1, False)


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
    with pytest.raises(UserError, match="请另存到本机"):
        _ = host.folder


def test_copies(excel: App, tmp_path: Path) -> None:
    path = collection(tmp_path)
    host, sheet = opened(path)
    before = path.read_bytes()
    sheet["B4"] = "改名"
    host.save_copy(tmp_path / "副本.xlsx")
    assert openpyxl.load_workbook(tmp_path / "副本.xlsx").active["B4"].value == "改名"
    assert (host.name, path.read_bytes()) == ("采集表.xlsx", before)
    with pytest.raises(UserError, match="不能覆盖正在打开的工作簿"):
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
    with pytest.raises(UserError, match="同名的工作簿“采集表"):
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
    with pytest.raises(UserError, match="没有字典"):
        blank(excel)[0].write_dictionary([["甲"]], {})
    host, _ = opened(collection(tmp_path))
    excel.books.books[-1].content[DICTIONARY].protection.enable()
    with pytest.raises(UserError, match="受保护"):
        host.write_dictionary([["甲"]], {})


def test_the_command_line_does_without_xlwings() -> None:
    program = (
        "import sys, importlib; from zcert_addin.cli import main;"
        "[importlib.import_module(module) for module in main.COMMANDS.values()];"
        "import zcert_addin.disk.os_errors; sys.exit('xlwings' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_what_is_open_in_every_excel(excel: App, tmp_path: Path) -> None:
    host, _ = opened(collection(tmp_path))
    blank(excel)
    other = excel.engine.apps.add().books.open(str(collection(tmp_path, name="另一个.xlsx")))
    excel.books.books[0].is_saved = other.is_saved = False
    paths = [tmp_path / "采集表.xlsx", tmp_path / "另一个.xlsx"]
    assert host.open_workbooks() == [OpenWorkbook(path, unsaved=True) for path in paths]
    other.content.active["B4"] = "改名"
    host.save(paths[1])
    assert [one.unsaved for one in host.open_workbooks()] == [True, False]
    assert openpyxl.load_workbook(paths[1]).active["B4"].value == "改名"
    other.is_read_only = True
    with pytest.raises(UserError, match=r"^“另一个\.xlsx”是以只读方式打开的，不能保存"):
        host.save(paths[1])


def test_a_workbook_on_the_web_is_not_listed(excel: App, monkeypatch: pytest.MonkeyPatch) -> None:
    host, _ = blank(excel)

    def nowhere(_book: xw.Book) -> str:
        raise xw.XlwingsError("Couldn't find the local OneDrive folder")

    monkeypatch.setattr(xw.Book, "fullname", property(nowhere))
    assert host.open_workbooks() == []
