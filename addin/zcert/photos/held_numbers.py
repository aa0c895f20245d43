"""Which numbers does the name of a photo hold beside other things? People write 姓名+号码, copying adds (1) or .jpg.

>>> sorted(held_numbers("李测试330106196304139077"))
['330106196304139077']
>>> sorted(held_numbers("330106196405149098(1)"))
['330106196405149098']
>>> sorted(held_numbers("护照E12345678-副本"))
['E12345678']
"""

import re
import unicodedata
from typing import Final

from zcert.values import id_number

_TOKEN: Final = re.compile("[0-9A-Z]+")
_NUMBER: Final = re.compile("(?<![0-9])(?:[0-9]{17}[0-9X]|[0-9]{15})(?![0-9])")
_SHORTEST: Final = 7
"""Shorter runs of letters and digits are dates, counters or names rather than numbers of people."""


def held_numbers(stem: str) -> frozenset[str]:
    """Return the numbers in the stem of a file name as photo keys; those of 15 digits with 18 characters too."""
    text = unicodedata.normalize("NFKC", stem).upper()
    tokens = {token for token in _TOKEN.findall(text) if len(token) >= _SHORTEST and not token.isalpha()}
    found = tokens.union(_NUMBER.findall(text))
    return frozenset(found | set(map(id_number.to_18, found)))


def same_number(key: str) -> tuple[str, ...]:
    """Return the photo keys under which the photo of a number may be kept besides its own.

    >>> same_number("110105491231002")
    ('110105491231002', '11010519491231002X')
    """
    return tuple(dict.fromkeys((key, id_number.to_18(key))))
