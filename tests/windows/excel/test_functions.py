"""Cell functions as formulas call them: ranges are passed as ranges, and every kind of cell arrives as Excel has it."""

import datetime as dt
from typing import TYPE_CHECKING

import openpyxl
import pytest

from support.domain import MAN, WOMAN, WOMAN_15
from support.excel_engine import Book

if TYPE_CHECKING:
    from support.com_excel.application import Workbook
    from support.com_excel.cells import Range
    from support.com_excel.imitation import Excel

RIGHT = "正确"
WRONG_CHECK = "校验码不符，号码中至少有一位写错，请对照证件逐位核对"


@pytest.fixture
def book(excel_com: "Excel") -> "Workbook":
    content = openpyxl.Workbook()
    sheet = content.active
    for row in ((MAN, WOMAN, MAN), (WOMAN[:-1] + "0", None, WOMAN_15), (330102199803099450, "#N/A", True)):
        sheet.append(row)
    sheet["B3"].data_type = "e"
    sheet.append([dt.date(2026, 11, 21), "20261121", None])
    return excel_com.show(Book(excel_com.model, content, "工作簿1"))


def area(book: "Workbook", first: tuple[int, int], last: tuple[int, int]) -> "Range":
    sheet = book.ActiveSheet
    return sheet.Range(sheet.cell(*first), sheet.cell(*last))


def test_a_range_gives_a_block_of_the_same_shape(excel_com: "Excel", book: "Workbook") -> None:
    here = book.ActiveSheet.cell(1, 9)
    found = excel_com.macros.calculate("ZC_CHECKID", area(book, (1, 1), (3, 3)), book=book, caller=here)
    (first, second, third) = found
    assert first == (RIGHT, RIGHT, RIGHT)
    assert second == (WRONG_CHECK, "", RIGHT)
    assert third[0].startswith("号码以数值存储")
    assert [bool(text) and text != RIGHT for text in third] == [True, True, True]
    assert excel_com.lacking() == set()


def test_a_cell_gives_one_value(excel_com: "Excel", book: "Workbook") -> None:
    here, man, empty = (book.ActiveSheet.cell(*at) for at in ((1, 9), (1, 1), (2, 2)))
    for function, argument, value in (
        ("ZC_CHECKID", man, RIGHT),
        ("ZC_CHECKID", MAN, RIGHT),
        ("ZC_CHECKID", empty, ""),
        ("ZC_BIRTHDATE", man, "1998-03-09"),
        ("ZC_GENDER", man, "男"),
    ):
        assert excel_com.macros.calculate(function, argument, book=book, caller=here) == value, function


@pytest.mark.parametrize("day", [(4, 1), (4, 2)], ids=["a date", "its digits"])
def test_dates_and_numbers_go_both_ways(excel_com: "Excel", book: "Workbook", day: tuple[int, int]) -> None:
    here, man = book.ActiveSheet.cell(1, 9), book.ActiveSheet.cell(1, 1)
    age = excel_com.macros.calculate("ZC_AGE", man, book.ActiveSheet.cell(*day), book=book, caller=here)
    assert (age, type(age)) == (28, float) or age == 28


def test_an_argument_that_is_left_out(excel_com: "Excel", book: "Workbook") -> None:
    from support.com_excel.vba import MISSING

    here, man = book.ActiveSheet.cell(1, 9), book.ActiveSheet.cell(1, 1)
    today = dt.date.today()  # noqa: DTZ011  as the clock on the wall
    birthday = (today.month, today.day) >= (3, 9)
    assert excel_com.macros.calculate("ZC_AGE", man, MISSING, book=book, caller=here) == today.year - 1998 - (
        not birthday
    )


def test_a_whole_column_is_read_in_one_call(excel_com: "Excel", book: "Workbook") -> None:
    from support.com_excel.member import CALLS

    sheet = book.model.content.active
    calls = []
    for rows in (10, 3000):
        for row in range(1, rows + 1):
            sheet.cell(row, 1, MAN)
        CALLS.clear()
        column = area(book, (1, 1), (rows, 1))
        found = excel_com.macros.calculate("ZC_CHECKID", column, book=book, caller=sheet_cell(book))
        assert found == ((RIGHT,),) * rows
        calls.append(dict(CALLS))
    assert calls[0] == calls[1]


def sheet_cell(book: "Workbook") -> "Range":
    return book.ActiveSheet.cell(1, 9)
