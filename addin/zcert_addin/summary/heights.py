"""How tall is a row whose texts are wrapped? Calc does not fit rows in a file that Excel has not saved.

Counted in half characters, as wide as a figure of the default font, in which the widths of columns are measured too.
"""

from collections.abc import Iterable
from typing import Final

_LINE_PT: Final = 16
_PADDING_PT: Final = 4
_MOST_PT: Final = 409
"""Excel's tallest row."""


def height_pt(cells: Iterable[str | int], widths: Iterable[float]) -> int | None:
    """Return the height in pt for texts in columns so many characters wide; None where one line holds each."""
    lines = max(_lines(cell, width) for cell, width in zip(cells, widths, strict=True) if isinstance(cell, str))
    return min(_PADDING_PT + _LINE_PT * lines, _MOST_PT) if lines > 1 else None


def _lines(text: str, width: float) -> int:
    if 2 * len(text) <= width:
        return 1
    halves = 2 * len(text) - sum(map(str.isascii, text))
    return -int(-halves // width)
