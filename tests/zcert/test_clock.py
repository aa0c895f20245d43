import datetime as dt

import pytest

from zcert import clock


def test_today_is_a_day_of_this_computer() -> None:
    assert abs(clock.today() - dt.datetime.now(dt.UTC).date()) <= dt.timedelta(days=1)


def test_today_is_the_day_of_now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        clock, "now", lambda: dt.datetime(2026, 11, 21, 23, 59, tzinfo=dt.timezone(dt.timedelta(hours=8)))
    )
    assert clock.today() == dt.date(2026, 11, 21)
