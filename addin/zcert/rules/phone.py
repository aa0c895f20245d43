"""Can the telephone numbers be dialled? The code is that of ``values.phone``."""

from collections.abc import Iterator

from zcert.finding import Fault, Finding
from zcert.form import Kind
from zcert.inspection import Inspection
from zcert.values import phone

CODES = phone.CODES


def check(inspection: Inspection) -> Iterator[Finding]:
    """Judge each telephone column."""
    for _, column in inspection.table.form.of_kind(Kind.PHONE):
        yield from inspection.judge(column.header, _judge)


def _judge(text: str) -> list[Fault]:
    fault = phone.fault(text)
    return [fault] if fault else []
