"""Are the postal codes six digits? The code is that of ``values.postcode``."""

from collections.abc import Iterator

from zcert.finding import Fault, Finding
from zcert.form import Kind
from zcert.inspection import Inspection
from zcert.values import postcode

CODES = postcode.CODES


def check(inspection: Inspection) -> Iterator[Finding]:
    """Judge each column of postal codes."""
    for _, column in inspection.table.form.of_kind(Kind.POSTCODE):
        yield from inspection.judge(column.header, _judge)


def _judge(text: str) -> list[Fault]:
    fault = postcode.fault(text)
    return [fault] if fault else []
