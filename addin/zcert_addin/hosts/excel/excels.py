"""Which Excels run, which workbooks are open in them, and how long is an Excel asked that does not listen?

An Excel in which somebody edits a cell or has a dialog open rejects the calls of other programs (RPC_E_CALL_REJECTED).
xlwings then asks again at once, and for ever: the program would stand still until the person has finished, in whichever
Excel that is.
"""

import sys
import time
from collections.abc import Iterator
from importlib import import_module
from typing import Final

import xlwings as xw

from zcert_addin.hosts.refusals import is_refusal

_ATTEMPTS: Final = 60
_PAUSE_S: Final = 0.05


class _Attempts(int):
    """How often xlwings repeats a call that Excel has rejected; it waits before each time."""

    def __gt__(self, attempt: int) -> bool:
        # xlwings asks ``attempt < N_COM_ATTEMPTS`` after each rejected call.
        time.sleep(_PAUSE_S)
        return int(self) > attempt


def be_patient() -> None:
    """Let xlwings ask a busy Excel for some seconds, instead of for ever."""
    if sys.platform == "win32":
        import_module("xlwings._xlwindows").N_COM_ATTEMPTS = _Attempts(_ATTEMPTS)


def books() -> Iterator[xw.Book]:
    """Yield the workbooks of all Excels, the foremost first; raises what a busy Excel raises."""
    for app in xw.apps:
        try:
            yield from list(app.books)
        except OSError:
            continue  # it runs as administrator, or is just being closed: out of our sight


def find_book(fullname: str) -> xw.Book | None:
    """Find an open workbook, in the foremost Excel first; none of the others is asked unless needed.

    A busy Excel is passed over, since in that one nobody has pressed a button; what it raises is raised when the
    workbook is nowhere else.
    """
    refusal: Exception | None = None
    for app in xw.apps:
        try:
            # FullName, not Book.fullname: for a workbook opened from the web VBA has the address too.
            found = (book for book in app.books if book.api.FullName.casefold() == fullname.casefold())
            if book := next(found, None):
                return book
        except OSError:
            continue
        except Exception as error:
            if not is_refusal(error):
                raise
            refusal = error
    if refusal is not None:
        raise refusal
    return None
