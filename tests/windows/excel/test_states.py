"""Excel in states that a clerk brings it into: several Excels, edit mode, a dialog, protection, Esc, a dead server."""

import os
import re
import shutil
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from support import dead_servers
from support.contract import Case, Cells, sheet_cells
from zcert_bridge.edge import CANCELLED, EXCEL_BUSY
from zcert_macros.flavour import ADDIN
from zcert_macros.vba_project import modules

if TYPE_CHECKING:
    from support.com_excel.application import Workbook
    from support.com_excel.imitation import Excel

IDENTITY: Final = "共验证42人，正确32人，错误10人。第一处错误在第4行。"


def cells(book: "Workbook") -> Cells:
    return sheet_cells(book.model.content.active)


def beside(case: Case, folder: str, name: str = "") -> Path:
    """Copy the workbook into another folder, or under another name."""
    other = case.path.parent.parent / folder / (name or case.path.name)
    other.parent.mkdir(exist_ok=True)
    shutil.copy(case.path, other)
    return other


def test_two_workbooks_of_one_name_in_two_excels(excel_com: "Excel", case: Case) -> None:
    from support.com_excel.second import second_excel

    book = excel_com.open(case.path)
    with second_excel(beside(case, "别处")) as second:
        # The other Excel is in front: what is selected and shown needs no window to be the foremost.
        assert excel_com.press("check_data", book)
    assert excel_com.told[0].startswith("共检查42人，错误23处，提示6处")
    assert excel_com.model.books.books[0].content.active.title == "数据检查结果"
    # It was asked for the names of its workbooks, and for nothing else.
    names = ("NativeObject.Application", "Application.Workbooks", "Workbooks._NewEnum", "Workbook.FullName")
    assert second.calls == dict.fromkeys(names, 1)


def test_another_excel_in_edit_mode_is_passed_over(excel_com: "Excel", case: Case) -> None:
    from support.com_excel.second import second_excel

    book = excel_com.open(case.path)
    with second_excel(beside(case, "别处")) as second:
        second.say("busy")
        assert excel_com.press("check_identity", book)
        second.say("free")
    assert excel_com.told[0].startswith(IDENTITY)
    assert second.calls == {}


def test_a_merge_asks_what_is_open_in_an_excel_in_edit_mode(excel_com: "Excel", case: Case) -> None:
    from support.com_excel.second import second_excel

    book = excel_com.open(case.path)
    before = sorted(case.path.parent.iterdir())
    excel_com.model.api.picks.append(str(case.folder))
    excel_com.reader.answers.append("yes")
    with second_excel(beside(case, case.path.parent.name, "另一份.xlsx")) as second:
        second.say("busy")
        assert excel_com.press("consolidate_folder", book)
        second.say("free")
    assert excel_com.told == [EXCEL_BUSY]
    assert sorted(case.path.parent.iterdir()) == sorted([*before, case.path.with_name("另一份.xlsx")])


def test_a_short_refusal_is_waited_for(excel_com: "Excel", case: Case) -> None:
    book = excel_com.open(case.path)
    excel_com.macros.server()
    with excel_com.filter.busy():
        threading.Timer(1, lambda: setattr(excel_com.filter, "rejecting", False)).start()
        assert excel_com.press("check_identity", book)
    assert excel_com.told[0].startswith(IDENTITY)
    assert excel_com.is_at_rest()


def test_a_dialog_that_stays_open_is_one_sentence(excel_com: "Excel", case: Case) -> None:
    from support.com_excel.member import HOOKS

    book = excel_com.open(case.path)
    before = cells(book)

    def open_dialog() -> None:
        excel_com.filter.rejecting = True
        # The sentence is shown by the server itself; when it has been read, the dialog is closed.
        threading.Thread(target=close_dialog).start()

    def close_dialog() -> None:
        while not excel_com.reader.told:
            time.sleep(0.05)
        excel_com.filter.rejecting = False

    HOOKS["Worksheet.UsedRange"] = open_dialog
    assert excel_com.press("check_identity", book)
    assert excel_com.told == [EXCEL_BUSY]
    assert cells(book) == before
    # What the dialog has kept on hold, ZcBridge sets right when the call has returned.
    excel_com.app.EnableCancelKey = 1
    assert excel_com.is_at_rest()


def test_settings_that_a_busy_excel_refuses_for_a_while(excel_com: "Excel", case: Case) -> None:
    book = excel_com.open(case.path)
    excel_com.macros.server()
    excel_com.app.is_ignoring = True
    threading.Timer(1.5, lambda: setattr(excel_com.app, "is_ignoring", False)).start()
    assert excel_com.press("check_identity", book)
    assert excel_com.told[0].startswith(IDENTITY)
    assert excel_com.is_at_rest()


@pytest.mark.parametrize("button", ["check_identity", "tidy_texts", "only_wrong_rows"])
def test_a_protected_sheet_is_left_alone(excel_com: "Excel", case: Case, button: str) -> None:
    book = excel_com.open(case.path)
    book.model.content.active.protection.enable()
    excel_com.reader.answers.append("yes")
    before = cells(book)
    assert excel_com.press(button, book)
    name = book.model.content.worksheets[0].title
    assert excel_com.told == [f"工作表“{name}”受保护，不能写入，请先在“审阅”中撤消工作表保护"]
    assert sheet_cells(book.model.content.worksheets[0]) == before


def test_a_workbook_that_was_closed_meanwhile(excel_com: "Excel", case: Case) -> None:
    book = excel_com.open(case.path)
    name = book.FullName
    excel_com.model.books.books.clear()
    assert not excel_com.macros.press("check_identity", name)
    excel_com.desk.show(None)
    assert not excel_com.macros.press("check_identity", name)
    assert excel_com.told == []


@pytest.fixture
def merging(excel_com: "Excel", case: Case) -> Callable[[], object]:
    """Return a function that merges a folder with many workbooks."""
    for at in range(8):
        beside(case, case.path.parent.name, f"单位{at}.xlsx")
    book = excel_com.open(case.path)
    excel_com.model.api.picks.append(str(case.folder))
    excel_com.reader.answers.append("yes")
    return lambda: excel_com.press("consolidate_folder", book)


def when_merging(excel: "Excel", do: Callable[[], object]) -> threading.Thread:
    """Do something as soon as the status bar tells how far the merge is."""

    def wait() -> None:
        while not excel.model.status_texts:
            time.sleep(0.02)
        do()

    thread = threading.Thread(target=wait)
    thread.start()
    return thread


def test_esc_stops_a_merge(excel_com: "Excel", case: Case, merging: Callable[[], object]) -> None:
    import win32api
    import win32con

    before = sorted(case.path.parent.rglob("*"))
    when_merging(excel_com, lambda: win32api.keybd_event(win32con.VK_ESCAPE, 0, 0, 0))
    try:
        assert merging()
    finally:
        win32api.keybd_event(win32con.VK_ESCAPE, 0, win32con.KEYEVENTF_KEYUP, 0)
    assert excel_com.told == [CANCELLED]
    assert sorted(case.path.parent.rglob("*")) == before
    assert excel_com.is_at_rest()


def gone() -> set[int]:
    """Return what ZcProblems takes for a server that has died, as pywin32 has it."""
    numbers = re.search(r"Case 462, (.*)", modules(ADDIN)["ZcProblems"])
    assert numbers
    return {int(one.removeprefix("&H"), 16) - 2**32 for one in numbers[1].strip().split(", ")}


def test_a_server_that_dies_in_a_merge(excel_com: "Excel", case: Case, merging: Callable[[], object]) -> None:
    import pywintypes

    before = sorted(case.path.parent.rglob("*"))
    number = excel_com.macros.server_id()
    when_merging(excel_com, lambda: os.kill(number, signal.SIGTERM))
    with pytest.raises(pywintypes.com_error) as raised:
        merging()
    assert raised.value.hresult in gone()
    left = [path.name for path in case.path.parent.rglob("*") if path not in before]
    assert [name for name in left if not name.startswith(".zcert-")] == []
    # The next button starts another one.
    dead_servers.forget()
    excel_com.reader.told.clear()
    assert excel_com.press("show_about", excel_com.app.ActiveWorkbook)
    assert len(excel_com.told) == 1
    assert excel_com.macros.server_id() != number


@pytest.mark.parametrize("member", ["Worksheet.UsedRange", "Range.NumberFormat"])
def test_a_server_that_dies_before_it_writes(excel_com: "Excel", case: Case, member: str) -> None:
    import pywintypes

    from support.com_excel.member import HOOKS

    book = excel_com.open(case.path)
    before = cells(book)
    number = excel_com.macros.server_id()
    HOOKS[member] = lambda: os.kill(number, signal.SIGTERM)
    with pytest.raises(pywintypes.com_error) as raised:
        excel_com.press("check_identity", book)
    assert raised.value.hresult in gone()
    assert cells(book) == before
    dead_servers.forget()
    assert excel_com.press("check_identity", book)
    assert excel_com.told[0].startswith(IDENTITY)
