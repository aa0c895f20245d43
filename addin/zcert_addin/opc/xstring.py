"""How is a text escaped in a sheet's XML, so that Excel reads back the same text?

ST_Xstring (ECMA-376-1, 22.9.2.19): a character that XML cannot carry is written ``_xHHHH_``, and a text that merely
looks like such an escape has its first underscore written ``_x005F_``. Carriage return is escaped too, because an XML
parser turns it into a line feed.

>>> xml_text("A & B")
'A &amp; B'
>>> xml_text("_x0041_")
'_x005F_x0041_'
"""

import re
from typing import Final

_UNSAFE: Final = "\x00-\x08\x0b-\x1f\ufffe\uffff"
_SPECIALS: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "_": "_x005F_"}
# An underscore also begins a false escape when the character that closes it becomes "_" by its own escape.
_ESCAPED: Final = re.compile(f"[&<>{_UNSAFE}]|_(?=x[0-9A-Fa-f]{{4}}[_{_UNSAFE}])")
_SURROGATE: Final = re.compile("[\ud800-\udfff]")


def xml_text(text: str) -> str:
    """Return the text as element content; lone surrogates become U+FFFD, nothing is cut."""
    if text.isprintable() and "&" not in text and "<" not in text and ">" not in text and "_x" not in text:
        return text
    if _SURROGATE.search(text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return _ESCAPED.sub(_escape, text)


def _escape(match: re.Match[str]) -> str:
    character = match[0]
    return _SPECIALS.get(character) or f"_x{ord(character):04X}_"
