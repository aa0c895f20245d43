"""What lies on the very hidden sheet, and under which defined names is it reached?

A1:B2 name the edition (label, value). The other columns have a caption in row 1: C the positions 1-17 and D the weights
of an identity number, E the accepted region codes, F characters that are cleaned away; from G on one column per list,
then three columns per cascade (parent, child, hint).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import count
from typing import Final

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.workbook import Workbook

from zcert.form import Column, Form, Kind
from zcert_dictionaries import Edition
from zcert_templates.formulas import ODD_CHARACTERS, POSITIONS, REGIONS, WEIGHTS, Cascade

SHEET: Final = "zc_dict"
DATE_LABEL: Final = "字典日期"
NAME_LABEL: Final = "字典名称"
LAST_POSITION: Final = 17
_FIRST_FREE_COLUMN: Final = 6


@dataclass(frozen=True, slots=True)
class Names:
    """Defined names by header text of the column."""

    lists: Mapping[str, str]
    cascades: Mapping[str, Cascade]


def names_for(forms: Iterable[Form]) -> Names:
    """Name the lists of these forms by number; a header that two forms share has one list."""
    listed = _listed(forms)
    return Names(
        lists={header: f"zc_list_{at}" for header, (at, parent) in listed.items() if parent is None},
        cascades={
            header: Cascade(*(f"zc_{part}_{at}" for part in ("parents", "children", "first", "hint")))
            for header, (at, parent) in listed.items()
            if parent is not None
        },
    )


def _listed(forms: Iterable[Form]) -> dict[str, tuple[int, str | None]]:
    columns: dict[str, Column] = {}
    for form in forms:
        for _, column in form.of_kind(Kind.LISTED):
            columns.setdefault(column.header, column)
    return {header: (at, column.parent) for at, (header, column) in enumerate(columns.items(), 1)}


class _Sheet:
    """The sheet being filled; hands out columns from left to right."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._sheet = book.add_worksheet(SHEET)
        self._sheet.very_hidden()
        self.free_columns = count(_FIRST_FREE_COLUMN)

    def text(self, row: int, column: int, text: str) -> None:
        self._sheet.write_string(row, column, text)

    def texts(self, column: int, caption: str, texts: Iterable[str]) -> None:
        self.text(0, column, caption)
        for row, text in enumerate(texts, 1):
            self.text(row, column, text)

    def numbers(self, column: int, caption: str, numbers: Iterable[int]) -> None:
        self.text(0, column, caption)
        for row, number in enumerate(numbers, 1):
            self._sheet.write_number(row, column, number)

    def define(self, name: str, column: int, first: int, last: int) -> None:
        """Name rows ``first`` to ``last`` (0-based) of a column (0-based)."""
        letters = xl_col_to_name(column)
        area = f"${letters}${first + 1}" + (f":${letters}${last + 1}" if last != first else "")
        self._book.define_name(name, f"={SHEET}!{area}")


def write(book: Workbook, forms: tuple[Form, ...], edition: Edition, region_codes: Iterable[str]) -> None:
    """Add the sheet to an XlsxWriter workbook and define its names."""
    sheet, names = _Sheet(book), names_for(forms)
    _write_edition(sheet, edition)
    _write_number_tables(sheet, region_codes)
    for header, name in names.lists.items():
        _write_list(sheet, header, name, edition.lists[header])
    parents = {column.header: column.parent for form in forms for column in form.columns if column.parent}
    for header, cascade in names.cascades.items():
        _write_cascade(sheet, header, parents[header], cascade, edition)


def _write_edition(sheet: _Sheet, edition: Edition) -> None:
    for row, (label, value) in enumerate(((DATE_LABEL, edition.date), (NAME_LABEL, edition.name))):
        sheet.text(row, 0, label)
        sheet.text(row, 1, value)


def _write_number_tables(sheet: _Sheet, region_codes: Iterable[str]) -> None:
    positions = range(1, LAST_POSITION + 1)
    regions = sorted(map(int, region_codes))
    sheet.numbers(2, POSITIONS, positions)
    sheet.define(POSITIONS, 2, 1, LAST_POSITION)
    sheet.numbers(3, WEIGHTS, (2 ** (18 - position) % 11 for position in positions))
    sheet.define(WEIGHTS, 3, 1, LAST_POSITION)
    sheet.numbers(4, REGIONS, regions)
    sheet.define(REGIONS, 4, 1, len(regions))
    sheet.texts(5, "zc_odd_characters", (odd for odd, _ in ODD_CHARACTERS.values()))
    for row, name in enumerate(ODD_CHARACTERS, 1):
        sheet.define(name, 5, row, row)


def _write_list(sheet: _Sheet, header: str, name: str, labels: tuple[str, ...]) -> None:
    if not labels:
        raise ValueError(f"the edition has no entry for {header}")
    column = next(sheet.free_columns)
    sheet.texts(column, header, labels)
    sheet.define(name, column, 1, len(labels))


def _write_cascade(sheet: _Sheet, header: str, parent_header: str, names: Cascade, edition: Edition) -> None:
    groups = edition.children[header]
    pairs = [(parent, child) for parent in edition.lists[parent_header] for child in groups.get(parent, ())]
    if not pairs:
        raise ValueError(f"the edition has no entry for {header}")
    parents, children, hint = (next(sheet.free_columns) for _ in range(3))
    sheet.texts(parents, parent_header, (parent for parent, _ in pairs))
    sheet.texts(children, header, (child for _, child in pairs))
    sheet.texts(hint, header, (hint_for(parent_header),))
    sheet.define(names.parents, parents, 1, len(pairs))
    sheet.define(names.children, children, 1, len(pairs))
    sheet.define(names.first_child, children, 1, 1)
    sheet.define(names.hint, hint, 1, 1)


def hint_for(parent_header: str) -> str:
    """Give the one entry that a drop-down offers as long as its parent is empty.

    >>> hint_for("所在地市")
    '请先选择所在地市'
    """
    return f"请先选择{parent_header}"
