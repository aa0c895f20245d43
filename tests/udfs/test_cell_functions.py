"""What cell functions answer."""

import datetime as dt
import math

import pytest

from support.cell_calls import COUNTY, RIGHT, STORED, TITLE, call, leaves
from support.domain import MAN, TODAY, WOMAN, WOMAN_15
from zcert.values import id_number
from zcert_dictionaries import load_edition
from zcert_udfs.days import UNREADABLE_DAY
from zcert_udfs.ranges import UNREADABLE

pytestmark = pytest.mark.usefixtures("today")


# What they answer


def table(name: str, *cases: tuple[object, ...]) -> list[object]:
    """Return parameters from cases of arguments, the answer and a name."""
    return [pytest.param(name, case[:-2], case[-2], id=f"{name} {case[-1]}") for case in cases]


@pytest.mark.parametrize(
    ("name", "arguments", "answer"),
    [
        *table(
            "ZC_CHECKID",
            (WOMAN, RIGHT, "right"),
            (WOMAN_15, RIGHT, "15 digits"),
            (f" {WOMAN.lower()}\n", RIGHT, "lower case and blanks"),
            (WOMAN[:-1] + "1", "校验码不符，号码中至少有一位写错，请对照证件逐位核对", "check character"),
            (WOMAN[:-1], "身份证号码应为15位或18位，现有17位，请对照证件逐位核对", "17 characters"),
            ("330106202611229000", "号码中的出生日期晚于今天，请对照证件逐位核对", "born tomorrow"),
            (330106880920948.0, STORED, "float"),
            (330106880920948, STORED, "int"),
            (True, STORED, "truth value"),
            (dt.datetime(1988, 9, 20), STORED, "date"),  # noqa: DTZ001  # as Excel gives it
            ("#N/A", "单元格中是错误值#N/A，请先改正", "error value"),
            (b"330106", UNREADABLE, "bytes"),
            (None, "", "empty"),
            ("", "", "empty text"),
            (" \u3000\n", "", "blanks"),
        ),
        *table(
            "ZC_ID18",
            (WOMAN_15, WOMAN, "15 digits"),
            (WOMAN.lower(), WOMAN, "18 characters"),
            (WOMAN_15[:-1], "身份证号码应为15位或18位，现有14位，请对照证件逐位核对", "14 digits"),
            (330106880920948.0, STORED, "float"),
        ),
        *table(
            "ZC_BIRTHDATE",
            (WOMAN, "1988-09-20", "18 characters"),
            (WOMAN_15, "1988-09-20", "15 digits"),
            (1.5, STORED, "float"),
        ),
        *table("ZC_GENDER", (WOMAN, "女", "woman"), (MAN, "男", "man"), ("男", call("ZC_CHECKID", "男"), "no number")),
        *table(
            "ZC_REGION",
            (WOMAN, "浙江省杭州市西湖区", "number"),
            ("330106", "浙江省杭州市西湖区", "code"),
            (330106.0, "浙江省杭州市西湖区", "code in a number cell"),
            ("330104", "浙江省杭州市江干区", "abolished"),
            ("330000", "浙江省", "province"),
            ("999999", "不是已知的地区代码，请核对", "unknown code"),
            (330106880920948.0, STORED, "float"),
        ),
        *table(
            "ZC_AGE",
            (WOMAN, 38, "today"),
            (WOMAN, "", 38, "empty day"),
            (WOMAN, None, 38, "empty cell for the day"),
            (WOMAN, "20260919", 37, "day before the birthday"),
            (WOMAN, "20260920", 38, "birthday"),
            (WOMAN, 20260920.0, 38, "eight digits in a number cell"),
            (WOMAN, 20260920, 38, "eight digits in an int"),
            (WOMAN, "2026-9-20", 38, "dashes"),
            (WOMAN, "2026/09/20", 38, "slashes"),
            (WOMAN, "2026年9月20日", 38, "Chinese"),
            (WOMAN, dt.datetime(2026, 9, 20, 8), 38, "date with time"),  # noqa: DTZ001  # as Excel gives it
            (WOMAN, dt.date(2026, 9, 20), 38, "date"),
            (WOMAN, 46285.0, 38, "serial number"),
            (WOMAN, 46284.99, 37, "serial number of the day before"),
            (WOMAN, "19880920", 0, "day of birth"),
            (WOMAN, "19880919", "日期早于号码中的出生日期，请核对", "before birth"),
            (WOMAN, "2026-2-30", UNREADABLE_DAY, "no such day"),
            (WOMAN, "去年", UNREADABLE_DAY, "words"),
            (WOMAN, True, UNREADABLE_DAY, "truth value"),
            (WOMAN, math.nan, UNREADABLE_DAY, "NaN"),
            (WOMAN, 2_958_466.0, UNREADABLE_DAY, "beyond the last serial number"),
            (WOMAN, 0.5, UNREADABLE_DAY, "a time"),
            (WOMAN, dt.time(8), UNREADABLE_DAY, "a clock time"),
            (WOMAN, "#REF!", "单元格中是错误值#REF!，请先改正", "error value for the day"),
            (WOMAN_15[:-1], "去年", call("ZC_CHECKID", WOMAN_15[:-1]), "the number's fault comes first"),
            ("", TODAY, "", "no number"),
        ),
        *table(
            "ZC_MASKID",
            (WOMAN, "330***********948X", "right"),
            (WOMAN.lower(), "330***********948X", "lower case"),
            (WOMAN[:-2], "330*********2094", "wrong"),
            ("E12345678", "E12**5678", "passport"),
            (330106880920948.0, STORED, "float"),
        ),
        *table(
            "ZC_CHECKSPECIAL",
            ("中国护照", "E12345678", RIGHT, "passport"),
            (" 中国护照 ", "e１2345678", RIGHT, "written otherwise"),
            (
                "中国护照",
                "12345678A",
                "正确；提示：不是中国护照常见的号码格式，如E12345678，请对照证件核对",
                "a hint",
            ),
            (
                "港澳居民来往内地通行证",
                "H1234567",
                "不符合港澳居民来往内地通行证的号码格式，如H12345678，请对照证件核对号码和证件类型",
                "an error",
            ),
            ("台湾居民来往大陆通行证", 12345678.0, STORED, "float"),
            ("中国护照", "", "", "no number"),
            ("", "E12345678", "“证件类型”未填，请先选证件类型", "no kind"),
            (
                "护照",
                "E12345678",
                "证件类型不是下拉列表中的选项，请从列表中重新选取；确有此项的，请管理员更新字典",
                "unknown kind",
            ),
        ),
        *table(
            "ZC_CHECKDATE",
            ("19890105", RIGHT, "right"),
            (19890105.0, RIGHT, "number cell"),
            ("20261121", RIGHT, "today"),
            ("20261122", "取得时间晚于今天，请核对", "tomorrow"),
            ("19490930", "取得时间早于1949年10月1日，请核对", "too early"),
            ("19890230", "日历上没有这一天，请核对年、月、日，如1989年1月5日填写19890105", "no such day"),
            (
                dt.datetime(1989, 1, 5),  # noqa: DTZ001  # as Excel gives it
                "日期应为8位数字（年4位、月2位、日2位），请改正，如1989年1月5日填写19890105",
                "date cell",
            ),
        ),
        *table(
            "ZC_TITLES",
            ("高等学校教师", "教授、副教授", "series"),
            ("\n高等学校教师 ", "教授、副教授", "blanks"),
            (
                "教授",
                "所属系列不是下拉列表中的选项，请从列表中重新选取；确有此项的，请管理员更新字典",
                "unknown",
            ),
        ),
        *table(
            "ZC_CHECKTITLE",
            ("高等学校教师", "教授", RIGHT, "right"),
            (
                "高等学校教师",
                "研究员",
                "不属于所选的所属系列“高等学校教师”，请重新选取高级专业技术资格名称或改正所属系列",
                "of another series",
            ),
            (
                "高等学校教师",
                "大师",
                "不是下拉列表中的选项，请从列表中重新选取；确有此项的，请管理员更新字典",
                "unknown title",
            ),
            (
                "教师",
                "教授",
                "所属系列不是下拉列表中的选项，请从列表中重新选取；确有此项的，请管理员更新字典",
                "unknown series",
            ),
            ("", "教授", "“所属系列”未填，请先选所属系列，再重新选取高级专业技术资格名称", "no series"),
            ("高等学校教师", "", "", "no title"),
            ("", "", "", "neither"),
        ),
        *table("ZC_COUNTIES", ("舟山市", "定海区、普陀区、岱山县、嵊泗县", "city")),
        *table(
            "ZC_CHECKCOUNTY",
            ("杭州市", "西湖区", RIGHT, "right"),
            ("宁波市", "西湖区", "不属于所选的所在地市“宁波市”，请重新选取所在县市或改正所在地市", "of another city"),
            ("杭州市", " ", "", "no county"),
        ),
        *table(
            "ZC_CHECKCERT",
            ("A01031000000000001", RIGHT, "right"),
            (
                "A01031010000000001",
                "正确；提示：高级证书由省里统一编号，编码第7至14位一般为00000000，请核对是否由省里编号",
                "a hint",
            ),
            (
                "B01031000000000001",
                "中级、初级证书编码的第7至14位不能全为0，应为审批机构的单位代码，请对照证书逐位核对",
                "an error",
            ),
            (1.03e17, "证书编码应为18位，现有8位，请对照证书逐位核对", "float"),
        ),
    ],
)
def test_answer(name: str, arguments: tuple[object, ...], answer: object) -> None:
    assert call(name, *arguments) == answer


def test_a_leap_day_is_completed_on_the_first_of_march() -> None:
    leap = id_number.to_18("330106960229901")
    assert [call("ZC_AGE", leap, day) for day in ("19970228", "19970301", "20000228", "20000229")] == [0, 1, 3, 4]


def test_every_series_and_city_has_a_text_that_can_be_taken_apart() -> None:
    children = load_edition().children
    for name, header in (("ZC_TITLES", TITLE), ("ZC_COUNTIES", COUNTY)):
        for parent, labels in children[header].items():
            text = call(name, parent)
            assert isinstance(text, str)
            assert tuple(text.split("、")) == labels


def test_every_pair_of_the_dictionary_belongs_together() -> None:
    children = load_edition().children
    for name, header in (("ZC_CHECKTITLE", TITLE), ("ZC_CHECKCOUNTY", COUNTY)):
        pairs = [(parent, label) for parent, labels in children[header].items() for label in labels]
        assert set(leaves(call(name, [pair[0] for pair in pairs], [pair[1] for pair in pairs]))) == {RIGHT}
