"""What do the parts beside the sheets of a package say of how its cells look: number formats, pictures inside cells?

A cell names its style by the position among the cellXfs of the style sheet, which names a number format: one of its
own numFmts or a built-in one (ECMA-376-1, 18.8.10, 18.8.30, 18.8.31). Excel keeps a picture inside a cell as an error
with a rich value, of a structure that is called _localImage or, of the function IMAGE, _webimage (MS-XLSX 2.3.6.1).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import unescape
from typing import Final

from zcert.values.number_format import PLAIN as PLAIN_CODES
from zcert_addin.opc.reader import PackageReader
from zcert_addin.opc.relationships import related, workbook_part

_MONTH: Final = 'yyyy"年"m"月"'
_MONTH_DAY: Final = 'm"月"d"日"'
_NOON: Final = "上午/下午"
_DAY: Final = 'yyyy"年"m"月"d"日"'
_MINUTE, _SECOND = 'h"时"mm"分"', 'h"时"mm"分"ss"秒"'
BUILT_IN: Final = (
    {1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??"}
    | {14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm"}
    | {21: "h:mm:ss", 22: "yyyy/m/d h:mm", 30: "m-d-yy", 31: _DAY, 32: _MINUTE, 33: _SECOND}
    | {34: _NOON + _MINUTE, 35: _NOON + _SECOND, 55: _NOON + _MINUTE, 56: _NOON + _SECOND}
    | dict.fromkeys((27, 36, 50, 52, 57), _MONTH)
    | dict.fromkeys((28, 29, 51, 53, 54, 58), _MONTH_DAY)
    | {37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00"}
    | {41: "#,##0", 42: "¥#,##0", 43: "#,##0.00", 44: "¥#,##0.00"}
    | {45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0"}
)
"""Codes of the numbers that no file spells out, in Excel's Chinese edition; 0 is General and 49 is text."""

_STYLES: Final = "styles"
_STRUCTURES: Final = "xl/richData/rdrichvaluestructure.xml"
_IMAGES: Final = (b'"_localImage"', b'"_webimage"')
_NUM_FMT: Final = re.compile(rb"<(?:\w+:)?numFmt\s[^>]*>")
_CELL_XFS: Final = re.compile(rb"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", re.DOTALL)
_XF: Final = re.compile(rb"<(?:\w+:)?xf\b[^>]*>")
_ID: Final = re.compile(rb"\bnumFmtId\s*=\s*[\"'](\d{1,5})[\"']")
_CODE: Final = re.compile(rb"\bformatCode\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")


@dataclass(frozen=True, slots=True)
class Looks:
    """What is not in the sheets.

    formats:  the code of each number format that can show another text than it is given, by the number of its style.
    pictures: whether Excel keeps pictures inside cells.
    """

    formats: Mapping[bytes, str] = field(default_factory=dict)
    pictures: bool = False


PLAIN: Final = Looks()


def looks_of(package: PackageReader) -> Looks:
    """Look into the style sheet and the rich values of a package; raises BadPackage."""
    structures = package.find(_STRUCTURES)
    described = package.read(structures) if structures else b""
    styles = next((part for _, part in related(package, workbook_part(package), _STYLES) if part), None)
    formats = _formats(package.read(styles)) if styles else {}
    return Looks(formats, any(image in described for image in _IMAGES))


def codes_of_styles(used: Sequence[int], own: Mapping[int, str]) -> dict[int, str]:
    """Return the code of each number format that can show another text than it is given, by the number of its style.

    used: the number of each style's number format; own: the codes that the file spells out.
    """
    codes = ((style, own.get(number) or BUILT_IN.get(number, "")) for style, number in enumerate(used) if number)
    return {style: code for style, code in codes if code.lower() not in PLAIN_CODES}


def _formats(xml: bytes) -> dict[bytes, str]:
    styles = _CELL_XFS.search(xml)
    if styles is None:
        return {}
    used = [int(found[1]) if (found := _ID.search(xf)) else 0 for xf in _XF.findall(styles[0])]
    if not any(used):
        return {}
    return {b"%d" % style: code for style, code in codes_of_styles(used, dict(_own_codes(xml))).items()}


def _own_codes(xml: bytes) -> list[tuple[int, str]]:
    pairs = ((_ID.search(tag), _CODE.search(tag)) for tag in _NUM_FMT.findall(xml))
    return [
        (int(identity[1]), unescape((code[1] or code[2] or b"").decode("utf-8", "replace")))
        for identity, code in pairs
        if identity and code
    ]
