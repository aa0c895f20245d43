"""Cell functions about days, and days as formulas pass them."""

import datetime as dt
import re
from typing import Final

from zcert import clock, words
from zcert.finding import Fault
from zcert.values import day as eight_digits
from zcert.values.text import Cell, cell_text, normalise_code
from zcert_udfs.ranges import Answer, each_cell

UNREADABLE_DAY: Final = "日期无法识别，请写成20261121或2026-11-21的样子"

_WRITTEN: Final = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?")
_SERIAL_ZERO: Final = dt.date(1899, 12, 30)
_LAST_SERIAL: Final = 2_958_465
"""Serial number of 9999-12-31; eight-digit days are larger, so the two cannot be confused."""


@each_cell("day")
def check_date(day: Cell) -> Answer:
    """Return 正确 when a day is written as 取得时间 requires and can be true, else what is wrong."""
    found = eight_digits.parse(cell_text(day))
    fault = found if isinstance(found, Fault) else eight_digits.range_fault(found, clock.today())
    return fault.message if fault else words.CORRECT


def as_day(cell: Cell) -> dt.date | None:
    """Read a day as formulas pass it: a date, a serial number, or a text in one of the usual forms; else None.

    >>> as_day("2026年1月5日") == as_day("20260105") == as_day("2026/1/5") == as_day(46027.0)
    True
    """
    if isinstance(cell, dt.datetime):
        return cell.date()
    if isinstance(cell, dt.date):
        return cell
    if isinstance(cell, float) and 1 <= cell < _LAST_SERIAL + 1:
        return _SERIAL_ZERO + dt.timedelta(days=int(cell))
    text = normalise_code(cell_text(cell))
    if parts := _WRITTEN.fullmatch(text):
        year, month, day = parts.groups()
        text = f"{year}{month:0>2}{day:0>2}"
    found = eight_digits.parse(text)
    return None if isinstance(found, Fault) else found
