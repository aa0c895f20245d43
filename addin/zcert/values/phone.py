"""Telephone numbers as people write them in 联系电话: one or several, mobile or fixed, with or without extension.

Mobile: 11 digits beginning 13-19. Fixed: an area code 0xx or 0xxx, then 7 or 8 digits beginning 2-9; the area code may
be missing; 400 and 800 numbers have ten digits (电信网编号计划).

>>> fault("13800138000") is None and fault("0571-87654321转8012") is None
True
>>> fault("1380013800").code
'phone-format'

phone-format  one of the numbers cannot be dialled
"""

import re
import unicodedata
from typing import Final

from zcert.code import error
from zcert.finding import Fault
from zcert.words import Category

CODES: Final = {
    "phone-format": error("联系电话的格式不对", Category.CONTACT, "填11位手机号码，或带区号的固定电话如0571-87654321")
}

_PUNCTUATION: Final = str.maketrans("—–‐−", "----")
_ONE: Final = r"""
    (?: (?:[+(]{0,2}(?:00)?86\)?[- ]?)?
        (?: 1[3-9]\d[- ]?\d{4}[- ]?\d{4}
          | [48]00[- ]?\d{3}[- ]?\d{4}
          | (?: \(?0[1-9]\d{1,2}\)?[- ]{0,3} | (?<=86[- ])[1-9]\d{1,2}[- ] )?
            [2-9]\d{2,3}[- ]?\d{4} (?:\s*(?:-|转|ext\.?|\*|\#)\s*\d{1,6})?
        )
    )"""
_NUMBERS: Final = re.compile(rf"{_ONE} (?: [、,;/\s]+ {_ONE} )*", re.VERBOSE | re.ASCII | re.IGNORECASE)
_MOBILE: Final = re.compile("1[3-9][0-9]{9}")
"""The form in nearly every cell; all others take the slower path."""


def fault(text: str) -> Fault | None:
    """Return a Fault unless every number in the text can be dialled."""
    if _MOBILE.fullmatch(text):
        return None
    plain = unicodedata.normalize("NFKC", text).translate(_PUNCTUATION).strip()
    if _NUMBERS.fullmatch(plain):
        return None
    return Fault(
        "phone-format", "联系电话应为11位手机号码，或带区号的固定电话如0571-87654321，多个号码用顿号分隔，请核对"
    )
