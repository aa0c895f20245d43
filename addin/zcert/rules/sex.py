"""Does 性别 agree with the identity number?"""

from collections.abc import Iterator

from zcert.finding import Finding
from zcert.inspection import Inspection
from zcert.values import id_number

HEADER = "性别"


def check(inspection: Inspection) -> Iterator[Finding]:
    """Compare where the number is right and 性别 is one of its two entries."""
    if not inspection.resident:
        return
    table = inspection.table
    columns = zip(table.numbers, inspection.people, table.columns[HEADER], inspection.verdicts, strict=True)
    for number, person, sex, fault in columns:
        if fault is None and sex in {"男", "女"} and sex != (said := id_number.sex(person)):
            yield Finding(number, HEADER, "sex-mismatch", f"号码表明性别为{said}，与所填不符，请核对性别和号码")
