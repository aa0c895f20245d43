"""Resident identity number (公民身份号码), 18 characters, and its predecessor of 15 digits.

Layout (GB 11643-1999, clause 4): 6 digits address code, 8 digits birth date YYYYMMDD, 3 digits sequence (odd = male),
1 check character by ISO 7064 MOD 11-2 (0-9 or X), which makes the sum weighted as in clause 4.4 leave 1 when divided by
11. Numbers of 15 digits have two digits of the year, always 19yy, and no check character.

The first failure is the verdict, in this order: length, characters, birth date (a real day, from 1900 on), future,
address code, check character. Warnings never change it: a code newer than its holder is the rule (numbers exist since
1984, or are given at 16), an abolished one stays with its holder.

The reference is python-stdnum (stdnum.cn.ric, stdnum.iso7064.mod_11_2); a test compares the two. Different on purpose:
dashes inside are not deleted; full-width characters and 15 digits are read; a birth date after today or
before 1900 is wrong, and so is the code of a whole province or prefecture; a code that was not in force at birth is
right, with a warning; and a line end is no digit. The sum is written out below, because loading python-stdnum takes
15 ms, and ``faults`` needs the sum in three parts.

>>> from datetime import date
>>> parse("11010519491231002x", date(2026, 11, 21)).birth_date
datetime.date(1949, 12, 31)
>>> parse("110105194912310021", date(2026, 11, 21)).code
'id-checksum'

id-length id-character id-birthdate id-future id-region id-checksum    the verdicts
id-number-stored              a number cell: the spreadsheet has cut it to 15 digits
id-region-age id-region-unverified id-ends-000                         warnings
"""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from operator import mul
from typing import Final, Literal

from zcert.code import error, warning
from zcert.finding import Fault
from zcert.values import region
from zcert.values.text import Cell, normalise_number, unquoted_code
from zcert.words import Category

CODES: Final = {
    "id-length": error("身份证号码不是15位或18位", Category.NUMBER, "对照证件重新录入，先把单元格设为文本格式"),
    "id-character": error(
        "身份证号码含有不该有的字符", Category.NUMBER, "对照证件重新录入，常见的是字母O当作0、字母I当作1"
    ),
    "id-birthdate": error(
        "身份证号码中的出生日期不存在", Category.NUMBER, "对照证件核对第7至14位（15位号码为第7至12位）"
    ),
    "id-future": error("身份证号码中的出生日期晚于今天", Category.NUMBER, "对照证件核对第7至14位"),
    "id-region": error("身份证号码前6位不是已知的地区代码", Category.NUMBER, "对照证件核对前6位"),
    "id-checksum": error("身份证号码的校验码不符", Category.NUMBER, "对照证件逐位核对，至少有一位写错"),
    "id-number-stored": error("号码被表格软件存成了数字", Category.NUMBER, "把单元格设为文本格式，对照证件重新录入"),
    "id-region-age": warning(
        "地区代码的启用年份与出生年份不重合", Category.NUMBER, "对照证件核对前6位和出生日期，一致的不必改动", quiet=True
    ),
    "id-region-unverified": warning(
        "地区代码只见于民间数据或旧表", Category.NUMBER, "对照证件核对前6位，一致的不必改动"
    ),
    "id-ends-000": warning("号码以000结尾，可能被表格软件截断", Category.NUMBER, "对照证件核对末3位，一致的不必改动"),
}

Sex = Literal["男", "女"]

LENGTH: Final = 18
OLD_LENGTH: Final = 15
FIRST_YEAR: Final = 1900
"""The standard sets no lower bound; no holder of a number was born earlier."""

STORED_AS_NUMBER: Final = Fault(
    "id-number-stored", "号码被表格软件存成了数字，末几位可能已经丢失，请把单元格设为文本格式后对照证件重新录入"
)
"""The verdict on every number cell: which digits the spreadsheet dropped cannot be known."""

_DIGITS: Final = re.compile(r"[0-9]*")
_CHECKED: Final = re.compile(r"[0-9]{17}[0-9X]")
_SCIENTIFIC: Final = re.compile(r"[0-9](?:\.[0-9]*)?E\+?[0-9]+")
_RIGHT_SUM: Final = 1
_VALUES: Final = {character: value for value, character in enumerate("0123456789X")}
_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2, 1)

_COMPARE: Final = "请对照证件逐位核对"
_LENGTH_SCIENTIFIC: Final = Fault(
    "id-length", "号码成了科学计数的样子，位数已经丢失，请把单元格设为文本格式后对照证件重新录入"
)
_BIRTHDATE: Final = Fault("id-birthdate", f"号码中的出生日期不存在，{_COMPARE}")
_FUTURE: Final = Fault("id-future", f"号码中的出生日期晚于今天，{_COMPARE}")
_REGION: Final = Fault("id-region", f"号码前6位不是已知的地区代码，{_COMPARE}")
_CHECKSUM: Final = Fault("id-checksum", f"校验码不符，号码中至少有一位写错，{_COMPARE}")
_ENDS_000: Final = Fault("id-ends-000", "号码以000结尾，可能是录入时被表格软件截去了末三位，请对照证件核对")
_UNVERIFIED: Final = Fault("id-region-unverified", "号码前6位的地区代码未见于官方代码表，请对照证件核对")


@dataclass(frozen=True, slots=True)
class ResidentId:
    """What a right number says.

    number:   normalised, 15 or 18 characters.
    warnings: remarks that do not change the verdict.
    """

    number: str
    birth_date: dt.date
    sex: Sex
    warnings: tuple[Fault, ...]

    @property
    def region_code(self) -> str:
        """The six digits of the place that issued the number."""
        return self.number[:6]

    @property
    def region_name(self) -> str:
        """Full name of that place, as it was when the code was last in force."""
        return region.name(self.region_code)

    @property
    def number_18(self) -> str:
        """The number with 18 characters."""
        return to_18(self.number)


def parse(cell: Cell, today: dt.date) -> ResidentId | Fault:
    """Read a cell as an identity number; the first thing that is wrong is returned as a ``Fault``.

    A number cell (int, float) is never read: the digits that the spreadsheet dropped cannot be known.
    """
    if not isinstance(cell, str):
        return STORED_AS_NUMBER if cell is not None else _length_fault("")
    number = unquoted_code(cell)
    if len(number) not in {LENGTH, OLD_LENGTH}:
        return _length_fault(number)
    if fault := _character_fault(number):
        return fault
    born = _birth_date(number)
    if born is None:
        return _BIRTHDATE
    if born > today:
        return _FUTURE
    if number[:6] not in region.spans():
        return _REGION
    if len(number) == LENGTH and _weighted(number, 0) % 11 != _RIGHT_SUM:
        return _CHECKSUM
    return ResidentId(number, born, sex(number), warnings(number))


def _length_fault(number: str) -> Fault:
    if _SCIENTIFIC.fullmatch(number):
        return _LENGTH_SCIENTIFIC
    if len(normalise_number(number)) in {LENGTH, OLD_LENGTH}:
        return Fault("id-length", f"号码中间有空格，请去掉空格（可点“规范整理”），{_COMPARE}")
    return Fault("id-length", f"身份证号码应为15位或18位，现有{len(number)}位，{_COMPARE}")


def _character_fault(number: str) -> Fault | None:
    pattern = _CHECKED if len(number) == LENGTH else _DIGITS
    if pattern.fullmatch(number):
        return None
    at = len(_DIGITS.match(number)[0])  # type: ignore[index]  # the pattern matches the empty text too
    where = "末位只能是数字或X" if at == LENGTH - 1 else "这里只能是数字"
    return Fault("id-character", f"号码第{at + 1}位是“{_shown(number[at])}”，{where}，{_COMPARE}")


def _shown(character: str) -> str:
    return character if character.isprintable() else f"U+{ord(character):04X}"


def _birth_date(number: str) -> dt.date | None:
    digits = birth_digits(number)
    try:
        born = dt.date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None
    return born if born.year >= FIRST_YEAR else None


def sex(number: str) -> Sex:
    """Return the sex that a right, normalised number says: the last digit of the sequence is odd for men."""
    return "男" if int(number[14 if len(number) == OLD_LENGTH else 16]) % 2 else "女"


def birth_digits(number: str) -> str:
    """Return the birth date that a right, normalised number says, as YYYYMMDD."""
    return number[6:14] if len(number) == LENGTH else f"19{number[6:12]}"


def to_18(number: str) -> str:
    """Lengthen a number of 15 digits by century and check character; any other text is returned unchanged.

    >>> to_18("110105491231002")
    '11010519491231002X'
    """
    if len(number) != OLD_LENGTH or not _DIGITS.fullmatch(number):
        return number
    from stdnum.iso7064 import mod_11_2  # noqa: PLC0415  it takes 15 ms, which only old numbers need

    body = f"{number[:6]}19{number[6:]}"
    return body + mod_11_2.calc_check_digit(body)


def warnings(number: str) -> tuple[Fault, ...]:
    """Return the remarks on a right, normalised number."""
    born = int(number[6:10]) if len(number) == LENGTH else 1900 + int(number[6:8])
    found = region_warnings(number[:6], born)
    return (*found, _ENDS_000) if len(number) == LENGTH and number.endswith("000") else found


@lru_cache(maxsize=65_536)
def region_warnings(code: str, birth_year: int) -> tuple[Fault, ...]:
    """Return the remarks on an address code that exists, seen from the year of birth."""
    span = region.spans()[code]
    found = () if span.verified else (_UNVERIFIED,)
    if birth_year < span.first:
        return (*found, _age_fault(f"地区代码{span.first}年才启用，晚于出生年份；后来编号的属正常，有疑问时核对证件"))
    if span.last is not None and birth_year > span.last:
        return (*found, _age_fault(f"地区代码{span.last}年已停用，早于出生年份；沿用旧代码的属正常，请对照证件核对"))
    return found


def _age_fault(message: str) -> Fault:
    return Fault("id-region-age", message)


class _Days(dict[str, int]):
    """Eight digits of a birth date -> their part of the weighted sum; filled as dates are asked for."""

    def __init__(self, today: dt.date) -> None:
        super().__init__()
        self._today = f"{today:%Y%m%d}"

    def __missing__(self, digits: str) -> int:
        if not _DIGITS.fullmatch(digits) or digits > self._today or _birth_date(f"000000{digits}0000") is None:
            raise KeyError(digits)
        part = self[digits] = _weighted(digits, 6)
        return part


def _weighted(characters: str, start: int) -> int:
    """Return the part of the MOD 11-2 sum that these characters carry, the first one at 0-based place ``start``."""
    return sum(map(mul, map(_VALUES.__getitem__, characters), _WEIGHTS[start:]))


@lru_cache(maxsize=1)
def _regions() -> dict[str, int]:
    return {code: _weighted(code, 0) for code in region.spans()}


@lru_cache(maxsize=1)
def _tails() -> dict[str, int]:
    """Sequence and check character -> their part of the weighted sum (11,000 entries)."""
    sequences = {f"{number:03}": _weighted(f"{number:03}", 14) for number in range(1000)}
    return {s + check: part + value for s, part in sequences.items() for check, value in _VALUES.items()}


@lru_cache(maxsize=4)
def _days(today: dt.date) -> _Days:
    return _Days(today)


def faults(texts: Iterable[str], today: dt.date) -> list[Fault | None]:
    """Return the verdict on many numbers, None for each right one; the same verdicts as ``parse``, at bulk speed.

    A right number of 18 characters costs three look-ups: address code, birth date, and sequence with check character,
    each of which carries its part of the weighted sum.
    """
    regions, days, tails, remainder = _regions(), _days(today), _tails(), _RIGHT_SUM
    verdicts: list[Fault | None] = []
    add = verdicts.append
    for text in texts:
        try:
            right = (regions[text[:6]] + days[text[6:14]] + tails[text[14:]]) % 11 == remainder
        except KeyError:
            right = False
        if right:
            add(None)
        else:
            result = parse(text, today)
            add(result if isinstance(result, Fault) else None)
    return verdicts


def accepted_regions() -> frozenset[str]:
    """Return the address codes that a right number can begin with, for checks that run inside a spreadsheet."""
    return frozenset(region.spans())
