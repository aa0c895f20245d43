"""Whose photo is it? A photo's file is named for the number of the person it shows."""

import unicodedata
from typing import Final

from zcert.values.text import QUOTATION_MARKS

JPEG_SUFFIXES: Final = frozenset({"jpg", "jpeg"})
OTHER_SUFFIXES: Final = frozenset({"bmp", "gif", "heic", "jfif", "png", "tif", "tiff", "webp"})

_DROPPED: Final = f"()={QUOTATION_MARKS}"
_ASCII_DROPPED: Final = {code: None for code in range(128) if chr(code).isspace() or chr(code) in _DROPPED}


def photo_key(text: str) -> str:
    """Return the form in which an identity number and the stem of a photo's file name are compared.

    Width and case do not count; white space, round brackets, quotation marks and invisible characters are dropped.

    >>> photo_key("１１０１０５１９４９１２３１００２ｘ ")
    '11010519491231002X'
    """
    if text.isascii():
        return text.translate(_ASCII_DROPPED).upper()
    # Dropping a character can bring two others together that NFKC joins: repeat until nothing moves.
    while (key := _folded(text)) != text:
        text = key
    return key


def _folded(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).casefold().upper()
    return "".join(
        char for char in text if not (char.isspace() or char in _DROPPED or unicodedata.category(char) == "Cf")
    )
