import datetime as dt
import importlib
import inspect
import logging
import math
import pkgutil
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import get_type_hints

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image

import zcert_udfs
from domain import MAN, TODAY, WOMAN, WOMAN_15
from zcert.values import id_number, region
from zcert_dictionaries import load_edition
from zcert_udfs import FUNCTIONS, CellFunction, clock
from zcert_udfs.days import UNREADABLE_DAY
from zcert_udfs.ranges import BUG, MISMATCH, UNREADABLE, each_cell, whole_columns

ROOT = Path(__file__).parent.parent
RIGHT = "正确"
STORED = id_number.STORED_AS_NUMBER.message
COMPUTER_S_TODAY = clock.today
TITLE, COUNTY = "高级专业技术资格名称", "所在县市"

# [MS-VBAL] 3.3.5.2, some names of its library, and the one that xlwings keeps for itself.
VBA_WORDS = """
abs addressof alias and any array as attribute boolean byref byte byval call case cbool cbyte ccur cdate cdbl
cdec cint circle clng close const csng cstr currency cvar cverr date debug decimal declare defbool defbyte
defcur defdate defdbl defint deflng defobj defsng defstr defvar dim do doevents double each else elseif empty
end enum eqv erase error event exit false fix for friend function get global gosub goto if imp implements in
input inputb instr int integer is lbound len lenb let like line lock long loop lset me mid midb mod name new
next not nothing null object on open option optional or paramarray preserve print private property pset public
put raiseevent redim rem resume return rset scale seek select set sgn shared single spc static step stop
string sub tab then time to true type typeof ubound unlock until variant vb wend while width with withevents
write xor caller
"""
CELL_ADDRESS = re.compile(r"[A-Z]{1,3}[0-9]{1,7}|R(\[?-?\d+\]?)?(C(\[?-?\d+\]?)?)?|C(\[?-?\d+\]?)?", re.IGNORECASE)


@pytest.fixture(autouse=True, scope="module")
def today() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "today", lambda: TODAY)
        yield


def function(name: str) -> Callable[..., object]:
    return next(one.function for one in FUNCTIONS if one.name == name)


def call(name: str, *arguments: object) -> object:
    return function(name)(*arguments)


def leaves(value: object) -> list[object]:
    return [leaf for part in value for leaf in leaves(part)] if isinstance(value, (list, tuple)) else [value]


def shape(value: object) -> object:
    return [shape(part) for part in value] if isinstance(value, (list, tuple)) else None


# What they answer


def table(name: str, *cases: tuple[object, ...]) -> list[object]:
    """Each case: arguments, the answer, its name."""
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


# Photos


@pytest.fixture
def album(tmp_path: Path) -> Path:
    for name, size in ((f"{WOMAN}.jpg", (240, 336)), (f"{MAN}.JPEG", (600, 800))):
        Image.new("RGB", size, "white").save(tmp_path / name, "JPEG")
    return tmp_path


def test_photos_of_a_column(album: Path) -> None:
    column = [[WOMAN], [MAN], [WOMAN_15], [None], [1.0], ["#N/A"]]
    assert call("ZC_CHECKPHOTO", column, str(album)) == [
        ["正常"],
        ["照片为 600×800 像素，应在 200×280 到 300×420 像素之间，请缩小后重新保存"],
        ["文件夹中没有与号码同名的jpg照片，请补齐，文件名与号码一致"],
        [""],
        [STORED],
        ["单元格中是错误值#N/A，请先改正"],
    ]


def test_a_photo_hint(album: Path) -> None:
    Image.new("RGB", (290, 290)).save(album / "E12345678.jpg")
    assert str(call("ZC_CHECKPHOTO", "E12345678", str(album))).startswith("正常；提示：照片为 290×290 像素")


def test_folders_beside_the_numbers(album: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    empty = tmp_path_factory.mktemp("空")
    folders = [[f'"{album}"'], [str(empty)], [str(album)]]
    first, second, third = leaves(call("ZC_CHECKPHOTO", [[WOMAN]] * 3, folders))
    assert (first, third) == ("正常", "正常")
    assert str(second).startswith("文件夹中没有")


@pytest.mark.parametrize(
    ("folder", "answer"),
    [
        pytest.param("", "没有给出照片文件夹，请写完整路径", id="empty"),
        pytest.param(None, "没有给出照片文件夹，请写完整路径", id="empty cell"),
        pytest.param("照片", "照片文件夹应写完整路径，如D:\\照片", id="relative"),
        pytest.param(7.0, "照片文件夹应写完整路径，如D:\\照片", id="number"),
        pytest.param(str(ROOT / "没有"), "找不到照片文件夹或无法打开，请核对路径", id="missing"),
        pytest.param(__file__, "找不到照片文件夹或无法打开，请核对路径", id="a file"),
        pytest.param(f"{ROOT}\0", "找不到照片文件夹或无法打开，请核对路径", id="zero character"),
        pytest.param(f"{ROOT}/\ud800", "找不到照片文件夹或无法打开，请核对路径", id="half a character"),
    ],
)
def test_folders_that_cannot_be_read(folder: object, answer: str) -> None:
    assert call("ZC_CHECKPHOTO", WOMAN, folder) == answer


def test_a_folder_is_listed_once(album: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from zcert_addin.hosts import photo_album  # noqa: PLC0415

    listed: list[Path] = []
    monkeypatch.setattr(photo_album, "scan_folder", lambda path, real=photo_album.scan_folder: (
        listed.append(path) or real(path)
    ))  # fmt: skip
    call("ZC_CHECKPHOTO", [[WOMAN]] * 500, str(album))
    assert listed == [album]


# Ranges


@pytest.mark.parametrize(
    "number",
    [
        pytest.param(WOMAN, id="scalar"),
        pytest.param([WOMAN, MAN], id="one-dimensional"),
        pytest.param([[WOMAN]], id="1x1"),
        pytest.param([[WOMAN], [None], [MAN]], id="column"),
        pytest.param(((WOMAN,), (None,)), id="tuples"),
        pytest.param([[WOMAN, "", MAN]], id="row"),
        pytest.param([[WOMAN, MAN], [MAN, ""]], id="block"),
        pytest.param([], id="nothing"),
        pytest.param([[]], id="a row of nothing"),
        pytest.param([[WOMAN, [MAN]], MAN, []], id="ragged"),
    ],
)
def test_the_answers_have_the_shape_of_the_range(number: object) -> None:
    said = {WOMAN: "女", MAN: "男", "": "", None: ""}
    answers = call("ZC_GENDER", number)
    assert shape(answers) == shape(number)
    assert leaves(answers) == [said[cell] for cell in leaves(number)]  # type: ignore[index]


@pytest.mark.parametrize(
    ("number", "day", "answers"),
    [
        pytest.param([[WOMAN], [MAN]], "20260101", [[37], [27]], id="column and scalar"),
        pytest.param([[WOMAN], [MAN]], [["20260101"]], [[37], [27]], id="column and 1x1"),
        pytest.param(WOMAN, [["20260101", "20250101"]], [[37, 36]], id="scalar and row"),
        pytest.param([[WOMAN], [MAN]], [["20260101"], ["20250101"]], [[37], [26]], id="two columns"),
        pytest.param([[WOMAN, MAN]], (("20260101", "20250101"),), [[37, 26]], id="lists and tuples"),
        pytest.param([[WOMAN]], "20260101", [[37]], id="1x1 and scalar"),
        pytest.param(WOMAN, [["20260101"]], [[37]], id="scalar and 1x1"),
        pytest.param([WOMAN], [["20260101"]], [[37]], id="the deeper of two single cells"),
        pytest.param([[WOMAN], [MAN]], [["20260101", "20250101"]], MISMATCH, id="column and row"),
        pytest.param([[WOMAN], [MAN]], [["20260101"]] * 3, MISMATCH, id="two columns of different length"),
        pytest.param([WOMAN, MAN], [["20260101"], ["20250101"]], MISMATCH, id="list and column"),
        pytest.param([], "20260101", [], id="nothing and scalar"),
        pytest.param([], [["20260101"], ["20250101"]], MISMATCH, id="nothing and column"),
    ],
)
def test_ranges_together(number: object, day: object, answers: object) -> None:
    assert call("ZC_AGE", number, day) == answers


def test_a_column_of_numbers_is_judged_in_bulk(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[int] = []
    real = id_number.faults
    monkeypatch.setattr(id_number, "faults", lambda texts, day: (calls.append(len(texts)), real(texts, day))[1])
    column = [[WOMAN], [MAN], [WOMAN_15], [""]] * 2500
    assert call("ZC_CHECKID", column) == [[RIGHT], [RIGHT], [RIGHT], [""]] * 2500
    assert calls == [7500]


def test_arguments_by_name() -> None:
    assert function("ZC_AGE")(day="20260920", number=WOMAN) == 38


# Never an exception


def test_a_bug_is_one_text_and_a_line_in_the_log_without_values(caplog: pytest.LogCaptureFixture) -> None:
    @each_cell("number")
    def broken(number: object) -> str:
        raise KeyError(number)

    with caplog.at_level(logging.ERROR):
        assert broken([[WOMAN]]) == BUG
    assert "broken: KeyError at" in caplog.text
    assert WOMAN not in caplog.text
    assert broken("") == ""


def test_a_wrong_number_of_answers_is_a_bug() -> None:
    @whole_columns("number")
    def short(number: list[object]) -> list[str]:
        return ["" for _ in number[1:]]

    assert short([[WOMAN], [MAN]]) == BUG


def test_a_wrong_number_of_arguments_is_a_bug() -> None:
    assert call("ZC_CHECKID", WOMAN, WOMAN) == BUG


scalars = st.one_of(
    st.none(),
    st.text(),
    st.text("0123456789X年月日-/#", max_size=20),
    st.floats(),
    st.integers(),
    st.integers(0, 10**9),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
    st.decimals(),
    st.binary(max_size=3),
    st.complex_numbers(),
    st.sampled_from(["#N/A", "#VALUE!", WOMAN, WOMAN_15, "330106", "中国护照", "外国人永久居留身份证", "高等学校教师"]),
    st.sampled_from(["教授", "杭州市", "西湖区", "A01031000000000001", "20200101", 10**400, object(), str(ROOT)]),
)
ranges = st.recursive(scalars, lambda parts: st.lists(parts, max_size=4) | st.lists(parts, max_size=3).map(tuple))


@pytest.mark.parametrize("one", FUNCTIONS, ids=lambda one: one.name)
@given(data=st.data())
@settings(max_examples=150, deadline=None)
def test_nothing_raises_and_the_shape_is_kept(one: CellFunction, data: st.DataObject) -> None:
    arguments = [data.draw(ranges) for _ in one.arguments]
    answers = one.function(*arguments)
    sizes = [len(leaves(argument)) for argument in arguments]
    if answers != MISMATCH:
        assert shape(answers) in [
            shape(argument)
            for argument, size in zip(arguments, sizes, strict=True)
            if size == next((wide for wide in sizes if wide != 1), 1)
        ]
    assert all(isinstance(answer, str) or type(answer) is int for answer in leaves(answers))
    assert BUG not in leaves(answers)


@pytest.mark.parametrize("one", FUNCTIONS, ids=lambda one: one.name)
@given(rows=st.lists(st.lists(scalars, min_size=2, max_size=2), min_size=1, max_size=5))
@settings(max_examples=100, deadline=None)
def test_a_range_is_answered_like_its_cells(one: CellFunction, rows: list[list[object]]) -> None:
    columns = [[[row[at]] for row in rows] for at in range(len(one.arguments))]
    single = [[one.function(*row[: len(one.arguments)])] for row in rows]
    answers = one.function(*columns)
    assert answers == single
    assert BUG not in leaves(answers)


@given(cell=scalars)
@example(cell=Decimal("sNaN"))
@example(cell=Decimal("1E+999"))
@example(cell=10**400)
def test_only_an_identity_number_is_right(cell: object) -> None:
    answer = call("ZC_CHECKID", cell)
    assert (answer == RIGHT) == (cell in (WOMAN, WOMAN_15))
    assert answer != BUG


@given(
    st.sampled_from(sorted(region.spans())),
    st.dates(dt.date(1900, 1, 1), dt.date(1999, 12, 31)),
    st.integers(0, 999),
)
def test_a_lengthened_number_is_right(code: str, born: dt.date, sequence: int) -> None:
    short = f"{code}{born:%y%m%d}{sequence:03}"
    number = call("ZC_ID18", short)
    assert (call("ZC_CHECKID", short), call("ZC_CHECKID", number)) == (RIGHT, RIGHT)
    for name in ("ZC_ID18", "ZC_BIRTHDATE", "ZC_GENDER", "ZC_REGION", "ZC_AGE"):
        assert call(name, number) == call(name, short)
    assert call("ZC_BIRTHDATE", number) == born.isoformat()


# What a host is told


@pytest.mark.parametrize("one", FUNCTIONS, ids=lambda one: one.name)
def test_a_host_can_offer_it(one: CellFunction) -> None:
    assert re.fullmatch(r"ZC_[A-Z0-9]+", one.name)
    assert not CELL_ADDRESS.fullmatch(one.name)
    assert 0 < len(one.summary) <= 255
    assert all(0 < len(argument.help) <= 255 for argument in one.arguments)
    parameters = inspect.signature(one.function).parameters
    assert [argument.name for argument in one.arguments] == list(parameters)
    assert {parameter.kind for parameter in parameters.values()} == {inspect.Parameter.POSITIONAL_OR_KEYWORD}
    for argument in one.arguments:
        assert re.fullmatch(r"[a-z][a-z0-9]*", argument.name)
        assert not re.search(rf"\b{argument.name}\b", VBA_WORDS)
    # xlwings would take type hints for converters.
    assert get_type_hints(one.function) == {}


@pytest.mark.parametrize("name", ["ID18", "a1", "XFD1048576", "R1C1", "rc", "R", "C", "R[-1]C[2]"])
def test_what_looks_like_a_cell(name: str) -> None:
    assert CELL_ADDRESS.fullmatch(name)


def test_every_cell_function_is_offered_once_and_no_other() -> None:
    modules = [
        importlib.import_module(f"zcert_udfs.{found.name}") for found in pkgutil.iter_modules(zcert_udfs.__path__)
    ]
    made = [
        value
        for module in modules
        for value in vars(module).values()
        if hasattr(value, "__wrapped__") and value.__module__ == module.__name__
    ]
    assert {id(one) for one in made} == {id(one.function) for one in FUNCTIONS}
    assert len({one.name for one in FUNCTIONS}) == len(made) == len(FUNCTIONS)


def test_the_room_lists_every_function() -> None:
    page = (ROOT / "udfs" / "README.md").read_text("utf-8")
    rows = [
        f"| `={one.name}({', '.join(argument.name for argument in one.arguments)})` | {one.summary} |"
        for one in FUNCTIONS
    ]
    assert [line for line in page.splitlines() if line.startswith("| `=")] == rows


def test_import_loads_nothing_heavy() -> None:
    heavy = {"numpy", "PIL", "simplejpeg", "xlsxwriter", "click", "zcert_addin"}
    code = f"import sys, zcert_udfs; sys.exit(' '.join({heavy} & set(sys.modules)) or 0)"
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)
    assert (done.stderr.strip(), done.returncode) == ("", 0)


def test_today_is_a_day_of_this_computer() -> None:
    assert abs(COMPUTER_S_TODAY() - dt.datetime.now(dt.UTC).date()) <= dt.timedelta(days=1)
