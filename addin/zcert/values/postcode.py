"""Postal code: six digits (邮政编码 of the form).

>>> fault("310007") is None
True
>>> fault("31000").code
'postcode-format'

postcode-format  anything but six digits
"""

import re
from typing import Final

from zcert.code import error
from zcert.finding import Fault
from zcert.values.text import normalise_code
from zcert.words import Category

CODES: Final = {"postcode-format": error("邮政编码不是6位数字", Category.CONTACT, "填6位数字，如310007")}

_DIGITS: Final = re.compile(r"[0-9]{6}")


def fault(text: str) -> Fault | None:
    """Return a Fault unless the text is a postal code."""
    if _DIGITS.fullmatch(normalise_code(text)):
        return None
    return Fault("postcode-format", "邮政编码应为6位数字，如310007，请核对")
