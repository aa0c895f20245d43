"""What does a spreadsheet say when a cell is entered, and what does it refuse?"""

from collections.abc import Mapping
from typing import Final

from xlsxwriter.worksheet import Worksheet

from zcert import words
from zcert.form import FIRST_DATA_ROW, Column, Form, Kind
from zcert_templates import formulas
from zcert_templates.cell_ref import LAST_ROW, column_letters
from zcert_templates.dictionary_sheet import Names

MAX_TITLE: Final = 32
"""Characters that Excel allows in the title of a message; 255 in a message and in the formula of a rule."""

_HEADING: Final = {
    "validate": "custom",
    "value": f"={formulas.NEVER}",
    "ignore_blank": False,
    "error_type": "stop",
    "error_title": "请勿修改表头",
    "error_message": "第1至3行是表题、注释和列名，请勿修改。\n请放弃刚才的输入，从第4行开始填写。",
}


class InvalidRuleError(ValueError):
    """XlsxWriter has refused a rule: a bug in a template, no sentence for a person."""


def guard_heading(sheet: Worksheet, last_column: int) -> None:
    """Refuse entries in rows 1 to 3, columns A to ``last_column`` (0-based)."""
    _add(sheet, (0, 0, 2, last_column), _HEADING)


def add_rule(sheet: Worksheet, form: Form, at: int, column: Column, names: Names) -> None:
    """Add the message and the rule of a column (0-based position ``at``) from row 4 to the end of the sheet."""
    options: dict[str, object] = {"validate": "any", **_message(column, names), **_rule(form, at, column, names)}
    if column.note or options["validate"] != "any":
        _add(sheet, (FIRST_DATA_ROW - 1, at, LAST_ROW - 1, at), options)


def _message(column: Column, names: Names) -> dict[str, object]:
    if not column.note:
        return {}
    own = "本单位人员可点右侧的箭头选取" if column.role in names.own and column.kind is not Kind.LISTED else ""
    return {"input_title": column.header[:MAX_TITLE], "input_message": words.sentences(column.note, own)}


def _rule(form: Form, at: int, column: Column, names: Names) -> dict[str, object]:
    cell = reference(at)
    if column.role and column.role in names.own:
        return _preset(column, names.own[column.role])
    if parent := form.parent(column):
        source = formulas.cascade_list(reference(form.index[parent.header]), names.cascades[column.list_name])
        # Excel accepts anything below an empty parent as long as blanks are ignored.
        return {**_refusal("list", source, column, _not_child(column, parent)), "ignore_blank": False}
    if column.kind is Kind.LISTED:
        return _refusal("list", names.lists[column.list_name], column, _not_listed(column))
    if column.kind is Kind.DAY:
        return _refusal("custom", formulas.day_is_possible(cell), column, _not_day(column))
    if column.kind is Kind.POSTCODE:
        return _refusal("custom", formulas.postcode_is_possible(cell), column, _not_postcode(column))
    return {}


def _preset(column: Column, source: str) -> dict[str, object]:
    """Offer the one entry that was preset; only a listed column takes no other."""
    return {**_refusal("list", source, column, _not_preset(column)), "show_error": column.kind is Kind.LISTED}


def _not_preset(column: Column) -> str:
    return (
        f"本表的“{column.header}”已由发表单位定好，列表中只有这一项。\n"
        "请放弃刚才的输入，再点击单元格右侧的箭头选取；不对的，请与发表单位联系。"
    )


def _not_child(column: Column, parent: Column) -> str:
    return (
        f"“{column.header}”只能从下拉列表中选取，列表随“{parent.header}”变化。\n"
        f"请放弃刚才的输入，先选好“{parent.header}”，再点击单元格右侧的箭头选取。"
    )


def _not_listed(column: Column) -> str:
    return f"“{column.header}”只能从下拉列表中选取。\n请放弃刚才的输入，再点击单元格右侧的箭头选取。"


def _not_day(column: Column) -> str:
    return f"“{column.header}”应为8位数字：年4位、月2位、日2位，且不晚于今天。\n如1989年1月5日请填写19890105。"


def _not_postcode(column: Column) -> str:
    return f"“{column.header}”应为6位数字，如310007"


def _refusal(kind: str, formula: str, column: Column, message: str) -> dict[str, object]:
    return {
        "validate": kind,
        "value": f"={formula}",
        "error_type": "stop",
        "error_title": f"{column.header}有误"[:MAX_TITLE],
        "error_message": message,
    }


def _add(sheet: Worksheet, area: tuple[int, int, int, int], options: Mapping[str, object]) -> None:
    if sheet.data_validation(*area, dict(options)) != 0:
        raise InvalidRuleError(f"{area}: {options}")


def reference(at: int) -> str:
    """Return the cell of a 0-based column in row 4, for rules that begin there.

    >>> reference(0), reference(27)
    ('$A4', '$AB4')
    """
    return f"${column_letters(at)}{FIRST_DATA_ROW}"
