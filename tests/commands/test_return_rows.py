"""退回: one workbook per unit with its wrong rows only, each cell marked with what to do."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from support.domain import RESIDENT, SPECIAL, right_row
from support.merging import EDITION, SUMMARY, people
from support.returning import (
    CHECK,
    COUNTY,
    DAY,
    NAME,
    NUMBER,
    UNIT,
    entries,
    find_returns,
    merge,
    return_all,
    spoilt,
    tables,
    write_unit,
)
from zcert.errors import UserError
from zcert.exchange.ledger import Below, Entry, Event, State
from zcert.preset import Preset, preset_of
from zcert.results import IDENTITY
from zcert.return_basis import BASIS, NOTE, bases, is_returned
from zcert_addin.commands.return_rows import ReturnSettings, file_names, write_returns
from zcert_addin.exchange import ledger_file
from zcert_addin.reading.workbook import read
from zcert_templates.dictionary_sheet import DATE_LABEL

FIRST, SECOND = people(4, 1, "甲中学"), people(3, 2, "乙医院")
SETTINGS = ReturnSettings(CHECK)


@pytest.fixture
def summary(tmp_path: Path) -> Path:
    folder = tmp_path / "县"
    write_unit(folder / "甲中学.xlsx", spoilt(FIRST, {1: {DAY: "2015年"}, 3: {DAY: "", COUNTY: "舟山"}}))
    write_unit(folder / "乙医院.xlsx", spoilt(SECOND, {0: {NUMBER: SECOND[0][0][:-1]}}))
    write_unit(folder / "丙学院.xlsx", people(2, 3, "丙学院"))
    return merge(folder)


def test_only_the_wrong_rows_of_each_unit_go_back(summary: Path) -> None:
    found = find_returns(summary, SETTINGS)
    assert [(one.unit, one.chain, one.form.name) for one in found] == [
        ("乙医院", ("乙医院.xlsx",), "id"),
        ("甲中学", ("甲中学.xlsx",), "id"),
    ]
    assert [[(row.number, row.origin.row, row.texts[1]) for row in one.rows] for one in found] == [
        [(6, "4", SECOND[0][1])],
        [(10, "5", FIRST[1][1]), (12, "7", FIRST[3][1])],
    ]
    assert [[(f.column, f.code) for f in row.findings] for one in found for row in one.rows] == [
        [(NUMBER, "id-length")],
        [(DAY, "date-format")],
        [(DAY, "required"), (COUNTY, "not-in-list")],
    ]


def test_the_workbook_that_goes_back(summary: Path, tmp_path: Path) -> None:
    written = return_all(summary, tmp_path / "退回")
    assert {unit: path.relative_to(tmp_path).as_posix() for unit, path in written.items()} == {
        "乙医院": "退回/乙医院（退回）.xlsx",
        "甲中学": "退回/甲中学（退回）.xlsx",
    }
    (table,) = tables(written["甲中学"])
    assert (is_returned(table), table.origins, list(table.added)) == (True, [], [NOTE, BASIS])
    assert entries(written["甲中学"]) == [
        [*spoilt(FIRST, {1: {DAY: "2015年"}})[1][:26]],
        [*spoilt(FIRST, {3: {DAY: "", COUNTY: "舟山"}})[3][:26]],
    ]
    assert table.added[NOTE] == [
        "取得时间：日期应为8位数字（年4位、月2位、日2位），请改正，如1989年1月5日填写19890105",
        "取得时间：“取得时间”必须填写，请补填\n所在县市：不是下拉列表中的选项，请从列表中重新选取；确有此项的，请管理员更新字典",
    ]


def test_each_wrong_cell_is_red_and_says_what_to_do(summary: Path, tmp_path: Path) -> None:
    path = return_all(summary, tmp_path / "退回")["甲中学"]
    book = load_workbook(BytesIO(path.read_bytes()))
    sheet, marks = book["采集表"], book["zc_marks_id"]
    day, county = RESIDENT.index[DAY] + 1, RESIDENT.index[COUNTY] + 1
    comments = {(c.row, c.column): c.comment.text for row in sheet.iter_rows() for c in row if c.comment}
    assert set(comments) == {(4, day), (5, day), (5, county)}
    assert comments[5, day] == "“取得时间”必须填写，请补填\n处理办法：补填，红字栏目都必须填写"
    shown = load_workbook(BytesIO(path.read_bytes()), data_only=True)["zc_marks_id"]
    assert [shown.cell(row, 1).value for row in (1, 2, 3)] == [4000 + day, 5000 + day, 5000 + county]
    assert str(marks.cell(1, 1).value).startswith("=IF(AND(")
    assert marks.sheet_state == "veryHidden"
    assert str(sheet["C1"].value) == (
        "退回改正：甲中学，2人    请改正红色单元格（批注和最右一栏写明错在哪里），存盘后再报送"
    )
    assert sheet.column_dimensions["AD"].hidden
    assert [sheet.cell(3, at).value for at in (29, 30)] == [NOTE, BASIS]


def test_the_unit_is_preset_and_lists_stay(summary: Path, tmp_path: Path) -> None:
    written = read(return_all(summary, tmp_path / "退回")["甲中学"], dictionary=True)
    assert preset_of(written.dictionary) == Preset("甲中学")
    assert written.dictionary[DATE_LABEL] == EDITION.date


def test_rows_of_both_forms_go_back_in_a_workbook_each(tmp_path: Path) -> None:
    folder = tmp_path / "县"
    write_unit(folder / "甲.xlsx", spoilt(FIRST, {0: {DAY: ""}}))
    paper = list(right_row(SPECIAL, **{DAY: "1"}).values())
    write_unit(folder / "甲（特殊）.xlsx", [paper], SPECIAL)
    written = return_all(merge(folder), tmp_path / "退回")
    assert {unit: tables(path)[0].form.name for unit, path in written.items()} == {"甲": "id", "甲（特殊）": "special"}


def test_a_summary_of_summaries_names_the_unit_below(tmp_path: Path) -> None:
    county, city = tmp_path / "县", tmp_path / "市"
    write_unit(county / "甲中学.xlsx", spoilt(FIRST, {2: {DAY: "x"}}))
    city.mkdir()
    merge(county).rename(city / "某县.xlsx")
    write_unit(city / "直属.xlsx", spoilt(SECOND, {1: {NAME: ""}}))
    summary = merge(city)
    found = find_returns(summary, SETTINGS)
    assert [(one.unit, one.chain) for one in found] == [
        ("甲中学", ("某县.xlsx", "甲中学.xlsx")),
        ("直属", ("直属.xlsx",)),
    ]
    assert sorted(file_names(found, ".xlsx")) == ["某县/甲中学（退回）.xlsx", "直属（退回）.xlsx"]
    written = return_all(summary, tmp_path / "退回")
    assert written["甲中学"] == tmp_path / "退回" / "某县" / "甲中学（退回）.xlsx"
    assert '"某县.xlsx > 甲中学.xlsx", "采集表", "6"' in bases(tables(written["甲中学"])[0])[0]


def test_the_same_person_twice_is_named_by_places_that_units_know(tmp_path: Path) -> None:
    folder = tmp_path / "县"
    write_unit(folder / "甲.xlsx", [*FIRST, FIRST[0]])
    write_unit(folder / "乙.xlsx", [*SECOND, FIRST[0]])
    found = {one.unit: one for one in find_returns(merge(folder), SETTINGS)}
    assert [(row.origin.row, row.findings[0].message) for row in found["乙"].rows] == [
        ("7", "与甲.xlsx第4行；甲.xlsx第8行的号码相同，请两处核对，改正号码或只由一处上报")
    ]
    assert [(row.origin.row, row.findings[0].message) for row in found["甲"].rows] == [
        ("4", "与乙.xlsx第7行；本单位原表第8行的号码相同，请两处核对，改正号码或只由一处上报"),
        ("8", "与乙.xlsx第7行；本单位原表第4行的号码相同，请两处核对，改正号码或只由一处上报"),
    ]


def test_results_name_no_rows_of_the_summary(tmp_path: Path) -> None:
    folder = tmp_path / "县"
    write_unit(folder / "甲.xlsx", [*FIRST, FIRST[0]])
    write_unit(folder / "乙.xlsx", spoilt(SECOND, {1: {NUMBER: SECOND[1][0][:-1]}, 2: {DAY: "x"}}))
    written = return_all(merge(folder), tmp_path / "退回")
    assert tables(written["甲"])[0].texts(IDENTITY) == (
        "与本单位原表第8行的号码相同，请两处核对，改正号码或只由一处上报",
        "与本单位原表第4行的号码相同，请两处核对，改正号码或只由一处上报",
    )
    assert tables(written["乙"])[0].texts(IDENTITY) == (
        "身份证号码应为15位或18位，现有17位，请对照证件逐位核对",
        "正确",
    )


def test_a_unit_workbook_goes_back_to_itself(tmp_path: Path) -> None:
    write_unit(tmp_path / "甲.xlsx", spoilt(FIRST, {1: {DAY: "x"}}))
    (one,) = find_returns(tmp_path / "甲.xlsx", SETTINGS)
    assert (one.unit, one.chain, [row.origin.row for row in one.rows]) == ("甲", ("甲.xlsx",), ["5"])


def test_rows_with_warnings_go_back_only_when_asked(tmp_path: Path) -> None:
    write_unit(tmp_path / "甲.xlsx", spoilt(FIRST, {2: {UNIT: "甲 中学"}}))
    assert find_returns(tmp_path / "甲.xlsx", SETTINGS) == []
    (one,) = find_returns(tmp_path / "甲.xlsx", ReturnSettings(CHECK, warnings=True))
    assert [(row.number, [f.code for f in row.findings]) for row in one.rows] == [(6, ["untidy-text"])]


def test_a_right_summary_has_nothing_to_return(tmp_path: Path) -> None:
    write_unit(tmp_path / "甲.xlsx", FIRST)
    assert find_returns(merge(tmp_path), SETTINGS) == []


def test_missing_photos_go_back_only_where_people_have_photos(units: Path, tmp_path: Path) -> None:
    write_unit(tmp_path / "甲.xlsx", FIRST)
    summary = merge(tmp_path)
    photo = next(path for path in units.iterdir() if path.suffix == ".jpg")
    (tmp_path / f"{FIRST[0][0]}.jpg").write_bytes(photo.read_bytes())
    (one,) = find_returns(summary, SETTINGS)
    assert [row.number for row in one.rows if any(f.code == "photo-missing" for f in row.findings)] == [5, 6, 7]


def test_no_file_is_overwritten_unless_asked(summary: Path, tmp_path: Path) -> None:
    folder = tmp_path / "退回"
    path = return_all(summary, folder)["甲中学"]
    path.write_bytes(b"mended")
    (folder / "乙医院（退回）.xlsx").unlink()
    with pytest.raises(UserError, match=r"“甲中学（退回）.xlsx”已经存在，为免覆盖已改的数据没有写入"):
        return_all(summary, folder)
    assert {one.name for one in folder.iterdir()} == {"甲中学（退回）.xlsx"}
    settings = ReturnSettings(CHECK, overwrite=True)
    write_returns(folder, find_returns(summary, settings), {}, settings)
    assert len(tables(path)[0].rows) == 2


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04"], ids=["empty", "torn"])
def test_a_file_that_cannot_be_read(tmp_path: Path, content: bytes) -> None:
    (tmp_path / SUMMARY).write_bytes(content)
    with pytest.raises(UserError):
        find_returns(tmp_path / SUMMARY, SETTINGS)
    assert [path.name for path in tmp_path.iterdir()] == [SUMMARY]


def test_what_came_back_is_not_returned_again(summary: Path, tmp_path: Path) -> None:
    path = return_all(summary, tmp_path / "退回")["甲中学"]
    with pytest.raises(UserError, match=r"“甲中学（退回）.xlsx”是退回改正的表，不能再退回"):
        find_returns(path, SETTINGS)


def test_a_unit_is_called_as_in_the_ledger(tmp_path: Path) -> None:
    county, city = tmp_path / "县", tmp_path / "市"
    write_unit(county / "甲.xlsx", spoilt(FIRST, {2: {DAY: "x"}}))
    city.mkdir()
    merge(county).rename(city / "某县.xlsx")
    below = (Below("甲.xlsx", "杭州市甲中学"),)
    sent = Entry("某县.xlsx", "某县人社局", (Event(State.RECEIVED, ""),), summary=True, below=below)
    ledger_file.change(city, lambda ledger: ledger.put(sent))
    (one,) = find_returns(merge(city), SETTINGS)
    assert (one.unit, one.chain) == ("杭州市甲中学", ("某县.xlsx", "甲.xlsx"))
    ledger_file.change(city, lambda ledger: ledger.put(replace(sent, below=())))
    (one,) = find_returns(merge(city), SETTINGS)
    assert one.unit == "甲"
    (city / ledger_file.JSON).write_text("{", "utf-8")
    (one,) = find_returns(city / SUMMARY, SETTINGS)
    assert one.unit == "甲"


def test_what_went_up_three_levels_goes_back_in_folders_of_each(tmp_path: Path) -> None:
    write_unit(tmp_path / "县" / "甲.xlsx", spoilt(FIRST, {2: {DAY: "x"}}))
    for level, (above, name) in {"县": ("市", "某县.xlsx"), "市": ("省", "某市.xlsx")}.items():
        (tmp_path / above).mkdir()
        merge(tmp_path / level).rename(tmp_path / above / name)
    written = return_all(merge(tmp_path / "省"), tmp_path / "退回")
    assert written == {"甲": tmp_path / "退回" / "某市" / "某县" / "甲（退回）.xlsx"}


def test_the_same_summary_gives_the_same_bytes(summary: Path, tmp_path: Path) -> None:
    one, other = return_all(summary, tmp_path / "一"), return_all(summary, tmp_path / "二")
    assert [one[unit].read_bytes() for unit in one] == [other[unit].read_bytes() for unit in other]
