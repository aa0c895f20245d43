"""A day written as YYYYMMDD, the way 取得时间 is filled in (使用说明 第四条: 1989年1月5日填写19890105).

>>> parse("19890105")
datetime.date(1989, 1, 5)
>>> parse("1989.1.5").code
'date-format'

date-format  not eight digits, or no day of the calendar
date-range   after today, before ``EARLIEST``, or not after the birth
"""

import datetime as dt
import re
from typing import Final

from zcert.code import error
from zcert.finding import Fault
from zcert.values.text import normalise_code
from zcert.words import Category

CODES: Final = {
    "date-format": error("日期不是八位数字的真实日期", Category.DATE, "填8位数字，如1989年1月5日填19890105"),
    "date-range": error("日期超出合理范围", Category.DATE, "对照证书核对取得时间，并核对号码中的出生日期"),
}

EARLIEST: Final = dt.date(1949, 10, 1)
"""No title of the People's Republic is older; a policy, not a standard."""

BEFORE_BIRTH: Final = Fault("date-range", "取得时间不晚于号码中的出生日期，请核对取得时间和号码")

BIRTH_AFTER_TODAY: Final = Fault("date-range", "出生日期晚于今天，请核对")

_DIGITS: Final = re.compile(r"[0-9]{8}")
_EXAMPLE: Final = "如1989年1月5日填写19890105"


def parse(text: str) -> dt.date | Fault:
    """Return eight digits as a day, or a ``Fault``."""
    digits = normalise_code(text)
    if not _DIGITS.fullmatch(digits):
        return Fault("date-format", f"日期应为8位数字（年4位、月2位、日2位），请改正，{_EXAMPLE}")
    try:
        return dt.date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return Fault("date-format", f"日历上没有这一天，请核对年、月、日，{_EXAMPLE}")


def range_fault(day: dt.date, today: dt.date) -> Fault | None:
    """Return a Fault when no title can have been obtained on this day."""
    if day > today:
        return Fault("date-range", "取得时间晚于今天，请核对")
    if day < EARLIEST:
        return Fault("date-range", "取得时间早于1949年10月1日，请核对")
    return None
