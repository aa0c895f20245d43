"""What does a sheet's XML say that its values do not?

Errors, formulas never calculated, pictures, hidden or duplicate rows, merged areas, number formats.

python-calamine returns error cells and formulas without value as empty texts, and the last of two rows of one number.
The bytes are searched, not parsed, and closely only where something is found (SpreadsheetML, ECMA-376-1, 18.3.1: row,
c, f, v; any prefix). Rows without number count on from the one before.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import Final

from zcert.table import Area, Doubt
from zcert_addin.reading.looks import PLAIN, Looks
from zcert_addin.reading.preflight import DUPLICATE_ROW, MAX_CELLS, OFF_GRID, TOO_WIDE, Duplicate, Unreadable
from zcert_addin.reading.sheet import Notes, noticed
from zcert_templates.cell_ref import LAST_COLUMN, LAST_ROW, column_index, column_letters

_NUMBER: Final = rb"row(?![A-Za-z])(?:\s(?:[^>]*?\s)?r=[\"'](\d+)[\"'])?"
# A pattern that begins with fixed bytes is found eight times as fast.
_ROW: Final = re.compile(rb"<" + _NUMBER)
_PREFIXED_ROW: Final = re.compile(rb"<\w+:" + _NUMBER)
_HIDDEN: Final = b" hidden="
_HIDDEN_ROW: Final = re.compile(rb"[^>]*?\shidden=[\"'](?:1|true)[\"']")
_COLUMN: Final = rb"r=(?<=\sr=)[\"']([A-Za-z]{%d,})\d"
_CELL: Final = re.compile(rb"<(?:\w+:)?c(?=[\s>/])")
_PLACE: Final = re.compile(rb"\br=[\"']([A-Z]{1,3})(\d{1,7})[\"']")
_ERROR_MARKS: Final = (b't="e"', b"t='e'")
_ERROR: Final = re.compile(rb"<(?:\w+:)?c\s[^>]*?\bt=[\"']e[\"'][^>]*>")
_FORMULA_MARK: Final = {_ROW: b"<f", _PREFIXED_ROW: b":f"}
_VALUELESS: Final = re.compile(
    rb"(<(?:\w+:)?c(?:\s[^>]*)?>)\s*<(?:\w+:)?f(?:\s[^>]*)?(?:/>|(?<!/)>[^<]*</(?:\w+:)?f>)\s*"
    rb"(?:</(?:\w+:)?c>|<(?:\w+:)?v\s*(?:/>|></))"
)
_TEXT: Final = re.compile(rb"\bt=[\"'](?:str|inlineStr)[\"']")
_FORMULA_OF_PICTURE: Final = b"DISPIMG("
_PICTURE: Final = re.compile(rb"<(?:\w+:)?c(?:\s[^>]*)?>\s*<(?:\w+:)?f(?:\s[^>]*)?>[^<]*DISPIMG\(")
_RICH_VALUE: Final = b" vm="
_RICH_ERROR: Final = re.compile(rb"<(?:\w+:)?c(?=\s[^>]*?\bt=[\"']e[\"'])\s[^>]*?\bvm=[\"'][^>]*>")
_MERGED: Final = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=[\"']([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})[\"']")
_STYLE: Final = re.compile(rb"\ss=[\"'](\d+)[\"']")
_AN_ERROR: Final[Doubt] = "error"
_NO_VALUE: Final[Doubt] = "formula"
_WPS_PICTURE: Final[Doubt] = "picture"
_EXCEL_PICTURE: Final[Doubt] = "excel-picture"
_FEW_ROWS: Final = MAX_CELLS // (LAST_COLUMN + 1)


def notes_of(xml: bytes, looks: Looks = PLAIN) -> Notes:
    """Return what a sheet's XML tells beside its values; raises Duplicate for two rows with one number, Unreadable."""
    try:
        return _notes(xml, looks)
    except ValueError:  # of column_index
        raise Unreadable(OFF_GRID) from None


def row_pattern(xml: bytes) -> re.Pattern[bytes]:
    """Return what finds the beginning of each row, and its number as the first group where it has one."""
    return _ROW if b"<sheetData" in xml else _PREFIXED_ROW


def _notes(xml: bytes, looks: Looks) -> Notes:
    pattern = row_pattern(xml)
    numbers = _numbers(pattern.findall(xml))
    _refuse_misplaced(xml, numbers)
    rows = zip(numbers, pattern.finditer(xml), strict=True) if _HIDDEN in xml else ()
    hidden = (number for number, row in rows if _HIDDEN_ROW.match(xml, row.start()))
    return noticed(_doubts(xml, numbers, looks), hidden, _merged(xml), _formats(xml, numbers, looks))


def _merged(xml: bytes) -> Iterator[Area]:
    behind = xml.rfind(b"sheetData")
    if xml.find(b"mergeCell", behind) < 0:
        return
    for left, top, right, bottom in _MERGED.findall(xml, behind):
        yield Area(int(top), column_index(left.decode()), int(bottom), column_index(right.decode()))


def _formats(xml: bytes, numbers: list[int], looks: Looks) -> Iterator[tuple[int, int, str]]:
    """Yield row, column and number format of the cells with one of the formats that can show another text."""
    used = [style for style in looks.formats if b's="%s"' % style in xml or b"s='%s'" % style in xml]
    if not used:
        return
    cells = re.compile(rb"<(?:\w+:)?c(?=\s[^>]*?\bs=[\"'](?:%s)[\"'])[^>]*>" % b"|".join(used))
    starts = [found.start() for found in cells.finditer(xml)]
    styles = [_STYLE.search(xml, at) for at in starts]
    for (row, column), style in zip(_places(xml, starts, numbers), styles, strict=True):
        yield row, column, looks.formats[style[1]] if style else ""


def _doubts(xml: bytes, numbers: list[int], looks: Looks) -> dict[tuple[int, int], Doubt]:
    doubts: dict[tuple[int, int], Doubt] = {}
    if _in_rows(xml, b"e") and any(mark in xml for mark in _ERROR_MARKS):
        errors = (found.start() for found in _ERROR.finditer(xml))
        doubts.update(dict.fromkeys(_places(xml, errors, numbers), _AN_ERROR))
    # After the rows there are the formulas of rules.
    if _in_rows(xml, b"f") and xml.find(_FORMULA_MARK[row_pattern(xml)], 0, xml.rfind(b"sheetData")) >= 0:
        doubts.update(dict.fromkeys(_places(xml, _valueless(xml), numbers), _NO_VALUE))
    return doubts | _pictures(xml, numbers, looks)


def _pictures(xml: bytes, numbers: list[int], looks: Looks) -> dict[tuple[int, int], Doubt]:
    pictures: dict[tuple[int, int], Doubt] = {}
    if looks.pictures and _RICH_VALUE in xml:
        found = (cell.start() for cell in _RICH_ERROR.finditer(xml))
        pictures.update(dict.fromkeys(_places(xml, found, numbers), _EXCEL_PICTURE))
    if _FORMULA_OF_PICTURE in xml:
        found = (cell.start() for cell in _PICTURE.finditer(xml))
        pictures.update(dict.fromkeys(_places(xml, found, numbers), _WPS_PICTURE))
    return pictures


def _numbers(written: list[bytes]) -> list[int]:
    if b"" not in written:
        return list(map(int, written))
    numbers: list[int] = []
    for number in written:
        numbers.append(int(number) if number else 1 + (numbers[-1] if numbers else 0))
    return numbers


def _refuse_misplaced(xml: bytes, numbers: list[int]) -> None:
    if not numbers:
        return
    if len(set(numbers)) < len(numbers):
        seen: set[int] = set()
        duplicate = next(number for number in numbers if number in seen or seen.add(number))  # type: ignore[func-returns-value]
        raise Duplicate(DUPLICATE_ROW.format(duplicate))
    if max(numbers) > LAST_ROW:
        raise Unreadable(OFF_GRID)
    height = max(numbers) - min(numbers) + 1
    if height > _FEW_ROWS and height * _width(xml, MAX_CELLS // height) > MAX_CELLS:
        raise Unreadable(TOO_WIDE)


def _width(xml: bytes, allowed: int) -> int:
    """Return the number of columns from the first used one to the last; 0 where it is surely no more than allowed."""
    # Most cells have names of fewer letters than it takes.
    if max(_columns(xml, len(column_letters(allowed - 1))), default=0) < allowed:
        return 0
    columns = _columns(xml, 1)
    return max(columns) - min(columns) + 1


def _columns(xml: bytes, letters: int) -> set[int]:
    """Return the 0-based columns of all cells whose name has at least so many letters."""
    return {column_index(name.decode().upper()) for name in set(re.findall(_COLUMN % letters, xml))}


def _valueless(xml: bytes) -> Iterator[int]:
    """Yield the byte at which each cell with a formula and no value begins; the empty text is a value of formulas."""
    for found in _VALUELESS.finditer(xml):
        if found[0].endswith(b"c>") or not _TEXT.search(found[1]):
            yield found.start()


def _places(xml: bytes, cells: Iterable[int], numbers: list[int]) -> Iterator[tuple[int, int]]:
    """Yield row and column of the cells that begin there; one without reference follows the one before."""
    rows: list[int] = []
    for at in cells:
        tag = xml[at : xml.index(b">", at)]
        if match := _PLACE.search(tag):
            yield int(match[2]), column_index(match[1].decode())
            continue
        rows = rows or [row.start() for row in row_pattern(xml).finditer(xml)]
        if (row := bisect_right(rows, at) - 1) >= 0:
            yield numbers[row], len(_CELL.findall(xml, rows[row], at))


def _in_rows(xml: bytes, letter: bytes) -> bool:
    """Return whether a letter is among the rows, where few are: one byte is found a hundred times as fast as three."""
    return xml.find(letter, xml.find(b"sheetData") + len(b"sheetData"), xml.rfind(b"sheetData")) >= 0
