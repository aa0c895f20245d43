"""Identity numbers in what is shown outside the sheet: their middle is hidden."""

import re
from typing import Final

from zcert.values.text import normalise_number

_NUMBERS: Final = re.compile(r"(?<![0-9])[0-9]{15}(?:[0-9]{2}[0-9Xx])?(?![0-9])")


def mask_within(text: str) -> str:
    """Hide the middle of every run of 15 or 18 characters that could be an identity number.

    >>> mask_within("照片11010519491231002X.jpg")
    '照片110***********002X.jpg'
    """
    return _NUMBERS.sub(lambda match: mask(match[0]), text)


def mask(text: str) -> str:
    """Hide the middle of a number, as it is compared, for reports: the first three and last four characters stay.

    >>> mask("11010519491231002X")
    '110***********002X'
    """
    text = normalise_number(text)
    shown = 3 + 4
    return text if len(text) <= shown else text[:3] + "*" * (len(text) - shown) + text[-4:]
