"""One fault of each kind, planted into a right row so that no other finding comes of it."""

import datetime as dt
from collections.abc import Callable
from random import Random
from typing import Final

from stdnum.iso7064 import mod_11_2

from zcert_addin.demonstration.people import id_number
from zcert_dictionaries import Edition

Row = dict[str, str | int]
Fault = Callable[[Row, Random, Edition], None]
KEY: Final = "身份证号码"
PAPER: Final = "证件号码"
_PLACE: Final = "330106"


def _set(header: str, value: str | int) -> Fault:
    def plant(row: Row, _rng: Random, _edition: Edition) -> None:
        row[header] = value

    return plant


def _edit(header: str, edit: Callable[[str], str]) -> Fault:
    def plant(row: Row, _rng: Random, _edition: Edition) -> None:
        row[header] = edit(str(row[header]))

    return plant


def _wrong_check(number: str) -> str:
    return number[:-1] + ("0" if number[-1] != "0" else "1")


def _with_body(change: Callable[[str], str]) -> Fault:
    """Change the first 17 characters and give them their right check character."""

    def edit(number: str) -> str:
        body = change(number[:17])
        return body + mod_11_2.calc_check_digit(body)

    return _edit(KEY, edit)


def _born(year: int, place: str) -> Fault:
    def plant(row: Row, rng: Random, _edition: Edition) -> None:
        row[KEY] = id_number(rng, dt.date(year, 5, 6), place, male=row["性别"] == "男")

    return plant


def _ending_000(row: Row, _rng: Random, _edition: Edition) -> None:
    """Take the first birth date with which sequence 900 has the check character 0."""
    days = (dt.date(1981, 1, 1) + dt.timedelta(days=day) for day in range(366))
    bodies = (f"{_PLACE}{born:%Y%m%d}900" for born in days)
    row[KEY] = next(body for body in bodies if mod_11_2.calc_check_digit(body) == "0") + "0"
    row["性别"] = "女"


def _other_sex(row: Row, _rng: Random, _edition: Edition) -> None:
    row["性别"] = "女" if row["性别"] == "男" else "男"


def _foreign_child(parent: str, child: str) -> Fault:
    def plant(row: Row, _rng: Random, edition: Edition) -> None:
        children = edition.children[child]
        own = set(children[str(row[parent])])
        row[child] = next(label for labels in children.values() for label in labels if label not in own)

    return plant


def _recognised_by_committee(row: Row, _rng: Random, edition: Edition) -> None:
    row["取得方式"], row["其它评审组织"] = "认定", ""
    row["评审组织"] = next(
        org for org in edition.lists["评审组织"] if org not in edition.confirmations and org != edition.other_org
    )


def _other_unnamed(row: Row, _rng: Random, edition: Edition) -> None:
    row["取得方式"], row["评审组织"], row["其它评审组织"] = "评审", edition.other_org, ""


FAULTS: Final[tuple[tuple[str, str, Fault], ...]] = (
    ("id-length", KEY, _edit(KEY, lambda number: number[:-1])),
    ("id-character", KEY, _edit(KEY, lambda number: number[:8] + "O" + number[9:])),
    ("id-birthdate", KEY, _with_body(lambda body: body[:10] + "0231" + body[14:])),
    ("id-future", KEY, _born(2088, _PLACE)),
    ("id-region", KEY, _with_body(lambda body: "339999" + body[6:])),
    ("id-checksum", KEY, _edit(KEY, _wrong_check)),
    ("id-number-stored", KEY, _set(KEY, 330106198503149000)),
    ("id-region-age", KEY, _born(1992, "330107")),
    ("id-region-unverified", KEY, _born(1985, "321119")),
    ("id-ends-000", KEY, _ending_000),
    ("sex-mismatch", "性别", _other_sex),
    ("required", "姓名", _set("姓名", "")),
    ("required", "上报单位", _set("上报单位", "")),
    ("not-in-list", "最高学历", _set("最高学历", "本科")),
    ("not-in-list", "单位性质", _set("单位性质", "事业单位")),
    ("cascade", "高级专业技术资格名称", _foreign_child("所属系列", "高级专业技术资格名称")),
    ("cascade", "所在县市", _foreign_child("所在地市", "所在县市")),
    ("date-format", "取得时间", _set("取得时间", "2015.6.30")),
    ("date-format", "取得时间", _set("取得时间", "20150631")),
    ("date-range", "取得时间", _set("取得时间", "20990101")),
    ("phone-format", "联系电话", _edit("联系电话", lambda phone: phone[:-2])),
    ("postcode-format", "邮政编码", _set("邮政编码", "31000")),
    ("untidy-text", "姓名", _edit("姓名", lambda name: f"{name[0]} {name[1:]}")),
    ("untidy-text", "工作单位", _edit("工作单位", lambda unit: f"{unit}\n")),
    ("review-org-mode", "评审组织", _recognised_by_committee),
    ("other-org-missing", "其它评审组织", _other_unnamed),
)
"""Code, column of the finding, and what to do to a right row of the form for identity numbers."""

PAPER_FAULTS: Final[tuple[tuple[str, str, dict[str, str | int]], ...]] = (
    ("paper-format", PAPER, {"证件类型": "台湾居民来往大陆通行证", PAPER: "1234567"}),
    ("paper-checksum", PAPER, {"证件类型": "外国人永久居留身份证", PAPER: "933840196503149119"}),
    ("paper-unusual", PAPER, {"证件类型": "军官证或文职干部证", PAPER: "军字第123456789号"}),
    ("paper-check-doubtful", PAPER, {"证件类型": "外国人永久居留身份证", PAPER: "USA330165031498"}),
    ("paper-is-resident-id", PAPER, {"证件类型": "其它证件", PAPER: "810000196503149113"}),
    ("required", "证件类型", {"证件类型": "", PAPER: "E76543210"}),
)
"""Code, column of the finding, and the cells of a row of the form for other papers."""

PHOTO_FAULTS: Final = (
    "photo-missing",
    "photo-not-jpeg",
    "photo-broken",
    "photo-pixels",
    "photo-bytes",
    "photo-ratio",
    "photo-double",
)
