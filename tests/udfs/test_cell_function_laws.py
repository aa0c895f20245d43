"""No cell function raises; every one is offered to hosts."""

import datetime as dt
import importlib
import inspect
import logging
import pkgutil
import re
import subprocess
import sys
from decimal import Decimal
from typing import get_type_hints

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import zcert_udfs
from support.cell_calls import CELL_ADDRESS, RIGHT, ROOT, VBA_WORDS, call, leaves, shape
from support.domain import MAN, TODAY, WOMAN, WOMAN_15
from zcert.values import region
from zcert.values.id_number import ResidentId, parse
from zcert_udfs import FUNCTIONS, CellFunction
from zcert_udfs.ranges import BUG, MISMATCH, each_cell, whole_columns

pytestmark = pytest.mark.usefixtures("today")


# Never an exception


def test_a_bug_is_one_text_and_a_line_in_the_log_without_values(caplog: pytest.LogCaptureFixture) -> None:
    @each_cell("number")
    def broken(number: object) -> str:
        raise KeyError(number)

    with caplog.at_level(logging.ERROR):
        assert broken([[WOMAN]]) == BUG
    assert "broken: KeyError at" in caplog.text
    assert WOMAN not in caplog.text
    assert broken("") == ""


def test_a_wrong_number_of_answers_is_a_bug() -> None:
    @whole_columns("number")
    def short(number: list[object]) -> list[str]:
        return ["" for _ in number[1:]]

    assert short([[WOMAN], [MAN]]) == BUG


def test_a_wrong_number_of_arguments_is_a_bug() -> None:
    assert call("ZC_CHECKID", WOMAN, WOMAN) == BUG


scalars = st.one_of(
    st.none(),
    st.text(),
    st.text("0123456789X年月日-/#", max_size=20),
    st.floats(),
    st.integers(),
    st.integers(0, 10**9),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
    st.decimals(),
    st.binary(max_size=3),
    st.complex_numbers(),
    st.sampled_from(["#N/A", "#VALUE!", WOMAN, WOMAN_15, "330106", "中国护照", "外国人永久居留身份证", "高等学校教师"]),
    st.sampled_from(["教授", "杭州市", "西湖区", "A01031000000000001", "20200101", 10**400, object(), str(ROOT)]),
)
ranges = st.recursive(scalars, lambda parts: st.lists(parts, max_size=4) | st.lists(parts, max_size=3).map(tuple))


@pytest.mark.parametrize("one", FUNCTIONS, ids=lambda one: one.name)
@given(data=st.data())
@settings(max_examples=150, deadline=None)
def test_nothing_raises_and_the_shape_is_kept(one: CellFunction, data: st.DataObject) -> None:
    arguments = [data.draw(ranges) for _ in one.arguments]
    answers = one.function(*arguments)
    sizes = [len(leaves(argument)) for argument in arguments]
    if answers != MISMATCH:
        assert shape(answers) in [
            shape(argument)
            for argument, size in zip(arguments, sizes, strict=True)
            if size == next((wide for wide in sizes if wide != 1), 1)
        ]
    assert all(isinstance(answer, str) or type(answer) is int for answer in leaves(answers))
    assert BUG not in leaves(answers)


@pytest.mark.parametrize("one", FUNCTIONS, ids=lambda one: one.name)
@given(rows=st.lists(st.lists(scalars, min_size=2, max_size=2), min_size=1, max_size=5))
@settings(max_examples=100, deadline=None)
def test_a_range_is_answered_like_its_cells(one: CellFunction, rows: list[list[object]]) -> None:
    columns = [[[row[at]] for row in rows] for at in range(len(one.arguments))]
    single = [[one.function(*row[: len(one.arguments)])] for row in rows]
    answers = one.function(*columns)
    assert answers == single
    assert BUG not in leaves(answers)


@given(cell=scalars)
@example(cell=Decimal("sNaN"))
@example(cell=Decimal("1E+999"))
@example(cell=10**400)
def test_only_an_identity_number_is_right(cell: object) -> None:
    answer = call("ZC_CHECKID", cell)
    assert answer != BUG
    if answer == RIGHT:  # an example can be made of the numbers in this code, and then be a right one
        assert isinstance(cell, str)
        assert isinstance(parse(cell, TODAY), ResidentId)


@given(
    st.sampled_from(sorted(region.spans())),
    st.dates(dt.date(1900, 1, 1), dt.date(1999, 12, 31)),
    st.integers(0, 999),
)
def test_a_lengthened_number_is_right(code: str, born: dt.date, sequence: int) -> None:
    short = f"{code}{born:%y%m%d}{sequence:03}"
    number = call("ZC_ID18", short)
    assert (call("ZC_CHECKID", short), call("ZC_CHECKID", number)) == (RIGHT, RIGHT)
    for name in ("ZC_ID18", "ZC_BIRTHDATE", "ZC_GENDER", "ZC_REGION", "ZC_AGE"):
        assert call(name, number) == call(name, short)
    assert call("ZC_BIRTHDATE", number) == born.isoformat()


# What a host is told


@pytest.mark.parametrize("one", FUNCTIONS, ids=lambda one: one.name)
def test_a_host_can_offer_it(one: CellFunction) -> None:
    assert re.fullmatch(r"ZC_[A-Z0-9]+", one.name)
    assert not CELL_ADDRESS.fullmatch(one.name)
    assert 0 < len(one.summary) <= 255
    assert all(0 < len(argument.help) <= 255 for argument in one.arguments)
    parameters = inspect.signature(one.function).parameters
    assert [argument.name for argument in one.arguments] == list(parameters)
    assert {parameter.kind for parameter in parameters.values()} == {inspect.Parameter.POSITIONAL_OR_KEYWORD}
    for argument in one.arguments:
        assert re.fullmatch(r"[a-z][a-z0-9]*", argument.name)
        assert not re.search(rf"\b{argument.name}\b", VBA_WORDS)
    # xlwings would take type hints for converters.
    assert get_type_hints(one.function) == {}


@pytest.mark.parametrize("name", ["ID18", "a1", "XFD1048576", "R1C1", "rc", "R", "C", "R[-1]C[2]"])
def test_what_looks_like_a_cell(name: str) -> None:
    assert CELL_ADDRESS.fullmatch(name)


def test_every_cell_function_is_offered_once_and_no_other() -> None:
    modules = [
        importlib.import_module(f"zcert_udfs.{found.name}") for found in pkgutil.iter_modules(zcert_udfs.__path__)
    ]
    made = [
        value
        for module in modules
        for value in vars(module).values()
        if hasattr(value, "__wrapped__") and value.__module__ == module.__name__
    ]
    assert {id(one) for one in made} == {id(one.function) for one in FUNCTIONS}
    assert len({one.name for one in FUNCTIONS}) == len(made) == len(FUNCTIONS)


def test_the_room_lists_every_function() -> None:
    page = (ROOT / "udfs" / "README.md").read_text("utf-8")
    rows = [
        f"| `={one.name}({', '.join(argument.name for argument in one.arguments)})` | {one.summary} |"
        for one in FUNCTIONS
    ]
    assert [line for line in page.splitlines() if line.startswith("| `=")] == rows


def test_import_loads_nothing_heavy() -> None:
    heavy = {"numpy", "PIL", "simplejpeg", "xlsxwriter", "click", "zcert_addin"}
    code = f"import sys, zcert_udfs; sys.exit(' '.join({heavy} & set(sys.modules)) or 0)"
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)
    assert (done.stderr.strip(), done.returncode) == ("", 0)
