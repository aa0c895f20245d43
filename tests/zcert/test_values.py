import datetime as dt
import itertools
import sys
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from support.domain import TODAY
from zcert.finding import Fault
from zcert.values import day, phone, postcode
from zcert.values.text import (
    CELL_CAPACITY,
    Cell,
    cell_text,
    normalise_code,
    normalise_name,
    normalise_number,
    number_faults,
    surely_tidy,
    text_faults,
    tidy,
)
from zcert_templates import RESIDENT

# Days


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("19890105", dt.date(1989, 1, 5)),
        (" 19890105\n", dt.date(1989, 1, 5)),
        ("１９８９０１０５", dt.date(1989, 1, 5)),
        ("20000229", dt.date(2000, 2, 29)),
        ("00010101", dt.date(1, 1, 1)),
        ("99991231", dt.date(9999, 12, 31)),
    ],
)
def test_day(text: str, expected: dt.date) -> None:
    assert day.parse(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        *("", "1989", "1989015", "198901055", "198901", "一九八九", "1989010O", "٢٠٢٠٠١٠٥", "1989 0105"),
        *("1989.1.5", "1989-01-05", "1989/1/5", "1989年1月5日", "1989-1-5 00:00"),
    ],
)
def test_day_is_not_eight_digits(text: str) -> None:
    message = "日期应为8位数字（年4位、月2位、日2位），请改正，如1989年1月5日填写19890105"
    assert day.parse(text) == Fault("date-format", message)


@pytest.mark.parametrize("text", ["19890230", "19000229", "19891301", "19890100", "19890001", "00000101"])
def test_day_is_in_no_calendar(text: str) -> None:
    assert day.parse(text) == Fault("date-format", "日历上没有这一天，请核对年、月、日，如1989年1月5日填写19890105")


@pytest.mark.parametrize(
    ("found", "message"),
    [
        pytest.param(TODAY, None, id="today"),
        pytest.param(TODAY + dt.timedelta(1), "取得时间晚于今天，请核对", id="tomorrow"),
        pytest.param(dt.date(1949, 10, 1), None, id="first day"),
        pytest.param(dt.date(1949, 9, 30), "取得时间早于1949年10月1日，请核对", id="too early"),
    ],
)
def test_range_of_days(found: dt.date, message: str | None) -> None:
    assert day.range_fault(found, TODAY) == (Fault("date-range", message) if message else None)


@given(st.dates())
def test_written_day_reads_as_itself(found: dt.date) -> None:
    assert day.parse(found.isoformat().replace("-", "")) == found


@given(st.text())
def test_day_never_raises(text: str) -> None:
    assert isinstance(day.parse(text), dt.date | Fault)


# Telephones


@pytest.mark.parametrize(
    "text",
    [
        "13800138000",
        "19900138000",
        "138 0013 8000",
        "138-0013-8000",
        "１３８００１３８０００",
        " 13800138000 ",
        "+8613800138000",
        "+86 13800138000",
        "+86-138-0013-8000",
        "86 13800138000",
        "(86)13800138000",
        "（+86）13800138000",
        "0086-13800138000",
        "0571-87654321",
        "0571-8765432",
        "057187654321",
        "0571 87654321",
        "0571－87654321",
        "0571—87654321",
        "0571——87654321",
        "0571 - 87654321",
        "0571–87654321",
        "(0571)87654321",
        "（0571）87654321",
        "（0571） 8765 4321",
        "0571-8765-4321",
        "010-62345678",
        "02162345678",
        "+86-571-87654321",
        "+86 571 87654321",
        "+86-0571-87654321",
        "87654321",
        "2345678",
        "0571-87654321-8012",
        "0571-87654321转8012",
        "0571-87654321 转 8012",
        "0571-87654321*8012",
        "0571-87654321#1",
        "0571-87654321 ext. 8012",
        "0571-87654321EXT8012",
        "400-888-8888",
        "4008888888",
        "800 888 8888",
        "13800138000、0571-87654321",
        "13800138000，13900139000",
        "13800138000；13900139000",
        "13800138000;13900139000",
        "13800138000/87654321",
        "13800138000\n13900139000",
        "13800138000\r\n13900139000",
        "13800138000 13900139000",
        "13800138000  87654321",
        "0571-87654321 13800138000",
        "87654386 13800138000",
        "0571-87654321、87654322、 13800138000",
    ],
)
def test_telephone(text: str) -> None:
    assert phone.fault(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "无",
        "1380013800",
        "138001380000",
        "12800138000",
        "23800138000",
        "1380013800O",
        "1380013800x",
        "١٣٨٠٠١٣٨٠٠٠",
        "13800138000A",
        "0571-876543",
        "0571-876543210",
        "0571-17654321",
        "0571-07654321",
        "05712-87654321",
        "0000-87654321",
        "571-87654321",
        "-87654321",
        "0571-",
        "110",
        "668888",
        "87654321转",
        "87654321-1234567",
        "400-888-888",
        "13800138000、",
        "、13800138000",
        "13800138000、1380013800",
        "1380013800013900139000",
        "13800138000。13900139000",
        "13800138000（办）",
        "1.3800138E+10",
        "138001380000571-87654321",
        "a@example.com",
    ],
)
def test_no_telephone(text: str) -> None:
    message = "联系电话应为11位手机号码，或带区号的固定电话如0571-87654321，多个号码用顿号分隔，请核对"
    assert phone.fault(text) == Fault("phone-format", message)


numbers = st.one_of(
    st.builds("1{}{:09}".format, st.integers(3, 9), st.integers(0, 10**9 - 1)),
    st.builds("0{}-{}{:06}".format, st.integers(10, 999), st.integers(2, 9), st.integers(0, 10**6 - 1)),
    st.builds("0{}-{}{:07}".format, st.integers(10, 999), st.integers(2, 9), st.integers(0, 10**7 - 1)),
)


@given(st.lists(numbers, min_size=1, max_size=5), st.sampled_from(["、", ",", "，", "; ", "/", " / ", "\n", "  ", " "]))
def test_any_list_of_telephones(found: list[str], between: str) -> None:
    assert phone.fault(between.join(found)) is None


@given(st.text("0123456789 -()（）、转+\n", max_size=400))
@settings(deadline=1000)
def test_telephone_never_raises(text: str) -> None:
    found = phone.fault(text)
    assert found is None or found.code == "phone-format"


# Postal codes


@pytest.mark.parametrize("text", ["310007", " 310007", "３１０００７", "010000"])
def test_postcode(text: str) -> None:
    assert postcode.fault(text) is None


@pytest.mark.parametrize("text", ["", "31000", "3100070", "31000O", "310 007", "٣١٠٠٠٧", "310007.0"])
def test_no_postcode(text: str) -> None:
    assert postcode.fault(text) == Fault("postcode-format", "邮政编码应为6位数字，如310007，请核对")


# Cells as text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (" as it is ", " as it is "),
        (None, ""),
        (True, "TRUE"),
        (False, "FALSE"),
        (0, "0"),
        (-0.0, "0"),
        (310007.0, "310007"),
        (19890105, "19890105"),
        (330106880920948.0, "330106880920948"),
        (999_999_999_999_999, "999999999999999"),
        (10**15, "1E+15"),
        (-(10**15), "-1E+15"),
        (330102199803099450, "3.30102199803099E+17"),
        (3.3010219980309945e17, "3.30102199803099E+17"),
        (0.1 + 0.2, "0.3"),
        (1.5, "1.5"),
        (float("nan"), "NAN"),
        (float("inf"), "INF"),
        (dt.datetime(1989, 1, 5), "1989-01-05"),  # noqa: DTZ001  cells know no time zone
        (dt.datetime(1989, 1, 5, 8, 30), "1989-01-05 08:30:00"),  # noqa: DTZ001
        (dt.date(1989, 1, 5), "1989-01-05"),
        (dt.time(8, 30), "08:30:00"),
        (dt.timedelta(hours=30), "1 day, 6:00:00"),
    ],
)
def test_cell_text(value: Cell, text: str) -> None:
    assert cell_text(value) == text


@given(st.integers(-(10**15) + 1, 10**15 - 1))
def test_exact_numbers_keep_every_digit(number: int) -> None:
    assert cell_text(number) == cell_text(float(number)) == str(number)


@given(st.integers(10**15, 10**30))
def test_numbers_with_lost_digits_do_not_look_whole(number: int) -> None:
    assert "E" in cell_text(number)
    assert "E" in cell_text(float(number))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (" 12x\n", "12X"),
        ("１２ｘ　", "12X"),
        ("\ufeff1\u200b2\u00ad", "12"),
        ("\u200b 1 \u200b", "1"),
        ("1 2", "1 2"),
        ("", ""),
    ],
)
def test_normalise_code(text: str, code: str) -> None:
    assert normalise_code(text) == code


@pytest.mark.parametrize("dot", ["·", "•", "‧", "∙", "⋅", "・", "･", "．", ".", " · ", "\u200b·"])
def test_names_with_any_dot_are_the_same(dot: str) -> None:
    assert normalise_name(f"买买提{dot}吐尔逊") == "买买提·吐尔逊"


@pytest.mark.parametrize("name", ["张三", "John Smith", "𠮷田", "", "欧阳·娜娜·买买提"])
def test_other_names_stay(name: str) -> None:
    assert normalise_name(name) == name


INVISIBLE = [chr(code) for code in range(sys.maxunicode + 1) if unicodedata.category(chr(code)) == "Cf"]


def test_no_character_that_shows_nothing_counts() -> None:
    assert len(INVISIBLE) > 160
    assert [char for char in INVISIBLE if normalise_code(f"1{char}2") != "12"] == []
    assert [char for char in INVISIBLE if tidy(f"张{char}三") != "张三"] == []
    assert [char for char in INVISIBLE if [one.code for one in text_faults(f"张{char}三")] != ["untidy-text"]] == []


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("330106 1988\t0920\n948x", "33010619880920948X"),
        ("'330106880920948", "330106880920948"),
        ('=" 330106880920948 "', "330106880920948"),
        ("‘330106880920948’", "330106880920948"),
        ("`12’", "12"),
        ("1'2", "1'2"),
        ("''", ""),
        ("", ""),
    ],
)
def test_normalise_number(text: str, number: str) -> None:
    assert normalise_number(text) == number


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("33010619880920948Ⅹ", "号码中的“Ⅹ”不是字母X，只是形状相近，请用键盘重新输入"),
        ("33010619880920948ⅹ", "号码中的“ⅹ”不是字母X，只是形状相近，请用键盘重新输入"),
        ("𝟑3010619880920948X", "号码中的“𝟑”不是数字3，只是形状相近，请用键盘重新输入"),
        ("①3010619880920948X", "号码中的“①”不是数字1，只是形状相近，请用键盘重新输入"),
        ("'33010619880920948X", "号码前后有引号或撇号，请去掉"),
        ('="33010619880920948x"', "号码前后有引号或撇号，请去掉"),
        ("“330106880920948”", "号码前后有引号或撇号，请去掉"),
        ("33010619880920948x", "末位的x应为大写X，请改正"),
        ("33010619880920948X", ""),
        ("330106880920948", ""),
        ("330106 880920948", ""),  # an error of its own
        ("３３0106880920948", ""),  # the text is untidy
        ("330106\u202a880920948", ""),
        ("张三", ""),
        ("", ""),
    ],
)
def test_what_judging_a_number_changes_is_named(text: str, message: str) -> None:
    assert number_faults(text) == ([Fault("untidy-text", message)] if message else [])


# Tidiness


@pytest.mark.parametrize(
    "text",
    [
        "",
        "张三",
        "买买提·吐尔逊",
        "阿卜杜拉•热合曼",
        "John Smith",
        "Müller",
        "𠮷田",
        "𬱖䶮㛃",
        "\ue000生僻",
        "葛\U000e0100",
        "小学高级教师（副高级）",
        "图书、资料专业人员",
        "卫生技术人员(中医/中药)",
        "浙人专〔2020〕1号",
        "A4，",
        "“引号”——破折号……",
        "Ⅱ级",
        "100%",
        "〇",
    ],
)
def test_tidy_text_is_left_alone(text: str) -> None:
    assert tidy(text) == text
    assert text_faults(text) == []


@pytest.mark.parametrize(
    ("text", "mended", "what"),
    [
        (" 张三", "张三", "多余的空格"),
        ("张 三", "张三", "多余的空格"),
        ("张　三", "张三", "多余的空格"),
        ("张\u00a0三", "张三", "多余的空格"),
        ("张\t三", "张三", "多余的空格"),
        ("张\u2028三", "张三", "多余的空格"),
        ("𠮷 𬱖", "𠮷𬱖", "多余的空格"),
        ("浙江大学 MBA", "浙江大学MBA", "多余的空格"),
        ("教师 （副高级）", "教师（副高级）", "多余的空格"),
        ("John  Smith", "John Smith", "多余的空格"),
        ("   ", "", "多余的空格"),
        ("张三\n", "张三", "换行"),
        ("张\r\n三", "张三", "换行"),
        ("John\nSmith", "John Smith", "换行"),
        ("Ａ１", "A1", "全角字母数字或看不见的字符"),
        ("ｚ", "z", "全角字母数字或看不见的字符"),
        ("张\u200b三", "张三", "全角字母数字或看不见的字符"),
        ("\ufeff张三", "张三", "全角字母数字或看不见的字符"),
        ("张 \u200b 三", "张三", "全角字母数字或看不见的字符"),
        ("张\x00三", "张三", "控制字符"),
        ("John \x1f Smith", "John Smith", "控制字符"),
    ],
)
def test_untidy_text(text: str, mended: str, what: str) -> None:
    assert tidy(text) == mended
    assert text_faults(text) == [Fault("untidy-text", f"文字中有{what}，请去掉或改为半角")]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        pytest.param("字" * CELL_CAPACITY, [], id="just fits"),
        pytest.param("字" * (CELL_CAPACITY + 1), ["text-too-long"], id="one too many"),
        pytest.param("𠮷" * (CELL_CAPACITY // 2), [], id="two units each, just fits"),
        pytest.param("𠮷" * (CELL_CAPACITY // 2 + 1), ["text-too-long"], id="two units each, one too many"),
        pytest.param("\ud800" * (CELL_CAPACITY + 1), ["text-too-long", "broken-character"], id="half characters"),
        pytest.param("一_xDC00_二", ["broken-character"], id="half a character as an escape"),
        pytest.param("一_x0041_二", [], id="another escape"),
        pytest.param(" " + "字" * CELL_CAPACITY, ["text-too-long", "untidy-text"], id="too long and untidy"),
    ],
)
def test_capacity_of_a_cell(text: str, codes: list[str]) -> None:
    assert [fault.code for fault in text_faults(text)] == codes


def test_message_of_a_text_that_is_too_long() -> None:
    assert text_faults("字" * 40_000)[0].message == "文字超过32767个字符，单元格放不下，请删减"


texts = st.one_of(st.text(), st.text("张 Ａ１a1　\n\r\t\u200b\x00\x1f\x85𠮷（）·, 。\u2028", max_size=12))


@given(texts)
@settings(max_examples=500)
def test_tidying_twice_is_tidying_once(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)


@given(texts)
@settings(max_examples=500)
def test_tidied_text_is_tidy(text: str) -> None:
    assert text_faults(tidy(text)) == []


@given(texts)
@settings(max_examples=500)
def test_surely_tidy_text_has_no_fault(text: str) -> None:
    assert not surely_tidy(text) or text_faults(text) == []


@given(st.lists(texts, max_size=4))
@settings(max_examples=300)
def test_joined_texts_are_surely_tidy_only_if_each_is(found: list[str]) -> None:
    assert not surely_tidy("".join(found)) or not list(itertools.chain.from_iterable(map(text_faults, found)))


def test_surely_tidy() -> None:
    assert surely_tidy("张三（甲）")
    assert surely_tidy("字" * (CELL_CAPACITY // 2))
    assert not surely_tidy("字" * (CELL_CAPACITY // 2 + 1))
    for text in ("John Smith", "１", "ｚ", "Ａ", "\u200b", "\n", "\u3000"):
        assert not surely_tidy(text)


def test_declared_texts_are_tidy() -> None:
    assert not [column.header for column in RESIDENT.columns if text_faults(column.header) or text_faults(column.note)]
