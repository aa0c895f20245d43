"""Does the number of each other identity paper have the shape that its kind of paper has?

The codes are those of ``values.special_paper``, and ``id-number-stored``.
"""

from collections.abc import Iterator
from typing import Final

from zcert.finding import Finding
from zcert.form import Kind
from zcert.inspection import Inspection
from zcert.roles import Role
from zcert.values import id_number, special_paper

_STORED: Final = id_number.STORED_AS_NUMBER

CODES: Final = special_paper.CODES | {_STORED.code: id_number.CODES[_STORED.code]}


def check(inspection: Inspection) -> Iterator[Finding]:
    """Judge each number by the kind of paper, if the form asks for it; empty cells belong to another rule."""
    table = inspection.table
    own = table.form.role(Role.PAPER_TYPE)
    for _, column in table.form.of_kind(Kind.PAPER_NUMBER):
        papers, numbers = table.texts(Role.PAPER_TYPE), table.columns[column.header]
        for at, (row, paper, text) in enumerate(zip(table.numbers, papers, numbers, strict=True)):
            if not text or text.isspace():
                continue
            if at in table.stored_as_number:
                # Numbers of other papers have at most 15 digits where a spreadsheet can take them for numbers at all,
                # but a leading zero is gone.
                yield Finding(row, column.header, _STORED.code, _STORED.message)
                continue
            for fault in special_paper.check(paper.strip(), text):
                yield Finding(row, column.header, fault.code, fault.message, ((row, own.header),) if own else ())
