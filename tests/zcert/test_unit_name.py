"""When may two names be one unit's? Different units are tried as hard as slips of the hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zcert.values.unit_name import compared, resemblance

NAMES = st.text("杭州市第一二中东人民医院学校(（）) 　-1Ａa", max_size=8)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("杭州市第一中学", "杭州市 第一中学", id="blank"),
        pytest.param("杭州市第一中学", "杭州市　第一中学\n", id="wide blank and line break"),
        pytest.param("浙江大学（医学院）", "浙江大学(医学院)", id="width of brackets"),
        pytest.param("浙江大学〔医学院〕", "浙江大学[医学院]", id="kind of brackets"),
        pytest.param("浙江大学（医学院）", "浙江大学医学院", id="brackets or none"),
        pytest.param("ＡＢＢ工程公司", "abb工程公司", id="width and case"),
        pytest.param("杭州市第１中学", "杭州市第一中学", id="1 for 一"),
        pytest.param("甲、乙联合医院", "甲乙联合医院。", id="punctuation"),
        pytest.param("一中", "一 中", id="short"),
        pytest.param("杭州\u200b一中", "杭州一中", id="unseen"),
    ],
)
def test_one_name(one: str, other: str) -> None:
    assert compared(one) == compared(other)
    assert resemblance(one, other) == "alike"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("杭州市第一人民医院", "杭州市第一人民医完", id="another at the end"),
        pytest.param("杭州市第一人民医院", "抗州市第一人民医院", id="no such place"),
        pytest.param("杭州市教育局", "杭州教育局", id="left out"),
        pytest.param("宁海县实验小学", "宁海县实验小学校", id="added at the end"),
        pytest.param("杭州市人民医院", "杭州市人民民医院", id="repeated"),
        pytest.param("杭州市第一医院", "杭州市 第1医完", id="blank, numeral and slip"),
        pytest.param("浙江工程学院", "浙江工呈学院", id="sounds alike"),
    ],
)
def test_a_slip_of_the_hand(one: str, other: str) -> None:
    assert resemblance(one, other) == resemblance(other, one) == "alike"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("杭州市第一中学", "杭州市第二中学", id="Chinese numeral"),
        pytest.param("杭州市第1中学", "杭州市第2中学", id="digit"),
        pytest.param("杭州市第十中学", "杭州市第十一中学", id="numeral added"),
        pytest.param("杭州市第1中学", "杭州市第11中学", id="digit repeated"),
        pytest.param("杭州市医院一院", "杭州市医院二院", id="short form of a numbered one"),
        pytest.param("杭州市城东小学", "杭州市城西小学", id="direction"),
        pytest.param("宁波市江北中学", "宁波市江南中学", id="north and south"),
        pytest.param("上城区环保局", "下城区环保局", id="upper and lower"),
        pytest.param("湖州师范附属小学", "湖州师范附属大学", id="size"),
        pytest.param("浙江大学附属小学", "浙江大学附属中学", id="kind of school"),
        pytest.param("杭州市中医院", "杭州市医院", id="kind of hospital"),
        pytest.param("浙江省建设公司", "浙江省建设总公司", id="head office"),
        pytest.param("浙江省建设总公司", "浙江省建设分公司", id="branch"),
        pytest.param("杭州市教育局", "湖州市教育局", id="another city"),
        pytest.param("临安市农业局", "临海市农业局", id="another county"),
        pytest.param("绍兴市人民医院", "绍兴县人民医院", id="city and county of one name"),
        pytest.param("杭州市农业局", "杭州市林业局", id="field of work"),
        pytest.param("杭州市教育局", "杭州市体育局", id="education and sports"),
        pytest.param("宁波市国税局", "宁波市地税局", id="tax offices"),
        pytest.param("杭州市公安局", "杭州市公路局", id="police and roads"),
        pytest.param("浙江大学医学院", "浙江大学药学院", id="faculty"),
        pytest.param("杭州市研究所", "杭州市研究院", id="kind of house"),
        pytest.param("某某县张村小学", "某某县王村小学", id="village"),
        pytest.param("杭州A公司总部", "杭州B公司总部", id="letter"),
    ],
)
def test_different_units(one: str, other: str) -> None:
    assert resemblance(one, other) == resemblance(other, one) == "different"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("杭州一中", "杭州一重", id="four characters"),
        pytest.param("杭州市院", "杭州市医院", id="the shorter one has four"),
        pytest.param("杭州市人民医院", "杭州市妇幼医院", id="two others"),
        pytest.param("杭州市人民医院", "杭州市医院", id="two left out"),
        pytest.param("杭州市第一医院", "杭州市一第医院", id="turned round"),
        pytest.param("中铁1-2局工程处", "中铁12局工程处", id="a mark between digits"),
        pytest.param("——", "/", id="nothing but marks"),
    ],
)
def test_nothing_to_do_with_each_other(one: str, other: str) -> None:
    assert resemblance(one, other) in {None, "different"}
    assert compared(one) != compared(other) or compared(one) == ""


@given(NAMES)
def test_a_name_resembles_itself_however_it_is_written(name: str) -> None:
    plain = compared(name)
    assert compared(plain) == plain
    assert resemblance(name, name) == ("alike" if plain else None)
    assert resemblance(f" {name}　", name.replace("(", "（")) == resemblance(name, name)


@given(NAMES, NAMES)
def test_resemblance_is_mutual(one: str, other: str) -> None:
    assert resemblance(one, other) == resemblance(other, one)


@given(NAMES, st.integers(0, 8))
def test_what_is_one_character_apart_is_judged(name: str, at: int) -> None:
    plain = compared(name)
    longer = plain[:at] + "完" + plain[at:]
    assert resemblance(plain, longer) == ("alike" if len(plain) >= 5 else None)
