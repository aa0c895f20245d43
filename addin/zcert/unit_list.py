"""Which units does a list name, and what is preset for each? One unit a row.

A row with the name of a unit's column is the header, wherever above the units it stands; without one the columns are
unit, reporting unit and form. A list with a fault is refused whole, by its first fault and the row number of it.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from zcert.errors import UserError
from zcert.fitting import Grid
from zcert.form import Form
from zcert.preset import Preset
from zcert.roles import Role
from zcert.values.text import cell_text, tidy
from zcert_dictionaries import lists
from zcert_dictionaries.labels import label_fault

UNIT: Final = "单位名称"
FORM: Final = "采集表种类"
_ALSO_UNIT: Final = ("单位", "单位全称", "填报单位")
_LOOKED_AT: Final = 10
"""Rows in which the header is looked for: a title may stand above it."""


@dataclass(frozen=True, slots=True)
class ListedUnit:
    """A unit of the list; row is its row number there, 1-based."""

    row: int
    preset: Preset
    form: Form


@dataclass(frozen=True, slots=True)
class _Row:
    """What a row says: number in the list, 1-based, and tidy texts, empty where it says nothing."""

    number: int
    unit: str
    reporting_unit: str
    form: str


def listed_units(grid: Grid, forms: Sequence[Form], reporting_units: Iterable[str], default: Form) -> list[ListedUnit]:
    """Return the units in the order of the list; UserError names the first row with a fault.

    forms:           the forms that a row may name, by name or label.
    reporting_units: the entries of the dictionary.
    default:         the form of a row that names none.
    """
    known, first = frozenset(reporting_units), dict[tuple[str, str], int]()
    found = []
    for row in _rows(grid, forms):
        form = _form(row, forms, default)
        _refuse(row, known)
        before = first.setdefault((row.unit.casefold(), form.name), row.number)
        if before != row.number:
            raise UserError(f"清单第{row.number}行的“{row.unit}”与第{before}行重复，请删去其中一行")
        found.append(ListedUnit(row.number, Preset(row.unit, row.reporting_unit), form))
    if not found:
        raise UserError(f"清单中没有单位，请在“{UNIT}”列中每行填写一个单位")
    return found


def _rows(grid: Grid, forms: Sequence[Form]) -> Iterator[_Row]:
    lines = [(number, [tidy(cell_text(cell)) for cell in cells]) for number, cells in enumerate(grid.cells, grid.top)]
    lines = [(number, texts) for number, texts in lines if any(texts)]
    captions = _captions(forms)
    header = next((at for at, (_, texts) in enumerate(lines[:_LOOKED_AT]) if _columns(texts, captions)), None)
    columns = {UNIT: 0, lists.REPORTING_UNIT: 1, FORM: 2}
    if header is not None:
        columns = _columns(lines[header][1], captions)
    if UNIT not in columns:
        raise UserError(f"清单中没有“{UNIT}”列，请在第一行写上列名“{UNIT}”和“{lists.REPORTING_UNIT}”")
    for number, texts in lines[0 if header is None else header + 1 :]:
        cells = {name: texts[at] for name, at in columns.items() if at < len(texts)}
        if any(cells.values()):
            yield _Row(number, cells.get(UNIT, ""), cells.get(lists.REPORTING_UNIT, ""), cells.get(FORM, ""))


def _captions(forms: Iterable[Form]) -> Mapping[str, str]:
    """Return what a column of the list is, by its caption."""
    own = [column.header for form in forms if (column := form.role(Role.UNIT))]
    return {**dict.fromkeys([*own, *_ALSO_UNIT, UNIT], UNIT), lists.REPORTING_UNIT: lists.REPORTING_UNIT, FORM: FORM}


def _columns(texts: Sequence[str], captions: Mapping[str, str]) -> dict[str, int]:
    """Return the position (0-based) of each column that a header names; the first of two counts."""
    found: dict[str, int] = {}
    for at, text in enumerate(texts):
        caption = "".join(unicodedata.normalize("NFKC", text).split()).rstrip("*")
        if caption in captions:
            found.setdefault(captions[caption], at)
    return found


def _form(row: _Row, forms: Sequence[Form], default: Form) -> Form:
    if not row.form:
        return default
    for form in forms:
        if row.form.casefold() in {form.name.casefold(), form.label}:
            return form
    labels = "”“".join(form.label for form in forms)
    raise UserError(f"清单第{row.number}行的{FORM}“{row.form}”不对，请改为“{labels}”之一")


def _refuse(row: _Row, reporting_units: frozenset[str]) -> None:
    if not row.unit:
        raise UserError(f"清单第{row.number}行没有{UNIT}，请补填或删去这一行")
    if row.unit.isdigit():
        raise UserError(f"清单第{row.number}行的{UNIT}“{row.unit}”只有数字，请写上列名“{UNIT}”，让程序找到名称所在的列")
    if fault := label_fault(row.unit):
        raise UserError(f"清单第{row.number}行的{UNIT}{fault}，请改短后重试")
    if row.reporting_unit and row.reporting_unit not in reporting_units:
        raise UserError(
            f"清单第{row.number}行的{lists.REPORTING_UNIT}“{row.reporting_unit}”不在字典中，请改为字典中的名称或留空"
        )
