"""Have long numbers in columns of free text kept all their digits?

A spreadsheet keeps 15 digits of a number and shows a longer one with an exponent, as it is read here too; pasted as a
text it has lost them as well. Columns of another kind have rules that refuse such a text.

digits-lost  the cell is a number of more than 15 digits
"""

import re
from collections.abc import Iterator
from typing import Final

from zcert.code import error
from zcert.finding import Fault, Finding
from zcert.form import Kind
from zcert.inspection import Inspection
from zcert.words import Category

CODES: Final = {
    "digits-lost": error("超过15位的数字丢失了末尾几位", Category.TEXT, "单元格设为文本格式，对照原件重新填写")
}

_LOST: Final = Fault("digits-lost", "超过15位的数字在单元格中已丢失末尾几位，请改为文本后对照原件重新填写")
_EXPONENT: Final = re.compile(r"\s*-?[0-9](?:\.[0-9]+)?E\+[0-9]{2,3}\s*", re.IGNORECASE)


def check(inspection: Inspection) -> Iterator[Finding]:
    """Name each cell of a text column that holds a number with an exponent."""
    for _, column in inspection.table.form.of_kind(Kind.TEXT):
        # One look at the whole column first: nearly none has such a text.
        if "E+" in "".join(inspection.distinct[column.header]).upper():
            yield from inspection.judge(column.header, _judge)


def _judge(text: str) -> list[Fault]:
    return [_LOST] if _EXPONENT.fullmatch(text) else []
