import pytest

from support.domain import MAN, WOMAN_15
from zcert.values.special_paper import PAPERS, check, compact
from zcert_dictionaries import load_edition

PASSPORT, FOREIGN, OFFICER, SOLDIER, RETIRED = (
    "中国护照",
    "外国护照",
    "军官证或文职干部证",
    "军士证或士兵证",
    "军人退休证",
)
HONG_KONG, TAIWAN, RESIDENT, OTHER = (
    "港澳居民来往内地通行证",
    "台湾居民来往大陆通行证",
    "外国人永久居留身份证",
    "其它证件",
)

GOOD = [
    (PASSPORT, "E12345678", "1a until 2017"),
    (PASSPORT, "EA1234567", "1a since 2017"),
    (PASSPORT, "ｅａ１２３４５６７ ", "full-width, small"),
    (PASSPORT, "G12345678", "1b"),
    (PASSPORT, "141234567", "1b, 14"),
    (PASSPORT, "151234567", "1b, 15"),
    (PASSPORT, "P1234567", "1c, P7"),
    (PASSPORT, "PE1234567", "1c, PE"),
    (PASSPORT, "P12345678", "1c, P8"),
    (PASSPORT, "P.1234567", "1c, as printed"),
    (PASSPORT, "S.12345678", "1c, S as printed"),
    (PASSPORT, "SE1234567", "1c, SE"),
    (PASSPORT, "S1234567", "1c, S7"),
    (PASSPORT, "S12345678", "1c, S8"),
    (PASSPORT, "DE1234567", "1c, DE"),
    (PASSPORT, "D1234567", "1c, D7"),
    (PASSPORT, "D12345678", "1c, D8"),
    (PASSPORT, "K12345678", "1d, K"),
    (PASSPORT, "KJ1234567", "1d, KJ"),
    (PASSPORT, "H12345678", "1d, old Hong Kong"),
    (PASSPORT, "MA1234567", "1d, Macau"),
    (FOREIGN, "12345", "2, shortest"),
    (FOREIGN, "C01X00T47", "2, Germany"),
    (FOREIGN, "AB 123 4567", "2, blanks inside"),
    (FOREIGN, "123456789012345", "2, longest"),
    (OFFICER, "军字第1234567号", "3a"),
    (OFFICER, "军1234567", "3a, short"),
    (OFFICER, "军字1234567", "3a, without 第"),
    (OFFICER, "军字第 １２３４５６７ 号", "3a, untidy"),
    (OFFICER, "南字第123456号", "3d"),
    (OFFICER, "浙江字第12345678号", "3d, branch"),
    (OFFICER, "沈字第1234号", "3d, shortest"),
    (SOLDIER, "士字第123456号", "3b"),
    (SOLDIER, "兵1234567890", "3b, short"),
    (SOLDIER, "文字第12345678号", "3b, civilian"),
    (SOLDIER, "职字第1234567", "3b, worker"),
    (SOLDIER, "海字第12345678号", "3d"),
    (RETIRED, "军退字第1234567号", "3c"),
    (RETIRED, "警退123456", "3c, short"),
    (RETIRED, "空字第1234号", "3d"),
    (HONG_KONG, "H12345678", "4a"),
    (HONG_KONG, "M1234567800", "4a with count"),
    (HONG_KONG, "h1234567800", "4a, small"),
    (HONG_KONG, "H12345678(00)", "4b, count in brackets"),
    (HONG_KONG, "HA1234567", "4c"),
    (HONG_KONG, "MA1234567", "4c, Macau"),
    (TAIWAN, "12345678", "5a"),
    (TAIWAN, "01234567", "5a, leading zero"),
    (TAIWAN, "1234567801(A)", "5b"),
    (TAIWAN, "1234567801（B）", "5b, wide brackets"),
    (TAIWAN, "1234567801", "5b, three provinces"),
    (RESIDENT, "USA330165031499", "6a"),
    (RESIDENT, "933840196503149118", "6b"),
    (OTHER, "任意 文字", "anything"),
    ("", "E12345678", "no kind chosen"),
    ("海员证", "1", "a kind of another edition"),
]

BAD = [
    (PASSPORT, "EI1234567", ["paper-unusual"], "I is left out"),
    (PASSPORT, "EO1234567", ["paper-unusual"], "O is left out"),
    (PASSPORT, "E1234567", ["paper-unusual"], "one digit less"),
    (PASSPORT, "E123456789", ["paper-unusual"], "one digit more"),
    (PASSPORT, "161234567", ["paper-unusual"], "16"),
    (PASSPORT, "MB1234567", ["paper-unusual"], "unknown prefix"),
    (PASSPORT, "E123", ["paper-format"], "too short"),
    (PASSPORT, "护照E12345678", ["paper-format"], "Chinese characters"),
    (PASSPORT, "EABCDEFGH", ["paper-format"], "no digit"),
    (FOREIGN, "1234", ["paper-format"], "too short"),
    (FOREIGN, "A234567890123456", ["paper-format"], "too long"),
    (FOREIGN, "ABCDEFGH", ["paper-format"], "no digit"),
    (FOREIGN, "AB-123456", ["paper-format"], "dash"),
    (OFFICER, "军字123456", ["paper-unusual"], "six digits"),
    (OFFICER, "军字第123456号", [], "six digits, as before 2016"),
    (OFFICER, "军字第12345678号", [], "eight digits, as before 2016"),
    (OFFICER, "士字第123456789号", ["paper-unusual"], "nine digits"),
    (OFFICER, "军字第123号", ["paper-format"], "three digits"),
    (OFFICER, "军官", ["paper-format"], "no number"),
    (SOLDIER, "士字第12345号", [], "as before 2016"),
    (SOLDIER, "1234567", ["paper-unusual"], "no prefix"),
    (SOLDIER, "士123", ["paper-format"], "three digits"),
    (RETIRED, "军退字第12345号", [], "the old shape fits as well"),
    (RETIRED, "退字1234567", ["paper-unusual"], "prefix"),
    (RETIRED, "军退", ["paper-format"], "no number"),
    (HONG_KONG, "H1234567", ["paper-format"], "seven digits"),
    (HONG_KONG, "H123456789", ["paper-format"], "nine digits"),
    (HONG_KONG, "A12345678", ["paper-format"], "other letter"),
    (HONG_KONG, "KA1234567", ["paper-format"], "other letters"),
    (HONG_KONG, "HA12345678", ["paper-format"], "one digit more"),
    (TAIWAN, "1234567", ["paper-format"], "seven digits"),
    (TAIWAN, "123456789", ["paper-format"], "nine digits"),
    (TAIWAN, "1234567801AB", ["paper-format"], "two letters"),
    (RESIDENT, "US330165031499", ["paper-format"], "two letters"),
    (RESIDENT, "USA3301650314990", ["paper-format"], "one digit more"),
    (RESIDENT, "833840196503149118", ["paper-format"], "begins with 8"),
    (RESIDENT, "933840196503149117", ["paper-checksum"], "check character"),
    (RESIDENT, "93384019650314911X", ["paper-checksum"], "X for 8"),
    (RESIDENT, "933840196503149181", ["paper-checksum"], "swapped"),
    (RESIDENT, "USA330165031498", ["paper-check-doubtful"], "check digit"),
    (RESIDENT, "UAS330165031499", ["paper-check-doubtful"], "swapped letters"),
    (RESIDENT, MAN, ["paper-format"], "an identity number is no card of this kind"),
    (OTHER, "810000196503149113", ["paper-is-resident-id"], "7, Hong Kong"),
    (OTHER, "820000196503149115", ["paper-is-resident-id"], "7, Macau"),
    (OTHER, "830000196503149117", ["paper-is-resident-id"], "7, Taiwan"),
    (OTHER, WOMAN_15, ["paper-is-resident-id"], "15 digits"),
    (FOREIGN, WOMAN_15, ["paper-is-resident-id"], "15 digits pass as a passport"),
    (FOREIGN, MAN, ["paper-format", "paper-is-resident-id"], "neither shape nor kind"),
    ("", MAN, ["paper-is-resident-id"], "no kind chosen"),
    (OTHER, "（）", ["paper-format"], "brackets only"),
]


@pytest.mark.parametrize(("paper", "number"), [pytest.param(*row[:2], id=f"{row[0]}: {row[2]}") for row in GOOD])
def test_right(paper: str, number: str) -> None:
    assert check(paper, number) == []


@pytest.mark.parametrize(
    ("paper", "number", "codes"), [pytest.param(*row[:3], id=f"{row[0]}: {row[3]}") for row in BAD]
)
def test_wrong(paper: str, number: str, codes: list[str]) -> None:
    assert [fault.code for fault in check(paper, number)] == codes


@pytest.mark.parametrize(
    ("number", "papers"),
    [
        pytest.param("MA1234567", {PASSPORT, FOREIGN, HONG_KONG}, id="Macau passport and travel permit"),
        pytest.param("H12345678", {PASSPORT, FOREIGN, HONG_KONG}, id="old Hong Kong passport and travel permit"),
        pytest.param("12345678", {FOREIGN, TAIWAN}, id="Taiwan permit and foreign passport"),
        pytest.param("USA330165031499", {FOREIGN, RESIDENT}, id="15 characters with letters"),
        pytest.param("933840196503149118", {RESIDENT}, id="18 characters beginning with 9"),
    ],
)
def test_collision(number: str, papers: set[str]) -> None:
    assert {paper for paper in PAPERS if not check(paper, number)} == papers | {OTHER}


@pytest.mark.parametrize(
    ("paper", "number", "message"),
    [
        (PASSPORT, "E1234567", "不是中国护照常见的号码格式，如E12345678，请对照证件核对"),
        (HONG_KONG, "H1", "不符合港澳居民来往内地通行证的号码格式，如H12345678，请对照证件核对号码和证件类型"),
        (RESIDENT, "933840196503149117", "校验码不符，号码中至少有一位写错，请对照证件逐位核对"),
        (RESIDENT, "USA330165031498", "末位校验数字不符，请对照证件逐位核对"),
        (OTHER, MAN, "这是一个居民身份证号码，请改填身份证号采集表，或核对证件号码"),
    ],
)
def test_message(paper: str, number: str, message: str) -> None:
    assert [fault.message for fault in check(paper, number)] == [message]


@pytest.mark.parametrize("paper", [paper for paper in PAPERS if PAPERS[paper].example and paper != RESIDENT])
def test_example_is_right(paper: str) -> None:
    assert check(paper, PAPERS[paper].example) == []


def test_papers_are_those_of_the_dictionary() -> None:
    assert tuple(PAPERS) == load_edition().lists["证件类型"]


def test_compact() -> None:
    assert compact(" 1234567801 （ａ）\u200b") == "1234567801A"
