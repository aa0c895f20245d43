"""Numbers of identity papers other than the resident identity card: passports, officers' cards, travel permits.

A number alone does not tell its paper (MA and seven digits is a Macau passport and a travel permit), so the kind must
be chosen in 证件类型. What an authority has published is asked for strictly (``paper-format``); where only part of the
rules is public, an unexpected shape is a warning (``paper-unusual``). Sources, per kind:

中国护照                  code lists in public use, no official text: warning
外国护照                  ICAO Doc 9303: letters and digits, no common rule
军官证或文职干部证        国防部 2016-06-29: 军 and seven digits; 1998-2016 branch 字第 digits 号: warning
军士证或士兵证            notices of 2016 and 2022 publish the prefix only: warning
军人退休证                notice of 2022, prefix only: warning
港澳居民来往内地通行证    公安部出入境管理局 2010-03-10; 国家移民管理局 2024-07-01
台湾居民来往大陆通行证    公安部出入境管理局 2008-09-12
外国人永久居留身份证      GA 2102-2023 (since 2023-12, MOD 11-2); before that three letters and twelve digits,
                          with a 7-3-1 check digit that only public programs describe: warning
其它证件                  anything

paper-format paper-checksum                               errors
paper-unusual paper-check-doubtful paper-is-resident-id   warnings

>>> check("台湾居民来往大陆通行证", "01234567")
[]
>>> [fault.code for fault in check("港澳居民来往内地通行证", "H1234567")]
['paper-format']
"""

import datetime as dt
import re
from dataclasses import dataclass
from typing import Final

from zcert.code import error, warning
from zcert.finding import Fault
from zcert.values import id_number
from zcert.values.text import QUOTATION_MARKS, normalise_code
from zcert.words import Category

CODES: Final = {
    "paper-format": error("证件号码不符合所选证件的格式", Category.NUMBER, "对照证件核对号码，并核对所选的证件类型"),
    "paper-checksum": error("证件号码的校验码不符", Category.NUMBER, "对照证件逐位核对，至少有一位写错"),
    "paper-unusual": warning("证件号码的格式少见", Category.NUMBER, "对照证件核对，一致的不必改动"),
    "paper-check-doubtful": warning(
        "旧版外国人永久居留证的校验位不符", Category.NUMBER, "对照证件逐位核对，一致的不必改动"
    ),
    "paper-is-resident-id": warning(
        "证件号码是一个居民身份证号码", Category.NUMBER, "改填身份证号采集表，或核对证件号码"
    ),
}

PERMANENT_RESIDENT: Final = "外国人永久居留身份证"

_FILLING: Final = re.compile(rf"[\s()\[\]={QUOTATION_MARKS}]+")


@dataclass(frozen=True, slots=True)
class _Paper:
    """What the number of one kind of paper looks like.

    possible: what every number matches; a mismatch is an error.
    known:    the shapes that are documented; a mismatch is a warning.
    example:  what the message shows.
    """

    possible: re.Pattern[str]
    known: re.Pattern[str]
    example: str


def _paper(possible: str, known: str = "", example: str = "") -> _Paper:
    return _Paper(re.compile(possible), re.compile(known or possible), example)


_LETTERS_AND_DIGITS: Final = r"(?=.*[0-9])[A-Z0-9.]{5,17}"
_MILITARY: Final = r"(?=.*[0-9]{4}).{5,24}"
_OLD_MILITARY: Final = r"[一-龥]{1,4}字第[0-9]{4,8}号"

PAPERS: Final[dict[str, _Paper]] = {
    "中国护照": _paper(
        _LETTERS_AND_DIGITS,
        r"E[0-9]{8}|E[A-HJ-NP-Z][0-9]{7}|G[0-9]{8}|1[45][0-9]{7}|P\.?E?[0-9]{7}|P\.?[0-9]{8}|S\.?E?[0-9]{7}|S\.?[0-9]{8}"
        r"|D\.?E?[0-9]{7}|D\.?[0-9]{8}|KJ[0-9]{7}|[KH][0-9]{8}|MA[0-9]{7}",
        "E12345678",
    ),
    "外国护照": _paper(r"(?=.*[0-9])[A-Z0-9]{5,15}", example="123456789"),
    "军官证或文职干部证": _paper(_MILITARY, rf"军字?第?[0-9]{{7}}号?|{_OLD_MILITARY}", "军字第1234567号"),
    "军士证或士兵证": _paper(_MILITARY, rf"[士兵文职]字?第?[0-9]{{6,10}}号?|{_OLD_MILITARY}", "士字第1234567号"),
    "军人退休证": _paper(_MILITARY, rf"(?:军退|警退)字?第?[0-9]{{6,10}}号?|{_OLD_MILITARY}", "军退字第1234567号"),
    "港澳居民来往内地通行证": _paper(r"[HM][0-9]{8}(?:[0-9]{2})?|(?:HA|MA)[0-9]{7}", example="H12345678"),
    "台湾居民来往大陆通行证": _paper(r"[0-9]{8}|[0-9]{10}[A-Z0-9]?", example="12345678"),
    PERMANENT_RESIDENT: _paper(r"[A-Z]{3}[0-9]{12}|9[0-9]{16}[0-9X]", example="9开头的18位号码"),
    "其它证件": _paper(r".+"),
}
"""Kinds of paper by their label in the list 证件类型."""

_PLAIN: Final = frozenset({"外国护照", "台湾居民来往大陆通行证", "其它证件"})
"""Papers whose numbers look like dates, numbers of cameras, anything."""


def compact(text: str) -> str:
    """Return a paper's number as it is compared: normalised, without blanks, brackets and quotation marks.

    >>> compact("军字第 １２３４５６７ 号")
    '军字第1234567号'
    """
    return _FILLING.sub("", normalise_code(text))


def has_own_shape(number: str) -> bool:
    """Return whether a compact number can hardly be anything but that of a paper.

    >>> has_own_shape("E12345678"), has_own_shape("20260304"), has_own_shape("IMG1234")
    (True, False, False)
    """
    return any(rule.known.fullmatch(number) for paper, rule in PAPERS.items() if paper not in _PLAIN)


def check(paper: str, text: str) -> list[Fault]:
    """Return the remarks on a number for the kind of paper chosen; an unknown or empty kind asks for nothing.

    The list 证件类型 is checked by the rules on lists; an edition of the dictionary may offer further kinds.
    """
    number = compact(text)
    rule = PAPERS.get(paper)
    faults = _shape_faults(paper, rule, number) if rule else []
    if paper == PERMANENT_RESIDENT and not faults:
        faults = _permanent_resident_faults(number)
    if paper != PERMANENT_RESIDENT and isinstance(id_number.parse(number, dt.date.max), id_number.ResidentId):
        faults.append(Fault("paper-is-resident-id", "这是一个居民身份证号码，请改填身份证号采集表，或核对证件号码"))
    return faults


def _shape_faults(paper: str, rule: _Paper, number: str) -> list[Fault]:
    if rule.known.fullmatch(number):
        return []
    if rule.possible.fullmatch(number):
        return [Fault("paper-unusual", f"不是{paper}常见的号码格式，如{rule.example}，请对照证件核对")]
    return [Fault("paper-format", f"不符合{paper}的号码格式，如{rule.example}，请对照证件核对号码和证件类型")]


def _permanent_resident_faults(number: str) -> list[Fault]:
    if number[0] == "9":
        from stdnum.iso7064 import mod_11_2  # noqa: PLC0415  it takes 15 ms, which only these numbers need

        if mod_11_2.is_valid(number):
            return []
        return [Fault("paper-checksum", "校验码不符，号码中至少有一位写错，请对照证件逐位核对")]
    if number[-1] == _check_731(number[:-1]):
        return []
    return [Fault("paper-check-doubtful", "末位校验数字不符，请对照证件逐位核对")]


def _check_731(body: str) -> str:
    """Return the 7-3-1 check digit (ICAO Doc 9303 part 3, 4.9), letters counting A=10 to Z=35.

    >>> _check_731("USA33016503149")
    '9'
    """
    return str(sum(int(character, 36) * (7, 3, 1)[at % 3] for at, character in enumerate(body)) % 10)
