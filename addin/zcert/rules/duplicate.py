"""Is one person in the table more than once?

id-duplicate  other rows, of this table or of another in the workbook, have the same number, and the same other keys
              where the form has several
"""

from collections.abc import Iterator
from itertools import islice
from typing import Final

from zcert.code import error
from zcert.finding import Finding
from zcert.form import Form
from zcert.inspection import Inspection
from zcert.words import Category

CODES: Final = {
    "id-duplicate": error(
        "同一号码在表中或本工作簿的另一张表中出现多次", Category.DOUBLE, "核对后删去多余的一行，或改正号码"
    )
}

_NAMED_ROWS: Final = 5


def check(inspection: Inspection) -> Iterator[Finding]:
    """Name each row whose person is in other rows too; 15 and 18 characters of one number are one person."""
    people, beside = inspection.people, inspection.people_beside
    if len(set(people)) == len(people) and beside.keys().isdisjoint(people):
        return
    table = inspection.table
    rows: dict[str, list[int]] = {}
    for number, person in zip(table.numbers, people, strict=True):
        rows.setdefault(person, []).append(number)
    following = {row: after for same in rows.values() for row, after in zip(same, [*same[1:], same[0]], strict=True)}
    for number, person in zip(table.numbers, people, strict=True):
        if person and (len(rows[person]) > 1 or person in beside):
            # One more than is named: thousands of rows with one number must not be compared with each other.
            others = list(islice((row for row in rows[person] if row != number), _NAMED_ROWS + 1))
            cells = _cells(table.form, number, following[number])
            yield Finding(number, table.form.key, "id-duplicate", _message(others, beside.get(person)), cells)


def _cells(form: Form, row: int, other: int) -> tuple[tuple[int, str], ...]:
    """Return the cells by which a row and another are one person, without the number of the first."""
    headers = [column.header for column in form.key_columns]
    own = tuple((row, header) for header in headers[1:])
    return own if row == other else (*own, *((other, header) for header in headers))


def _message(others: list[int], beside: tuple[str, int] | None) -> str:
    named = "、".join(map(str, others[:_NAMED_ROWS])) + ("等" if len(others) > _NAMED_ROWS else "")
    places = [f"第{named}行"] if others else []
    if beside:
        places.append(f"工作表“{beside[0]}”第{beside[1]}行")
    return f"与{'、'.join(places)}的号码相同，请核对后保留一行或改正号码"
