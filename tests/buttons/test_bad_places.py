"""What cannot be written to is refused before anything is asked, shown or copied."""

import openpyxl
import pytest
import xlwings as xw

from support.contract import Case, compare_units, empty_sexes, spoil_sheet
from support.excel_engine import App
from support.fake_host import FakeHost
from zcert.errors import UserError
from zcert_addin.buttons import load
from zcert_addin.hosts.excel.host import ExcelHost

LOCKED = "工作表“采集表”受保护，不能写入"

WRITING = ("tidy_texts", "fill_from_number", "unify_units")


@pytest.fixture
def ready(case: Case) -> Case:
    """Give the buttons that change what people typed something to do."""
    spoil_sheet(case, empty_sexes)
    compare_units(case)
    return case


@pytest.mark.parametrize("button", WRITING)
def test_nothing_is_asked_shown_or_copied_where_nothing_can_be_written(button: str, ready: Case) -> None:
    host = FakeHost(ready.path, locked=LOCKED)
    before = sorted(ready.path.parent.iterdir())
    with pytest.raises(UserError, match=LOCKED):
        load(button).run(host)
    assert (host.asked, host.shown, host.told, host.cells) == ([], {}, [], {})
    assert sorted(ready.path.parent.iterdir()) == before


@pytest.mark.parametrize("button", WRITING)
def test_a_protected_sheet_in_excel(button: str, ready: Case, excel: App) -> None:
    content = openpyxl.load_workbook(ready.path)
    content["采集表"].protection.sheet = True
    content.save(ready.path)
    before = sorted(ready.path.parent.iterdir())
    host = ExcelHost(xw.Book(impl=excel.books.open(str(ready.path))))
    with pytest.raises(UserError, match=r"^工作表“采集表”受保护，不能写入，请先在“审阅”中撤消工作表保护$"):
        load(button).run(host)
    assert sorted(ready.path.parent.iterdir()) == before
