r"""Number formats: does a cell show another text than its value reads as?

A code has up to four sections, for numbers above, below and at zero and for texts, or for what a condition in brackets
says (ECMA-376-1, 18.8.31; the signs are Excel's, also those of its Chinese edition). What a cell shows is compared, not
rendered: only digits, days and times that are all there pass, grouping, colours and blanks do not count.

>>> shows_otherwise('"示例发[2007]"0"号"', 57), shows_otherwise("0%", 0.95), shows_otherwise("0000", 571)
(True, True, True)
>>> shows_otherwise("0000", 2007), shows_otherwise("#,##0.00_ ", 310012), shows_otherwise("General", 57)
(False, False, False)
>>> import datetime as dt
>>> shows_otherwise('yyyy"年"m"月"', dt.date(2007, 5, 1)), shows_otherwise("yyyy/m/d;@", dt.date(2007, 5, 1))
(True, False)
"""

import datetime as dt
import operator
import re
from functools import lru_cache
from typing import Final

from zcert.values.text import EXACT_DIGITS, Cell, cell_text

PLAIN: Final = frozenset({"", "general", "@", "g/通用格式"})
"""Codes, in lower case, by which no value shows another text."""

_PIECE: Final = re.compile(
    r'"[^"]*"?|\\.|_.|\*.|\[[^\]]*\]?|;|上午/下午|AM/PM|A/P|General|G/通用格式|E[+-]|.', re.IGNORECASE | re.DOTALL
)
_CONDITION: Final = re.compile(r"\[(<=|>=|<>|<|>|=)\s*(-?[0-9]+(?:\.[0-9]+)?)\]")
_COMPARE: Final = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "=": operator.eq, "<>": operator.ne,
}  # fmt: skip
_ELAPSED: Final = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_OTHER_DIGITS: Final = re.compile(r"\[(?:DBNum|NatNum|\$-[0-9A-F]{6})", re.IGNORECASE)
_SYMBOL: Final = re.compile(r"\[\$([^-\]]*)")
_DATE_SIGNS: Final = frozenset("ymdhsaegb")
_DATE_MARKS: Final = frozenset("年月日号时時点點分秒-/.:,T ")
_FIRST_YEAR: Final = 1900
_PHONE_DIGITS: Final = range(10, 13)


def shows_otherwise(code: str, value: Cell) -> bool:
    """Return whether a cell with this number format shows a text that differs from that of its value.

    A number of more than 15 digits is no question of its format: it has lost digits by any.
    """
    if value is None or value == "" or isinstance(value, bool) or code.lower() in PLAIN:
        return False
    if isinstance(value, str):
        return _changes_text(_text_section(code))
    if isinstance(value, int | float):
        return abs(value) < 10**EXACT_DIGITS and _changes_number(_section_of(code, value), float(cell_text(value)))
    days = _sections(code)[0]
    return _changes_time(days, value) if _is_date(days) else True


Section = tuple[str, ...]
"""The pieces of a section: quoted texts, escapes, brackets, signs."""


@lru_cache(maxsize=1024)
def _sections(code: str) -> tuple[Section, ...]:
    sections: list[list[str]] = [[]]
    for piece in _PIECE.findall(code):
        if piece == ";":
            sections.append([])
        else:
            sections[-1].append(piece)
    return tuple(map(tuple, sections))


def _text_section(code: str) -> Section:
    sections = _sections(code)
    if len(sections) > 3:  # noqa: PLR2004  the fourth is for texts
        return sections[3]
    return sections[-1] if "@" in sections[-1] else ("@",)


@lru_cache(maxsize=1024)
def _number_sections(code: str) -> tuple[tuple[Section, ...], tuple[re.Match[str] | None, ...]]:
    """Return the sections for numbers, and the condition of each."""
    sections = _sections(code)[:3]
    if len(sections) > 1 and "@" in sections[-1]:
        sections = sections[:-1]
    return sections, tuple(_CONDITION.search("".join(section)) for section in sections)


def _section_of(code: str, value: float) -> Section:
    """Return the section for a number."""
    sections, conditions = _number_sections(code)
    if any(conditions):
        for section, condition in zip(sections, conditions, strict=True):
            if condition is None or _COMPARE[condition[1]](value, float(condition[2])):
                return section
        return ()
    at = 1 if value < 0 else 2 if value == 0 else 0
    return sections[at if at < len(sections) else 0]


def _changes_text(section: Section) -> bool:
    signs = [piece for piece in section if piece == "@" or _literal(piece).strip()]
    return signs != ["@"]


def _changes_number(section: Section, value: float) -> bool:
    if _is_date(section) or _has_other_digits(section):
        return True
    pieces = [piece.lower() for piece in section]
    if "@" in pieces or "general" in pieces or "g/通用格式" in pieces:
        return any(_literal(piece).strip() for piece in section)
    signs = "".join(piece for piece in pieces if piece in {*"0#?.,%/‰", "e+", "e-"})
    if "%" in signs or "‰" in signs or "e" in signs:
        return True
    if "/" in signs:
        return value != int(value)
    return _changes_literals("".join(map(_literal, section)), value) or _changes_digits(signs, value)


def _changes_literals(literals: str, value: float) -> bool:
    around = literals.strip()
    if value < 0:
        around = around.removeprefix("-")
    # The digits of a telephone number are often grouped.
    if value == int(value) and len(str(int(value))) in _PHONE_DIGITS:
        around = around.replace("-", "")
    return bool(around.strip())


def _changes_digits(signs: str, value: float) -> bool:
    whole, _, fraction = signs.partition(".")
    if not whole and not fraction:
        return True
    if whole.endswith(",") or fraction.endswith(","):
        return True
    wanted = whole.count("0")
    if wanted > len(str(int(abs(value)))) or ("0" not in signs and value == 0):
        return True
    if value == int(value):
        return False
    written = cell_text(value).partition(".")[2]
    return len(written) > len(fraction) or len(written) < fraction.count("0")


@lru_cache(maxsize=1024)
def _has_other_digits(section: Section) -> bool:
    return any(map(_OTHER_DIGITS.match, section))


@lru_cache(maxsize=1024)
def _is_date(section: Section) -> bool:
    if any(piece.lower() == "general" for piece in section):
        return False
    return any(piece.lower() in _DATE_SIGNS or _ELAPSED.fullmatch(piece) for piece in section)


def _changes_time(section: Section, value: dt.datetime | dt.date | dt.time | dt.timedelta) -> bool:
    if _has_other_digits(section) or set("".join(map(_literal, section))) - _DATE_MARKS:
        return True
    return not _parts_of(value) <= _parts_shown(section)


def _parts_shown(section: Section) -> set[str]:
    """Return the parts that a section shows: y, m (month), d, h, n (minute), s."""
    signs = "".join(
        piece.strip("[]").lower() for piece in section if piece.lower() in _DATE_SIGNS or _ELAPSED.fullmatch(piece)
    )
    shown: set[str] = set()
    before = ""
    for run in re.finditer(r"(.)\1*", signs):
        sign, following = run[1], signs[run.end() : run.end() + 1]
        if sign == "m" and len(run[0]) < 3 and (before == "h" or following == "s"):  # noqa: PLR2004  mmm is a month
            shown.add("n")
        elif sign != "d" or len(run[0]) < 3:  # noqa: PLR2004  ddd is a day of the week
            shown.add("y" if sign == "e" else sign)
        before = sign
    return shown


def _parts_of(value: dt.datetime | dt.date | dt.time | dt.timedelta) -> set[str]:
    """Return the parts without which a value is not what was shown."""
    if isinstance(value, dt.timedelta):
        return {"?"} if value.days else {"h", "n", "s"} if value.seconds % 60 else {"h", "n"}
    parts: set[str] = set()
    if isinstance(value, dt.date):
        parts |= {"y", "m", "d"} if value.year >= _FIRST_YEAR else {"?"}
    if isinstance(value, dt.time) or (isinstance(value, dt.datetime) and value.time() != dt.time()):
        parts |= {"h", "n"} | ({"s"} if value.second else set())
    return parts


def _literal(piece: str) -> str:
    """Return the text that a piece of a section adds, empty for signs and for what only changes the look."""
    if piece[0] == '"':
        return piece.strip('"')
    if piece[0] == "[":
        symbol = _SYMBOL.match(piece)
        return symbol[1] if symbol else ""
    if piece[0] in "\\*":
        return piece[1:]
    if piece[0] == "_" or len(piece) > 1 or piece in "0#?.,%@/‰" or piece.lower() in _DATE_SIGNS:
        return ""
    return piece
