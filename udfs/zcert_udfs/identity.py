"""Cell functions about resident identity numbers.

Those that extract something from a number return what is wrong with a wrong one.
"""

from collections.abc import Callable, Sequence
from typing import Final

from zcert import clock, words
from zcert.finding import Fault
from zcert.values import id_number, masking, region
from zcert.values.age import years
from zcert.values.id_number import ResidentId
from zcert.values.text import Cell, cell_text, normalise_code
from zcert_udfs.days import UNREADABLE_DAY, as_day
from zcert_udfs.ranges import Answer, each_cell, whole_columns

_REGION_LENGTH: Final = 6


@whole_columns("number")
def check_id(number: Sequence[Cell]) -> list[Answer]:
    """Return 正确, or what is wrong; warnings are left to the button, so that a formula can compare with 正确."""
    texts = [cell if isinstance(cell, str) else "" for cell in number]
    right, stored = words.CORRECT, id_number.STORED_AS_NUMBER.message
    said = [right if fault is None else fault.message for fault in id_number.faults(texts, clock.today())]
    return [text if isinstance(cell, str) else stored for cell, text in zip(number, said, strict=True)]


@each_cell("number")
def id_18(number: Cell) -> Answer:
    """Return the number with 18 characters."""
    return _of_right(number, lambda person: person.number_18)


@each_cell("number")
def birth_date(number: Cell) -> Answer:
    """Return the birth date as 1949-12-31: readable at a glance, and spreadsheets calculate with it."""
    return _of_right(number, lambda person: person.birth_date.isoformat())


@each_cell("number")
def gender(number: Cell) -> Answer:
    """Return 男 or 女."""
    return _of_right(number, lambda person: person.sex)


@each_cell("number")
def region_of(number: Cell) -> Answer:
    """Return the name of the place that issued the number, or of a bare 6-digit code, abolished ones included."""
    # A number cell with six digits has lost none.
    if len(code := normalise_code(cell_text(number))) == _REGION_LENGTH:
        return region.name(code) or "不是已知的地区代码，请核对"
    return _of_right(number, lambda person: person.region_name)


@each_cell("number")
def age(number: Cell, day: Cell = "") -> Answer:
    """Return the age in full years on a day, today by default, as a number; the birthday itself counts."""
    return _of_right(number, lambda person: _age(person, day))


def _age(person: ResidentId, cell: Cell) -> Answer:
    day = clock.today() if cell == "" else as_day(cell)
    if day is None:
        return UNREADABLE_DAY
    born = person.birth_date
    if day < born:
        return "日期早于号码中的出生日期，请核对"
    return years(born, day)


@each_cell("number")
def mask_id(number: Cell) -> Answer:
    """Hide the middle of a number, right or wrong."""
    if not isinstance(number, str):
        return id_number.STORED_AS_NUMBER.message
    return masking.mask(number)


def _of_right(number: Cell, say: Callable[[ResidentId], Answer]) -> Answer:
    found = id_number.parse(number, clock.today())
    return found.message if isinstance(found, Fault) else say(found)
