"""Red by a conditional format in an open Excel sheet, for workbooks that were not made from our templates."""

from typing import Final

import xlwings as xw

from zcert_addin.hosts.excel.cells import quiet
from zcert_templates.cell_ref import column_letters
from zcert_templates.formulas import GOOD_RESULTS, red_result
from zcert_templates.marks import Marking, is_marked
from zcert_templates.styles import WRONG

_DOWN_TO: Final = 65_536
"""Rows of the oldest workbooks; rows that are added later are red without another rule."""


def ensure_red(sheet: xw.Sheet, column: int, first_row: int, last_row: int) -> None:
    """Add the rule unless the column has one that knows our results."""
    area = sheet.range((first_row, column + 1), (max(last_row, _DOWN_TO), column + 1))
    _ensure(area, red_result(column_letters(column)), GOOD_RESULTS[0])


def ensure_marked(sheet: xw.Sheet, marking: Marking) -> None:
    """Add the rule that shows the marks of the sheet's form, unless the sheet has it."""
    area = sheet.range((marking.first_row, 1), (_DOWN_TO, marking.last_column + 1))
    _ensure(area, f"={is_marked(marking.form)}", marking.home)


def _ensure(area: xw.Range, formula: str, known: str) -> None:
    rules = area.conditional_formats
    if any(known in (rule.formula or "") for rule in rules):
        return
    with quiet(area.sheet.book.app):
        rules.add_custom(formula, font_color=WRONG["font_color"], fill_color=WRONG["bg_color"])
