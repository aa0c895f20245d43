"""Name of a unit as people write it: which spellings are one name, and may two names be one unit's?

Spellings are one name when they differ by blanks, width, case, brackets and punctuation, or by 1 for 一.

>>> compared("杭州市 第１中学（城东校区）") == compared("杭州市第一中学(城东校区)")
True

Two names of five or more characters may be one unit's when one character is added, left out or another: a slip of the
hand. They are not when that character tells units apart: a number, a direction, a size, a kind of place or house, a
field of work, a surname (张村, 王村), or another place's name (杭州, 湖州).

>>> resemblance("杭州市第一人民医院", "杭州市第一人民医完")
'alike'
>>> resemblance("杭州市第一人民医院", "杭州市第二人民医院")
'different'
"""

import re
import unicodedata
from functools import cache
from typing import Final, Literal

from zcert_dictionaries.regions import load_regions

Resemblance = Literal["alike", "different"]

SHORTEST: Final = 5
"""Characters of the shorter name, as compared, from which one character can be a slip."""

_NUMERALS: Final = str.maketrans("〇零一二三四五六七八九", "00123456789")
_BETWEEN_DIGITS: Final = re.compile(r"(?<=\d)[^\w]+(?=\d)")
_DOT: Final = "丶"
"""Stands for any mark between two digits, where 1-2 is not 12."""
_NOTHING: Final = re.compile(r"[\W_]+")
_ALWAYS: Final = frozenset(
    "0123456789十百千万两甲乙丙丁戊己庚辛壬癸abcdefghijklmnopqrstuvwxyz东西南北中上下左右前后内外大小高初老新总分支副附丶"
)
"""Added, left out or another, such a character makes another unit: 中医院 and 医院, 总公司 and 公司."""
_FIELDS: Final = (
    "农林牧渔工商水电机轻重矿油建交航铁路教体文卫财民邮司审统税国地安物旅人劳粮环理法医药艺师范经党音美警军学育业政"
)
_SURNAMES: Final = (
    "张王李赵陈刘杨黄周吴徐孙朱马胡郭林何梁郑罗宋谢唐韩曹许邓冯程蔡彭潘袁于董余苏叶吕魏蒋田杜沈姜"
    "钟卢汪戴崔任陆姚方邱夏谭邹石熊孟秦薛侯雷段孔邵毛常顾康贺严钱施洪龚"
)
_KINDS: Final = tuple(
    map(
        frozenset,
        (
            "省市县区州镇乡村街",
            "厂店社院校局所站队场馆处科室部厅委办会",
            _FIELDS,
            _SURNAMES,
            "男女",
            "公私",
        ),
    )
)
"""Each set: characters of which one in the place of another makes another unit: 农业局 and 林业局, 张村 and 王村."""
_LONGEST_PLACE: Final = 5
_ENDINGS_OF_PLACES: Final = "省市县区"


def compared(text: str) -> str:
    """Return the name as it is compared; empty when the text holds nothing but marks."""
    plain = unicodedata.normalize("NFKC", text).casefold().translate(_NUMERALS)
    return _NOTHING.sub("", _BETWEEN_DIGITS.sub(_DOT, plain))


def substituted(one: str, other: str, at: int) -> Resemblance:
    """Judge two compared names that differ in one character (0-based position)."""
    pair = {one[at], other[at]}
    if pair & _ALWAYS or any(pair <= kind for kind in _KINDS) or _names_two_places(one, other, at):
        return "different"
    return "alike"


def added(longer: str, at: int) -> Resemblance:
    """Judge a compared name and the one without its character at a 0-based position; a repeated one is a slip."""
    character = longer[at]
    repeated = character in {longer[at - 1 : at], longer[at + 1 : at + 2]} and not character.isascii()
    return "different" if character in _ALWAYS and not repeated else "alike"


def resemblance(one: str, other: str) -> Resemblance | None:
    """Judge two texts; None when they are more than one character apart, or too short for a slip."""
    shorter, longer = sorted(map(compared, (one, other)), key=lambda name: (len(name), name))
    if shorter == longer:
        return "alike" if shorter else None
    if len(shorter) < SHORTEST or len(longer) - len(shorter) > 1:
        return None
    at = next((at for at, pair in enumerate(zip(shorter, longer, strict=False)) if pair[0] != pair[1]), len(shorter))
    if len(shorter) == len(longer):
        return substituted(shorter, longer, at) if shorter[at + 1 :] == longer[at + 1 :] else None
    return added(longer, at) if shorter[at:] == longer[at + 1 :] else None


def _names_two_places(one: str, other: str, at: int) -> bool:
    """Return whether both hold the name of a place, another one each, over the same position."""
    known = _places()
    return any(
        one[start:end] in known and other[start:end] in known
        for start in range(max(0, at - _LONGEST_PLACE + 1), at + 1)
        for end in range(max(at + 1, start + 2), start + _LONGEST_PLACE + 1)
    )


@cache
def _places() -> frozenset[str]:
    """Return the names of all places of the country, present and past, with and without what kind of place it is."""
    names = {compared(region.name) for region in load_regions()}
    return frozenset(names | {name[:-1] for name in names if name[2:] and name[-1] in _ENDINGS_OF_PLACES})
