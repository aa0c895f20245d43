import csv
import datetime as dt
from functools import cache
from pathlib import Path

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from stdnum.cn import ric
from stdnum.exceptions import ValidationError
from stdnum.iso7064 import mod_11_2
from stdnum.util import isdigits

from support.domain import MAN, TODAY, WOMAN, WOMAN_15, WOMAN_18
from zcert.finding import Fault
from zcert.values import region
from zcert.values.id_number import ResidentId, faults, parse, to_18
from zcert.values.masking import mask
from zcert.values.text import Cell

VECTORS = Path(__file__).parents[1] / "support" / "data" / "id_vectors.csv"

VERDICTS = {
    "ok": None,
    "wrong-length": "id-length",
    "bad-char": "id-character",
    "bad-date": "id-birthdate",
    "future-date": "id-future",
    "bad-region": "id-region",
    "bad-checksum": "id-checksum",
}
WARNINGS = {
    "": [],
    "region-newer-than-birth": ["id-region-age"],
    "region-abolished-before-birth": ["id-region-age"],
    "ends-000 (Excel 15-digit truncation?)": ["id-ends-000"],
}

NEWER = "地区代码1996年才启用，晚于出生年份；后来编号的属正常，有疑问时核对证件"
ABOLISHED = "地区代码1987年已停用，早于出生年份；沿用旧代码的属正常，请对照证件核对"
ZEROS = "号码以000结尾，可能是录入时被表格软件截去了末三位，请对照证件核对"


def read_vectors() -> list[dict[str, str]]:
    with VECTORS.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def verdict(cell: Cell, today: dt.date = TODAY) -> str | None:
    found = parse(cell, today)
    return found.code if isinstance(found, Fault) else None


def right(number: str, today: dt.date = TODAY) -> ResidentId:
    found = parse(number, today)
    assert isinstance(found, ResidentId), found
    return found


@cache
def region_codes() -> list[str]:
    return sorted(region.spans())


days = st.dates(dt.date(1900, 1, 1), TODAY)
sequences = st.integers(901, 999).map(str)


@st.composite
def right_numbers(draw: st.DrawFn) -> str:
    body = f"{draw(st.sampled_from(region_codes()))}{draw(days):%Y%m%d}{draw(sequences)}"
    return body + mod_11_2.calc_check_digit(body)


@st.composite
def old_numbers(draw: st.DrawFn) -> str:
    born = draw(st.dates(dt.date(1900, 1, 1), dt.date(1999, 12, 31)))
    return f"{draw(st.sampled_from(region_codes()))}{born:%y%m%d}{draw(sequences)}"


@st.composite
def nearly_numbers(draw: st.DrawFn) -> str:
    """Draw a number with pieces cut out and others put in."""
    number = draw(st.one_of(right_numbers(), old_numbers()))
    start, end = sorted((draw(st.integers(0, len(number))), draw(st.integers(0, len(number)))))
    return number[:start] + draw(st.text("0123456789Xx ０Ｘ²一٣\u200b\n.E+-", max_size=end - start + 1)) + number[end:]


# Vectors


@pytest.mark.parametrize("row", [pytest.param(row, id=f"{at}-{row['group']}") for at, row in enumerate(read_vectors())])
def test_vector(row: dict[str, str]) -> None:
    expected = VERDICTS[row["expected"]]
    assert verdict(row["value"]) == expected
    if expected is None:
        number = right(row["value"])
        assert [warning.code for warning in number.warnings] == WARNINGS[row["warn"]]
        assert number.number == (row["normalised_value"] or row["value"])


def test_vectors_in_bulk() -> None:
    rows = read_vectors()
    codes = [fault and fault.code for fault in faults([row["value"] for row in rows], TODAY)]
    assert codes == [VERDICTS[row["expected"]] for row in rows]
    assert len(rows) == 100


# Verdicts


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        pytest.param(WOMAN, None, id="right"),
        pytest.param(WOMAN_15, None, id="right, 15 digits"),
        pytest.param("330106202611219008", None, id="born today"),
        pytest.param("330106202611229003", "id-future", id="born tomorrow"),
        pytest.param("330106190001019003", None, id="first day there is"),
        pytest.param("330106189912319009", "id-birthdate", id="one day earlier"),
        pytest.param("330106000229903", "id-birthdate", id="1900 was no leap year"),
        pytest.param("330106990228903", None, id="15 digits mean 19yy"),
        pytest.param("33010620000229901", "id-length", id="17 characters"),
        pytest.param("330106200102299", None, id="18 cut to 15 can pass as 15"),
        pytest.param("", "id-length", id="empty"),
        pytest.param(None, "id-length", id="empty cell"),
        pytest.param("330106880920948\n", None, id="line break behind 15"),
        pytest.param("33010688092094X", "id-character", id="X in 15"),
        pytest.param("X3010619880920948X", "id-character", id="X in front"),
        pytest.param("3301061988092094XX", "id-character", id="X in place 17"),
        pytest.param("33010619880920948Х", "id-character", id="Cyrillic X"),
        pytest.param("33010619880920948٣", "id-character", id="Arabic digit"),
        pytest.param("33010619880920948ⅹ", None, id="Roman ten"),
        pytest.param("-33010619880920948", "id-character", id="minus"),
        pytest.param("'33010619880920948X", None, id="apostrophe"),
        pytest.param('="33010619880920948X"', None, id="formula of a text"),
        pytest.param("“33010619880920948x”", None, id="Chinese quotation marks"),
        pytest.param("＇33010619880920948X", None, id="wide apostrophe"),
        pytest.param("330106'19880920948X", "id-length", id="apostrophe inside"),
        pytest.param("\u202d33010619880920948X\u202c", None, id="copied from a calculator"),
        pytest.param("\u202a33010619880920948X", None, id="copied from file properties"),
        pytest.param("\u206633010619880920948X\u2069", None, id="isolated"),
        pytest.param("\u061c330106880920948", None, id="Arabic letter mark"),
        pytest.param("𝟑3010619880920948Ⅹ", None, id="mathematical digit, Roman ten"),
        pytest.param("330106 19880920 948X", "id-length", id="blanks inside"),
        pytest.param("\ufeff33010619880920948X", None, id="byte order mark"),
        pytest.param("33010619\u200b880920948X", None, id="zero width inside"),
        pytest.param("33010000000000000X", "id-birthdate", id="date of zeros"),
        pytest.param("330100199803099450", "id-region", id="a city"),
        pytest.param("330000199803099450", "id-region", id="a province"),
        pytest.param("110100199803099450", "id-region", id="aggregate of districts"),
        pytest.param("000000199803099450", "id-region", id="no place"),
        pytest.param("330102199803099451", "id-checksum", id="check digit"),
        pytest.param("33010219980309945X", "id-checksum", id="X for 0"),
        pytest.param(330102199803099450, "id-number-stored", id="int"),
        pytest.param(3.3010219980309942e17, "id-number-stored", id="float"),
        pytest.param(330106880920948.0, "id-number-stored", id="15 digits as a float"),
        pytest.param(True, "id-number-stored", id="bool"),
        pytest.param(0, "id-number-stored", id="zero"),
        pytest.param(float("nan"), "id-number-stored", id="not a number"),
        pytest.param(dt.date(1998, 3, 9), "id-number-stored", id="date"),
    ],
)
def test_verdict(cell: Cell, code: str | None) -> None:
    assert verdict(cell) == code
    if isinstance(cell, str):
        assert [fault and fault.code for fault in faults([cell], TODAY)] == [code]


# Each is wrong in all that follows as well.
@pytest.mark.parametrize(
    ("number", "code"),
    [
        pytest.param("999999999913X", "id-length", id="length first"),
        pytest.param("9999992099139990XY"[:18], "id-character", id="then characters"),
        pytest.param("999999209913990000", "id-birthdate", id="then the day"),
        pytest.param("999999209912310000", "id-future", id="then the future"),
        pytest.param("999999199912310000", "id-region", id="then the place"),
        pytest.param("330106199912310000", "id-checksum", id="check character last"),
    ],
)
def test_order_of_failures(number: str, code: str) -> None:
    assert verdict(number) == code


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        ("3301", "身份证号码应为15位或18位，现有4位，请对照证件逐位核对"),
        ("330106 19650314 9112", "号码中间有空格，请去掉空格（可点“规范整理”），请对照证件逐位核对"),
        ("3.30106E+17", "号码成了科学计数的样子，位数已经丢失，请把单元格设为文本格式后对照证件重新录入"),
        ("3E17", "号码成了科学计数的样子，位数已经丢失，请把单元格设为文本格式后对照证件重新录入"),
        ("33010619O503149112", "号码第9位是“O”，这里只能是数字，请对照证件逐位核对"),
        ("33010619650314911y", "号码第18位是“Y”，末位只能是数字或X，请对照证件逐位核对"),
        ("33010688092094X", "号码第15位是“X”，这里只能是数字，请对照证件逐位核对"),
        ("330106\ud80019650314911", "号码第7位是“U+D800”，这里只能是数字，请对照证件逐位核对"),
        ("330106\n9650314911X", "号码第7位是“U+000A”，这里只能是数字，请对照证件逐位核对"),
        (1.0, "号码被表格软件存成了数字，末几位可能已经丢失，请把单元格设为文本格式后对照证件重新录入"),
    ],
)
def test_message(cell: Cell, message: str) -> None:
    found = parse(cell, TODAY)
    assert isinstance(found, Fault)
    assert found.message == message


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        pytest.param(WOMAN, [], id="none"),
        pytest.param("330108196011309019", [NEWER], id="newer"),
        pytest.param(
            "330121198809029423",
            [ABOLISHED],
            id="abolished",
        ),
        pytest.param("330121198709029012", [], id="born in the last year"),
        pytest.param("330108199609029014", [], id="born in the first year"),
        pytest.param(
            "330121880902942",
            [ABOLISHED],
            id="15 digits",
        ),
        pytest.param("330106198810119000", [ZEROS], id="000"),
        pytest.param("330106881011000", [], id="000 is a sequence in 15 digits"),
    ],
)
def test_warning_message(number: str, expected: list[str]) -> None:
    plain = number if len(number) == 15 else number[:17] + mod_11_2.calc_check_digit(number[:17])
    assert [warning.message for warning in right(plain).warnings] == expected


# What a number says


def test_what_a_number_says() -> None:
    man, woman = right(MAN), right(f" {WOMAN_15}")
    assert (man.birth_date, man.sex, man.region_code) == (dt.date(1998, 3, 9), "男", "330102")
    assert (man.region_name, man.number_18) == ("浙江省杭州市上城区", MAN)
    assert (woman.birth_date, woman.sex, woman.number_18) == (dt.date(1988, 9, 20), "女", WOMAN_18)
    assert (woman.number, woman.warnings) == (WOMAN_15, ())


@pytest.mark.parametrize(
    ("number", "masked"),
    [
        (WOMAN, "330***********948X"),
        (WOMAN_15, "330********0948"),
        ("12345678", "123*5678"),
        ("1234567", "1234567"),
        ("", ""),
    ],
)
def test_mask(number: str, masked: str) -> None:
    assert mask(number) == masked


# Laws


@given(right_numbers(), st.integers(0, 17), st.sampled_from("0123456789X"))
@settings(max_examples=600, deadline=None)
def test_every_changed_character_is_found(number: str, at: int, character: str) -> None:
    assume(number[at] != character)
    assert verdict(number) is None
    assert verdict(number[:at] + character + number[at + 1 :]) is not None


@given(right_numbers(), st.integers(0, 16))
@settings(max_examples=400, deadline=None)
def test_every_swap_of_neighbours_is_found(number: str, at: int) -> None:
    assume(number[at] != number[at + 1])
    assert verdict(number[:at] + number[at + 1] + number[at] + number[at + 2 :]) is not None


def test_every_change_and_swap_in_one_number_is_found() -> None:
    changed = [MAN[:at] + new + MAN[at + 1 :] for at in range(18) for new in "0123456789X" if new != MAN[at]]
    swapped = [MAN[:at] + MAN[at + 1] + MAN[at] + MAN[at + 2 :] for at in range(17) if MAN[at] != MAN[at + 1]]
    assert (len(changed), None in faults(changed + swapped, TODAY)) == (180, False)


@given(st.lists(st.one_of(st.text(), right_numbers(), old_numbers(), nearly_numbers()), max_size=8), days)
@settings(max_examples=500, deadline=None)
@example(["", WOMAN[:14], WOMAN + "0", f"330106{'12011'}948X", "33010612011", WOMAN[:13]], TODAY)
def test_bulk_verdict_is_the_single_verdict(texts: list[str], today: dt.date) -> None:
    single = [found if isinstance(found := parse(text, today), Fault) else None for text in texts]
    assert faults(texts, today) == single


@given(old_numbers())
@settings(deadline=None)
def test_lengthening_keeps_what_a_number_says(number: str) -> None:
    old, new = right(number), right(to_18(number))
    assert (new.birth_date, new.sex, new.region_code) == (old.birth_date, old.sex, old.region_code)
    assert old.number_18 == new.number == new.number_18
    assert [warning.code for warning in old.warnings if warning.code != "id-ends-000"] == [
        warning.code for warning in new.warnings if warning.code != "id-ends-000"
    ]


@given(st.text().filter(lambda text: len(text) != 15))
def test_lengthening_leaves_other_texts_alone(text: str) -> None:
    assert to_18(text) == text


def test_lengthening_leaves_other_texts_of_15_characters_alone() -> None:
    assert to_18("33010688092094X") == "33010688092094X"


FULL_WIDTH = str.maketrans("0123456789Xx", "０１２３４５６７８９Ｘｘ")
blanks = st.text(" \t\n\r\u00a0\u3000\u200b\ufeff", max_size=3)


@given(st.one_of(right_numbers(), nearly_numbers()), blanks, blanks)
@settings(deadline=None, max_examples=300)
def test_writing_does_not_change_the_verdict(number: str, before: str, behind: str) -> None:
    expected = verdict(number)
    for written in (number.translate(FULL_WIDTH), number.lower(), f"{before}{number}{behind}"):
        assert verdict(written) == expected


@given(
    st.one_of(st.text(), st.integers(), st.floats(), st.booleans(), st.none(), st.dates(), st.datetimes(), st.times())
)
@settings(max_examples=500)
def test_no_cell_raises(cell: Cell) -> None:
    assert isinstance(parse(cell, TODAY), Fault)


@given(right_numbers())
@settings(max_examples=500, deadline=None)
def test_what_python_stdnum_takes_is_right(number: str) -> None:
    try:
        theirs = ric.validate(number)
    except (ValidationError, KeyError):
        return
    assert verdict(theirs) is None
    assert right(theirs).birth_date == ric.get_birth_date(theirs)


@given(nearly_numbers())
@settings(max_examples=500, deadline=None)
def test_what_python_stdnum_takes_is_wrong_only_for_known_reasons(number: str) -> None:
    try:
        theirs = ric.validate(number)
    except (ValidationError, KeyError):
        return
    # It deletes blanks and dashes inside, and knows neither today nor the level of a code.
    assert verdict(theirs) in {None, "id-future", "id-region", "id-birthdate"}


@given(right_numbers(), st.sampled_from("0123456789X"))
@settings(deadline=None)
def test_check_characters_are_those_of_the_standard(number: str, last: str) -> None:
    changed = number[:17] + last
    assert mod_11_2.is_valid(number)
    assert (verdict(changed) is None) == mod_11_2.is_valid(changed)
    assert [fault is None for fault in faults([changed], TODAY)] == [mod_11_2.is_valid(changed)]


def taken_by_stdnum(number: str) -> bool:
    """Ask python-stdnum, which lets a KeyError out where it knows the beginning of a code only."""
    try:
        ric.validate(number)
    except (ValidationError, KeyError):
        return False
    return True


# Groups of the vectors on which we and python-stdnum differ; where it takes a number and we do not, with our verdict.
TAKEN_BY_STDNUM_ONLY = {("future", "id-future"), ("bad-region", "id-region")}
TAKEN_HERE_ONLY = {
    *("15-digit", "full-width", "spaces"),  # other ways of writing a number
    *("18-current-zj", "region-newer-than-birth", "region-abolished-before-birth"),  # not in force at birth
    *("18-old-zj", "18-mca-only", "residence-permit", "lower-x"),  # codes that it knows otherwise or not at all
}


def test_vectors_beside_python_stdnum() -> None:
    rows = read_vectors()
    ours = {row["value"]: verdict(row["value"]) for row in rows}
    theirs = {row["value"]: taken_by_stdnum(row["value"]) for row in rows}
    differ = [row for row in rows if (ours[row["value"]] is None) != theirs[row["value"]]]
    taken_by_it = {(row["group"], ours[row["value"]]) for row in differ if theirs[row["value"]]}
    assert taken_by_it == TAKEN_BY_STDNUM_ONLY
    assert {row["group"] for row in differ if not theirs[row["value"]]} == TAKEN_HERE_ONLY
    assert len(rows) - len(differ) > 55


def test_a_line_end_is_no_digit() -> None:
    assert isdigits("33010619650314911\n")
    assert verdict("3301061965031491\n1") == "id-character"


@given(right_numbers())
def test_masks_show_seven_characters(number: str) -> None:
    masked = mask(number)
    assert (len(masked), masked.count("*"), masked[:3], masked[-4:]) == (18, 11, number[:3], number[-4:])
