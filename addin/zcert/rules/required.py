"""Are the required columns filled in?

required  the cell is empty or blank
"""

from collections.abc import Iterator
from typing import Final

from zcert.code import error
from zcert.finding import Finding
from zcert.inspection import Inspection
from zcert.words import Category

CODES: Final = {"required": error("必填项未填", Category.REQUIRED, "补填，红字栏目都必须填写")}


def check(inspection: Inspection) -> Iterator[Finding]:
    """Name each empty cell of a required column; a cell with blanks only is empty, one that looks filled in is not."""
    table = inspection.table
    for column in table.form.columns:
        texts = table.columns[column.header]
        if not column.required or all(map(str.strip, texts)):
            continue
        for number, text in zip(table.numbers, texts, strict=True):
            if (not text or text.isspace()) and (number, column.header) not in table.unread:
                yield Finding(number, column.header, "required", f"“{column.header}”必须填写，请补填")
