"""Does a cell show another text than its value reads as, by its number format or by what the file says was shown?"""

import datetime as dt

import pytest

from zcert.values import shown_text
from zcert.values.number_format import shows_otherwise
from zcert.values.text import Cell

DAY = dt.date(2007, 5, 1)
NOON = dt.datetime(2007, 5, 1, 12)  # noqa: DTZ001  cells know no zone
ACCOUNTING = '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ '


@pytest.mark.parametrize(
    ("code", "value"),
    [
        ('"示例发[2007]"0"号"', 57),
        ("0%", 0.95),
        ("0.0%", 0.955),
        ("0‰", 0.5),
        ("0000", 571),
        ("000000", 10012),
        ("0.00E+00", 57),
        ("##0.0E+0", 57),
        ("# ?/?", 0.5),
        ("[DBNum1][$-804]General", 5),
        ("[DBNum2]0", 5),
        ("[$-2000401]0", 5),
        ('General"号"', 5),
        ('G/通用格式"号"', 5),
        ("\\第0", 5),
        ('[=1]"男";[=2]"女"', 1),
        ('[=1]"男";[=2]"女"', 2),
        ("[=1]0;[=2]0", 3),
        ('[>100]"多";0', 101),
        ("0;(@)", -5.5),
        ("[$¥-804]#,##0", 5),
        ("¥#,##0", 5),
        ('"0571-"0', 82614399),
        ("0000-00000000", 57182614399),
        ("0000-00-00", 20070501),
        ("0,", 5000),
        ("0.0,", 5000),
        ("0", 3.7),
        ("0.00", 1.1),
        ("0*-", 5),
        (";;;", 5),
        ("0;-0;", 0),
        ("#", 0),
        ("0;(0)", -5),
        ("aaaa", 39203),
        ("0000", dt.date(2007, 5, 1)),
        ('yyyy"年"m"月"', DAY),
        ("mmm-yy", DAY),
        ("m/d", DAY),
        ("dddd", DAY),
        ("yyyy", DAY),
        ('yyyy"年第"m"号"', DAY),
        ('[DBNum1]yyyy"年"m"月"d"日"', DAY),
        ("yyyy/m/d", NOON),
        ("h:mm", NOON),
        ("mm:ss", dt.time(8, 5)),
        ("h:mm", dt.time(8, 5, 30)),
        ("[h]:mm", dt.timedelta(days=2)),
        ("[h]:mm", dt.timedelta(hours=2, seconds=5)),
        ("yyyy/m/d", dt.date(1899, 12, 31)),
        ('"示例"@', "2007"),
        ('@"号"', "2007"),
        ('0;0;0;"有"', "2007"),
        (";;;", "2007"),
    ],
)
def test_another_text_is_shown(code: str, value: Cell) -> None:
    assert shows_otherwise(code, value)


@pytest.mark.parametrize(
    ("code", "value"),
    [
        ("", 57),
        ("General", 57),
        ("GENERAL", 0.5),
        ("G/通用格式", 57),
        ("@", 57),
        ("@", "57"),
        ("0", 57),
        ("0", 0),
        ("0", 13800138000),
        ("0_ ", 57),
        ("0_);[Red]-0", -57),
        ("[Red]0", 57),
        ("[$-804]General", 57),
        ("[<100]0;0.0", 57),
        ("[>1.2.3]0", 57),
        ("0;@", 57),
        ("#,##0", 13800138000),
        ("0.00_ ", 310012),
        ("0.0", 1.1),
        ("0.00", 3.75),
        ("0000", 2007),
        ("000000", 310012),
        ("# ?/?", 5),
        ("000-0000-0000", 13800138000),
        ("0%", ""),
        ("0%", None),
        ("0%", True),
        ("0", 6222021234567890123),
        ("0000", 6.2e18),
        (ACCOUNTING, 57),
        (ACCOUNTING, "文字"),
        ("0%", "文字"),
        ("0;-0;0;@", "文字"),
        ("yyyy/m/d;@", DAY),
        ("yyyy-mm-dd", DAY),
        ("yyyymmdd", DAY),
        ("yyyy.m.d", DAY),
        ("d-mmm-yy", DAY),
        ('yyyy"年"m"月"d"日";@', DAY),
        ('e"年"m"月"d"号"', DAY),
        ("[$-F800]dddd, mmmm dd, yyyy", DAY),
        ("yyyy/m/d h:mm", NOON),
        ("yyyy/m/d h:mm AM/PM", NOON),
        ("h:mm", dt.time(8, 5)),
        ('上午/下午h"时"mm"分"', dt.time(8, 5)),
        ("mm:ss h", dt.time(8, 5, 30)),
        ("[h]:mm:ss", dt.timedelta(hours=2, seconds=5)),
    ],
)
def test_the_same_is_shown(code: str, value: Cell) -> None:
    assert not shows_otherwise(code, value)


@pytest.mark.parametrize(
    ("shown", "value"),
    [
        ("示例发[2007]57号", 57.0),
        ("95%", 0.95),
        ("0571", 571.0),
        ("4", 3.7),
        ("1.10", 1.1),
        ("0.333", 1 / 3),
        ("五", 5.0),
        ("5.70E+01", 57.0),
        ("1/2", 0.5),
        ("", 5.0),
        ("0571-82614399", 82614399.0),
        ("2007-05-01", 20070501.0),
        ("2007年5月", DAY),
        ("2001年1月", dt.date(2001, 1, 1)),
        ("5月1日", DAY),
        ("二〇〇七年五月一日", DAY),
        ("2007年第5号", DAY),
        ("星期二", DAY),
        ("May-07", dt.date(2007, 5, 9)),
        ("2007-05-01", NOON),
    ],
)
def test_another_text_was_shown(shown: str, value: float | dt.date) -> None:
    assert shown_text.differs(shown, value)


@pytest.mark.parametrize(
    ("shown", "value"),
    [
        ("57", 57.0),
        ("-57", -57.0),
        ("0.95", 0.95),
        ("13,800,138,000", 13800138000.0),
        ("138-0013-8000", 13800138000.0),
        ("310012.00", 310012.0),
        ("0.333333333", 1 / 3),
        ("6.22202123456789E+18", 6222021234567890123.0),
        ("2007-05-01", DAY),
        ("07/5/1", DAY),
        ("20070501", DAY),
        ("2007年5月1日", DAY),
        ("2007年5月1日 星期二", DAY),
        ("1-May-07", DAY),
        ("2007/5/1 12:00", NOON),
        ("2007/5/1 12:00 PM", NOON),
    ],
)
def test_the_same_was_shown(shown: str, value: float | dt.date) -> None:
    assert not shown_text.differs(shown, value)
