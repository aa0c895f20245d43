"""How many texts does the table of texts of a workbook before 2007 hold, and do they fill it?

Layout (MS-XLS 2.4.265 SST, 2.5.293 XLUnicodeRichExtendedString): two counts, then texts: length in characters, flags
(1 = 16 bits a character, 4 = extra data follow, 8 = font runs follow), counts of those, characters, runs, extra data.
The table goes on in CONTINUE records; one that goes on with characters begins with new flags.
"""

import struct
from collections.abc import Sequence
from typing import Final

_WIDE, _EXTRA, _RICH = 1, 4, 8
_FLAGS: Final = _WIDE | _EXTRA | _RICH
_RUN_BYTES: Final = 4


def count(parts: Sequence[bytes]) -> int | None:
    """Return the number of texts in the parts of the table; None when they do not end where the last part does.

    Raises struct.error and IndexError where the parts end too early.
    """
    (unique,) = struct.unpack_from("<4xI", parts[0])
    table = _Table(parts)
    for _ in range(unique):
        if not table.pass_text():
            return None
    return unique if table.at_end() else None


class _Table:
    """The parts of a table and the place up to which they were passed."""

    def __init__(self, parts: Sequence[bytes]) -> None:
        self._parts, self._part, self._at = parts, 0, 8

    def pass_text(self) -> bool:
        """Go behind the next text; False when it has flags that no text has."""
        self._go_on()
        length, flags = struct.unpack_from("<HB", self._here, self._at)
        if flags & ~_FLAGS:
            return False
        self._at += 3
        runs = self._number("<H") if flags & _RICH else 0
        extra = self._number("<I") if flags & _EXTRA else 0
        self._pass_characters(length, flags & _WIDE)
        self._pass_bytes(runs * _RUN_BYTES + extra)
        return True

    def at_end(self) -> bool:
        """Return whether nothing is left."""
        return self._part == len(self._parts) - 1 and self._at == len(self._here)

    @property
    def _here(self) -> bytes:
        return self._parts[self._part]

    def _go_on(self) -> None:
        if self._at == len(self._here):
            self._part, self._at = self._part + 1, 0

    def _number(self, layout: str) -> int:
        (number,) = struct.unpack_from(layout, self._here, self._at)
        self._at += struct.calcsize(layout)
        return int(number)

    def _pass_characters(self, left: int, wide: int) -> None:
        while left:
            taken = min(left, (len(self._here) - self._at) >> wide)
            left -= taken
            self._at += taken << wide
            if left:
                self._part, self._at = self._part + 1, 1
                wide = self._here[0] & _WIDE

    def _pass_bytes(self, left: int) -> None:
        while left:
            self._go_on()
            taken = min(left, len(self._here) - self._at)
            left -= taken
            self._at += taken
            if left and self._at == len(self._here):
                self._part, self._at = self._part + 1, 0
