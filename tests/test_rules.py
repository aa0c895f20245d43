import datetime as dt
from itertools import chain
from pathlib import Path
from types import ModuleType

import pytest

from domain import (
    KEY,
    MAN,
    MODE,
    ORGANISATION,
    PAPER,
    RESIDENT,
    SPECIAL,
    TODAY,
    WOMAN_15,
    WOMAN_18,
    inspect,
    make_table,
    places,
    places_of,
)
from zcert import rules
from zcert.album import Album, wanted
from zcert.form import Form, Kind
from zcert.photos import PhotoFacts, sort_names
from zcert.rules import (
    RULES,
    cascade,
    day,
    double,
    identity,
    listed,
    paper,
    phone,
    photo,
    postcode,
    required,
    review_organisation,
    sex,
    stray,
    tidiness,
)
from zcert.table import Table
from zcert_dictionaries import load_edition

NUMBER = "证件号码"
PHOTO = "照片检测"
OTHER_ORGANISATION = "其它评审组织"
TITLE, SERIES, CITY, COUNTY = "高级专业技术资格名称", "所属系列", "所在地市", "所在县市"


def messages(rule: ModuleType, table: Table, photos: Album | None = None) -> list[str]:
    return [finding.message for finding in rule.check(inspect(table, photos))]


# All rules


def test_every_module_of_the_folder_is_a_rule() -> None:
    folder = Path(rules.__file__).parent
    names = {f"zcert.rules.{path.stem}" for path in folder.glob("*.py")} - {"zcert.rules.__init__"}
    assert {rule.__name__ for rule in RULES if isinstance(rule, ModuleType)} == names
    assert len(RULES) == len(names)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__.rpartition(".")[2])
@pytest.mark.parametrize("form", [RESIDENT, SPECIAL], ids=lambda form: form.name)
def test_right_and_missing_rows_have_no_finding(rule: ModuleType, form: Form) -> None:
    for table in (make_table({}, form=form), make_table(form=form)):
        assert list(rule.check(inspect(table))) == []


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule is not required])
@pytest.mark.parametrize("blank", ["", " ", "\n"])
def test_empty_cells_belong_to_the_rule_on_required_columns(rule: ModuleType, blank: str) -> None:
    for form in (RESIDENT, SPECIAL):
        table = make_table(dict.fromkeys(form.headers, blank), form=form)
        assert list(rule.check(inspect(table))) == []


# identity


@pytest.mark.parametrize(
    ("number", "codes"),
    [
        (MAN, []),
        (WOMAN_15, []),
        (f" {WOMAN_18.lower()}", []),
        ("3301", ["id-length"]),
        ("33010619O503149112", ["id-character"]),
        ("330106196504319128", ["id-birthdate"]),
        ("330106202611229185", ["id-future"]),
        ("339901199706169272", ["id-region"]),
        ("330106197305119000", ["id-checksum"]),
        ("330106198810119000", ["id-ends-000"]),
        ("330121198809029423", ["id-region-age"]),
        ("３３０１２１198809029423", ["id-region-age"]),
    ],
)
def test_identity(number: str, codes: list[str]) -> None:
    assert places_of(identity, {}, {KEY: number}) == [(5, KEY, code) for code in codes]


def test_identity_stored_as_number() -> None:
    table = make_table({}, {KEY: WOMAN_15}, {}, numbers=[4, 7, 9], stored=[1])
    assert places(identity.check(inspect(table))) == [(7, KEY, "id-number-stored")]


def test_identity_is_not_asked_in_the_other_form() -> None:
    assert places_of(identity, {NUMBER: "3301"}, form=SPECIAL) == []


# paper


@pytest.mark.parametrize(
    ("kind", "number", "codes"),
    [
        ("中国护照", "E12345678", []),
        (" 中国护照\n", " e12345678", []),
        ("中国护照", "E1234567", ["paper-unusual"]),
        ("港澳居民来往内地通行证", "H1", ["paper-format"]),
        ("外国人永久居留身份证", "933840196503149117", ["paper-checksum"]),
        ("外国人永久居留身份证", "USA330165031498", ["paper-check-doubtful"]),
        ("外国护照", MAN, ["paper-format", "paper-is-resident-id"]),
        ("", "H1", []),
        ("别的", "H1", []),
    ],
)
def test_paper(kind: str, number: str, codes: list[str]) -> None:
    found = places_of(paper, {}, {PAPER: kind, NUMBER: number}, form=SPECIAL)
    assert found == [(5, NUMBER, code) for code in codes]


def test_paper_stored_as_number() -> None:
    rows = [{}, {PAPER: "台湾居民来往大陆通行证", NUMBER: "1234567"}, {PAPER: "台湾居民来往大陆通行证", NUMBER: "1"}]
    table = make_table(*rows, form=SPECIAL, stored=[1])
    assert places(paper.check(inspect(table))) == [(5, NUMBER, "id-number-stored"), (6, NUMBER, "paper-format")]


# double


@pytest.mark.parametrize(
    ("numbers", "rows"),
    [
        pytest.param([MAN, WOMAN_18], [], id="two people"),
        pytest.param([MAN, WOMAN_18, MAN], [4, 6], id="one person"),
        pytest.param([WOMAN_15, WOMAN_18], [4, 5], id="15 and 18"),
        pytest.param([WOMAN_18, f" {WOMAN_18.lower()}\n"], [4, 5], id="writing"),
        pytest.param([MAN, "", "", WOMAN_18], [], id="empty"),
        pytest.param(["无", "无"], [], id="no number"),
        pytest.param(["3.30102199803099E+17"] * 2, [], id="digits lost"),
        pytest.param(["330106197305119000"] * 2, [4, 5], id="wrong, but the same"),
        pytest.param(["33010619880920X"] * 2, [4, 5], id="wrong, 15"),
        pytest.param([MAN, WOMAN_18, WOMAN_15, MAN], [4, 5, 6, 7], id="two pairs"),
    ],
)
def test_double(numbers: list[str], rows: list[int]) -> None:
    found = places_of(double, *({KEY: number} for number in numbers))
    assert found == [(row, KEY, "id-duplicate") for row in rows]


@pytest.mark.parametrize(
    ("papers", "rows"),
    [
        pytest.param([("中国护照", "E12345678"), ("中国护照", " ｅ12345678")], [4, 5], id="same"),
        pytest.param([("外国护照", "12345678"), ("台湾居民来往大陆通行证", "12345678")], [], id="collision"),
        pytest.param(
            [("台湾居民来往大陆通行证", "1234567801(A)"), ("台湾居民来往大陆通行证 ", "1234567801A")], [4, 5], id="()"
        ),
        pytest.param([("其它证件", "无"), ("其它证件", "无")], [], id="no digit"),
        pytest.param([("", "E12345678"), ("", "E12345678")], [4, 5], id="no kind"),
    ],
)
def test_double_paper(papers: list[tuple[str, str]], rows: list[int]) -> None:
    found = places_of(double, *({PAPER: kind, NUMBER: number} for kind, number in papers), form=SPECIAL)
    assert found == [(row, NUMBER, "id-duplicate") for row in rows]


@pytest.mark.parametrize(
    ("count", "message"),
    [
        (2, "与第5行的号码相同，请核对后保留一行或改正号码"),
        (6, "与第5、6、7、8、9行的号码相同，请核对后保留一行或改正号码"),
        (7, "与第5、6、7、8、9等行的号码相同，请核对后保留一行或改正号码"),
    ],
)
def test_message_of_double(count: int, message: str) -> None:
    assert messages(double, make_table(*[{}] * count))[0] == message


@pytest.mark.parametrize("number", ["", MAN])
def test_double_of_many_rows(number: str) -> None:
    inspection = inspect(make_table(*[{KEY: number}] * 10_000, {KEY: WOMAN_18}))
    assert len(list(double.check(inspection))) == (10_000 if number else 0)


# sex


@pytest.mark.parametrize(
    ("number", "entry", "wrong"),
    [
        (MAN, "男", False),
        (MAN, "女", True),
        (WOMAN_18, "女", False),
        (WOMAN_18, "男", True),
        (WOMAN_15, "女", False),
        (WOMAN_15, "男", True),
        (WOMAN_18.lower(), "男", True),
        (MAN, "", False),
        (MAN, "不详", False),
        (MAN, "女 ", False),
        ("330102199803099451", "女", False),
        ("", "女", False),
    ],
)
def test_sex(number: str, entry: str, *, wrong: bool) -> None:
    assert places_of(sex, {KEY: number, "性别": entry}) == ([(4, "性别", "sex-mismatch")] if wrong else [])


def test_sex_of_other_cases() -> None:
    table = make_table({KEY: MAN, "性别": "女"}, {KEY: WOMAN_15, "性别": "男"}, stored=[1])
    assert messages(sex, table) == ["号码表明性别为男，与所填不符，请核对性别和号码"]
    assert places_of(sex, {NUMBER: MAN}, form=SPECIAL) == []


# required


def test_required() -> None:
    headers = [column.header for column in RESIDENT.columns if column.required]
    found = places_of(required, dict.fromkeys(RESIDENT.headers, ""))
    assert found == [(4, header, "required") for header in headers]
    assert set(RESIDENT.headers) - set(headers) == {
        *("最高学位", "毕业学校", "所学专业", OTHER_ORGANISATION, "通信地址", "邮政编码"),
        *("主管部门", "公布文号", "备注", PHOTO, "身份证验证"),
    }


@pytest.mark.parametrize("blank", ["", " ", "　\n", "\u00a0"])
def test_blanks_are_empty(blank: str) -> None:
    table = make_table({}, {"姓名": blank}, {"姓名": "x"})
    assert places(required.check(inspect(table))) == [(5, "姓名", "required")]
    assert messages(required, table) == ["“姓名”必须填写，请补填"]


def test_kind_of_paper_is_required() -> None:
    assert places_of(required, {PAPER: ""}, form=SPECIAL) == [(4, PAPER, "required")]


# listed


@pytest.mark.parametrize("header", [column.header for _, column in SPECIAL.of_kind(Kind.LISTED)])
def test_listed(header: str) -> None:
    edition = load_edition()
    some = edition.lists.get(header) or tuple(chain.from_iterable(edition.children[header].values()))
    rows = [{header: some[0]}, {header: "没有这一项"}, {header: some[-1]}, {header: ""}, {header: f"{some[0]} "}]
    assert places_of(listed, *rows, form=SPECIAL) == [(5, header, "not-in-list"), (8, header, "not-in-list")]


def test_message_of_listed() -> None:
    message = "不是下拉列表中的选项，请从列表中重新选取；确有此项的，请管理员更新字典"
    assert messages(listed, make_table({"性别": "男性"})) == [message]


# cascade


@pytest.mark.parametrize(
    ("parent", "child", "wrong"),
    [
        pytest.param("高等学校教师", "教授", False, id="belongs"),
        pytest.param("哲学社会科学研究人员", "教授", True, id="stale"),
        pytest.param("", "教授", True, id="no parent"),
        pytest.param("没有的系列", "教授", True, id="unknown parent"),
        pytest.param("高等学校教师", "没有的名称", False, id="unknown child belongs to another rule"),
        pytest.param("高等学校教师", "", False, id="no child"),
        pytest.param("", "", False, id="neither"),
    ],
)
def test_cascade_of_titles(parent: str, child: str, *, wrong: bool) -> None:
    found = places_of(cascade, {}, {SERIES: parent, TITLE: child})
    assert found == ([(5, TITLE, "cascade")] if wrong else [])


def test_cascade_of_counties() -> None:
    edition = load_edition()
    cities = list(edition.children[COUNTY])
    rows = [{CITY: city, COUNTY: edition.children[COUNTY][city][0]} for city in cities]
    stale = [{CITY: cities[0], COUNTY: row[COUNTY]} for row in rows[1:]]
    assert places_of(cascade, *rows, *stale) == [(row, COUNTY, "cascade") for row in range(15, 25)]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({CITY: "宁波市"}, "不属于所选的所在地市“宁波市”，请重新选取所在县市或改正所在地市"),
        ({CITY: ""}, "“所在地市”未填，请先选所在地市，再重新选取所在县市"),
        ({CITY: " "}, "“所在地市”未填，请先选所在地市，再重新选取所在县市"),
        ({SERIES: " 高等学校教师"}, f"不属于所选的所属系列“高等学校教师”，请重新选取{TITLE}或改正所属系列"),
    ],
)
def test_message_of_cascade(row: dict[str, str], message: str) -> None:
    assert messages(cascade, make_table(row)) == [message]


# day


@pytest.mark.parametrize(
    ("number", "text", "code"),
    [
        (WOMAN_18, "20200105", None),
        (WOMAN_18, " 20200105", None),
        (WOMAN_18, "2020-01-05", "date-format"),
        (WOMAN_18, "20200230", "date-format"),
        (WOMAN_18, "20261121", None),
        (WOMAN_18, "20261122", "date-range"),
        (WOMAN_18, "19490930", "date-range"),
        (WOMAN_18, "19880920", "date-range"),
        (WOMAN_18, "19880921", None),
        (WOMAN_15, "19880920", "date-range"),
        (WOMAN_15, "19880921", None),
        (f"{WOMAN_18.lower()} ", "19880920", "date-range"),
        ("330102199803099451", "19880920", None),
        ("", "19880920", None),
    ],
)
def test_day(number: str, text: str, code: str | None) -> None:
    found = places_of(day, {}, {KEY: number, "取得时间": text})
    assert found == ([(5, "取得时间", code)] if code else [])


def test_day_without_identity_number() -> None:
    rows = [{NUMBER: WOMAN_18, "取得时间": "19880920"}, {"取得时间": "1988"}]
    assert places_of(day, *rows, form=SPECIAL) == [(5, "取得时间", "date-format")]


def test_message_of_day() -> None:
    message = "取得时间不晚于号码中的出生日期，请核对取得时间和号码"
    assert messages(day, make_table({"取得时间": "19880920"})) == [message]


# review_organisation


@pytest.mark.parametrize(
    ("mode", "organisation", "other", "expected"),
    [
        ("评审", "高级会计师职务任职资格评审委员会", "", []),
        ("评审", "其它", "某评审委员会", []),
        ("评审", "其它", "", [(OTHER_ORGANISATION, "other-org-missing")]),
        ("评审", "其它", " \n", [(OTHER_ORGANISATION, "other-org-missing")]),
        ("评审", "经浙江省人事厅确认", "", []),
        ("认定", "经浙江省人事厅确认", "", []),
        ("认定", "高级会计师职务任职资格评审委员会", "", [(ORGANISATION, "review-org-mode")]),
        ("认定", "其它", "甲", [(ORGANISATION, "review-org-mode")]),
        ("认定", "其它", "", [(ORGANISATION, "review-org-mode"), (OTHER_ORGANISATION, "other-org-missing")]),
        ("认定", "", "", []),
        ("", "其它", "甲", []),
    ],
)
def test_review_organisation(mode: str, organisation: str, other: str, expected: list[tuple[str, str]]) -> None:
    found = places_of(review_organisation, {}, {MODE: mode, ORGANISATION: organisation, OTHER_ORGANISATION: other})
    assert found == [(5, *place) for place in expected]


def test_messages_of_review_organisation() -> None:
    assert messages(review_organisation, make_table({MODE: "认定", ORGANISATION: "其它"})) == [
        "取得方式为认定的，评审组织应选“经浙江省人事厅确认”，请核对取得方式和评审组织",
        "评审组织选了“其它”，请在其它评审组织中填写评审委员会全称",
    ]


# phone, postcode


@pytest.mark.parametrize(
    ("rule", "header", "bad", "code"),
    [
        (phone, "联系电话", "1380013800", "phone-format"),
        (postcode, "邮政编码", "31000", "postcode-format"),
    ],
)
def test_judged_texts(rule: ModuleType, header: str, bad: str, code: str) -> None:
    table = make_table({header: bad}, {}, {header: bad}, {header: ""}, numbers=[4, 5, 9, 10])
    assert places(rule.check(inspect(table))) == [(4, header, code), (9, header, code)]


# tidiness


@pytest.mark.parametrize(
    ("header", "text", "codes"),
    [
        ("姓名", "买买提·吐尔逊", []),
        ("姓名", "𠮷田", []),
        ("姓名", "John Smith", []),
        ("姓名", "张 三", ["untidy-text"]),
        ("备注", "两\n行", ["untidy-text"]),
        ("联系电话", "１３８００１３８０００", ["untidy-text"]),
        (KEY, f"{WOMAN_18} ", ["untidy-text"]),
        (KEY, WOMAN_18.lower(), ["untidy-text"]),
        (KEY, f"{WOMAN_18.lower()} ", ["untidy-text"]),
        ("备注", "x", []),
        ("备注", "字" * 32_768, ["text-too-long"]),
        ("备注", "字" * 20_000, []),
        (PHOTO, " 正常 ", []),
    ],
)
def test_tidiness(header: str, text: str, codes: list[str]) -> None:
    assert places_of(tidiness, {}, {header: text}) == [(5, header, code) for code in codes]


def test_small_x_is_no_fault_of_other_papers() -> None:
    assert places_of(tidiness, {NUMBER: "12345x"}, form=SPECIAL) == []


def test_message_of_small_x() -> None:
    assert messages(tidiness, make_table({KEY: WOMAN_18.lower()})) == ["末位的x应为大写X，请改正"]


# stray


def test_stray() -> None:
    table = make_table({}, stray=((2, "x"), (4, "甲"), (4, "乙")))
    assert places(stray.check(inspect(table))) == [(row, "（表格以外）", "outside-columns") for row in (2, 4, 4)]
    assert messages(stray, table)[0] == "表格列以外的单元格中有内容，汇总时不会带走，请移入备注或删除"


# photo


def album(*names: str, **facts: tuple[int, int, int]) -> Album:
    """Give an album of right photos; ``facts`` are bytes, width and height by stem after an underscore."""
    right = (18_000, 240, 336)
    measured = {name: facts.get(f"_{name.rpartition('.')[0]}", right) for name in names}
    return Album(sort_names(names), {name: PhotoFacts(name, *of, None, None) for name, of in measured.items()})


@pytest.mark.parametrize(
    ("number", "photos", "codes"),
    [
        pytest.param(MAN, album(f"{MAN}.jpg"), [], id="right"),
        pytest.param(WOMAN_18.lower(), album(f"{WOMAN_18}.JPEG"), [], id="writing"),
        pytest.param(MAN, album(), ["photo-missing"], id="missing"),
        pytest.param(MAN, album(f"{MAN}.png"), ["photo-missing"], id="other format"),
        pytest.param(MAN, album(f"{MAN}.jpg", f"{MAN}.jpeg"), ["photo-double"], id="double"),
        pytest.param(
            MAN, album(f"{MAN}.jpg", **{f"_{MAN}": (60_000, 600, 800)}), ["photo-pixels", "photo-bytes"], id="two"
        ),
        pytest.param(MAN, album(f"{MAN}.jpg", **{f"_{MAN}": (1, 300, 300)}), ["photo-ratio"], id="ratio"),
        pytest.param("", album(), [], id="no number"),
        pytest.param(" （） ", album(), [], id="no number either"),
        pytest.param(MAN, None, [], id="not looked at"),
    ],
)
def test_photo(number: str, photos: Album | None, codes: list[str]) -> None:
    table = make_table({KEY: number}, numbers=[9])
    assert places(photo.check(inspect(table, photos))) == [(9, PHOTO, code) for code in codes]


@pytest.mark.parametrize(
    ("problem", "code"), [("not-jpeg", "photo-not-jpeg"), ("broken", "photo-broken"), ("huge", "photo-pixels")]
)
def test_photo_that_cannot_be_read(problem: str, code: str) -> None:
    names = (f"{MAN}.jpg",)
    facts = PhotoFacts(names[0], 1, 9000, 9000, None, problem)  # type: ignore[arg-type]
    photos = Album(sort_names(names), {names[0]: facts})
    assert places(photo.check(inspect(make_table({KEY: MAN}), photos))) == [(4, PHOTO, code)]


@pytest.mark.parametrize(
    ("names", "message"),
    [
        ([], "文件夹中没有与号码同名的jpg照片，请补齐，文件名与号码一致"),
        ([f"{MAN}.PNG", f"{MAN}.tif"], "没有jpg照片，只有png格式的，请另存为jpg格式，文件名与号码一致"),
        ([f"{MAN}.JPG", f"{MAN}.jpeg"], "同一号码有2个照片文件（扩展名JPG、jpeg），请只保留一个"),
    ],
)
def test_message_of_photo(names: list[str], message: str) -> None:
    assert messages(photo, make_table({KEY: MAN}), album(*names)) == [message]


def test_orphans() -> None:
    folder = sort_names([f"{MAN}.jpg", "b.jpg", "a.jpeg", "c.png", "readme.txt"])
    found = list(photo.orphan_findings(folder, [MAN, "", WOMAN_18]))
    assert places(found) == [(None, PHOTO, "photo-orphan")] * 2
    assert [finding.message for finding in found] == [
        f"照片“{name}”不属于表中任何人，请核对文件名与号码是否一致" for name in ("a.jpeg", "b.jpg")
    ]


def test_photos_that_are_looked_into() -> None:
    folder = sort_names(["b.JPG", "b.jpeg", "a.jpg", "c.jpg", "b.png"])
    assert wanted(folder, ["B", "ａ ", "b", "", "x"]) == ["a.jpg", "b.JPG", "b.jpeg"]


def test_the_day_counts() -> None:
    table = make_table({"取得时间": f"{TODAY:%Y%m%d}"})
    early = type(inspect(table))(table, TODAY - dt.timedelta(1), load_edition())
    assert places(day.check(early)) == [(4, "取得时间", "date-range")]
