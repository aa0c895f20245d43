"""People who do not exist, for demonstrations, tests and benchmarks.

Their identity numbers carry sequence codes 901-999, are right by every rule, and are fictitious; a match with a
real person is chance. The same seed yields the same people.
"""

import datetime as dt
from collections.abc import Sequence
from random import Random
from typing import Final

from stdnum.iso7064 import mod_11_2

from zcert.form import Column, Form, Kind
from zcert.roles import Role
from zcert_dictionaries import Edition, lists

_SURNAMES: Final = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
_GIVEN: Final = "安柏晨丹恩帆歌涵佳楷岚明宁欧朴青然书棠维欣雅卓景澄若溪知远闻笙"
_PLACES: Final = ("330102", "330105", "330106", "330122", "330127", "330203", "330205")
"""In force since the first numbers were issued."""

_SCHOOLS: Final = ("样本大学", "示例理工学院", "范例师范大学", "演示医学院", "虚构农业大学")
_SUBJECTS: Final = ("机械工程", "土木工程", "临床医学", "汉语言文学", "会计学", "农学", "计算机应用", "环境工程")
_STREETS: Final = ("样本路", "示例街", "范例大道", "演示巷")


def id_number(rng: Random, born: dt.date, place: str, *, male: bool) -> str:
    """Return a right, fictitious number; sequence 901-999, odd for men."""
    sequence = rng.randrange(901, 1000, 2) if male else rng.randrange(902, 999, 2)
    body = f"{place}{born:%Y%m%d}{sequence}"
    return body + mod_11_2.calc_check_digit(body)


def person(rng: Random, form: Form, edition: Edition, unit: str, *, earliest: int = 1950) -> dict[str, str]:
    """Return one right row of any form by header; cells written by the program are missing.

    earliest: first year of birth, at most 1986; people born from 1981 on draw no ``id-region-age``.
    """
    born = dt.date.fromordinal(rng.randrange(dt.date(earliest, 1, 1).toordinal(), dt.date(1988, 1, 1).toordinal()))
    row = _chosen(rng, form, edition)
    city = form.listing(lists.CITY)
    said = {
        Role.UNIT: unit,
        **_facts(rng, row[city.header] if city else rng.choice(edition.lists[lists.CITY])),
        **_review(rng, edition),
        **_identity(rng, form, born),
    }
    for column in form.columns:
        if column.role in said:
            row[column.header] = said[column.role]
        elif text := _by_kind(rng, column, born.year):
            row[column.header] = text
    return row


def cells(form: Form, row: dict[str, str]) -> Sequence[str]:
    """Return a row as the texts of a form's columns, in order."""
    return [row.get(header, "") for header in form.headers]


def _chosen(rng: Random, form: Form, edition: Edition) -> dict[str, str]:
    """Choose an entry for each listed column, for a child below that of its parent."""
    row: dict[str, str] = {}
    listed = [column for _, column in form.of_kind(Kind.LISTED)]
    for column in sorted(listed, key=lambda one: form.parent(one) is not None):
        parent, name = form.parent(column), column.list_name
        row[column.header] = rng.choice(edition.children[name][row[parent.header]] if parent else edition.entries(name))
    return row


def _facts(rng: Random, city: str) -> dict[Role, str]:
    return {
        Role.NAME: rng.choice(_SURNAMES) + "".join(rng.sample(_GIVEN, rng.choice((1, 2, 2)))),
        Role.SCHOOL: rng.choice(_SCHOOLS),
        Role.STUDIED: rng.choice(_SUBJECTS),
        Role.PRACTISED: rng.choice(_SUBJECTS),
        Role.ADDRESS: f"{city}{rng.choice(_STREETS)}{rng.randrange(1, 400)}号",
        Role.AUTHORITY: f"{city}人力资源和社会保障局",
        Role.DOCUMENT: f"浙人社发〔{rng.randrange(2009, 2026)}〕{rng.randrange(1, 300)}号",
    }


def _by_kind(rng: Random, column: Column, born: int) -> str:
    """Return a right entry for a column of this kind; empty where nothing must be filled in."""
    if column.kind is Kind.DAY:
        return f"{born + rng.randrange(28, 36)}{rng.randrange(1, 13):02}{rng.randrange(1, 29):02}"
    if column.kind is Kind.PHONE:
        return f"1{rng.choice('3578')}{rng.randrange(10**9):09}"
    if column.kind is Kind.POSTCODE:
        return f"{rng.randrange(310000, 326000)}"
    return "示例" if column.kind is Kind.TEXT and column.required else ""


def _review(rng: Random, edition: Edition) -> dict[Role, str]:
    mode = rng.choice(edition.lists[lists.MODE])
    if mode == "认定":
        return {Role.MODE: mode, Role.REVIEW_ORG: min(edition.confirmations), Role.OTHER_REVIEW_ORG: ""}
    committees = [org for org in edition.lists[lists.REVIEW_ORG] if org not in edition.confirmations]
    organisation = rng.choice(committees)
    other = "示例市工程技术人员高级职务任职资格评审委员会" if organisation == edition.other_org else ""
    return {Role.MODE: mode, Role.REVIEW_ORG: organisation, Role.OTHER_REVIEW_ORG: other}


def _identity(rng: Random, form: Form, born: dt.date) -> dict[Role, str]:
    """Return number and sex, or number and kind of paper."""
    male = rng.random() < 0.5  # noqa: PLR2004  half of them
    sex = {Role.SEX: "男" if male else "女"}
    if form.key_columns[0].kind is Kind.RESIDENT_ID:
        return sex | {Role.NUMBER: id_number(rng, born, rng.choice(_PLACES), male=male)}
    paper, number = _paper(rng)
    return sex | {Role.PAPER_TYPE: paper, Role.NUMBER: number}


def _paper(rng: Random) -> tuple[str, str]:
    return rng.choice(
        (
            ("中国护照", f"E{rng.randrange(10**8):08}"),
            ("军官证或文职干部证", f"军字第{rng.randrange(10**7):07}号"),
            ("港澳居民来往内地通行证", f"H{rng.randrange(10**8):08}"),
            ("台湾居民来往大陆通行证", f"{rng.randrange(10**8):08}"),
        )
    )
