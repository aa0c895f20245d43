"""Is a row below the header no person: a total, a signature, a note, a second header, the numbers of the columns?

Only a row without anything like a number in its key column can be one; whoever fills in a person without a number
fills in more than a label, and stays a person with what is missing named.

>>> what_it_is(["合计", "3人", "", ""], ("身份证号码", "姓名", "性别", "备注"), 0)
'合计'
>>> what_it_is(["", "张三", "男", ""], ("身份证号码", "姓名", "性别", "备注"), 0)
''
"""

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

_NUMBER: Final = re.compile("[0-9]{6}")
_MOST_FILLED: Final = 8
"""Cells that a line of signatures fills at most."""
_FEWEST_NUMBERED: Final = 4
_BLANKS_AND_BRACKETS: Final = re.compile(r"[\s()\[\]【】<>《》*]+")

_SUMS: Final = ("合计", "小计", "总计", "共计", "累计")
_OF_WHAT: Final = ("本页", "本表", "全部", "人数", "总人数")
_COUNTED: Final = ("人", "名", "条")
_ENDS: Final = (
    "以下空白",
    "以下无正文",
    "以下为空",
    "以下无内容",
    "以下无",
    "此页以下空白",
    "此行以下空白",
    "本页以下空白",
    "end",
)
_SEALS: Final = ("盖章", "公章", "签章", "签字", "签名")
_SIGNERS: Final = (
    *(
        "填表",
        "填报",
        "填写",
        "制表",
        "制作",
        "编制",
        "审核",
        "审批",
        "复核",
        "校对",
        "经办",
        "经手",
        "负责",
        "主管",
        "分管",
    ),
    *("联系", "上报", "报送", "打印", "单位", "部门", "人事", "领导", "法人", "人", "者", "员", "日期", "时间", "电话"),
    *("意见", *_SEALS),
)
_NOTES: Final = ("注意", "注意事项", "说明", "填表说明", "填报说明", "填写说明", "注释", "注")


def _any(words: Sequence[str]) -> str:
    return f"(?:{'|'.join(words)})"


_LABELS: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_any(_OF_WHAT)}?{_any(_SUMS)}{_any(('人数', '数'))}?(?::?[0-9]{{1,5}}{_any(_COUNTED)}?)?[:\u3002]?",
        rf"{_any((*_SUMS, '总人数', '人数合计'))}:.*",
        rf"{'共'}[0-9]+{_any(_COUNTED)}",
        rf"[-=_~.\u2014]*{_any(_ENDS)}[-=_~.\u2014\u3002]*",
        rf"{_any(_SIGNERS)}+:.*",
        rf".{{0,10}}{_any(_SEALS)}{_any(('处',))}?(?::.*)?",
        rf"{_any(('附', '备'))}?{_any(_NOTES)}[0-9]?:.*",
    )
)
"""Totals, ends, signatures, seals and notes, as they are written without blanks and brackets, in half width."""


def what_it_is(row: Sequence[str], headers: Sequence[str], key: int) -> str:
    """Return the text that shows that a row is no person; empty for a person.

    row: texts in the order of the headers; key: place of the number, 0-based.
    """
    filled = [(at, text.strip()) for at, text in enumerate(row) if text.strip()]
    if not filled:
        return ""
    first, text = filled[0]
    if len(filled) <= _MOST_FILLED and _is_label(text) and (first == key or not _has_number(row[key])):
        return text
    plain = [_plain(text) for _, text in filled]
    repeated = sum(headers[at] == same.replace("其他", "其它") for (at, _), same in zip(filled, plain, strict=True))
    if 1 < repeated * 2 > len(filled) or _are_column_numbers(plain):
        return text
    return ""


def _has_number(text: str) -> bool:
    return bool(_NUMBER.search(_plain(text)))


def _is_label(text: str) -> bool:
    plain = _plain(text)
    return any(label.fullmatch(plain) for label in _LABELS)


def _plain(text: str) -> str:
    return _BLANKS_AND_BRACKETS.sub("", unicodedata.normalize("NFKC", text))


def _are_column_numbers(texts: Sequence[str]) -> bool:
    if len(texts) < _FEWEST_NUMBERED or not all(text.isdecimal() for text in texts):
        return False
    return [int(text) for text in texts] == list(range(int(texts[0]), int(texts[0]) + len(texts)))
