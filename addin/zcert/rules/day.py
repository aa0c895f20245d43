"""Are the days written as YYYYMMDD, and can they be true? The codes are those of ``values.day``."""

import datetime as dt
from collections.abc import Iterator
from functools import lru_cache, partial

from zcert.finding import Fault, Finding
from zcert.form import Kind
from zcert.inspection import Inspection
from zcert.roles import Role
from zcert.values import day

CODES = day.CODES


def check(inspection: Inspection) -> Iterator[Finding]:
    """Judge each day by itself, then against the birth date in a right identity number; a birth date only by itself."""
    for _, column in inspection.table.form.of_kind(Kind.DAY):
        if column.role is Role.BIRTH_DATE:
            yield from inspection.judge(column.header, partial(_judge_birth, inspection.today))
            continue
        days = {text: _judge(text, inspection.today) for text in inspection.distinct[column.header] if text.strip()}
        births = _birth_digits(inspection)
        table = inspection.table
        for number, text, born in zip(table.numbers, table.columns[column.header], births, strict=True):
            found = days.get(text)
            if isinstance(found, str) and born and found <= born:
                found = day.BEFORE_BIRTH
            if isinstance(found, Fault):
                others = ((number, table.form.key),) if found is day.BEFORE_BIRTH else ()
                yield Finding(number, column.header, found.code, found.message, others)


def _judge_birth(today: dt.date, text: str) -> list[Fault]:
    found = day.parse(text)
    if isinstance(found, Fault):
        return [found]
    return [day.BIRTH_AFTER_TODAY] if found > today else []


@lru_cache(maxsize=65_536)
def _judge(text: str, today: dt.date) -> str | Fault:
    """Return the day as eight digits, which compare like days, or a ``Fault``."""
    found = day.parse(text)
    if isinstance(found, Fault):
        return found
    return day.range_fault(found, today) or found.isoformat().replace("-", "")


def _birth_digits(inspection: Inspection) -> list[str]:
    """Return the eight digits of each row's birth date, empty where no right number says it."""
    if not inspection.resident:
        return [""] * len(inspection.table.rows)
    pairs = zip(inspection.numbers, inspection.verdicts, strict=True)
    return [number[6:14] if fault is None else "" for number, fault in pairs]
