"""Buttons on fifty thousand rows make as many calls to Excel as on ten."""

import datetime as dt
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from support.domain import RESIDENT
from support.excel_books import collection

if TYPE_CHECKING:
    from support.com_excel.application import Workbook
    from support.com_excel.imitation import Excel

FEW: Final = 10
_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def numbers() -> Iterator[str]:
    """Yield right numbers of women that no real person has, each once."""
    day = dt.date(1960, 1, 1)
    while True:
        day += dt.timedelta(1)
        for order in range(902, 1000, 2):
            digits = f"330106{day:%Y%m%d}{order}"
            weighed = sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=True))
            yield digits + "10X98765432"[weighed % 11]


def filled(book: "Workbook", rows: int) -> None:
    """Fill the sheet with that many right people, of whom the second has a wrong number and the third no sex."""
    sheet, key, sex = book.model.content.worksheets[0], RESIDENT.index["身份证号码"] + 1, RESIDENT.index["性别"] + 1
    first = [(cell.column, cell.value, cell.number_format) for cell in sheet[4] if cell.value is not None]
    for row, number in enumerate(islice(numbers(), rows), 4):
        for column, value, kind in first:
            sheet.cell(row, column, value).number_format = kind
        sheet.cell(row, key).value = number
    sheet.cell(5, key).value = "330106198001019999"
    sheet.cell(6, sex).value = None


Press = Callable[[str], tuple[int, str]]


@pytest.fixture
def book(excel_com: "Excel", tmp_path: Path) -> "Workbook":
    return excel_com.open(collection(tmp_path, 1))


@pytest.fixture
def press(excel_com: "Excel", book: "Workbook", tmp_path: Path) -> Press:
    """Return what presses a button, and returns the number of calls to Excel and what was said last."""
    from support.com_excel.member import CALLS

    def pressed(button: str) -> tuple[int, str]:
        book.model.content.active = 0
        excel_com.reader.answers.append("yes")
        excel_com.model.api.picks.append(str(tmp_path))
        CALLS.clear()
        assert excel_com.press(button, book)
        excel_com.reader.answers.clear()
        excel_com.model.api.picks.clear()
        return sum(CALLS.values()), excel_com.told[-1]

    return pressed


BUTTONS: Final = (
    "check_identity",
    "check_data",
    "check_photos",
    "tidy_texts",
    "fill_from_number",
    "next_error",
    "unify_units",
)


# 50,000 rows, which take openpyxl long, for the button that everybody presses.
@pytest.mark.parametrize(("buttons", "many"), [(BUTTONS[:1], 50_000), (BUTTONS[1:], 3_000)], ids=["50000", "3000"])
def test_calls_do_not_grow(book: "Workbook", press: Press, buttons: tuple[str, ...], many: int) -> None:
    filled(book, FEW)
    for button in buttons:
        press(button)  # the first time it makes its sheets
    filled(book, FEW)
    few = {button: press(button)[0] for button in buttons}
    filled(book, many)
    found = {button: press(button)[0] for button in buttons}
    # New rows may be formatted otherwise than the first, which takes one call more.
    assert {button: calls for button, calls in found.items() if calls > few[button] + 2} == {}
