import pytest

from support.domain import KEY, MAN, RESIDENT, SPECIAL, WOMAN_18, inspect, make_table
from zcert.checking import check
from zcert.finding import Finding
from zcert.form import Kind
from zcert.photos.album import Album, PhotoFacts, sort_names
from zcert.results import IDENTITY, PHOTO, RIGHT, Verdict, results
from zcert.roles import Role
from zcert.table import Table

NUMBER = "证件号码"
UNUSUAL = "不是中国护照常见的号码格式，如E12345678，请对照证件核对"
RATIO = "照片为300×300像素，高宽比为1，应约为3:2（1.35到1.55之间），请重新裁剪后保存"


def verdict_of(role: Role, table: Table, photos: Album | None = None) -> Verdict:
    found = results(table, check(inspect(table, photos)), role)
    assert list(found) == list(table.numbers)
    return found[table.numbers[0]]


def expected(header: str, text: str) -> Verdict:
    """Return the verdict with the text, wrong as the sheet's conditional format judges it."""
    return Verdict(text, wrong=not text.startswith(RIGHT[header]))


@pytest.mark.parametrize(
    ("row", "text"),
    [
        pytest.param({}, "正确", id="right"),
        pytest.param({KEY: "3301"}, "身份证号码应为15位或18位，现有4位，请对照证件逐位核对", id="wrong"),
        pytest.param({KEY: ""}, "“身份证号码”必须填写，请补填", id="empty"),
        pytest.param({KEY: "330121198809029423", "性别": "女"}, "正确", id="quiet warning"),
        pytest.param({KEY: f" {WOMAN_18}"}, "正确", id="untidy"),
        pytest.param({KEY: WOMAN_18.lower()}, "正确", id="small x"),
        pytest.param(
            {KEY: "330106198810119000"},
            "正确；提示：号码以000结尾，可能是录入时被表格软件截去了末三位，请对照证件核对",
            id="warning",
        ),
        pytest.param({"性别": "男"}, "号码表明性别为女，与所填不符，请核对性别和号码", id="sex"),
        pytest.param({"性别": "男性"}, "正确", id="sex not in the list"),
        pytest.param({"姓名": "", "联系电话": "1"}, "正确", id="other columns"),
        pytest.param(
            {KEY: "330106198810119000", "性别": "男"},
            "号码表明性别为女，与所填不符，请核对性别和号码",
            id="warning is not said with an error",
        ),
    ],
)
def test_identity(row: dict[str, str], text: str) -> None:
    assert verdict_of(IDENTITY, make_table(row)) == expected(IDENTITY, text)


def test_identity_of_doubles() -> None:
    table = make_table({"性别": "男"}, {})
    found = results(table, check(inspect(table)), IDENTITY)
    assert found == {
        4: Verdict(
            "与第5行的号码相同，请核对后保留一行或改正号码；号码表明性别为女，与所填不符，请核对性别和号码", wrong=True
        ),
        5: Verdict("与第4行的号码相同，请核对后保留一行或改正号码", wrong=True),
    }


def test_identity_stored_as_number() -> None:
    verdict = verdict_of(IDENTITY, make_table({KEY: MAN}, stored=[0]))
    assert (verdict.text.partition("，")[0], verdict.wrong) == ("号码被表格软件存成了数字", True)


@pytest.mark.parametrize(
    ("row", "text"),
    [
        pytest.param({}, "正确", id="right"),
        pytest.param({NUMBER: "E1234567"}, f"正确；提示：{UNUSUAL}", id="unusual"),
        pytest.param({NUMBER: "12"}, "不符合中国护照的号码格式，如E12345678，请对照证件核对号码和证件类型", id="wrong"),
    ],
)
def test_identity_of_other_papers(row: dict[str, str], text: str) -> None:
    assert verdict_of(IDENTITY, make_table(row, form=SPECIAL)) == expected(IDENTITY, text)


def album(name: str, bytes_: int = 18_000, width: int = 240, height: int = 336) -> Album:
    return Album(sort_names([name]), {name: PhotoFacts(name, bytes_, width, height, None, None)})


@pytest.mark.parametrize(
    ("row", "photos", "text"),
    [
        pytest.param({}, album(f"{WOMAN_18}.jpg"), "正常", id="right"),
        pytest.param({KEY: "3301", "姓名": ""}, album("3301.jpg"), "正常", id="right, though the number is not"),
        pytest.param({}, album("x.jpg"), "文件夹中没有与号码同名的jpg照片，请补齐，文件名与号码一致", id="missing"),
        pytest.param({}, album(f"{WOMAN_18}.jpg", 9, 300, 300), f"正常；提示：{RATIO}", id="warning"),
        pytest.param(
            {},
            album(f"{WOMAN_18}.jpg", 60_000, 600, 800),
            "照片为600×800像素，应在200×280到300×420像素之间，请缩小后重新保存；"
            "照片文件为60,000字节，应不超过51,200字节（50KB），请缩小像素或降低图像质量后重新保存",
            id="two errors",
        ),
        pytest.param(
            {},
            album(f"{WOMAN_18}.jpg", 60_000, 300, 300),
            "照片文件为60,000字节，应不超过51,200字节（50KB），请缩小像素或降低图像质量后重新保存",
            id="warning is not said with an error",
        ),
        pytest.param({KEY: ""}, album("x.jpg"), "没有号码，无法查找照片，请先填写号码", id="no number"),
        pytest.param({KEY: "（ ）"}, album("x.jpg"), "没有号码，无法查找照片，请先填写号码", id="no number either"),
    ],
)
def test_photo(row: dict[str, str], photos: Album, text: str) -> None:
    assert verdict_of(PHOTO, make_table(row), photos) == expected(PHOTO, text)


def test_findings_of_other_rows_are_left_alone() -> None:
    findings = [Finding(None, "照片检测", "photo-orphan", "x"), Finding(99, "照片检测", "photo-missing", "x")]
    right = Verdict("正常", wrong=False)
    assert results(make_table({}, {}, numbers=[4, 7]), findings, PHOTO) == {4: right, 7: right}


@pytest.mark.parametrize("role", [PHOTO, IDENTITY])
def test_no_rows(role: Role) -> None:
    assert results(make_table(), [], role) == {}


def test_headers() -> None:
    assert tuple(RIGHT) == (PHOTO, IDENTITY)
    for form in (RESIDENT, SPECIAL):
        assert [column.role for _, column in form.of_kind(Kind.RESULT)] == [PHOTO, IDENTITY]
