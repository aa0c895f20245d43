"""How does a workbook look?"""

from typing import Any, Final

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook

BODY_FONT: Final = {"font_name": "宋体", "font_size": 11, "font_charset": 134, "font_scheme": None}
_HEAD_FONT: Final = {"font_name": "黑体", "font_charset": 134, "font_scheme": None}
_LINE: Final = {"border": 1, "border_color": "#B7BEC7"}
_MIDDLE: Final = {"valign": "vcenter"}
_CORNER: Final = {**_MIDDLE, "align": "left", "text_wrap": True, "bg_color": "#F2F5FA"}
_CENTRED: Final = {"align": "center", "valign": "vcenter", "text_wrap": True}
_TOTAL: Final = {"bold": True, "bg_color": "#EDEDED"}
_LABELS: Final[dict[str, dict[str, Any]]] = {
    "label": {},
    "head label": {"bold": True, "bg_color": "#DCE6F1"},
    "total label": _TOTAL,
}
"""In one cell, or over two cells of which one is empty, without a line between them."""

STYLES: Final[dict[str, dict[str, Any]]] = {
    "title": {**_HEAD_FONT, **_MIDDLE, "font_size": 18, "font_color": "#1F3864", "align": "left", "indent": 1},
    "note": {**_MIDDLE, "font_size": 10, "font_color": "#595959", "align": "left", "indent": 1, "text_wrap": True},
    "corner title": {**_HEAD_FONT, **_CORNER, "font_size": 13, "font_color": "#1F3864"},
    "corner note": {**_CORNER, "font_size": 9, "font_color": "#595959"},
    "beside corner": {},
    "whose": {**_MIDDLE, "font_size": 14, "bold": True, "font_color": "#1F3864", "align": "left", "indent": 1},
    "head": {**_CENTRED, **_LINE, "bold": True, "bg_color": "#EDEDED"},
    "head listed": {**_CENTRED, **_LINE, "bold": True, "bg_color": "#DCE6F1"},
    "head result": {**_CENTRED, **_LINE, "bg_color": "#F7F7F7", "font_color": "#7F7F7F"},
    "text": {**_MIDDLE, "num_format": "@"},
    "centred text": {**_MIDDLE, "num_format": "@", "align": "center"},
    "ruled text": {**_MIDDLE, **_LINE, "num_format": "@"},
    "centred ruled text": {**_MIDDLE, **_LINE, "num_format": "@", "align": "center"},
    "origin": {**_MIDDLE, "num_format": "@", "font_color": "#7F7F7F"},
    "centred origin": {**_MIDDLE, "num_format": "@", "font_color": "#7F7F7F", "align": "center"},
    "section": {
        **_HEAD_FONT,
        **_MIDDLE,
        "font_size": 13,
        "font_color": "#1F3864",
        "bottom": 2,
        "bottom_color": "#8EA9DB",
    },
    "table head": {**_CENTRED, **_LINE, "bold": True, "bg_color": "#DCE6F1"},
    "body": {**_MIDDLE, **_LINE, "text_wrap": True},
    "code": {**_MIDDLE, **_LINE, "text_wrap": True, "font_size": 9, "font_color": "#7F7F7F"},
    "centred body": {**_CENTRED, **_LINE},
    "text body": {**_MIDDLE, **_LINE, "num_format": "@", "text_wrap": True},
    "link": {**_MIDDLE, **_LINE, "text_wrap": True, "font_color": "#0563C1", "underline": 1},
    "centred text body": {**_CENTRED, **_LINE, "num_format": "@"},
    "figure": {**_MIDDLE, **_LINE, "num_format": "#,##0", "text_wrap": True},
    "problem figure": {
        **_MIDDLE,
        **_LINE,
        "num_format": "#,##0",
        "text_wrap": True,
        "font_color": "#C00000",
        "bold": True,
    },
    "share": {**_MIDDLE, **_LINE, "num_format": "0.0%"},
    "total figure": {**_MIDDLE, **_LINE, **_TOTAL, "num_format": "#,##0"},
    "total share": {**_MIDDLE, **_LINE, **_TOTAL, "num_format": "0.0%"},
    **{
        f"{name}{part}": {**_MIDDLE, **_LINE, **look, **open_side}
        for name, look in _LABELS.items()
        for part, open_side in (("", {}), (" start", {"right": 0}), (" end", {"left": 0}))
    },
    "error": {**_CENTRED, **_LINE, "font_color": "#C00000", "bold": True},
    "warning": {**_CENTRED, **_LINE, "font_color": "#9C5700"},
}
"""XlsxWriter properties by style name."""

REQUIRED: Final = {"font_color": "#C00000"}
"""Added to the header of a required column."""

WRONG: Final = {"font_color": "#FF0000", "bg_color": "#FFF1F0"}
"""The conditional format of a wrong cell."""


class Styles:
    """The formats of one XlsxWriter workbook, each created on first use."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[str, bool], Format] = {}

    def get(self, name: str, *, required: bool = False) -> Format:
        """Return the format of a style."""
        key = (name, required)
        if key not in self._made:
            self._made[key] = self._book.add_format({**BODY_FONT, **STYLES[name], **(REQUIRED if required else {})})
        return self._made[key]

    @property
    def wrong(self) -> Format:
        """The differential format of conditional formats: red."""
        key = ("wrong", False)
        if key not in self._made:
            self._made[key] = self._book.add_format(WRONG)
        return self._made[key]
