"""Red by a conditional format, for sheets not made from our templates."""

from __future__ import annotations

from typing import Any, Iterator

import uno
from com.sun.star.beans import PropertyValue

STYLE = "zcert_red"

_DOWN_TO = 65_536
"""Last row of the oldest workbooks; rows added later turn red without another rule."""


def ensure(document: Any, area: Any, formula: str, known: str, look: dict[str, int]) -> None:  # noqa: ANN401  UNO objects
    """Add the rule unless the area has one containing the known text; look: properties of the style."""
    rules = area.ConditionalFormat
    if any(known in rules.getByIndex(at).getFormula1() for at in range(rules.getCount())):
        return
    _ensure_style(document, look)
    custom = uno.Enum("com.sun.star.sheet.ConditionOperator", "FORMULA")
    entry = {"Operator": custom, "Formula1": formula, "StyleName": STYLE}
    rules.addNew(tuple(PropertyValue(name, 0, value, 0) for name, value in entry.items()))
    area.ConditionalFormat = rules


def ensure_on_sheet(document: Any, sheet: Any, first_row: int, last_column: int, rule: dict[str, Any]) -> None:  # noqa: ANN401
    """Add the rule to the columns from A on unless the sheet has it; the rules that cells have already stay."""
    formats = sheet.ConditionalFormats
    if any(rule["known"] in formula for formula in _formulas(formats)):
        return
    _ensure_style(document, rule["look"])
    ranges = document.createInstance("com.sun.star.sheet.SheetCellRanges")
    area = sheet.getCellRangeByPosition(0, first_row - 1, last_column, _DOWN_TO - 1)
    ranges.addRangeAddress(area.RangeAddress, False)
    identity = formats.createByRange(ranges)
    added = next(one for one in formats.getConditionalFormats() if identity == one.ID)
    added.createEntry(uno.getConstantByName("com.sun.star.sheet.ConditionEntryType.CONDITION"), 0)
    entry = added.getByIndex(0)
    entry.Operator = uno.getConstantByName("com.sun.star.sheet.ConditionFormatOperator.EXPRESSION")
    entry.Formula1, entry.StyleName = rule["formula"], STYLE


def _formulas(formats: Any) -> Iterator[str]:  # noqa: ANN401
    for one in formats.getConditionalFormats():
        for at in range(one.getCount()):
            # Colour scales and the like have none.
            yield getattr(one.getByIndex(at), "Formula1", "")


def _ensure_style(document: Any, look: dict[str, int]) -> None:  # noqa: ANN401
    styles = document.StyleFamilies.getByName("CellStyles")
    if not styles.hasByName(STYLE):
        styles.insertByName(STYLE, document.createInstance("com.sun.star.style.CellStyle"))
        for name, value in look.items():
            styles.getByName(STYLE).setPropertyValue(name, value)


def column(sheet: Any, at: int, first_row: int, last_row: int) -> Any:  # noqa: ANN401  UNO objects
    """Return the cells of a column (0-based) from a row (1-based) on, with room for more rows."""
    return sheet.getCellRangeByPosition(at, first_row - 1, at, max(last_row, _DOWN_TO) - 1)
