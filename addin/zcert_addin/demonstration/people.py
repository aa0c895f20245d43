"""People who do not exist, for demonstrations, tests and benchmarks.

Their identity numbers carry sequence codes 901-999, are right by every rule, and belong to nobody; a match with a
person is chance. The same seed gives the same people.
"""

import datetime as dt
from collections.abc import Sequence
from random import Random
from typing import Final

from stdnum.iso7064 import mod_11_2

from zcert.form import Form
from zcert_dictionaries import Edition

_SURNAMES: Final = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
_GIVEN: Final = "安柏晨丹恩帆歌涵佳楷岚明宁欧朴青然书棠维欣雅卓景澄若溪知远闻笙"
_PLACES: Final = ("330102", "330105", "330106", "330122", "330127", "330203", "330205")
"""In force since the first numbers were given."""

_SCHOOLS: Final = ("样本大学", "示例理工学院", "范例师范大学", "演示医学院", "虚构农业大学")
_SUBJECTS: Final = ("机械工程", "土木工程", "临床医学", "汉语言文学", "会计学", "农学", "计算机应用", "环境工程")
_STREETS: Final = ("样本路", "示例街", "范例大道", "演示巷")


def id_number(rng: Random, born: dt.date, place: str, *, male: bool) -> str:
    """Give a right number of nobody; sequence 901-999, odd for men."""
    sequence = rng.randrange(901, 1000, 2) if male else rng.randrange(902, 999, 2)
    body = f"{place}{born:%Y%m%d}{sequence}"
    return body + mod_11_2.calc_check_digit(body)


def person(rng: Random, form: Form, edition: Edition, unit: str, *, earliest: int = 1950) -> dict[str, str]:
    """Give one right row of a form by header; cells written by the program are missing.

    earliest: first year of birth, at most 1986; whoever is born from 1981 on draws no ``id-region-age``.
    """
    male = rng.random() < 0.5  # noqa: PLR2004  half of them
    born = dt.date.fromordinal(rng.randrange(dt.date(earliest, 1, 1).toordinal(), dt.date(1988, 1, 1).toordinal()))
    series = rng.choice(edition.lists["所属系列"])
    city = rng.choice(edition.lists["所在地市"])
    row = {
        "姓名": rng.choice(_SURNAMES) + "".join(rng.sample(_GIVEN, rng.choice((1, 2, 2)))),
        "性别": "男" if male else "女",
        "工作单位": unit,
        "毕业学校": rng.choice(_SCHOOLS),
        "所学专业": rng.choice(_SUBJECTS),
        "从事专业": rng.choice(_SUBJECTS),
        "所属系列": series,
        "高级专业技术资格名称": rng.choice(edition.children["高级专业技术资格名称"][series]),
        "取得时间": f"{born.year + rng.randrange(28, 36)}{rng.randrange(1, 13):02}{rng.randrange(1, 29):02}",
        "联系电话": f"1{rng.choice('3578')}{rng.randrange(10**9):09}",
        "通信地址": f"{city}{rng.choice(_STREETS)}{rng.randrange(1, 400)}号",
        "邮政编码": f"{rng.randrange(310000, 326000)}",
        "所在地市": city,
        "所在县市": rng.choice(edition.children["所在县市"][city]),
        "主管部门": f"{city}人力资源和社会保障局",
        "公布文号": f"浙人社发〔{rng.randrange(2009, 2026)}〕{rng.randrange(1, 300)}号",
    }
    for header in ("单位性质", "在职状态", "最高学历", "最高学位", "上报单位"):
        row[header] = rng.choice(edition.lists[header])
    row["取得方式"], row["评审组织"], row["其它评审组织"] = _review(rng, edition)
    if form.key == "身份证号码":
        row[form.key] = id_number(rng, born, rng.choice(_PLACES), male=male)
    else:
        row["证件类型"], row[form.key] = _paper(rng)
    return row


def cells(form: Form, row: dict[str, str]) -> Sequence[str]:
    """Give a row as the texts of a form's columns, in order."""
    return [row.get(header, "") for header in form.headers]


def _review(rng: Random, edition: Edition) -> tuple[str, str, str]:
    mode = rng.choice(edition.lists["取得方式"])
    if mode == "认定":
        return mode, min(edition.confirmations), ""
    committees = [org for org in edition.lists["评审组织"] if org not in edition.confirmations]
    organisation = rng.choice(committees)
    other = "示例市工程技术人员高级职务任职资格评审委员会" if organisation == edition.other_org else ""
    return mode, organisation, other


def _paper(rng: Random) -> tuple[str, str]:
    return rng.choice(
        (
            ("中国护照", f"E{rng.randrange(10**8):08}"),
            ("军官证或文职干部证", f"军字第{rng.randrange(10**7):07}号"),
            ("港澳居民来往内地通行证", f"H{rng.randrange(10**8):08}"),
            ("台湾居民来往大陆通行证", f"{rng.randrange(10**8):08}"),
        )
    )
