"""What the rules look at: a table, the day, the dictionary, the photos. What several rules need is found once."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from zcert.finding import Fault, Finding
from zcert.form import Kind
from zcert.photos.album import Album
from zcert.table import Table
from zcert.values import id_number, special_paper
from zcert.values.text import normalise_number
from zcert_dictionaries import Edition


@dataclass(frozen=True)
class Inspection:
    """A table and all that is needed to judge it.

    today:  the day that counts as today for dates in the future.
    photos: what the photo folder holds; None = photos are not looked at.
    beside: the inspections of the workbook's other tables.
    """

    table: Table
    today: dt.date
    edition: Edition
    photos: Album | None = None
    beside: "tuple[Inspection, ...]" = ()

    @cached_property
    def distinct(self) -> dict[str, set[str]]:
        """The different texts of each column, by header."""
        return {header: set(texts) for header, texts in self.table.columns.items()}

    @cached_property
    def resident(self) -> bool:
        """Whether the people of this form are known by their resident identity numbers."""
        return _has_resident_numbers(self.table)

    @cached_property
    def verdicts(self) -> list[Fault | None]:
        """The verdict on each row's identity number, None = right; also for empty ones."""
        verdicts = id_number.faults(self.table.columns[self.table.form.key], self.today)
        for at in self.table.stored_as_number:
            verdicts[at] = id_number.STORED_AS_NUMBER
        return verdicts

    @cached_property
    def numbers(self) -> list[str]:
        """The number of each row as it is compared, resident ones with 18 characters; empty when it says nothing."""
        return compared_numbers(self.table)

    @cached_property
    def people(self) -> list[str]:
        """For each row a text that is the same for the same person; empty when the number says nothing."""
        others = [self.table.columns[column.header] for column in self.table.form.key_columns[1:]]
        if not others:
            return self.numbers
        rows = zip(self.numbers, *others, strict=True)
        return [" ".join((*map(str.strip, rest), number)) if number else "" for number, *rest in rows]

    @cached_property
    def people_beside(self) -> dict[str, tuple[str, int]]:
        """Sheet and row number (1-based) at which each person is met first on the workbook's other tables."""
        found: dict[str, tuple[str, int]] = {}
        for one in self.beside:
            for number, person in zip(one.table.numbers, one.people, strict=True):
                if person:
                    found.setdefault(person, (one.table.sheet, number))
        return found

    def judge(self, header: str, judge: Callable[[str], Iterable[Fault]]) -> Iterator[Finding]:
        """Apply a judgement to a column, once for each different text that is not blank."""
        texts = (text for text in self.distinct[header] if text and not text.isspace())
        wrong = {text: faults for text in texts if (faults := list(judge(text)))}
        if not wrong:
            return
        for number, text in zip(self.table.numbers, self.table.columns[header], strict=True):
            for fault in wrong.get(text, ()):
                yield Finding(number, header, fault.code, fault.message)


def inspect_all(
    tables: Iterable[Table], today: dt.date, edition: Edition, photos: Album | None = None
) -> tuple[Inspection, ...]:
    """Return the inspections of a workbook's tables, each of which knows the others."""
    alone = [Inspection(table, today, edition, photos) for table in tables]
    if len(alone) == 1:
        return (alone[0],)
    return tuple(replace(one, beside=tuple(other for other in alone if other is not one)) for one in alone)


def compared_numbers(table: Table) -> list[str]:
    """Return the number of each row as it is compared, resident ones with 18 characters; empty when it says nothing."""
    compare = _resident_number if _has_resident_numbers(table) else _other_number
    return [compare(number) for number in table.columns[table.form.key]]


def _has_resident_numbers(table: Table) -> bool:
    return table.form.key_columns[0].kind is Kind.RESIDENT_ID


def _resident_number(number: str) -> str:
    plain = normalise_number(number)
    if len(plain) == id_number.LENGTH:
        return plain
    return id_number.to_18(plain) if len(plain) == id_number.OLD_LENGTH else ""


def _other_number(number: str) -> str:
    plain = special_paper.compact(number)
    return plain if any(map(str.isdigit, plain)) else ""
