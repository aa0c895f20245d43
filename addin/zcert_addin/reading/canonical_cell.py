"""One cell of a sheet in the plainest words, in the order and with the blanks that python-calamine expects.

Indices and numbers lose the blanks around them; the formula comes before the value, because python-calamine forgets a
value before one (SpreadsheetML, ECMA-376-1, 18.3.1.4, c; 18.18.11, ST_CellType).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from zcert_addin.reading.plain_xml import tag, text
from zcert_addin.reading.preflight import BROKEN_INSIDE, Unreadable
from zcert_templates.cell_ref import column_letters

_INTEGER: Final = re.compile(r"[0-9]{1,9}")
_TRUTHS: Final = {"true": "1", "false": "0"}
_KEPT: Final = ("s", "cm", "vm")


class Written(NamedTuple):
    """A cell as it is written again.

    blank: whether its value is a text of blanks only.
    read:  whether python-calamine must return something for it: not for errors and formulas without value.
    """

    column: int
    xml: str
    blank: bool
    read: bool


@dataclass(slots=True)
class Cell:
    """A cell as it was read; row 1-based, column 0-based; ``inline`` is the text of its ``<is>``, None without one."""

    row: int
    column: int
    attributes: Mapping[str, str]
    formula: tuple[Mapping[str, str], str] | None = None
    value: str = ""
    inline: str | None = None

    def written(self, strings: Sequence[str]) -> Written | None:
        """Write it again; None for nothing. Raises Unreadable for an index of no text."""
        kind, content, shown = self._content(strings)
        formula = self._formula()
        if not content and not formula and kind != "e":
            return None
        attributes = {"r": f"{column_letters(self.column)}{self.row}"}
        attributes |= {key: self.attributes[key].strip() for key in _KEPT if key in self.attributes} | {"t": kind}
        blank = bool(content) and not shown.strip()
        read = bool(content and shown) and kind != "e"
        return Written(self.column, f"{tag('c', attributes)}>{formula}{content}</c>", blank and not formula, read)

    def _content(self, strings: Sequence[str]) -> tuple[str, str, str]:
        """Return its type, the XML of its value, and the text that this means."""
        kind = self.attributes.get("t", "n").strip() or "n"
        if kind == "inlineStr" and self.inline is not None:
            xml = f'<is><t xml:space="preserve">{text(self.inline)}</t></is>' if self.inline else ""
            return kind, xml, self.inline
        if kind in {"str", "inlineStr"}:
            empty = "<v></v>" if self.formula else ""
            return "str", f"<v>{text(self.value)}</v>" if self.value else empty, self.value
        value = self.value.strip()
        if kind == "s" and value:
            shown = self._shared(value, strings)
            return kind, f"<v>{value}</v>" if shown else "", shown
        if kind == "b":
            value = _TRUTHS.get(value, value)
        return kind, f"<v>{text(value)}</v>" if value else "", value

    @staticmethod
    def _shared(index: str, strings: Sequence[str]) -> str:
        if not _INTEGER.fullmatch(index) or int(index) >= len(strings):
            raise Unreadable(BROKEN_INSIDE)
        return strings[int(index)]

    def _formula(self) -> str:
        return f"{tag('f', self.formula[0])}>{text(self.formula[1])}</f>" if self.formula else ""
