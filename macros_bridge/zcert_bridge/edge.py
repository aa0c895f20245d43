"""The error edge of the buttons: any failure is shown as one sentence, and nothing is raised into VBA."""

from typing import Final

from zcert_addin.buttons import load
from zcert_addin.hosts.excel.excels import find_book
from zcert_addin.hosts.excel.host import ExcelHost
from zcert_bridge import log
from zcert_bridge.sentences import CANCELLED, sentence

__all__ = ("CANCELLED", "EXCEL_BUSY", "find_book", "press")

EXCEL_BUSY: Final = "Excel没有接受这个操作，请结束单元格编辑、关闭打开的对话框后重试"


def press(button: str, workbook: str) -> bool:
    """Do what a button does in the workbook of that full name; False, and nothing done, when it cannot be found."""
    try:
        book = find_book(workbook)
    except Exception as error:  # noqa: BLE001  this is the edge
        log.note(button, error)
        return False
    if book is None:
        return False
    try:
        host = ExcelHost(book)
        try:
            with host.working():
                load(button).run(host)
        except BaseException as error:  # noqa: BLE001  this is the edge
            host.complain(sentence(button, error, EXCEL_BUSY))
    except Exception as error:  # noqa: BLE001  Excel itself did not answer: nothing can be shown
        log.note(button, error)
    return True
