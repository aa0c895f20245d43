"""Which cells of a sheet are wrong, in which order, and which comes next."""

import pytest

from support.domain import RESIDENT
from zcert.finding import Finding
from zcert.fitting import Fit
from zcert.results import names_fault
from zcert.table import Table
from zcert.wrong_places import Cell, WrongPlace, next_place, previous_place, wrong_places

FIT = Fit(Table(RESIDENT, "表", [], []), {header: 27 - at for at, header in enumerate(RESIDENT.headers)})
"""A sheet whose columns stand the other way round."""


def test_errors_are_in_the_reading_order_of_the_sheet() -> None:
    found = wrong_places(
        FIT,
        [
            Finding(9, "姓名", "required", "甲"),
            Finding(5, "姓名", "required", "乙"),
            Finding(5, "联系电话", "phone-format", "丙"),
            Finding(5, "姓名", "broken-character", "丁"),
            Finding(4, "姓名", "untidy-text", "只是提示"),
            Finding(None, "姓名", "required", "没有行"),
            Finding(6, "（表格以外）", "cell-error", "戊"),
        ],
    )
    assert found == [
        WrongPlace((5, 27 - RESIDENT.index["联系电话"]), "联系电话", "丙"),
        WrongPlace((5, 26), "姓名", "乙；丁"),
        WrongPlace((6, 27), "（表格以外）", "戊"),
        WrongPlace((9, 26), "姓名", "甲"),
    ]


PLACES = [WrongPlace(cell, "姓名", "") for cell in ((4, 1), (4, 7), (9, 0))]


@pytest.mark.parametrize(
    ("at", "next_", "previous"),
    [
        pytest.param(None, (0, False), (2, True), id="not known"),
        pytest.param((1, 51), (0, False), (2, True), id="above all"),
        pytest.param((4, 0), (0, False), (2, True), id="left of the first"),
        pytest.param((4, 1), (1, False), (2, True), id="on the first"),
        pytest.param((4, 3), (1, False), (0, False), id="between, in one row"),
        pytest.param((7, 0), (2, False), (1, False), id="between, in another row"),
        pytest.param((9, 0), (0, True), (1, False), id="on the last"),
        pytest.param((9, 1), (0, True), (2, False), id="behind the last"),
    ],
)
def test_the_neighbours_of_a_cell(at: Cell | None, next_: tuple[int, bool], previous: tuple[int, bool]) -> None:
    assert (next_place(PLACES, at), previous_place(PLACES, at)) == (next_, previous)


def test_a_single_place_is_its_own_neighbour() -> None:
    assert next_place(PLACES[:1], (4, 1)) == previous_place(PLACES[:1], (4, 1)) == (0, True)


@pytest.mark.parametrize(
    ("text", "named"),
    [("", False), ("正确", False), ("正常；提示：略扁", False), ("没有照片", True), ("不正常", True)],
)
def test_a_result_that_names_a_fault(text: str, named: bool) -> None:  # noqa: FBT001  from a table
    assert names_fault(text) is named
