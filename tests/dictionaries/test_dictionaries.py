import csv
import dataclasses
import pickle
from collections import Counter
from pathlib import Path

import pytest

from zcert_dictionaries import Edition, EditionError, OwnList, Region, lists, load_edition, load_regions

ROOM = Path(__file__).parents[2] / "dictionaries"
TABLES = ROOM / "zcert_dictionaries" / "edition"

TITLES = "高级专业技术资格名称"
COUNTIES = "所在县市"


@pytest.fixture
def edition() -> Edition:
    return load_edition()


def write(folder: Path, **tables: str | bytes) -> Path:
    for name, content in tables.items():
        content_bytes = content if isinstance(content, bytes) else content.encode()
        (folder / f"{name}.csv").write_bytes(content_bytes)
    return folder


def fault(folder: Path) -> str:
    with pytest.raises(EditionError) as caught:
        load_edition(folder)
    return str(caught.value)


def test_built_in_edition_is_read_once(edition: Edition) -> None:
    assert load_edition() is edition
    assert (edition.date, edition.name) == ("2026-11-21", "2026-11全国现行与历史职称（浙江）")


def test_edition_can_be_sent_to_a_worker(edition: Edition) -> None:
    assert pickle.loads(pickle.dumps(edition)) == edition


def test_edition_is_frozen(edition: Edition) -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        edition.date = "2030-01-01"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("name", "count", "first", "last"),
    [
        ("性别", 2, "男", "女"),
        ("单位性质", 11, "机关", "其它类企业"),
        ("在职状态", 4, "在职在聘", "其他"),
        ("最高学历", 7, "研究生", "高中及以下"),
        ("最高学位", 4, "博士", "第二学士"),
        ("取得方式", 3, "评审", "认定"),
        ("证件类型", 9, "中国护照", "其它证件"),
        ("所属系列", 78, "高等学校教师", "农业经济"),
        ("评审组织", 6, "经浙江省人事厅确认", "其它"),
        ("所在地市", 11, "杭州市", "丽水市"),
        ("上报单位", 74, "杭州市", "浙江省粮食局"),
    ],
)
def test_list(edition: Edition, name: str, count: int, first: str, last: str) -> None:
    labels = edition.lists[name]
    assert (len(labels), labels[0], labels[-1]) == (count, first, last)
    assert len(set(labels)) == len(labels)


def test_lists_are_those_of_the_form(edition: Edition) -> None:
    headers = "性别 单位性质 在职状态 最高学历 最高学位 取得方式 证件类型 所属系列 评审组织 所在地市 上报单位"
    assert set(edition.lists) == set(headers.split())
    assert set(edition.children) == {TITLES, COUNTIES}


def test_papers_in_order(edition: Edition) -> None:
    assert edition.lists["证件类型"] == (
        "中国护照",
        "外国护照",
        "军官证或文职干部证",
        "军士证或士兵证",
        "军人退休证",
        "港澳居民来往内地通行证",
        "台湾居民来往大陆通行证",
        "外国人永久居留身份证",
        "其它证件",
    )


@pytest.mark.parametrize(
    ("series", "title"),
    [
        ("高等学校教师", "教授"),
        ("高等学校教师", "副教授"),
        ("工程技术人员", "正高级工程师"),
        ("工程技术人员", "教授级高级工程师"),
        ("自然科学研究人员", "研究员"),
        ("社会科学研究人员", "研究员"),
        ("卫生技术人员", "主任医师"),
        ("卫生技术人员（中医/中药）", "副主任中医师"),
        ("小学（幼儿园）教师", "小学高级教师（副高级）"),
        ("图书、资料专业人员", "研究馆员"),
        ("艺术专业人员", "一级导演（编导）"),
        ("律师", "一级律师"),
        ("民用航空飞行技术人员", "一级飞行员"),
    ],
)
def test_known_title(edition: Edition, series: str, title: str) -> None:
    assert title in edition.children[TITLES][series]


def test_current_titles_stand_before_historical_ones(edition: Edition) -> None:
    assert edition.children[TITLES]["工程技术人员"] == (
        "正高级工程师",
        "高级工程师",
        "教授级高级工程师",
        "研究员级高级工程师",
        "高级工程师（教授级）",
    )


def test_remark_is_no_series(edition: Edition) -> None:
    assert not [series for series in edition.lists["所属系列"] if "不在27系列" in series]


def test_counties_of_hangzhou(edition: Edition) -> None:
    counties = edition.children[COUNTIES]["杭州市"]
    assert counties[0] == "上城区"
    assert counties[-4:] == ("下城区", "江干区", "富阳市", "临安市")


def test_county_code() -> None:
    with (TABLES / "counties.csv").open(encoding="utf-8", newline="") as stream:
        codes = {row["code"]: (row["city"], row["county"]) for row in csv.DictReader(stream)}
    assert codes["330102"] == ("杭州市", "上城区")
    assert {region.code for region in load_regions()} >= set(codes)


def test_every_child_has_its_parent(edition: Edition) -> None:
    assert tuple(edition.children[TITLES]) == edition.lists["所属系列"]
    assert tuple(edition.children[COUNTIES]) == edition.lists["所在地市"]


@pytest.mark.parametrize("name", [TITLES, COUNTIES])
def test_no_child_stands_twice(edition: Edition, name: str) -> None:
    for labels in edition.children[name].values():
        assert len(set(labels)) == len(labels) > 0


def test_review_bodies(edition: Edition) -> None:
    assert edition.confirmations == {"经浙江省人事厅确认"}
    assert edition.other_org == "其它"
    assert edition.confirmations | {edition.other_org} <= set(edition.lists["评审组织"])


def test_ended_units_stand_below(edition: Edition) -> None:
    units = edition.lists["上报单位"]
    assert units.index("浙江省人力资源和社会保障厅") < units.index("浙江省人事厅")


def test_regions() -> None:
    regions = load_regions()
    assert load_regions() is regions
    assert len(regions) == 7515
    assert Counter(region.certainty for region in regions) == {"A": 6676, "B": 252, "D": 363, "X": 224}
    assert {region.level for region in regions} == {"province", "prefecture", "county", "aggregate", "permit-address"}
    assert Region("330102", "上城区", "330100", "county", 1980, None, "A") in regions
    assert Region("330121", "萧山县", "330100", "county", 1980, 1987, "A") in regions


def test_regions_are_in_code_order_and_named_once() -> None:
    keys = [(region.code, region.name) for region in load_regions()]
    assert len(set(keys)) == len(keys)
    assert [code for code, _ in keys] == sorted(code for code, _ in keys)


def test_every_region_has_its_parent() -> None:
    codes = {region.code for region in load_regions()}
    assert {region.parent for region in load_regions()} <= codes | {""}


def test_region_years_are_in_order() -> None:
    for region in load_regions():
        assert 1900 <= region.from_year <= (region.to_year or 2026)


def test_residence_permits_suit_any_birth_year() -> None:
    permits = {region.code: region for region in load_regions() if region.code in {"810000", "820000", "830000"}}
    assert len(permits) == 3
    assert {(region.from_year, region.to_year) for region in permits.values()} == {(1900, None)}


def test_splitting_regions_at_commas_is_enough() -> None:
    text = (TABLES / "regions.csv").read_text(encoding="utf-8")
    assert '"' not in text
    assert {line.count(",") for line in text.splitlines()} == {6}
    columns = ",".join(field.name for field in dataclasses.fields(Region))
    assert text.startswith(f"{columns}\n")


@pytest.mark.parametrize("table", sorted(TABLES.glob("*.csv")), ids=lambda path: path.name)
def test_table_is_utf8_with_unix_lines_and_a_source(table: Path) -> None:
    content = table.read_bytes()
    assert not content.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in content
    content.decode()
    assert f"## {table.name}" in (ROOM / "SOURCES.md").read_text(encoding="utf-8")


def test_there_are_seven_tables() -> None:
    assert len(list(TABLES.glob("*.csv"))) == 7


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_folder_overrides_file_by_file(tmp_path: Path, edition: Edition, encoding: str) -> None:
    text = "series,title\r\n甲（一）,教授\r\n乙/2,研究员\r\n甲（一）,副教授\r\n,\r\n"
    own = load_edition(write(tmp_path, titles=text.encode(encoding)))
    assert own.children[TITLES] == {"甲（一）": ("教授", "副教授"), "乙/2": ("研究员",)}
    assert own.lists["所属系列"] == ("甲（一）", "乙/2")
    assert own.children[COUNTIES] == edition.children[COUNTIES]
    assert own.date == edition.date


def test_folder_gives_its_own_date_and_bodies(tmp_path: Path) -> None:
    own = load_edition(
        write(
            tmp_path,
            edition="key,value\ndate,2027-03-01\nname, 新版 \n",
            review_orgs="kind,remark,name\nother,,其他\nconfirmation,,经甲确认\nconfirmation,,经乙确认\n",
        )
    )
    assert (own.date, own.name) == ("2027-03-01", "新版")
    assert own.other_org == "其他"
    assert own.confirmations == {"经甲确认", "经乙确认"}
    assert own.lists["评审组织"] == ("其他", "经甲确认", "经乙确认")


def test_code_lists_may_hold_further_lists(tmp_path: Path) -> None:
    built_in = (TABLES / "code_lists.csv").read_text(encoding="utf-8")
    own = load_edition(write(tmp_path, code_lists=f"{built_in}民族,1,汉族\n"))
    assert own.lists["民族"] == ("汉族",)


def test_unknown_folder(tmp_path: Path) -> None:
    assert fault(tmp_path / "无") == f"找不到字典文件夹“{tmp_path / '无'}”，请核对路径"


def test_folder_without_dictionaries(tmp_path: Path) -> None:
    assert fault(write(tmp_path, regions="code\n1\n")) == (
        f"文件夹“{tmp_path}”中没有字典文件（edition.csv、code_lists.csv、titles.csv、counties.csv、"
        "reporting_units.csv、review_orgs.csv）"
    )


LONG = "甲" * 256


@pytest.mark.parametrize(
    ("table", "content", "message"),
    [
        pytest.param("titles", "series\n甲\n", "titles.csv”第1行：缺少列“title”", id="column missing"),
        pytest.param("counties", "甲,乙\n", "counties.csv”第1行：缺少列“city”“county”", id="no header"),
        pytest.param("titles", "", "titles.csv”第1行：缺少列“series”“title”", id="empty file"),
        pytest.param("titles", "series,title\n,\n", "titles.csv”：没有数据", id="header only"),
        pytest.param("titles", "series,title\n甲, \n", "titles.csv”第2行：“title”一栏为空", id="empty label"),
        pytest.param("titles", "series,title\n\n甲\n", "titles.csv”第3行：“title”一栏为空", id="short line"),
        pytest.param("titles", "series,title\n甲,a\n甲,A\n", "titles.csv”第3行：“A”与第2行重复", id="double title"),
        pytest.param("reporting_units", "name\n甲\n甲\n", "reporting_units.csv”第3行：“甲”与第2行重复", id="unit"),
        pytest.param(
            "review_orgs",
            "name,kind\n甲,other\n甲,committee\n",
            "review_orgs.csv”第3行：“甲”与第2行重复",
            id="double body",
        ),
        pytest.param(
            "titles",
            'series,title\n甲,教授\n甲,"副\n教授"\n',
            "titles.csv”第3行：“title”一栏含有换行符或其它控制字符",
            id="line break",
        ),
        pytest.param(
            "reporting_units",
            f"name\n{LONG}\n",
            "reporting_units.csv”第2行：“name”一栏超过255个字",
            id="too long",
        ),
        *(
            pytest.param(
                "counties",
                f"city,county\n甲市,乙县\n{city},丙县\n",
                f"counties.csv”第3行：“{city}”{reason}",
                id=f"parent {city}",
            )
            for cities, reason in [
                (("甲*", "甲?", "甲~"), "含有“*”“?”或“~”，Excel会当作通配符"),
                (("<甲", ">甲", "=甲"), "以“<”“>”或“=”开头，Excel会当作比较条件"),
                (("12", "-1.5", "1e3", "50%", "１２"), "只由数字组成，Excel会当作数值或日期"),
            ]
            for city in cities
        ),
        pytest.param("titles", 'series,title\n"甲,教授\n', "titles.csv”第2行：不是正确的CSV，请检查引号", id="quote"),
        pytest.param("titles", b"\xff\xfe\x00", "titles.csv”：编码既不是UTF-8也不是GB18030", id="encoding"),
        pytest.param("edition", "key,value\ndate,2027-01-01\n", "edition.csv”：缺少“name”", id="no name"),
        pytest.param(
            "edition",
            "key,value\nname,新\ndate,2027-02-30\n",
            "edition.csv”第3行：日期“2027-02-30”应写成2026-11-21的样子",
            id="no such day",
        ),
        pytest.param(
            "edition",
            "key,value\nname,新\ndate,20270101\n",
            "edition.csv”第3行：日期“20270101”应写成2026-11-21的样子",
            id="day without strokes",
        ),
        pytest.param(
            "code_lists",
            "list,label\n性别,男\n",
            "code_lists.csv”：缺少列表“单位性质”“在职状态”“最高学历”“最高学位”“取得方式”“证件类型”",
            id="lists missing",
        ),
        pytest.param(
            "code_lists",
            "list,label\n所属系列,甲\n",
            "code_lists.csv”第2行：“所属系列”由另外的字典文件给出，不能写在这里",
            id="list of another file",
        ),
        pytest.param(
            "review_orgs",
            "name,kind\n甲,委员会\n",
            "review_orgs.csv”第2行：“kind”只能是confirmation、committee、other",
            id="unknown kind",
        ),
        pytest.param(
            "review_orgs", "name,kind\n甲,committee\n", "review_orgs.csv”：缺少“kind”为“other”的一行", id="no other"
        ),
        pytest.param(
            "review_orgs",
            "name,kind\n甲,other\n乙,other\n",
            "review_orgs.csv”第3行：“kind”为“other”的只能有一行",
            id="two others",
        ),
    ],
)
def test_fault(tmp_path: Path, table: str, content: str | bytes, message: str) -> None:
    assert fault(write(tmp_path, **{table: content})) == f"字典文件“{message}"


def test_unreadable_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path) -> bytes:
        raise PermissionError(self)

    write(tmp_path, titles="series,title\n甲,乙\n")
    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert "无法读取，请确认没有被其它程序占用" in fault(tmp_path)


@pytest.mark.parametrize("series", ["甲（乙）", "2001级 甲/乙", "甲 乙", "甲=乙", "图书、资料"])
def test_parent_may_hold_brackets_blanks_digits_slashes(tmp_path: Path, series: str) -> None:
    own = load_edition(write(tmp_path, titles=f"series,title\n{series},教授\n"))
    assert own.lists["所属系列"] == (series,)


# Own lists

ORGANISATIONS = "评审组织"


def test_own_entries_stand_before_the_one_for_all_others() -> None:
    edition = load_edition()
    longer = edition.with_own({ORGANISATIONS: OwnList(("甲评委会", "其它", "乙评委会", "甲评委会"), "名单.csv")})
    assert longer.entries(ORGANISATIONS) == (*edition.entries(ORGANISATIONS)[:-1], "甲评委会", "乙评委会", "其它")
    assert longer.own == {ORGANISATIONS: OwnList(("甲评委会", "乙评委会"), "名单.csv")}
    assert edition.own == {}


@pytest.mark.parametrize(
    "own",
    [
        pytest.param({}, id="none"),
        pytest.param({"性别": OwnList(("未知",))}, id="list that takes none"),
        pytest.param({"没有的列表": OwnList(("甲",))}, id="no list"),
        pytest.param({ORGANISATIONS: OwnList(("其它", "高级会计师职务任职资格评审委员会"))}, id="all published"),
        pytest.param({ORGANISATIONS: OwnList(())}, id="empty"),
    ],
)
def test_nothing_is_added(own: dict[str, OwnList]) -> None:
    assert load_edition().with_own(own) == load_edition()


def test_open_lists_have_no_parent_and_exist() -> None:
    edition = load_edition()
    assert [name for name in lists.OPEN if name in lists.PARENTS or name not in edition.lists] == []
