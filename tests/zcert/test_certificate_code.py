import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zcert.codes import CODES, severity
from zcert.finding import Fault
from zcert.values.certificate_code import LEVELS, MODES, PROVINCE, CertificateCode, parse

TODAY = dt.date(2026, 11, 21)
SENIOR = "A01031000000000001"
FULL_WIDTH = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}

units = st.integers(1, 99_999_999).map("{:08}".format)
years = st.integers(1986, TODAY.year)


@st.composite
def right_codes(draw: st.DrawFn) -> str:
    level = draw(st.sampled_from("ABC"))
    unit = PROVINCE if level == "A" else draw(units)
    series, serial = draw(st.integers(0, 99)), draw(st.integers(1, 9999))
    return f"{level}{series:02}{draw(years) % 100:02}{draw(st.sampled_from('123'))}{unit}{serial:04}"


def said(text: str) -> list[str]:
    found = parse(text, TODAY)
    return [found.code] if isinstance(found, Fault) else [warning.code for warning in found.warnings]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        pytest.param(SENIOR, [], id="senior, by the province"),
        pytest.param("B01031010000000001", [], id="medium, by Changsha"),
        pytest.param("C01031010200000001", [], id="junior, by a county"),
        pytest.param("B01031430000000001", [], id="unit that still carries a 43"),
        pytest.param("A0103100000000 0001", [], id="blank inside"),
        pytest.param(" a01031000000000001\n", [], id="lower case, blanks outside"),
        pytest.param(SENIOR.translate(FULL_WIDTH), [], id="full width"),
        pytest.param("A00031000000000001", [], id="series 00"),
        pytest.param("A01861000000000001", [], id="1986"),
        pytest.param("A01991000000000001", [], id="1999"),
        pytest.param("A01001000000000001", [], id="2000"),
        pytest.param("A01261000000000001", [], id="this year"),
        pytest.param("A01271000000000001", ["cert-year"], id="next year"),
        pytest.param("A01851000000000001", ["cert-year"], id="2085"),
        pytest.param("A01032000000000001", [], id="by examination"),
        pytest.param("A01033000000000001", [], id="by confirmation"),
        pytest.param("A01030000000000001", ["cert-mode"], id="mode 0"),
        pytest.param("A01034000000000001", ["cert-mode"], id="mode 4"),
        pytest.param("", ["cert-length"], id="empty"),
        pytest.param("A0103100000000001", ["cert-length"], id="17 characters"),
        pytest.param("A010310000000000001", ["cert-length"], id="19 characters"),
        pytest.param("D01031000000000001", ["cert-level"], id="level D"),
        pytest.param("001031000000000001", ["cert-level"], id="digit for a level"),
        pytest.param("甲01031000000000001", ["cert-level"], id="Chinese level"),
        pytest.param("А01031000000000001", ["cert-level"], id="Cyrillic A"),
        pytest.param("330102199803099450", ["cert-level"], id="an identity number"),
        pytest.param("AO1031000000000001", ["cert-character"], id="letter O for zero"),
        pytest.param("A0103100000000000X", ["cert-character"], id="X at the end"),
        pytest.param("A0103100000000000٣", ["cert-character"], id="Arabic digit"),
        pytest.param("A01031-00000000001", ["cert-character"], id="dash"),
        pytest.param("B01031000000000001", ["cert-unit"], id="medium, by the province"),
        pytest.param("C01031000000000000", ["cert-unit"], id="junior, by the province"),
        pytest.param("A01031010000000001", ["cert-unit-senior"], id="senior, by Changsha"),
        pytest.param("A01031000000000000", ["cert-serial"], id="number 0000"),
        pytest.param("A01031010000000000", ["cert-unit-senior", "cert-serial"], id="both"),
        pytest.param("D01854000000000000", ["cert-level"], id="the first fault is the verdict"),
    ],
)
def test_verdict(text: str, codes: list[str]) -> None:
    assert said(text) == codes


def test_what_a_code_says() -> None:
    assert parse("b02 99 3 01020000 0017", TODAY) == CertificateCode(
        "B02993010200000017", "中级", "02", 1999, "认定", "01020000", "0017", ()
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("A0103100000000001", "应为18位，现有17位"),
        ("A0103I000000000001", "第6位不是数字"),
        ("A01271000000000001", "第4、5位表示2027年取得，晚于今年"),
    ],
)
def test_messages_name_place_and_figure(text: str, words: str) -> None:
    found = parse(text, TODAY)
    assert isinstance(found, Fault)
    assert words in found.message


def test_a_warning_leaves_the_code_right() -> None:
    levels = {code: severity(code) for code in CODES if code.startswith("cert-")}
    assert {code for code, level in levels.items() if level == "warning"} == {"cert-unit-senior", "cert-serial"}


@given(right_codes())
def test_a_right_code_says_what_it_was_made_of(code: str) -> None:
    found = parse(code, TODAY)
    assert isinstance(found, CertificateCode)
    assert found.warnings == ()
    digits = {name: digit for digit, name in MODES.items()} | {name: letter for letter, name in LEVELS.items()}
    parts = (digits[found.level], found.series, f"{found.year % 100:02}", digits[found.mode], found.unit, found.serial)
    assert "".join(parts) == found.code == code


@given(right_codes(), st.data())
def test_writing_does_not_change_the_verdict(code: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(code)))
    for written in (code.lower(), code.translate(FULL_WIDTH), f"{code[:at]} {code[at:]}"):
        assert parse(written, TODAY) == parse(code, TODAY)


@given(st.one_of(st.text(), st.text("ABCabcＡ0123456789０ -", min_size=17, max_size=19)))
def test_no_text_raises(text: str) -> None:
    assert set(said(text)) <= set(CODES)
