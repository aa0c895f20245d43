"""Is one person in the table more than once?

id-duplicate  other rows have the same number, and the same other keys where the form has several
"""

from collections.abc import Iterator
from itertools import islice
from typing import Final

from zcert.code import error
from zcert.finding import Finding
from zcert.inspection import Inspection

CODES: Final = {"id-duplicate": error("同一号码在表中出现多次", "核对后删去多余的一行，或改正号码")}

_NAMED_ROWS: Final = 5


def check(inspection: Inspection) -> Iterator[Finding]:
    """Name each row whose person is in other rows too; 15 and 18 characters of one number are one person."""
    people = inspection.people
    if len(set(people)) == len(people):
        return
    table = inspection.table
    rows: dict[str, list[int]] = {}
    for number, person in zip(table.numbers, people, strict=True):
        rows.setdefault(person, []).append(number)
    for number, person in zip(table.numbers, people, strict=True):
        if person and len(rows[person]) > 1:
            # One more than is named: thousands of rows with one number must not be compared with each other.
            others = list(islice((row for row in rows[person] if row != number), _NAMED_ROWS + 1))
            yield Finding(number, table.form.key, "id-duplicate", _message(others))


def _message(others: list[int]) -> str:
    named = "、".join(map(str, others[:_NAMED_ROWS])) + ("等" if len(others) > _NAMED_ROWS else "")
    return f"与第{named}行的号码相同，请核对后保留一行或改正号码"
