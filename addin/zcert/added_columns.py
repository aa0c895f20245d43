"""Which columns did a unit add to those of a form, and under which captions are they carried to the summary?

Their captions are those of the sheet. One that is taken, by a column of the form or of the origins or by another one
added, gets a number, so that no two columns of a summary share a caption and the next level reads the same.

>>> captions(["姓名", "民 族*", "", "民族", "来源文件"], ["姓名"], ["姓名", "来源文件"])
{1: '民 族*', 3: '民族（2）', 4: '来源文件（2）'}
"""

import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from zcert.values.text import Cell, cell_text

MOST: Final = 200
"""Columns that a sheet may have added; a summary with more would fit no screen and no clerk."""

TOO_MANY: Final = "采集表以外的栏目有{}列，最多可以有{}列，请删去不用的栏目后重新提交"
"""Takes the number of columns and the most allowed."""


@dataclass(frozen=True, slots=True)
class LeftBehind:
    """What an added column holds in rows without a person, which no summary includes.

    caption: that of the column.
    row:     first such row, 1-based.
    cells:   how many there are.
    """

    caption: str
    row: int
    cells: int


@lru_cache(maxsize=4096)
def header_text(cell: Cell) -> str:
    """Return a header as it is compared: without blanks, line breaks and the mark of required columns."""
    text = "".join(unicodedata.normalize("NFKC", cell_text(cell)).split()).rstrip("*")
    return text.replace("其他", "其它")


def captions(cells: Sequence[Cell], own: Collection[str], reserved: Iterable[str]) -> dict[int, str]:
    """Return the caption of each added column by its position (0-based) in the header row.

    own:      headers whose columns the form reads, as they are compared.
    reserved: headers that no added column may have in a summary.
    """
    headers = [header_text(cell) for cell in cells]
    # A caption in the sheet is given to the column that has it before numbers are given to others.
    taken, free = {*reserved, *headers}, set(headers) - set(reserved)
    found: dict[int, str] = {}
    for at, header in enumerate(headers):
        if not header or header in own:
            continue
        caption = " ".join(cell_text(cells[at]).split())
        if header in free:
            free.remove(header)
        else:
            caption = _numbered(caption, taken)
            taken.add(header_text(caption))
        found[at] = caption
    return found


def _numbered(caption: str, taken: Collection[str]) -> str:
    number = 2
    while header_text(f"{caption}（{number}）") in taken:
        number += 1
    return f"{caption}（{number}）"


def texts_of(rows: Sequence[Sequence[Cell]], named: Mapping[int, str]) -> dict[str, list[str]]:
    """Return the text of each row in the added columns by caption; columns without any text are left out."""
    columns = {caption: [cell_text(cells[at]) for cells in rows] for at, caption in named.items()}
    return {caption: texts for caption, texts in columns.items() if "".join(texts).strip()}


def left_behind(rows: Iterable[tuple[int, Sequence[Cell]]], named: Mapping[int, str]) -> list[LeftBehind]:
    """Return what added columns hold in rows (number, cells) without a person; a header repeated there is nothing."""
    found: dict[str, list[int]] = {}
    for number, cells in rows:
        for at, caption in named.items():
            if cell_text(cells[at]).strip() and header_text(cells[at]) != header_text(caption):
                found.setdefault(caption, []).append(number)
    return [LeftBehind(caption, numbers[0], len(numbers)) for caption, numbers in found.items()]
