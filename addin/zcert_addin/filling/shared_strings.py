"""Shared strings of a workbook being written, capped so that memory stays bounded.

Shared strings make smaller files that open faster. Once the table is full, further new texts are written inline, so
that a summary of any length needs the same memory.
"""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from zcert.values.text import CELL_CAPACITY
from zcert_addin.opc.xstring import xml_text

PART: Final = "xl/sharedStrings.xml"
LIMIT: Final = 150_000

_ITEMS: Final = re.compile(rb"<sst[^>]*?>(?P<items>.*)</sst>", re.DOTALL)
_CHUNK: Final = 20_000
_SURELY_FITS: Final = CELL_CAPACITY // 2


class SharedStrings(dict[str, str]):
    """Text -> end of the cell element that shows it; look up with ``strings[text]``.

    part:  the template's own shared strings, whose indices stay valid.
    limit: maximum number of new texts shared.
    """

    def __init__(self, part: bytes, limit: int = LIMIT) -> None:
        super().__init__({"": "/>"})
        match = _ITEMS.search(part)
        self._old = match["items"] if match else b""
        self._base = self._old.count(b"<si>")
        self._room = limit
        self._shared = 0

    def __missing__(self, text: str) -> str:
        """Share a new text under the next index or, when the table is full, write it inline."""
        if self._shared >= self._room:
            return f' t="inlineStr"><is>{_item(text)}</is></c>'
        tail = self[text] = f' t="s"><v>{self._base + self._shared}</v></c>'
        self._shared += 1
        return tail

    def xml(self) -> Iterator[bytes]:
        """Yield the part with the template's texts and the new ones, in chunks."""
        yield (
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
            f'uniqueCount="{self._base + self._shared}">'
        ).encode()
        yield self._old
        # The texts are in the order of their indices, after the empty one.
        texts = islice(self, 1, None)
        while chunk := list(islice(texts, _CHUNK)):
            yield "".join([f"<si>{_item(text)}</si>" for text in chunk]).encode()
        yield b"</sst>"


def _item(text: str) -> str:
    # Letters and digits need no escaping, and nearly every text is a name, a number or an address.
    if text.isalnum() and len(text) <= _SURELY_FITS:
        return f"<t>{text}</t>"
    escaped = xml_text(_fitting(text))
    keep = ' xml:space="preserve"' if escaped[:1].isspace() or escaped[-1:].isspace() or "\n" in escaped else ""
    return f"<t{keep}>{escaped}</t>"


def _fitting(text: str) -> str:
    """Cut what no cell can hold; the rule ``text-too-long`` has reported it."""
    if len(text) <= _SURELY_FITS:
        return text
    return text.encode("utf-16-le", "surrogatepass")[: 2 * CELL_CAPACITY].decode("utf-16-le", "ignore")
