"""Red by a conditional format, for sheets not made from our templates."""

from __future__ import annotations

from typing import Any

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
    styles = document.StyleFamilies.getByName("CellStyles")
    if not styles.hasByName(STYLE):
        styles.insertByName(STYLE, document.createInstance("com.sun.star.style.CellStyle"))
        for name, value in look.items():
            styles.getByName(STYLE).setPropertyValue(name, value)
    custom = uno.Enum("com.sun.star.sheet.ConditionOperator", "FORMULA")
    entry = {"Operator": custom, "Formula1": formula, "StyleName": STYLE}
    rules.addNew(tuple(PropertyValue(name, 0, value, 0) for name, value in entry.items()))
    area.ConditionalFormat = rules


def column(sheet: Any, at: int, first_row: int, last_row: int) -> Any:  # noqa: ANN401  UNO objects
    """Return the cells of a column (0-based) from a row (1-based) on, with room for more rows."""
    return sheet.getCellRangeByPosition(at, first_row - 1, at, max(last_row, _DOWN_TO) - 1)
