r"""Text of a cell: what a spreadsheet value reads as, and whether the text is tidy.

Tidy text has no blanks at its ends, none beside Chinese characters, no line breaks, no invisible characters, and
half-width digits and letters. Brackets and punctuation keep their width: （ ） belong to many titles.

>>> tidy(" 张　三\n")
'张三'
>>> tidy("John  Smith")
'John Smith'
>>> tidy("１２３Ａ（甲）")
'123A（甲）'

text-too-long broken-character    errors
untidy-text                       warning
"""

import datetime as dt
import re
import unicodedata
from typing import Final

from zcert.code import error, warning
from zcert.finding import Fault
from zcert.words import Category

UNTIDY: Final = "untidy-text"
CODES: Final = {
    UNTIDY: warning(
        "文字中有多余的空格、换行、引号，或全角、形近、看不见的字符", Category.TEXT, "点“规范整理”，或手工去掉"
    ),
    "text-too-long": error("文字超过单元格的容量", Category.TEXT, "删减文字"),
    "broken-character": error("文字中有损坏的字符", Category.TEXT, "重新填写，显示为�或方框的字已经丢失"),
}

CELL_CAPACITY: Final = 32_767
"""UTF-16 units that one cell of a workbook holds (ECMA-376 part 1, 18.3.1.96 as implemented by Excel)."""

EXACT_DIGITS: Final = 15
"""Significant decimal digits that a spreadsheet keeps of a number."""

Cell = str | float | int | bool | dt.datetime | dt.date | dt.time | dt.timedelta | None

INVISIBLE: Final = (
    0xAD,
    *range(0x600, 0x606),
    *(0x61C, 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x180E),
    *range(0x200B, 0x2010),
    *range(0x202A, 0x202F),
    *range(0x2060, 0x2070),
    *(0xFEFF, 0xFFF9, 0xFFFA, 0xFFFB, 0x110BD, 0x110CD),
    *range(0x13430, 0x13440),
    *range(0x1BCA0, 0x1BCA4),
    *range(0x1D173, 0x1D17B),
    0xE0001,
    *range(0xE0020, 0xE0080),
)
"""Characters that show nothing: Unicode's category Cf, as of Unicode 15."""
_WIDE: Final = {
    **{
        code: code - 0xFEE0
        for start, end in ((0xFF10, 0xFF19), (0xFF21, 0xFF3A), (0xFF41, 0xFF5A))
        for code in range(start, end + 1)
    },
    **dict.fromkeys(INVISIBLE),
}
_DROP_INVISIBLE: Final = dict.fromkeys(INVISIBLE)
QUOTATION_MARKS: Final = "'\"`‘’“”"
AROUND_NUMBERS: Final = f"={QUOTATION_MARKS}"
_WIDE_ALNUM: Final = re.compile("[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]")
_BLANKS: Final = re.compile(r"\s+")
_BLANKS_AROUND_DOT: Final = re.compile(r" ?[·•‧∙⋅・･．.] ?")
"""Dots that input methods and phones offer for the one between the parts of a name (GB/T 15834, 4.13)."""
_CJK: Final = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uff0f\uff1a-\uff20\u3000-\u303f\U00020000-\U0003fffd"
_BLANK_BESIDE_CJK: Final = re.compile(rf"(?<=[{_CJK}]) | (?=[{_CJK}])")
# A lone surrogate that a workbook holds as an escape (ST_Xstring, ECMA-376-1, 22.9.2.19) is read as that escape.
_BROKEN: Final = re.compile("[\ud800-\udfff\ufffd]|_x[dD][89A-Fa-f][0-9A-Fa-f]{2}_")
_OTHER_CONTROL: Final = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")


def cell_text(value: Cell) -> str:
    """Return the text that a spreadsheet value reads as, without inventing a digit.

    Whole numbers of at most 15 digits are exact and are written out; longer ones have lost their last digits in the
    spreadsheet and are written with an exponent, so that they do not pass for the number that was typed.
    """
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (int, float)):
        return _number_text(value)
    return str(value) if isinstance(value, dt.timedelta) else _time_text(value)


def _number_text(value: float) -> str:
    if value == value and abs(value) < 10**EXACT_DIGITS and value == int(value):  # noqa: PLR0124  NaN differs from itself
        return str(int(value))
    return f"{value:.{EXACT_DIGITS}G}"


def _time_text(value: dt.datetime | dt.date | dt.time) -> str:
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date().isoformat()
    return value.isoformat(" ") if isinstance(value, dt.datetime) else value.isoformat()


def normalise_code(text: str) -> str:
    """Return a number as it is compared: NFKC, invisible characters and outer blanks dropped, upper case."""
    if text.isascii():
        return text.strip().upper()
    return unicodedata.normalize("NFKC", text).translate(_DROP_INVISIBLE).strip().upper()


def unquoted_code(text: str) -> str:
    """Return a number as it is judged: normalised, without the quotation marks or apostrophe around it.

    >>> unquoted_code('="330106196001109014"')
    '330106196001109014'
    """
    return normalise_code(text).strip(AROUND_NUMBERS).strip()


def normalise_number(text: str) -> str:
    """Return a number as people are compared by it: like ``unquoted_code``, and without blanks inside.

    >>> normalise_number("'330106 19600110 901x")
    '33010619600110901X'
    """
    return _BLANKS.sub("", unquoted_code(text))


def number_faults(text: str) -> list[Fault]:
    """Return, as one warning, what judging an identity number changes although its text is tidy."""
    if (judged := unquoted_code(text)) == text or tidy(text) != text:
        return []
    alike = next((char for char in text if _looks_like(char)), "")
    if alike:
        kind = "字母" if _looks_like(alike).isalpha() else "数字"
        return [Fault(UNTIDY, f"号码中的“{alike}”不是{kind}{_looks_like(alike)}，只是形状相近，请用键盘重新输入")]
    if text.upper() != judged:
        return [Fault(UNTIDY, "号码前后有引号或撇号，请去掉")]
    return [Fault(UNTIDY, "末位的x应为大写X，请改正")] if text.endswith("x") else []


def normalise_name(text: str) -> str:
    """Return a name as it is compared: tidy, and with one kind of dot between the parts of a name.

    >>> normalise_name(" 买买提•吐尔逊") == normalise_name("买买提・吐尔逊") == "买买提·吐尔逊"
    True
    """
    return _BLANKS_AROUND_DOT.sub("·", text if text.isalpha() else tidy(text))


def _looks_like(char: str) -> str:
    """Return the letter or digit for which a character of another kind is taken in comparing; else an empty text."""
    plain = unicodedata.normalize("NFKC", char).upper()
    return plain if not char.isascii() and plain.isascii() and plain.isalnum() else ""


def tidy(text: str) -> str:
    """Return the text without superfluous blanks, line breaks, invisible and full-width characters."""
    text = _OTHER_CONTROL.sub("", text.translate(_WIDE))
    text = _BLANKS.sub(" ", text).strip()
    return _BLANK_BESIDE_CJK.sub("", text)


def surely_tidy(*texts: str) -> bool:
    """Return True, quickly, only when none of these texts can be untidy or too long."""
    joined = "".join(texts)
    if not joined.isprintable() or " " in joined or "\ufffd" in joined or "_x" in joined or _WIDE_ALNUM.search(joined):
        return False
    return len(joined) <= CELL_CAPACITY // 2 or max(map(len, texts)) <= CELL_CAPACITY // 2


def text_faults(text: str) -> list[Fault]:
    """Return what makes a text untidy or too long for a cell."""
    faults = []
    if len(text) > CELL_CAPACITY // 2 and len(text.encode("utf-16-le", "surrogatepass")) // 2 > CELL_CAPACITY:
        faults.append(Fault("text-too-long", f"文字超过{CELL_CAPACITY}个字符，单元格放不下，请删减"))
    if _BROKEN.search(text):
        faults.append(Fault("broken-character", "文字中有损坏的字符（显示为�或方框），请重新填写"))
    if tidy(text) != text:
        faults.append(Fault(UNTIDY, f"文字中有{_what_is_untidy(text)}，请去掉或改为半角"))
    return faults


def _what_is_untidy(text: str) -> str:
    if "\n" in text or "\r" in text:
        return "换行"
    if text.translate(_WIDE) != text:
        return "全角字母数字或看不见的字符"
    if _OTHER_CONTROL.search(text):
        return "控制字符"
    return "多余的空格"
