"""身份证验证 of single numbers, without a workbook."""

import datetime as dt
from dataclasses import dataclass

from zcert import words
from zcert.finding import Fault
from zcert.values import id_number
from zcert.values.text import normalise_number


@dataclass(frozen=True, slots=True)
class NumberReport:
    """The verdict on one number; the last fields are None unless it is right."""

    value: str
    ok: bool
    code: str | None
    message: str
    warnings: tuple[Fault, ...]
    normalised: str
    birth_date: dt.date | None = None
    sex: str | None = None
    region: str | None = None

    def as_json(self) -> dict[str, object]:
        """Return the fields as JSON has them: warnings by code, the date as YYYY-MM-DD."""
        return {
            "value": self.value,
            "ok": self.ok,
            "code": self.code,
            "message": self.message,
            "warnings": [warning.code for warning in self.warnings],
            "normalised": self.normalised,
            "birth_date": self.birth_date.isoformat() if self.birth_date else None,
            "sex": self.sex,
            "region": self.region,
        }


def check_number(value: str, today: dt.date) -> NumberReport:
    """Judge one number."""
    found = id_number.parse(value, today)
    if isinstance(found, Fault):
        return NumberReport(value, ok=False, code=found.code, message=found.message, warnings=(),
                            normalised=normalise_number(value))  # fmt: skip
    return NumberReport(
        value,
        ok=True,
        code=None,
        message=words.CORRECT,
        warnings=found.warnings,
        normalised=found.number,
        birth_date=found.birth_date,
        sex=found.sex,
        region=found.region_name,
    )
