"""Ages in full years and their bands."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zcert.values.age import BANDS, band, years

DAY = dt.date(2026, 11, 21)


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        pytest.param(dt.date(1990, 11, 21), DAY, 36, id="on the birthday"),
        pytest.param(dt.date(1990, 11, 22), DAY, 35, id="the day before"),
        pytest.param(DAY, DAY, 0, id="born that day"),
        pytest.param(dt.date(2004, 2, 29), dt.date(2027, 2, 28), 22, id="born on 29 February, the day before"),
        pytest.param(dt.date(2004, 2, 29), dt.date(2027, 3, 1), 23, id="born on 29 February, the day after"),
    ],
)
def test_years(born: dt.date, day: dt.date, age: int) -> None:
    assert years(born, day) == age


@pytest.mark.parametrize(
    ("first", "last", "name"),
    [
        (0, 35, "35岁及以下"),
        (36, 40, "36-40岁"),
        (41, 45, "41-45岁"),
        (46, 50, "46-50岁"),
        (51, 54, "51-54岁"),
        (55, 59, "55-59岁"),
        (60, 130, "60岁及以上"),
    ],
)
def test_every_band_has_its_ages(first: int, last: int, name: str) -> None:
    assert {band(age) for age in range(first, last + 1)} == {name}


@given(st.integers(0, 130))
def test_older_people_are_never_in_a_younger_band(age: int) -> None:
    assert BANDS.index(band(age)) <= BANDS.index(band(age + 1))
