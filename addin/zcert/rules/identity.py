"""Is each resident identity number right? The codes are those of ``values.id_number``."""

from collections.abc import Iterator

from zcert.finding import Finding
from zcert.form import Kind
from zcert.inspection import Inspection
from zcert.values import id_number
from zcert.values.text import normalise_number

CODES = id_number.CODES


def check(inspection: Inspection) -> Iterator[Finding]:
    """Yield the verdict on each number, and the warnings on the right ones; empty cells belong to another rule."""
    table = inspection.table
    for _, column in table.form.of_kind(Kind.RESIDENT_ID):
        header = column.header
        texts = table.columns[header]
        verdicts = inspection.verdicts if header == table.form.key else id_number.faults(texts, inspection.today)
        for number, text, fault in zip(table.numbers, texts, verdicts, strict=True):
            if fault is None:
                for warning in id_number.warnings(normalise_number(text)):
                    yield Finding(number, header, warning.code, warning.message)
            elif text and not text.isspace():
                yield Finding(number, header, fault.code, fault.message)
