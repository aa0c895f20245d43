"""Does the sex agree with the identity number?

sex-mismatch  the entry contradicts the last digit of the sequence (GB 11643-1999, clause 4.3)
"""

from collections.abc import Iterator
from typing import Final

from zcert.code import error
from zcert.finding import Finding
from zcert.inspection import Inspection
from zcert.roles import Role
from zcert.values import id_number
from zcert.words import Category

CODES: Final = {"sex-mismatch": error("性别与身份证号码不符", Category.NUMBER, "对照证件，改正性别或号码")}


def check(inspection: Inspection) -> Iterator[Finding]:
    """Compare where the number is right and the sex is one of its two entries."""
    table = inspection.table
    column = table.form.role(Role.SEX)
    if column is None or not inspection.resident:
        return
    rows = zip(table.numbers, inspection.numbers, table.columns[column.header], inspection.verdicts, strict=True)
    for row, number, sex, fault in rows:
        if fault is None and sex in {"男", "女"} and sex != (said := id_number.sex(number)):
            message = f"号码表明性别为{said}，与所填不符，请核对性别和号码"
            yield Finding(row, column.header, "sex-mismatch", message, ((row, table.form.key),))
