"""Check character of ISO/IEC 7064 MOD 11-2, which ends every resident identity number (GB 11643, clause 4.4).

Characters are 0-9, and X, which counts 10, in the last place only.

>>> checksum("11010519491231002X")
1
>>> check_character("11010519491231002")
'X'
"""

from typing import Final

RIGHT: Final = 1
"""The checksum of every right number."""

_CHARACTERS: Final = "0123456789X"
_VALUES: Final = {character: value for value, character in enumerate(_CHARACTERS)}


def is_right(number: str) -> bool:
    """Tell whether a number ends with its check character. KeyError for other characters."""
    return checksum(number) == RIGHT


def checksum(number: str) -> int:
    """Give the weighted sum of the characters modulo 11. KeyError for other characters."""
    remainder = 0
    for character in number:
        remainder = (2 * remainder + _VALUES[character]) % 11
    return remainder


def check_character(body: str) -> str:
    """Give what belongs behind a body of digits to make it right. KeyError for other characters."""
    return _CHARACTERS[(RIGHT - 2 * checksum(body)) % 11]
