"""Which texts of a table can be repaired safely, and into what? Nothing is invented: see ``values.text.tidy``.

Identity numbers and postal codes become half-width and lose their blanks, identity numbers the quotation marks around
them as well, a small x becomes X; a day that is written
out unmistakably (2015.6.30, 2015年6月30日, 2015-06-30) becomes YYYYMMDD. What is still wrong afterwards stays.
"""

import datetime as dt
import re
from dataclasses import dataclass
from typing import Final

from zcert.form import Kind
from zcert.table import Table
from zcert.values import day
from zcert.values.text import normalise_code, normalise_number, tidy

_DAY: Final = re.compile(r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?", re.ASCII)
_CODES: Final = frozenset({Kind.PAPER_NUMBER, Kind.POSTCODE})


@dataclass(frozen=True, slots=True)
class Repair:
    """One text that would be changed; row is an Excel row number (1-based), column a header."""

    row: int
    column: str
    before: str
    after: str


def repairs(table: Table) -> list[Repair]:
    """Return every text that would be changed, by row; keys kept as numbers stay, their digits are lost."""
    found = []
    for at, (number, row) in enumerate(zip(table.numbers, table.rows, strict=True)):
        for column, text in zip(table.form.columns, row, strict=True):
            if column.kind is Kind.RESULT or (at in table.stored_as_number and column.header == table.form.key):
                continue
            after = _repaired(text, column.kind)
            if after != text:
                found.append(Repair(number, column.header, text, after))
    return found


def _repaired(text: str, kind: Kind) -> str:
    if kind is Kind.RESIDENT_ID:
        return normalise_number(text)
    if kind in _CODES:
        return normalise_code(text)
    if kind is Kind.DAY:
        return _day(normalise_code(text))
    return tidy(text)


def _day(text: str) -> str:
    match = _DAY.fullmatch(text)
    if match is None:
        return text
    digits = f"{match[1]}{int(match[2]):02}{int(match[3]):02}"
    return digits if isinstance(day.parse(digits), dt.date) else text
