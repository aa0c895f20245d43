"""What does a sheet's XML say that its values do not: errors, formulas never calculated, hidden or doubled rows?

python-calamine gives error cells and formulas without value as empty texts, the last of two rows with one number, and
the first of two sheets with one name. The bytes are searched, not parsed, and closely only where something is found
(SpreadsheetML, ECMA-376-1, 18.3.1: row, c, f, v; any prefix).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from zcert.table import Doubt
from zcert_addin.hosts.cell_ref import LAST_COLUMN, LAST_ROW, column_index
from zcert_addin.hosts.package_reader import BadPackage, PackageReader
from zcert_addin.hosts.preflight import Unreadable
from zcert_addin.hosts.sheet_part import CannotPatch, sheet_parts
from zcert_templates import dictionary_sheet

MAX_CELLS: Final = 20_000_000
"""Rows x columns that a sheet may span: readers make a cell of every place between the first and the last one."""

DOUBLE_SHEET: Final = "文件中有两个同名的工作表，无法确定读到的是哪一个，请在Excel中打开修复、另存后重新提交"
DOUBLE_ROW: Final = "工作表中第{}行出现了两次，无法确定哪一行是对的，请在Excel中打开修复、另存后重新提交"
OFF_GRID: Final = "工作表中有单元格在Excel的行列范围以外，没有读取，请让填报单位重新提交"
TOO_WIDE: Final = "工作表范围过大（很远处有零散的单元格），没有读取，请删除表格以外的内容后重新提交"

_NUMBER: Final = re.compile(rb"[<:]row\s(?:[^>]*?\s)?r=[\"'](\d+)[\"']")
_ROW: Final = re.compile(rb"[<:]row[\s>/]")
_HIDDEN: Final = b" hidden="
_HIDDEN_ROW: Final = re.compile(rb"[<:]row\s[^>]*?\shidden=[\"'](?:1|true)[\"']")
_COLUMN: Final = re.compile(rb"\br=[\"']([A-Za-z]+)\d")
_CELL: Final = re.compile(rb"<(?:\w+:)?c(?=[\s>/])")
_PLACE: Final = re.compile(rb"\br=[\"']([A-Z]{1,3})(\d{1,7})[\"']")
_ERROR_MARKS: Final = (b't="e"', b"t='e'")
_ERROR: Final = re.compile(rb"<(?:\w+:)?c\s[^>]*?\bt=[\"']e[\"'][^>]*>")
_FORMULA_MARKS: Final = tuple(before + b"f" + after for before in (b"<", b":") for after in (b">", b" ", b"/"))
_VALUELESS: Final = re.compile(
    rb"(<(?:\w+:)?c(?:\s[^>]*)?>)\s*<(?:\w+:)?f(?:\s[^>]*)?(?:/>|(?<!/)>[^<]*</(?:\w+:)?f>)\s*"
    rb"(?:</(?:\w+:)?c>|<(?:\w+:)?v\s*(?:/>|></))"
)
_TEXT: Final = re.compile(rb"\bt=[\"'](?:str|inlineStr)[\"']")
_FEW_ROWS: Final = MAX_CELLS // (LAST_COLUMN + 1)


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """What the values of a sheet do not tell.

    doubts:      cells of which nothing was read, by row (1-based) and column (0-based).
    hidden_rows: their numbers, 1-based.
    """

    doubts: dict[tuple[int, int], Doubt]
    hidden_rows: frozenset[int]


def sheet_facts(data: bytes) -> dict[str, SheetFacts]:
    """Look at every worksheet of a workbook that is a zip of XML, by name; empty for other zips; raises Unreadable."""
    try:
        with PackageReader(data) as package:
            parts = sheet_parts(package)
            if len({name.casefold() for name, _ in parts}) < len(parts):
                raise Unreadable(DOUBLE_SHEET)
            return {name: _facts(package.read(part)) for name, part in parts if part and name != dictionary_sheet.SHEET}
    except (BadPackage, CannotPatch):
        return {}


def _facts(xml: bytes) -> SheetFacts:
    numbers = list(map(int, _NUMBER.findall(xml)))
    _refuse_misplaced(xml, numbers)
    doubts: dict[tuple[int, int], Doubt] = {}
    if any(mark in xml for mark in _ERROR_MARKS):
        doubts.update((_place(xml, found.start()), "error") for found in _ERROR.finditer(xml))
    if any(mark in xml for mark in _FORMULA_MARKS):
        doubts.update((_place(xml, at), "formula") for at in _valueless(xml))
    hidden = _HIDDEN_ROW.finditer(xml) if _HIDDEN in xml else ()
    return SheetFacts(
        doubts, frozenset(int(number[1]) for row in hidden if (number := _NUMBER.match(xml, row.start())))
    )


def _refuse_misplaced(xml: bytes, numbers: list[int]) -> None:
    if not numbers:
        return
    if len(set(numbers)) < len(numbers):
        seen: set[int] = set()
        double = next(number for number in numbers if number in seen or seen.add(number))  # type: ignore[func-returns-value]
        raise Unreadable(DOUBLE_ROW.format(double))
    if max(numbers) > LAST_ROW:
        raise Unreadable(OFF_GRID)
    height = max(numbers) - min(numbers) + 1
    if height <= _FEW_ROWS:
        return
    try:
        columns = [column_index(letters.decode().upper()) for letters in set(_COLUMN.findall(xml))]
    except ValueError:
        raise Unreadable(OFF_GRID) from None
    if columns and height * (max(columns) - min(columns) + 1) > MAX_CELLS:
        raise Unreadable(TOO_WIDE)


def _valueless(xml: bytes) -> Iterator[int]:
    """Give where each cell begins that has a formula and no value; the empty text is a value of formulas."""
    for found in _VALUELESS.finditer(xml):
        if found[0].endswith(b"c>") or not _TEXT.search(found[1]):
            yield found.start()


def _place(xml: bytes, at: int) -> tuple[int, int]:
    """Give row and column of the cell that begins there; without reference it follows the one before."""
    tag = xml[at : xml.index(b">", at)]
    if match := _PLACE.search(tag):
        return int(match[2]), column_index(match[1].decode())
    row = max(xml.rfind(b"<row", 0, at), xml.rfind(b":row", 0, at))
    number = _NUMBER.match(xml, row)
    return int(number[1]) if number else len(_ROW.findall(xml, 0, at)), len(_CELL.findall(xml, row, at))
