"""What do the identity numbers of a sheet say that its cells leave open, and which cells say otherwise?

Sex and day of birth (GB 11643-1999, clause 4), of right numbers alone: of wrong ones, and of other papers, nothing is
known. A cell that shows an error, or a formula without result, reads as empty and is none.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from zcert.fitting import Fit
from zcert.form import Column
from zcert.inspection import Inspection
from zcert.roles import Role
from zcert.values import day, id_number
from zcert.values.text import normalise_code


@dataclass(frozen=True, slots=True)
class Said:
    """What a number says of one cell; row is an Excel row number (1-based), column a header."""

    row: int
    column: str
    text: str


@dataclass(frozen=True, slots=True)
class FromNumbers:
    """What the numbers of a sheet say.

    columns:   headers of the columns of which they say something, in the order of the form; none for other papers.
    open:      cells that are empty, column by column.
    otherwise: cells whose entry the number contradicts, by row.
    silent:    Excel row numbers (1-based) of the people whose number says nothing, although a cell of theirs is empty.
    """

    columns: tuple[str, ...]
    open: tuple[Said, ...]
    otherwise: tuple[Said, ...]
    silent: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Part:
    """One thing that a number says.

    said:  what a right number of 18 characters says.
    entry: an entry as it is compared with that; empty for one that says nothing, which other rules judge.
    """

    said: Callable[[str], str]
    entry: Callable[[str], str]


def _sex(text: str) -> str:
    return text if text in {"男", "女"} else ""


def _birth(text: str) -> str:
    return normalise_code(text) if isinstance(day.parse(text), dt.date) else ""


_State = Literal["open", "otherwise", "silent"]

_PARTS: Final[Mapping[Role, _Part]] = {
    Role.SEX: _Part(id_number.sex, _sex),
    Role.BIRTH_DATE: _Part(id_number.birth_digits, _birth),
}


def from_numbers(found: Fit, inspection: Inspection) -> FromNumbers:
    """Compare the cells of a sheet with its numbers; ``inspection`` is of the sheet's table."""
    asked = _asked(found) if inspection.resident else []
    compared = [one for column, part in asked for one in _compared(inspection, column, part)]
    return FromNumbers(
        tuple(column.header for column, _ in asked),
        tuple(said for state, said in compared if state == "open"),
        tuple(sorted((said for state, said in compared if state == "otherwise"), key=lambda said: said.row)),
        tuple(sorted({said.row for state, said in compared if state == "silent"})),
    )


def _asked(found: Fit) -> list[tuple[Column, _Part]]:
    """Return the columns of which a number says something, in the order of the form; a sheet may lack optional ones."""
    form = found.table.form
    own = [(column, part) for role, part in _PARTS.items() if (column := form.role(role))]
    return sorted((one for one in own if one[0].header in found.columns), key=lambda one: form.index[one[0].header])


def _compared(inspection: Inspection, column: Column, part: _Part) -> Iterator[tuple[_State, Said]]:
    """Yield every cell of a column that is empty, or other than its number says."""
    table = inspection.table
    doubtful = {row for row, header, _ in table.notes.doubts if header == column.header}
    rows = zip(table.numbers, inspection.numbers, inspection.verdicts, table.columns[column.header], strict=True)
    for row, number, fault, entry in rows:
        if row in doubtful:
            continue
        said = Said(row, column.header, "" if fault else part.said(number))
        if not entry.strip():
            yield ("open" if said.text else "silent"), said
        elif said.text and part.entry(entry) not in {"", said.text}:
            yield "otherwise", said
