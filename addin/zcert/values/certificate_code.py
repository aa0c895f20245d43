"""Code of a title certificate (证书编码) of Hunan Province, 18 characters.

Layout (湖南省教育厅职改办 2012-12-27, 证书编码定义); places are counted from 1:

1      level: A 高级, B 中级, C 初级
2-3    series; its table was not published
4-5    year in which the title was obtained, two digits (2003 is 03)
6      mode: 1 评审, 2 考试, 3 认定
7-14   code of the organ that approved, without the province's 43, padded right with 0: the province itself is
       00000000, 长沙市 (4301) is 01000000
15-18  running number, 0001 and on

Titles exist since 1986, so 86-99 are years of the last century and 00-85 of this one. There is no check character.
The first failure is the verdict: length, level, digits, year, mode, unit. That senior certificates are numbered by the
province alone is said in a rule on permissions and contradicted by a half-sentence elsewhere, so it is a warning.

>>> from datetime import date
>>> parse("A0103100000000 0001", date(2026, 11, 21)).year
2003
>>> parse("B01031000000000001", date(2026, 11, 21)).code
'cert-unit'

cert-length cert-level cert-character cert-year cert-mode cert-unit    the verdicts
cert-unit-senior cert-serial                                           warnings
"""

import datetime as dt
import re
from dataclasses import dataclass
from typing import Final

from zcert.code import error, warning
from zcert.finding import Fault
from zcert.values.text import normalise_code
from zcert.words import Category

CODES: Final = {
    "cert-length": error("证书编码不是18位", Category.CERTIFICATE, "对照证书重新录入，共18位"),
    "cert-level": error(
        "证书编码的第1位不是A、B、C", Category.CERTIFICATE, "对照证书核对第1位：A为高级，B为中级，C为初级"
    ),
    "cert-character": error(
        "证书编码第1位以后含有不是数字的字符", Category.CERTIFICATE, "对照证书逐位核对，第1位以后都是数字"
    ),
    "cert-year": error("证书编码中的取得年度晚于今年", Category.CERTIFICATE, "对照证书核对取得年度"),
    "cert-mode": error("证书编码中的取得方式不是1、2、3", Category.CERTIFICATE, "对照证书核对取得方式"),
    "cert-unit": error("中级、初级证书编码中没有审批机构的单位代码", Category.CERTIFICATE, "对照证书核对第7至14位"),
    "cert-unit-senior": warning(
        "高级证书编码中的单位代码不是00000000", Category.CERTIFICATE, "核对这本证书是否由省里编号"
    ),
    "cert-serial": warning("证书编码的流水号为0000", Category.CERTIFICATE, "对照证书核对末4位"),
}

LENGTH: Final = 18
FIRST_YEAR: Final = 1986
"""Year of 国务院关于实行专业技术职务聘任制度的规定: the pivot of the two digits."""

LEVELS: Final = {"A": "高级", "B": "中级", "C": "初级"}
MODES: Final = {"1": "评审", "2": "考试", "3": "认定"}
PROVINCE: Final = "0" * 8
"""The unit of the province's own organ."""

_BLANKS: Final = re.compile(r"\s+")
_NO_DIGIT: Final = re.compile(r"[^0-9]")
_NO_SERIAL: Final = "0000"

_COMPARE: Final = "请对照证书逐位核对"
_LEVEL: Final = Fault("cert-level", f"证书编码第1位应为A（高级）、B（中级）或C（初级），{_COMPARE}")
_MODE: Final = Fault("cert-mode", f"证书编码第6位应为1（评审）、2（考试）或3（认定），{_COMPARE}")
_UNIT: Final = Fault("cert-unit", f"中级、初级证书编码的第7至14位不能全为0，应为审批机构的单位代码，{_COMPARE}")
_UNIT_SENIOR: Final = Fault(
    "cert-unit-senior", "高级证书由省里统一编号，编码第7至14位一般为00000000，请核对是否由省里编号"
)
_SERIAL: Final = Fault("cert-serial", "证书编码末4位流水号为0000，流水号一般从0001开始，请核对")


@dataclass(frozen=True, slots=True)
class CertificateCode:
    """What a right code says.

    code:     normalised, 18 characters.
    level:    高级, 中级 or 初级.
    series:   two digits.
    year:     four digits.
    mode:     评审, 考试 or 认定.
    unit:     eight digits, ``PROVINCE`` for the province's own organ.
    serial:   four digits.
    warnings: remarks that do not change the verdict.
    """

    code: str
    level: str
    series: str
    year: int
    mode: str
    unit: str
    serial: str
    warnings: tuple[Fault, ...]


def parse(text: str, today: dt.date) -> CertificateCode | Fault:
    """Read a text as a certificate code; the first thing that is wrong is returned as a ``Fault``."""
    code = _BLANKS.sub("", normalise_code(text))
    if len(code) != LENGTH:
        return Fault("cert-length", f"证书编码应为18位，现有{len(code)}位，{_COMPARE}")
    level = LEVELS.get(code[0])
    if level is None:
        return _LEVEL
    if found := _NO_DIGIT.search(code, 1):
        return Fault("cert-character", f"证书编码第{found.start() + 1}位不是数字，除第1位外只能是数字，{_COMPARE}")
    year = _year(code[3:5])
    if year > today.year:
        return Fault("cert-year", f"证书编码第4、5位表示{year}年取得，晚于今年，{_COMPARE}")
    mode = MODES.get(code[5])
    if mode is None:
        return _MODE
    unit, serial = code[6:14], code[14:]
    if code[0] != "A" and unit == PROVINCE:
        return _UNIT
    return CertificateCode(code, level, code[1:3], year, mode, unit, serial, _warnings(code[0], unit, serial))


def _year(digits: str) -> int:
    """Return the year that two digits mean: the only one from 1986 to 2085.

    >>> _year("86"), _year("85")
    (1986, 2085)
    """
    year = FIRST_YEAR // 100 * 100 + int(digits)
    return year if year >= FIRST_YEAR else year + 100


def _warnings(level: str, unit: str, serial: str) -> tuple[Fault, ...]:
    senior = (_UNIT_SENIOR,) if level == "A" and unit != PROVINCE else ()
    return (*senior, _SERIAL) if serial == _NO_SERIAL else senior
