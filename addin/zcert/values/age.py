"""Age in full years, and the band of ages to which it belongs.

The bands are those of the personnel departments' yearly tables of professionals.

>>> years(dt.date(1990, 11, 21), dt.date(2026, 11, 21)), years(dt.date(1990, 11, 22), dt.date(2026, 11, 21))
(36, 35)
>>> band(35), band(36), band(60)
('35岁及以下', '36-40岁', '60岁及以上')
"""

import datetime as dt
from bisect import bisect_left
from typing import Final

_OLDEST: Final = (35, 40, 45, 50, 54, 59)
"""The oldest age of each band but the last, which has none."""

BANDS: Final = ("35岁及以下", "36-40岁", "41-45岁", "46-50岁", "51-54岁", "55-59岁", "60岁及以上")


def years(born: dt.date, day: dt.date) -> int:
    """Return the age in full years on a day; the birthday itself counts."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def band(age: int) -> str:
    """Return the band of an age in years."""
    return BANDS[bisect_left(_OLDEST, age)]
