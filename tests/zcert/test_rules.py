"""Rules about numbers, and what holds for all rules."""

from pathlib import Path
from types import ModuleType

import pytest

from support.domain import (
    KEY,
    MAN,
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
from support.rule_tables import NUMBER, messages
from zcert import rules
from zcert.form import Form
from zcert.inspection import inspect_all
from zcert.rules import (
    RULES,
    duplicate,
    identity,
    paper,
    required,
    sex,
)
from zcert_dictionaries import load_edition

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


# duplicate


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
    found = places_of(duplicate, *({KEY: number} for number in numbers))
    assert found == [(row, KEY, "id-duplicate") for row in rows]


def test_a_person_on_two_sheets_of_a_workbook() -> None:
    first = make_table({KEY: MAN}, {KEY: WOMAN_15}, {KEY: MAN}, sheet="在职")
    second = make_table({KEY: WOMAN_18}, {KEY: ""}, sheet="离退休", numbers=[5, 7])
    third = make_table({PAPER: "其它证件", NUMBER: WOMAN_18}, form=SPECIAL, sheet="特殊证书")
    found = [list(duplicate.check(one)) for one in inspect_all((first, second, third), TODAY, load_edition())]
    assert [[(one.row, one.message) for one in of_sheet] for of_sheet in found] == [
        [
            (4, "与第6行的号码相同，请核对后保留一行或改正号码"),
            (5, "与工作表“离退休”第5行的号码相同，请核对后保留一行或改正号码"),
            (6, "与第4行的号码相同，请核对后保留一行或改正号码"),
        ],
        [(5, "与工作表“在职”第5行的号码相同，请核对后保留一行或改正号码")],
        [],
    ]


def test_a_double_in_the_sheet_and_beside_it_is_one_finding() -> None:
    first = make_table({KEY: MAN}, {KEY: MAN}, sheet="在职")
    second = make_table({KEY: f"'{MAN}"}, sheet="离退休")
    one, other = inspect_all((first, second), TODAY, load_edition())
    assert [finding.message for finding in duplicate.check(one)] == [
        "与第5行、工作表“离退休”第4行的号码相同，请核对后保留一行或改正号码",
        "与第4行、工作表“离退休”第4行的号码相同，请核对后保留一行或改正号码",
    ]
    assert [finding.row for finding in duplicate.check(other)] == [4]


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
    found = places_of(duplicate, *({PAPER: kind, NUMBER: number} for kind, number in papers), form=SPECIAL)
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
    assert messages(duplicate, make_table(*[{}] * count))[0] == message


@pytest.mark.parametrize("number", ["", MAN])
def test_double_of_many_rows(number: str) -> None:
    inspection = inspect(make_table(*[{KEY: number}] * 10_000, {KEY: WOMAN_18}))
    assert len(list(duplicate.check(inspection))) == (10_000 if number else 0)


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
