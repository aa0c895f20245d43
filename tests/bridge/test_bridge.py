"""What VBA calls by name: the right workbook, one alert for each failure, never an exception, a log without people."""

import errno
import inspect
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import openpyxl
import pytest
import xlwings as xw

import zcert_bridge
from support.domain import RESIDENT, WOMAN, right_row
from support.excel_engine import App, Book, ComError, kinds
from zcert.errors import UserError
from zcert_addin.buttons import BUTTONS, load
from zcert_addin.filling.collection import filled
from zcert_addin.hosts.excel.host import ExcelHost
from zcert_addin.opc.writer import BadPackage
from zcert_bridge import edge, log
from zcert_dictionaries import EditionError, load_edition

EDITION = load_edition()
NAME, NUMBER, FOLDER = "样本甲", "330102199803099450", "某人的文件夹"
INTERNAL = "程序内部出错"

Button = Callable[[ExcelHost], None]


@pytest.fixture(autouse=True)
def log_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("LOCALAPPDATA", raising=False)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / FOLDER))
    return tmp_path / FOLDER / "zcert" / "zcert.log"


class ExcelBusyError(Exception):
    """What xlwings raises when it has asked in vain; its own is there on Windows only."""


def put_in_place(monkeypatch: pytest.MonkeyPatch, run: Button) -> None:
    """Replace what 备份 does."""
    monkeypatch.setitem(sys.modules, "zcert_addin.buttons.back_up", SimpleNamespace(run=run))


def raising(error: BaseException) -> Button:
    def run(_host: ExcelHost) -> None:
        raise error

    return run


def open_collection(folder: Path, rows: int = 3, name: str = "采集表.xlsx") -> Book:
    folder.mkdir(exist_ok=True)
    row = [right_row(RESIDENT)[header] for header in RESIDENT.headers]
    path = folder / name
    path.write_bytes(filled(RESIDENT, EDITION, [row] * rows))
    return xw.Book(path).impl


def test_every_button_has_a_function_and_a_module() -> None:
    assert set(BUTTONS) <= set(dir(zcert_bridge))
    for name in BUTTONS:
        assert list(inspect.signature(getattr(zcert_bridge, name)).parameters) == ["workbook"]
        assert list(inspect.signature(load(name).run).parameters) == ["host"]
    assert not hasattr(zcert_bridge, "no_button")


@pytest.mark.parametrize("name", BUTTONS)
def test_every_function_presses_its_own_button(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    pressed = []
    monkeypatch.setattr(zcert_bridge, "press", lambda *call: pressed.append(call))
    getattr(zcert_bridge, name)("表.xlsx")
    assert pressed == [(name, "表.xlsx")]


# The workbook


def test_two_workbooks_with_the_same_name(excel: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = [tmp_path / folder / "采集表.xlsx" for folder in ("甲", "乙")]
    first = open_collection(tmp_path / "甲")
    other = excel.engine.apps.add()
    second = Book(other, openpyxl.Workbook(), str(paths[1]))
    other.books.books.append(second)
    put_in_place(monkeypatch, lambda host: host.tell(str(host.folder)))
    for path in paths:
        zcert_bridge.back_up(str(path).upper())
    assert [text for text, *_ in first.app.alerts] == [str(tmp_path / "甲")]
    assert [text for text, *_ in other.alerts] == [str(tmp_path / "乙")]


def test_a_workbook_that_was_never_saved(excel: App) -> None:
    excel.books.add()
    assert zcert_bridge.back_up("工作簿1") is True
    assert excel.alerts == [("请先保存本工作簿，再执行本操作", "ok", "critical")]


def test_a_workbook_that_is_not_open(excel: App) -> None:
    assert zcert_bridge.check_identity("没有.xlsx") is False
    assert excel.alerts == []


def test_no_excel_at_all(excel: App, log_file: Path) -> None:
    excel.engine.apps.apps.clear()
    assert zcert_bridge.check_identity("没有.xlsx") is False
    assert not log_file.exists()


# The error edge


@pytest.mark.parametrize(
    ("error", "told"),
    [
        pytest.param(UserError("请先保存"), ("请先保存", False), id="refused"),
        pytest.param(BadPackage("文件已损坏"), ("文件已损坏", False), id="bad package"),
        pytest.param(EditionError("字典缺少一列"), ("字典缺少一列", False), id="bad dictionary"),
        pytest.param(KeyboardInterrupt(), (edge.CANCELLED, False), id="cancelled"),
        pytest.param(OSError(errno.ENOSPC, "", "表.xlsx"), ("“表.xlsx”：磁盘已满", False), id="disk full"),
        pytest.param(PermissionError(errno.EACCES, "", "表.xlsx"), ("被别的程序打开", False), id="locked"),
        pytest.param(ComError(NAME), (edge.EXCEL_BUSY, True), id="refused by Excel"),
        pytest.param(ExcelBusyError(), (edge.EXCEL_BUSY, True), id="not heard by Excel"),
        pytest.param(AttributeError(NAME), (f"{INTERNAL}（AttributeError）", True), id="a bug like a busy Excel"),
        pytest.param(ValueError(f"{NUMBER} {NAME}"), (f"{INTERNAL}（ValueError）", True), id="a bug"),
        pytest.param(SystemExit(NAME), (INTERNAL, True), id="an exit"),
        pytest.param(KeyError(NAME), (INTERNAL, True), id="a bug with a value"),
    ],
)
def test_each_failure_is_one_alert(
    excel: App, monkeypatch: pytest.MonkeyPatch, log_file: Path, error: BaseException, told: tuple[str, bool]
) -> None:
    excel.books.add()
    put_in_place(monkeypatch, raising(error))
    zcert_bridge.back_up("工作簿1")
    ((text, buttons, mode),) = excel.alerts
    sentence, logged = told
    assert (sentence in text, buttons, mode) == (True, "ok", "critical")
    assert (excel.status_texts, excel.api.EnableCancelKey) == ([False], 1)
    assert log_file.exists() is logged
    assert NAME not in text
    assert NUMBER not in text


def test_a_member_that_a_busy_excel_does_not_even_name(excel: App, monkeypatch: pytest.MonkeyPatch) -> None:
    excel.books.add()
    pywin32 = {"__name__": "win32com.client.dynamic"}
    exec("def run(_host): raise AttributeError('Cells')", pywin32)
    put_in_place(monkeypatch, pywin32["run"])  # type: ignore[arg-type]
    zcert_bridge.back_up("工作簿1")
    assert excel.alerts == [(edge.EXCEL_BUSY, "ok", "critical")]


def test_a_button_that_cannot_be_loaded(excel: App, monkeypatch: pytest.MonkeyPatch) -> None:
    excel.books.add()
    monkeypatch.setitem(sys.modules, "zcert_addin.buttons.back_up", None)
    zcert_bridge.back_up("工作簿1")
    assert excel.alerts[0][0].startswith(INTERNAL)


@pytest.mark.parametrize("broken", ["alert", "books"])
def test_an_excel_that_no_longer_answers(
    excel: App, monkeypatch: pytest.MonkeyPatch, log_file: Path, broken: str
) -> None:
    excel.books.add()

    def no_answer(_app: App) -> None:
        raise ComError(NAME)

    monkeypatch.setattr(App, broken, property(no_answer), raising=False)
    put_in_place(monkeypatch, raising(UserError("请先保存")))
    # What was begun is not done a second time in file mode.
    assert zcert_bridge.back_up("工作簿1") is (broken == "alert")
    assert not excel.alerts
    assert log_file.read_text("utf-8").count("\n") == 1


# The log


def failing_deeply(_host: ExcelHost) -> None:
    try:
        int(NUMBER + NAME)
    except ValueError as error:
        raise RuntimeError(f"{NAME}: {NUMBER}") from error


def test_the_log_tells_the_place_and_nobodys_name(excel: App, monkeypatch: pytest.MonkeyPatch, log_file: Path) -> None:
    excel.books.add()
    put_in_place(monkeypatch, failing_deeply)
    zcert_bridge.back_up("工作簿1")
    text = log_file.read_text("utf-8")
    assert "back_up RuntimeError zcert_bridge/edge.py:" in text
    assert " <- ValueError bridge/test_bridge.py:" in text
    assert text.count("\n") == 1
    for secret in (NAME, NUMBER, FOLDER, "工作簿1", str(Path(__file__).parents[2])):
        assert secret not in text


def test_paths_of_windows_are_cut_too() -> None:
    program = "raise ValueError"
    with pytest.raises(ValueError, match=r"^$") as caught:
        exec(compile(program, rf"C:\Users\{NAME}\zcert\_internal\zcert\table.py", "exec"))
    assert [kind.rpartition(" ")[2] for kind in log._kinds(caught.value)] == ["zcert/table.py:1"]  # noqa: SLF001


def test_errors_that_lead_to_each_other_end() -> None:
    first, second = ValueError(), KeyError()
    first.__context__, second.__context__ = second, first
    assert list(log._kinds(first)) == ["ValueError", "KeyError"]  # noqa: SLF001


def test_the_log_stays_small(monkeypatch: pytest.MonkeyPatch, log_file: Path) -> None:
    monkeypatch.setattr(log, "_MAX_BYTES", 200)
    for _ in range(50):
        log.note("back_up", ValueError(NAME))
    assert sorted(path.name for path in log_file.parent.iterdir()) == ["zcert.log", "zcert.log.1", "zcert.log.2"]
    assert all(path.stat().st_size <= 200 for path in log_file.parent.iterdir())


def test_a_log_that_cannot_be_written_stops_nobody(excel: App, monkeypatch: pytest.MonkeyPatch, log_file: Path) -> None:
    log_file.parent.parent.write_text("a file where the folder should be", "utf-8")
    excel.books.add()
    put_in_place(monkeypatch, raising(ValueError()))
    zcert_bridge.back_up("工作簿1")
    assert len(excel.alerts) == 1


def test_the_log_on_windows(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    assert log.log_file() == tmp_path / "zcert-log" / "zcert.log"
    monkeypatch.delenv("LOCALAPPDATA")
    monkeypatch.delenv("XDG_STATE_HOME")
    assert log.log_file() == Path.home() / ".local" / "state" / "zcert" / "zcert.log"


# The buttons themselves


@pytest.mark.parametrize("rows", [10, 2_000])
def test_checking_takes_few_range_calls_for_any_number_of_rows(excel: App, tmp_path: Path, rows: int) -> None:
    book = open_collection(tmp_path / "甲", rows)
    sheet = book.content.active
    for row in range(4, 4 + rows):
        sheet.cell(row, 1).value = str(row)
    sheet.cell(5, 1).value = WOMAN
    excel.range_calls.clear()
    zcert_bridge.check_identity(book.fullname)
    result = RESIDENT.index["身份证验证"] + 1
    assert sheet.cell(5, result).value.startswith("正确")
    assert [text for text, *_ in excel.alerts] == [
        f"共验证{rows}人，正确1人，错误{rows - 1}人。第一处错误在第4行。\n验证结果仅供参考，请对照证件核对后再上报。"
    ]
    assert excel.selected == "采集表!A4"
    assert kinds(excel.range_calls) == [
        *("used_range", "read"),
        *("range", "merge cells", "number format", "range", "write"),
        *("range", "conditional formats", "rule"),
        # The list of marks: emptied, its texts, its formulas, and a look at the sheet's rules.
        *("range", "clear contents", "range", "write", "range", "set number format", *["range"] * 6, "write formula"),
        *("range", "conditional formats", *["rule"] * 14),
        *("range", "select"),
    ]


def test_every_button_on_a_collection_workbook(excel: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zcert_addin.hosts.excel.host.webbrowser.open", lambda _page: True)
    book = open_collection(tmp_path / "甲")
    book.content.active["B4"] = " 样　本 "
    for name in BUTTONS:
        book.content.active = 0
        excel.answers.extend(["no" if name == "show_progress" else "yes"] * 2)
        cancelled = name in {"restore", "make_templates", "bring_in_list", "accept_rows", "receive_packages"}
        excel.api.picks.append(None if cancelled else str(tmp_path / "甲"))
        getattr(zcert_bridge, name)(book.fullname)
        excel.answers.clear()
        excel.api.picks.clear()
    assert [text for text, _, mode in excel.alerts if mode == "critical"] == []
    assert book.content["采集表"]["B4"].value == "样本"
    assert (tmp_path / "甲" / "高级专业技术资格证书汇总表.xlsx").exists()
    assert list((tmp_path / "甲").glob("采集表_*.备份.xlsx"))
