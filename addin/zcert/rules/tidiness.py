"""Are the texts tidy: no superfluous blanks, line breaks, invisible or full-width characters?

The codes are those of ``values.text``.
"""

from collections.abc import Iterator

from zcert.finding import Finding
from zcert.form import Kind
from zcert.inspection import Inspection
from zcert.values import text

CODES = text.CODES


def check(inspection: Inspection) -> Iterator[Finding]:
    """Judge every column that a person fills in; those of the unit's own only by what a summary could not keep."""
    for column in inspection.table.form.columns:
        # One look at the whole column first: nearly every column is tidy throughout.
        if column.kind is Kind.RESULT or text.surely_tidy(*inspection.distinct[column.header]):
            continue
        yield from inspection.judge(column.header, text.text_faults)
    for _, column in inspection.table.form.of_kind(Kind.RESIDENT_ID):
        yield from inspection.judge(column.header, text.number_faults)
    for caption, texts in inspection.table.added.items():
        for number, cell in zip(inspection.table.numbers, texts, strict=True):
            lost = [fault for fault in text.text_faults(cell) if fault.code != text.UNTIDY]
            yield from (Finding(number, caption, fault.code, fault.message) for fault in lost)
