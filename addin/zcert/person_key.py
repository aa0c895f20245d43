"""By what is a person known again in another workbook, and where was a row first filled in?"""

from collections.abc import Sequence
from typing import NamedTuple

from zcert.inspection import compared_numbers
from zcert.roles import Role
from zcert.table import Origin, Table
from zcert.values.text import normalise_name, normalise_number
from zcert.values.unit_name import compared


class PersonKey(NamedTuple):
    """What tells a person of a row; a part that says nothing is empty.

    person: the number as compared, right or wrong, behind the other keys of the form.
    who:    name and unit as compared.
    """

    person: str
    who: str


def person_keys(table: Table) -> list[PersonKey]:
    """Return what tells the person of each row."""
    others = [table.columns[column.header] for column in table.form.key_columns[1:]]
    texts = table.columns[table.form.key]
    numbers = [right or normalise_number(text) for right, text in zip(compared_numbers(table), texts, strict=True)]
    names, units = table.texts(Role.NAME), table.texts(Role.UNIT)
    return [
        PersonKey(" ".join((*map(str.strip, rest), number)) if number else "", _who(name, unit))
        for name, unit, number, *rest in zip(names, units, numbers, *others, strict=True)
    ]


def _who(name: str, unit: str) -> str:
    plain = normalise_name(name)
    return f"{plain} {compared(unit)}" if plain else ""


def origins_of(file: str, table: Table) -> Sequence[Origin]:
    """Return where each row was first filled in: in a unit's own workbook, called ``file``, that row itself.

    A row that a person typed into a summary has no file.
    """
    if not table.origins:
        return [Origin(file, table.sheet, str(number)) for number in table.numbers]
    rows = zip(table.origins, table.numbers, strict=True)
    return [origin if origin.file else Origin("", table.sheet, str(number)) for origin, number in rows]
