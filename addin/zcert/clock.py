"""Which day is today? Asked here alone, so that tests can choose it; rules and commands get the day as a value."""

import datetime as dt


def now() -> dt.datetime:
    """Return the time in the computer's own time zone."""
    return dt.datetime.now().astimezone()


def today() -> dt.date:
    """Return the day in the computer's own time zone."""
    return now().date()
