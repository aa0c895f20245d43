"""Which day is today? One place, so that tests can choose it."""

import datetime as dt


def today() -> dt.date:
    """Give the day in the computer's time zone."""
    return dt.datetime.now().astimezone().date()
