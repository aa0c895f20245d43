"""What can be wrong in a row: faults planted into a right row so that no other finding comes of them.

Those that a demonstration shows; a code that is missing here has its example in the test of its rule.
"""

import datetime as dt
from collections.abc import Callable
from random import Random
from typing import Final

from stdnum.iso7064 import mod_11_2

from zcert.form import Form, Kind
from zcert.roles import Role
from zcert_addin.demonstration.people import id_number
from zcert_dictionaries import Edition, lists
from zcert_templates import RESIDENT, SPECIAL

Row = dict[str, str | int]
Fault = Callable[[Row, Random, Edition], None]


def caption(form: Form, place: Role | Kind | str) -> str:
    """Return the caption of the column with this role, of the first one of this kind, or of that with this list."""
    if isinstance(place, Kind):
        return form.of_kind(place)[0][1].header
    column = form.role(place) if isinstance(place, Role) else form.listing(place)
    if column is None:
        raise KeyError(place)
    return column.header


def _here(place: Role | Kind | str) -> str:
    return caption(RESIDENT, place)


KEY: Final = RESIDENT.key
PAPER: Final = SPECIAL.key
PAPER_TYPE: Final = caption(SPECIAL, Role.PAPER_TYPE)
NAME: Final = _here(Role.NAME)
UNIT: Final = _here(Role.UNIT)
_REPORTING_UNIT: Final = _here(Role.REPORTING_UNIT)
PHOTO: Final = _here(Role.PHOTO_RESULT)
_SEX: Final = _here(Role.SEX)
_MODE: Final = _here(Role.MODE)
_BODY: Final = _here(Role.REVIEW_ORG)
_OTHER_BODY: Final = _here(Role.OTHER_REVIEW_ORG)
_DAY: Final = _here(Kind.DAY)
_PHONE: Final = _here(Kind.PHONE)
_POSTCODE: Final = _here(Kind.POSTCODE)
_EDUCATION: Final = _here(lists.EDUCATION)
_UNIT_NATURE: Final = _here(lists.UNIT_NATURE)
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
    """Change the first 17 characters and append the right check character."""

    def edit(number: str) -> str:
        body = change(number[:17])
        return body + mod_11_2.calc_check_digit(body)

    return _edit(KEY, edit)


def _born(year: int, place: str) -> Fault:
    def plant(row: Row, rng: Random, _edition: Edition) -> None:
        row[KEY] = id_number(rng, dt.date(year, 5, 6), place, male=row[_SEX] == "男")

    return plant


def _ending_000(row: Row, _rng: Random, _edition: Edition) -> None:
    """Take the first birth date with which sequence 900 has the check character 0."""
    days = (dt.date(1981, 1, 1) + dt.timedelta(days=day) for day in range(366))
    bodies = (f"{_PLACE}{born:%Y%m%d}900" for born in days)
    row[KEY] = next(body for body in bodies if mod_11_2.calc_check_digit(body) == "0") + "0"
    row[_SEX] = "女"


def _other_sex(row: Row, _rng: Random, _edition: Edition) -> None:
    row[_SEX] = "女" if row[_SEX] == "男" else "男"


def _foreign_child(name: str) -> Fault:
    """Choose an entry of this list that belongs to other parents only."""

    def plant(row: Row, _rng: Random, edition: Edition) -> None:
        children = edition.children[name]
        own = set(children[str(row[_here(lists.PARENTS[name])])])
        row[_here(name)] = next(label for labels in children.values() for label in labels if label not in own)

    return plant


def _recognised_by_committee(row: Row, _rng: Random, edition: Edition) -> None:
    row[_MODE], row[_OTHER_BODY] = "认定", ""
    row[_BODY] = next(
        org for org in edition.lists[lists.REVIEW_ORG] if org not in edition.confirmations and org != edition.other_org
    )


def _other_unnamed(row: Row, _rng: Random, edition: Edition) -> None:
    row[_MODE], row[_BODY], row[_OTHER_BODY] = "评审", edition.other_org, ""


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
    ("sex-mismatch", _SEX, _other_sex),
    ("required", NAME, _set(NAME, "")),
    ("required", _REPORTING_UNIT, _set(_REPORTING_UNIT, "")),
    ("not-in-list", _EDUCATION, _set(_EDUCATION, "本科")),
    ("not-in-list", _UNIT_NATURE, _set(_UNIT_NATURE, "事业单位")),
    ("cascade", _here(lists.TITLE), _foreign_child(lists.TITLE)),
    ("cascade", _here(lists.COUNTY), _foreign_child(lists.COUNTY)),
    ("date-format", _DAY, _set(_DAY, "2015.6.30")),
    ("date-format", _DAY, _set(_DAY, "20150631")),
    ("date-range", _DAY, _set(_DAY, "20990101")),
    ("phone-format", _PHONE, _edit(_PHONE, lambda phone: phone[:-2])),
    ("postcode-format", _POSTCODE, _set(_POSTCODE, "31000")),
    ("untidy-text", NAME, _edit(NAME, lambda name: f"{name[0]} {name[1:]}")),
    ("untidy-text", UNIT, _edit(UNIT, lambda unit: f"{unit}\n")),
    ("review-org-mode", _BODY, _recognised_by_committee),
    ("other-org-missing", _OTHER_BODY, _other_unnamed),
)
"""Code, column of the finding, and what to do to a right row of the form for identity numbers."""

PAPER_FAULTS: Final[tuple[tuple[str, str, dict[str, str | int]], ...]] = (
    ("paper-format", PAPER, {PAPER_TYPE: "台湾居民来往大陆通行证", PAPER: "1234567"}),
    ("paper-checksum", PAPER, {PAPER_TYPE: "外国人永久居留身份证", PAPER: "933840196503149119"}),
    ("paper-unusual", PAPER, {PAPER_TYPE: "军官证或文职干部证", PAPER: "军字第123456789号"}),
    ("paper-check-doubtful", PAPER, {PAPER_TYPE: "外国人永久居留身份证", PAPER: "USA330165031498"}),
    ("paper-is-resident-id", PAPER, {PAPER_TYPE: "其它证件", PAPER: "810000196503149113"}),
    ("required", PAPER_TYPE, {PAPER_TYPE: "", PAPER: "E76543210"}),
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
