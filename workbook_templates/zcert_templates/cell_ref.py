"""How far does a sheet reach, and which row and column does a reference like ``AB7`` or ``A1:AB7`` mean?

Rows are 1-based as printed on the sheet, columns 0-based.

>>> column_index("AB"), column_letters(27)
(27, 'AB')
>>> parse_range("B2:C9")
Range(top=2, left=1, bottom=9, right=2)
"""

import functools
import re
from typing import Final, NamedTuple

LAST_ROW: Final = 1_048_576
LAST_COLUMN: Final = 16_383

_REF: Final = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})")


class Range(NamedTuple):
    """A block of cells, both corners included."""

    top: int
    left: int
    bottom: int
    right: int


@functools.cache
def column_index(letters: str) -> int:
    """Return the column of ``A`` to ``XFD``, 0-based; ValueError for anything else."""
    index = 0
    for letter in letters:
        if not "A" <= letter <= "Z":
            break
        index = index * 26 + ord(letter) - 64
    else:
        if 0 < index <= LAST_COLUMN + 1:
            return index - 1
    raise ValueError(f"no column {letters!r}")


@functools.cache
def column_letters(index: int) -> str:
    """Return the letters of a 0-based column."""
    before, last = divmod(index, 26)
    return (column_letters(before - 1) if before else "") + chr(65 + last)


def parse_range(ref: str) -> Range:
    """Return the block that ``A1`` or ``A1:B2`` means; ValueError for anything else, also whole rows and columns."""
    first, _, last = ref.partition(":")
    (top, left), (bottom, right) = _corner(first), _corner(last or first)
    return Range(min(top, bottom), min(left, right), max(top, bottom), max(left, right))


def format_range(block: Range) -> str:
    """Return the reference of a block, a single cell without colon."""
    first = f"{column_letters(block.left)}{block.top}"
    last = f"{column_letters(block.right)}{block.bottom}"
    return first if first == last else f"{first}:{last}"


def _corner(ref: str) -> tuple[int, int]:
    match = _REF.fullmatch(ref)
    if match is None:
        raise ValueError(f"no cell {ref!r}")
    return int(match[2]), column_index(match[1])


def jump_formula(place: tuple[str, int, int] | None, separator: str) -> str:
    """Return the formula of a cell that leads to another one and shows its row, empty for nowhere.

    place:     name of the sheet, row 1-based, column 0-based.
    separator: the sign between the arguments of a function.

    >>> print(jump_formula(("采集表", 4, 0), ","))
    =HYPERLINK("#'采集表'!A4","第4行")
    """
    if place is None:
        return ""
    sheet, row, column = place
    quoted = sheet.replace("'", "''")
    target = f"#'{quoted}'!{column_letters(column)}{row}".replace('"', '""')
    return f'=HYPERLINK("{target}"{separator}"第{row}行")'
