"""Where in a text does something stand that could be an identity number? Its middle is hidden there.

>>> mask_within("杭州样本大学11010519491231002X")
'杭州样本大学110***********002X'
>>> mask_within("浙人专〔2007〕57号，1234567890123456")
'浙人专〔2007〕57号，1234567890123456'
"""

import re
from typing import Final

from zcert.values.id_number import mask

_NUMBER: Final = re.compile(r"(?<![0-9])[0-9]{15}(?:[0-9]{2}[0-9Xx])?(?![0-9])")


def mask_within(text: str) -> str:
    """Hide the middle of every run of 15 or 18 characters that could be an identity number."""
    return _NUMBER.sub(lambda match: mask(match[0]), text)
