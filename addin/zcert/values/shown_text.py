"""Does the text that a file says was shown tell the same as the value beside it, as OpenDocument keeps both?

>>> differs("95%", 0.95), differs("0571", 571), differs("13,800", 13800), differs("2007", 2007)
(True, True, False, False)
>>> differs("2007年5月", dt.date(2007, 5, 1)), differs("2007/5/1", dt.date(2007, 5, 1))
(True, False)
"""

import datetime as dt
import re
from typing import Final

from zcert.values.text import EXACT_DIGITS, cell_text

_PLAIN: Final = re.compile(r"-?(0|[1-9][0-9]*)(?:\.([0-9]+))?")
_PHONE: Final = re.compile(r"[1-9](?:-?[0-9]){9,11}")
_ENOUGH_DIGITS: Final = 9
"""Significant digits from which a rounded number is shown as far as there is room."""
_MONTH_NAME: Final = re.compile(r"[A-Za-z]{3}")
_BESIDE_DATES: Final = re.compile(r"[0-9A-Za-z年月日号时点分秒星期周上下午一二三四五六/.:,\s-]*")


def differs(shown: str, value: float | dt.date) -> bool:
    """Return whether a shown text says something else than a number, a day or a moment reads as."""
    return _day_differs(shown, value) if isinstance(value, dt.date) else _number_differs(shown.strip(), value)


def _number_differs(shown: str, value: float) -> bool:
    if abs(value) >= 10**EXACT_DIGITS:
        return False
    if _PHONE.fullmatch(shown) and "-" in shown:
        return shown.replace("-", "") != cell_text(value)
    plain = shown.replace(",", "")
    found = _PLAIN.fullmatch(plain)
    if found is None:
        return plain != cell_text(value)
    decimals = found[2] or ""
    if float(plain) == value:
        return value != int(value) and decimals.endswith("0")
    digits = len((found[1] + decimals).lstrip("0"))
    return digits < _ENOUGH_DIGITS or round(value, len(decimals)) != float(plain)


def _day_differs(shown: str, value: dt.date) -> bool:
    if not _BESIDE_DATES.fullmatch(shown):
        return True
    if shown.strip() == f"{value:%Y%m%d}":
        return False
    numbers = [int(number) for number in re.findall("[0-9]+", shown)]
    wanted: list[set[int]] = [{value.year, value.year % 100}, {value.day}]
    if not _MONTH_NAME.search(shown):
        wanted.append({value.month})
    if isinstance(value, dt.datetime) and value.time() != dt.time():
        wanted += [{value.hour, value.hour % 12 or 12}, {value.minute}]
    for allowed in wanted:
        met = next((number for number in numbers if number in allowed), None)
        if met is None:
            return True
        numbers.remove(met)
    return False
