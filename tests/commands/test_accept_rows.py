"""并入改正: return, mend, accept equals the truth row by row; what matches nothing is refused by name."""

import os
import shutil
import zipfile
from collections import Counter
from pathlib import Path
from typing import NoReturn

import pytest

from support.domain import RESIDENT, SPECIAL, right_row
from support.merging import SUMMARY, people
from support.returning import (
    CHECK,
    COUNTY,
    DAY,
    NAME,
    NUMBER,
    REMARK,
    UNIT,
    edited,
    entries,
    merge,
    return_all,
    spoilt,
    tables,
    truth,
    type_into,
    write_unit,
)
from zcert.errors import UserError
from zcert.results import IDENTITY
from zcert_addin.commands import accept_rows
from zcert_addin.commands.accept_rows import Accepted, AcceptSettings, accept
from zcert_addin.disk.backup_name import is_backup

SETTINGS = AcceptSettings(CHECK)
FIRST, SECOND = people(4, 1, "甲中学"), people(3, 2, "乙医院")
WRONG_NUMBER = SECOND[0][0][:-1] + ("1" if SECOND[0][0][-1] != "1" else "2")
FAULTS = {1: {DAY: "2015年"}, 3: {DAY: "", COUNTY: "舟山"}}
TRUTH = [*truth(SECOND), *truth(FIRST)]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder that is not to be changed: two units with faults, their summary, and what went back."""
    folder = tmp_path_factory.mktemp("县") / "县"
    write_unit(folder / "甲中学.xlsx", spoilt(FIRST, FAULTS))
    write_unit(folder / "乙医院.xlsx", spoilt(SECOND, {0: {NUMBER: WRONG_NUMBER}}))
    return_all(merge(folder), folder.parent / "退回")
    return folder.parent


@pytest.fixture
def county(made: Path, tmp_path: Path) -> Path:
    shutil.copytree(made, tmp_path / "全部")
    return tmp_path / "全部" / "县"


@pytest.fixture
def first(county: Path) -> Path:
    return county.parent / "退回" / "甲中学（退回）.xlsx"


@pytest.fixture
def second(county: Path) -> Path:
    return county.parent / "退回" / "乙医院（退回）.xlsx"


def mend_first(path: Path) -> None:
    day, county = FIRST[3][RESIDENT.index[DAY]], FIRST[3][RESIDENT.index[COUNTY]]
    type_into(path, {(4, DAY): FIRST[1][RESIDENT.index[DAY]], (5, DAY): day, (5, COUNTY): county})


def mend_second(path: Path) -> None:
    type_into(path, {(4, NUMBER): SECOND[0][0]})


def outcomes(accepted: Accepted) -> list[tuple[str, int, str, int]]:
    return [(one.file, one.row, one.outcome, one.target) for one in accepted.summary.decisions]


def reasons(accepted: Accepted) -> list[str]:
    return [one.reason for one in accepted.refused]


def backups(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if is_backup(path))


def test_return_mend_accept_equals_the_truth(county: Path, first: Path, second: Path) -> None:
    before = {path.name: path.read_bytes() for path in county.iterdir()}
    mend_first(first)
    mend_second(second)
    accepted = accept(county / SUMMARY, [first, second], SETTINGS)
    assert outcomes(accepted) == [
        ("甲中学（退回）.xlsx", 4, "mended", 8),
        ("甲中学（退回）.xlsx", 5, "mended", 10),
        ("乙医院（退回）.xlsx", 4, "mended", 4),
    ]
    assert [[change.header for change in one.changes] for one in accepted.summary.decisions] == [
        [DAY],
        [DAY, COUNTY],
        [NUMBER],
    ]
    assert entries(county / SUMMARY) == TRUTH
    assert set(tables(county / SUMMARY)[0].texts(IDENTITY)) == {"正确"}
    assert (accepted.summary.wrong, accepted.behind, accepted.unread, accepted.emptied) == ({}, (), (), 0)
    # Each changed file is kept as it was under a name that no merge counts.
    kept = {path.name.partition("_")[0] + ".xlsx": path.read_bytes() for path in backups(county)}
    assert kept == before
    assert accepted.summary.backup in backups(county)


def test_the_sources_are_mended_too_so_that_a_new_merge_finds_nothing(county: Path, first: Path, second: Path) -> None:
    mend_first(first)
    mend_second(second)
    accepted = accept(county / SUMMARY, [first, second], SETTINGS)
    assert sorted(one.path.name for one in accepted.sources) == ["乙医院.xlsx", "甲中学.xlsx"]
    assert entries(county / "甲中学.xlsx") == truth(FIRST)
    again = merge(county)
    assert entries(again) == TRUTH
    assert return_all(again, county.parent / "再退回") == {}


def test_rows_that_were_not_returned_stay_to_the_byte(county: Path, first: Path) -> None:
    def rows(path: Path) -> dict[int, list[str]]:
        table = tables(path)[0]
        origins = [[one.file, one.sheet, one.row] for one in table.origins]
        return {n: [*row, *origin] for n, row, origin in zip(table.numbers, table.rows, origins, strict=True)}

    old = rows(county / SUMMARY)
    with zipfile.ZipFile(county / SUMMARY) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    mend_first(first)
    accept(county / SUMMARY, [first], SETTINGS)
    new = rows(county / SUMMARY)
    assert {number for number in old if old[number] != new[number]} == {8, 10}
    with zipfile.ZipFile(county / SUMMARY) as archive:
        changed = {name for name in archive.namelist() if archive.read(name) != parts[name]}
        sheet = archive.read("xl/worksheets/sheet1.xml")
    assert changed == {"xl/worksheets/sheet1.xml"}
    for number in (4, 5, 6, 7, 9):
        assert row_xml(sheet, number) == row_xml(parts["xl/worksheets/sheet1.xml"], number) != b""


def row_xml(part: bytes, number: int) -> bytes:
    return part.partition(b'<row r="%d"' % number)[2].partition(b"</row>")[0]


def test_what_is_still_wrong_is_merged_and_named(county: Path, first: Path) -> None:
    type_into(first, {(4, DAY): "2015.6", (5, DAY): FIRST[3][RESIDENT.index[DAY]]})
    accepted = accept(county / SUMMARY, [first], SETTINGS)
    assert [one[2:] for one in outcomes(accepted)] == [("mended", 8), ("mended", 10)]
    assert {place: [f.code for f in found] for place, found in accepted.summary.wrong.items()} == {
        ("汇总表", 8): ["date-format"],
        ("汇总表", 10): ["not-in-list"],
    }
    assert tables(county / SUMMARY)[0].columns[DAY][4] == "2015.6"


def test_what_was_not_touched_changes_nothing_and_is_named_as_wrong(county: Path, first: Path) -> None:
    old = (county / SUMMARY).read_bytes()
    accepted = accept(county / SUMMARY, [first], SETTINGS)
    assert [one[2:] for one in outcomes(accepted)] == [("unchanged", 8), ("unchanged", 10)]
    assert sorted(accepted.summary.wrong) == [("汇总表", 8), ("汇总表", 10)]
    assert ((county / SUMMARY).read_bytes(), backups(county)) == (old, [])


def test_the_same_returned_workbook_twice(county: Path, first: Path) -> None:
    mend_first(first)
    accept(county / SUMMARY, [first], SETTINGS)
    new = (county / SUMMARY).read_bytes()
    shutil.copy(first, first.with_name("再交.xlsx"))
    accepted = accept(county / SUMMARY, [first.with_name("再交.xlsx")], SETTINGS)
    assert [one[2:] for one in outcomes(accepted)] == [("already", 8), ("already", 10)]
    assert ((county / SUMMARY).read_bytes(), len(backups(county))) == (new, 2)


def test_two_mends_of_one_row_alike_and_different(county: Path, first: Path) -> None:
    mend_first(first)
    other = first.with_name("又一份.xlsx")
    shutil.copy(first, other)
    type_into(other, {(5, DAY): "20010101"})
    accepted = accept(county / SUMMARY, [first, other], SETTINGS)
    assert [one[1:] for one in outcomes(accepted)] == [
        (4, "mended", 8),
        (5, "refused", 10),
        (4, "already", 8),
        (5, "refused", 10),
    ]
    name = FIRST[3][RESIDENT.index[NAME]]
    assert reasons(accepted) == [
        f"“{name}”（甲中学（退回）.xlsx第5行）和又一份.xlsx第5行改的是汇总表的同一行（第10行），内容不同，请只交回一份；没有并入",
        f"“{name}”（又一份.xlsx第5行）和甲中学（退回）.xlsx第5行改的是汇总表的同一行（第10行），内容不同，请只交回一份；没有并入",
    ]
    assert tables(county / SUMMARY)[0].columns[COUNTY][6] == "舟山"


def test_rows_sorted_deleted_and_copied_by_the_clerk(county: Path, first: Path) -> None:
    mend_first(first)
    edited(first, lambda rows: [rows[1], rows[0], rows[1]])
    accepted = accept(county / SUMMARY, [first], SETTINGS)
    assert [one[1:] for one in outcomes(accepted)] == [(4, "mended", 10), (5, "mended", 8), (6, "already", 10)]
    assert entries(county / SUMMARY)[3:] == truth(FIRST)


def test_a_deleted_row_stays_in_the_summary(county: Path, first: Path) -> None:
    mend_first(first)
    edited(first, lambda rows: rows[1:])
    accepted = accept(county / SUMMARY, [first], SETTINGS)
    assert [one[1:] for one in outcomes(accepted)] == [(4, "mended", 10)]
    assert len(entries(county / SUMMARY)) == 7


def test_an_emptied_row_stays_in_the_summary_and_is_counted(county: Path, first: Path) -> None:
    type_into(first, {(4, header): None for header in RESIDENT.headers})
    accepted = accept(county / SUMMARY, [first], SETTINGS)
    assert ([one[1:] for one in outcomes(accepted)], accepted.emptied) == ([(5, "unchanged", 10)], 1)
    assert entries(county / SUMMARY)[4] == truth(spoilt(FIRST, FAULTS))[1]


def test_a_new_person_is_refused_by_name(county: Path, first: Path) -> None:
    mend_first(first)
    (stranger,) = people(1, 9, "甲中学")
    type_into(first, {(6, header): text for header, text in zip(RESIDENT.headers, stranger, strict=True) if text})
    accepted = accept(county / SUMMARY, [first], SETTINGS)
    assert [one[1:] for one in outcomes(accepted)] == [(4, "mended", 8), (5, "mended", 10), (6, "refused", 0)]
    assert reasons(accepted) == [
        f"“{stranger[1]}”（甲中学（退回）.xlsx第6行）在汇总表中没有对应的行，请核对号码，或由单位重新报送；没有并入"
    ]
    assert len(entries(county / SUMMARY)) == 7


def test_rows_moved_by_a_new_merge_are_found_by_number(county: Path, first: Path, second: Path) -> None:
    """The unit sent again meanwhile, with a person more on top, so that each origin names another person now."""
    mend_first(first)
    mend_second(second)
    more = people(1, 7, "甲中学")
    write_unit(county / "甲中学.xlsx", [*more, *spoilt(FIRST, FAULTS)])
    write_unit(county / "乙医院.xlsx", [*people(1, 8, "乙医院"), *spoilt(SECOND, {0: {NUMBER: WRONG_NUMBER}})])
    merge(county)
    accepted = accept(county / SUMMARY, [first, second], SETTINGS)
    assert [one[2:] for one in outcomes(accepted)] == [("mended", 10), ("mended", 12), ("mended", 5)]
    assert entries(county / SUMMARY)[1:4] == truth(SECOND)
    assert entries(county / SUMMARY)[5:] == truth(FIRST)
    assert entries(county / "甲中学.xlsx") == truth([*more, *FIRST])


def test_a_unit_that_was_renamed_meanwhile(county: Path, first: Path) -> None:
    mend_first(first)
    (county / "甲中学.xlsx").rename(county / "某县甲中学.xlsx")
    merge(county)
    accepted = accept(county / SUMMARY, [first], SETTINGS)
    assert [one.outcome for one in accepted.summary.decisions] == ["mended", "mended"]
    assert entries(county / "某县甲中学.xlsx") == truth(FIRST)


def test_a_row_copied_into_a_new_template(county: Path, second: Path) -> None:
    """Without the hidden column: the number was the error, name and unit tell the person."""
    copy = second.with_name("重填.xlsx")
    write_unit(copy, SECOND[:1])
    accepted = accept(county / SUMMARY, [copy], SETTINGS)
    assert [one[1:] for one in outcomes(accepted)] == [(4, "mended", 4)]
    assert entries(county / SUMMARY)[:3] == truth(SECOND)


def test_another_person_of_the_same_name_is_not_overwritten(county: Path, second: Path) -> None:
    """A namesake whose number is right is no wrong number."""
    copy = second.with_name("重填.xlsx")
    row = list(people(1, 11, "乙医院")[0])
    row[RESIDENT.index[NAME]] = SECOND[1][RESIDENT.index[NAME]]
    row[RESIDENT.index[UNIT]] = SECOND[1][RESIDENT.index[UNIT]]
    write_unit(copy, [row])
    accepted = accept(county / SUMMARY, [copy], SETTINGS)
    assert [one[1:] for one in outcomes(accepted)] == [(4, "refused", 0)]


def test_a_cell_changed_on_both_sides_is_refused_unless_preferred(county: Path, first: Path) -> None:
    mend_first(first)
    type_into(county / SUMMARY, {(8, DAY): "20140101", (8, REMARK): "主管单位加的"}, "汇总表")
    accepted = accept(county / SUMMARY, [first], SETTINGS)
    assert [one[1:] for one in outcomes(accepted)] == [(4, "refused", 8), (5, "mended", 10)]
    assert [one.conflict for one in accepted.refused] == [True]
    assert reasons(accepted) == [
        f"“{FIRST[1][1]}”（甲中学（退回）.xlsx第4行）的“取得时间”在退回以后，汇总表第8行也改过，两处不同，请核对后决定以哪处为准；没有并入"
    ]
    # What the summary has not taken is not in the unit's file either.
    assert tables(county / "甲中学.xlsx")[0].columns[DAY][1] == "2015年"
    preferred = accept(county / SUMMARY, [first], AcceptSettings(CHECK, prefer_mended=True))
    assert [one[1:] for one in outcomes(preferred)] == [(4, "mended", 8), (5, "already", 10)]
    table = tables(county / SUMMARY)[0]
    # What only the supervisor changed stays.
    assert (table.columns[DAY][4], table.columns[REMARK][4]) == (FIRST[1][RESIDENT.index[DAY]], "主管单位加的")


def test_doubles_that_moved_are_refused_as_ambiguous(tmp_path: Path) -> None:
    folder = tmp_path / "县"
    write_unit(folder / "甲.xlsx", [*FIRST, FIRST[0]])
    back = return_all(merge(folder), tmp_path / "退回")["甲"]
    type_into(back, {(5, REMARK): "多余"})
    write_unit(folder / "甲.xlsx", [*people(1, 7), *FIRST, FIRST[0]])
    merge(folder)
    accepted = accept(folder / SUMMARY, [back], SETTINGS)
    assert reasons(accepted) == [
        f"“{FIRST[0][1]}”（甲（退回）.xlsx第{row}行）可能是汇总表的第5、9行，分不清是哪一行，"
        "请先处理汇总表中重复的行；没有并入"
        for row in (4, 5)
    ]


def test_one_of_two_doubles_gets_its_right_number(tmp_path: Path) -> None:
    """Both have the number; their origins tell them apart, and the other one's result follows."""
    folder = tmp_path / "县"
    rows = spoilt(FIRST, {3: {NUMBER: FIRST[0][0]}})
    write_unit(folder / "甲.xlsx", rows)
    back = return_all(merge(folder), tmp_path / "退回")["甲"]
    type_into(back, {(5, NUMBER): FIRST[3][0]})
    accepted = accept(folder / SUMMARY, [back], SETTINGS)
    assert [one[1:] for one in outcomes(accepted)] == [(4, "unchanged", 4), (5, "mended", 7)]
    assert entries(folder / SUMMARY) == truth(FIRST)
    assert accepted.summary.wrong == {}
    assert set(tables(folder / SUMMARY)[0].texts(IDENTITY)) == {"正确"}


def test_through_two_levels_into_both_summaries_and_the_unit(tmp_path: Path) -> None:
    """The city returns; what is mended goes into the city's summary, the county's copy there, the county, the unit."""
    county, city = tmp_path / "县", tmp_path / "市"
    paper = [list(right_row(SPECIAL, **{DAY: "1"}).values())]
    write_unit(county / "甲.xlsx", spoilt(FIRST, FAULTS))
    write_unit(county / "丙.xlsx", paper, SPECIAL)
    write_unit(city / "直属.xlsx", SECOND)
    merge(county)
    shutil.copy(county / SUMMARY, city / "某县.xlsx")
    back = return_all(merge(city), tmp_path / "退回")
    assert {unit: path.parent.name for unit, path in back.items()} == {"甲": "某县", "丙": "某县"}
    mend_first(back["甲"])
    type_into(back["丙"], {(4, DAY): "20200105"})
    accepted = accept(city / SUMMARY, [tmp_path / "退回" / "某县"], SETTINGS)
    assert Counter(one.outcome for one in accepted.summary.decisions) == {"mended": 3}
    assert [one.path.name for one in accepted.sources] == ["某县.xlsx"]
    papers = [[*right_row(SPECIAL).values()]]
    for summary in (city / SUMMARY, city / "某县.xlsx"):
        assert entries(summary, 1) == truth(papers, SPECIAL)
    assert entries(city / SUMMARY) == [*truth(FIRST), *truth(SECOND)]
    assert entries(city / "某县.xlsx") == truth(FIRST)
    below = accept(county / SUMMARY, list(back.values()), SETTINGS)
    assert entries(county / SUMMARY) == truth(FIRST)
    assert sorted(one.path.name for one in below.sources) == ["丙.xlsx", "甲.xlsx"]
    assert entries(county / "甲.xlsx") == truth(FIRST)


def test_what_the_county_returned_fits_the_city_too(tmp_path: Path) -> None:
    county, city = tmp_path / "县", tmp_path / "市"
    write_unit(county / "甲.xlsx", spoilt(FIRST, FAULTS))
    back = return_all(merge(county), tmp_path / "退回")["甲"]
    write_unit(city / "甲.xlsx", SECOND)  # another unit of that name, in another county
    shutil.copy(county / SUMMARY, city / "某县.xlsx")
    merge(city)
    mend_first(back)
    accepted = accept(city / SUMMARY, [back], SETTINGS)
    assert [one[2:] for one in outcomes(accepted)] == [("mended", 5), ("mended", 7)]
    assert entries(city / SUMMARY) == [*truth(FIRST), *truth(SECOND)]


def test_a_unit_brings_its_own_workbook_up_to_date(tmp_path: Path) -> None:
    folder = tmp_path / "县"
    write_unit(folder / "甲.xlsx", spoilt(FIRST, FAULTS))
    back = return_all(merge(folder), tmp_path / "退回")["甲"]
    mend_first(back)
    accept(folder / "甲.xlsx", [back], SETTINGS)
    assert entries(folder / "甲.xlsx") == truth(FIRST)


def test_a_source_that_cannot_be_changed_is_named(county: Path, first: Path, second: Path) -> None:
    mend_first(first)
    mend_second(second)
    (county / "甲中学.xlsx").unlink()
    (county / ".~lock.乙医院.xlsx#").write_text("张三,zhang,pc,,file:///x;", "utf-8")
    accepted = accept(county / SUMMARY, [first, second], SETTINGS)
    assert [(one.file, one.sentence) for one in accepted.behind] == [
        ("甲中学.xlsx", "不在汇总表旁边，没有同时改正"),
        (
            "乙医院.xlsx",
            "“乙医院.xlsx”正由“张三@pc”打开，没有写入，请关闭后重试；如确已关闭，请删除旁边的“.~lock.乙医院.xlsx#”",
        ),
    ]
    assert entries(county / SUMMARY) == TRUTH


def test_a_file_outside_the_folder_is_never_touched(county: Path, first: Path) -> None:
    outside = county.parent / "别处.xlsx"
    shutil.copy(county / "甲中学.xlsx", outside)
    before = outside.read_bytes()
    rows = {(row, "来源文件"): "../别处.xlsx" for row in (7, 8, 9, 10)}
    type_into(county / SUMMARY, rows, "汇总表")
    mend_first(first)
    accepted = accept(county / SUMMARY, [first], SETTINGS)
    assert [one.outcome for one in accepted.summary.decisions] == ["mended", "mended"]
    assert (outside.read_bytes(), accepted.sources) == (before, ())


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        pytest.param(
            (4, NUMBER, 330106198503149134.0), "的号码被存成数字，末几位已经丢失，请按文本重新填写后再交回", id="number"
        ),
        pytest.param((4, DAY, "=NA()"), "的“取得时间”读不出可靠的内容，请重新填写后再交回", id="formula"),
        pytest.param(
            (4, "退回依据", "x"),
            "隐藏的“退回依据”一栏被改动，或出自别的版本，认不出是哪一行，请在退回的原表中改正后再交回",
            id="basis",
        ),
    ],
)
def test_a_cell_that_lost_its_content_is_refused(
    county: Path, first: Path, cell: tuple[int, str, object], reason: str
) -> None:
    row, header, value = cell
    type_into(first, {(row, header): value})  # type: ignore[dict-item]
    old = (county / SUMMARY).read_bytes()
    accepted = accept(county / SUMMARY, [first], SETTINGS)
    assert reasons(accepted) == [f"“{FIRST[1][1]}”（甲中学（退回）.xlsx第4行）{reason}；没有并入"]
    assert (county / SUMMARY).read_bytes() == old


def test_a_bad_workbook_does_not_stop_the_others(county: Path, first: Path) -> None:
    mend_first(first)
    torn = first.with_name("坏.xlsx")
    torn.write_bytes(first.read_bytes()[:500])
    accepted = accept(county / SUMMARY, [torn, first], SETTINGS)
    assert [one.file for one in accepted.unread] == ["坏.xlsx"]
    assert entries(county / SUMMARY)[3:] == truth(FIRST)


def test_nothing_readable_is_one_sentence(county: Path, first: Path) -> None:
    torn = first.with_name("坏.xlsx")
    torn.write_bytes(b"x")
    with pytest.raises(UserError, match=r"^“坏.xlsx”没有并入："):
        accept(county / SUMMARY, [torn], SETTINGS)
    (county.parent / "空").mkdir()
    with pytest.raises(UserError, match=r"^没有找到退回改正的表$"):
        accept(county / SUMMARY, [county.parent / "空"], SETTINGS)


def test_a_summary_of_another_format_is_refused(county: Path, first: Path) -> None:
    with pytest.raises(UserError, match=r"只能并入.xlsx和.xlsm文件，请在Excel或WPS中把“汇总.xls”另存为.xlsx后重试"):
        accept(county / "汇总.xls", [first], SETTINGS)


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_failing_disk_leaves_the_old_summary(
    county: Path, first: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    mend_first(first)
    before = {path.name: path.read_bytes() for path in county.iterdir()}

    def broken(*_: object) -> NoReturn:
        raise OSError(28, os.strerror(28))

    with monkeypatch.context() as patch:
        patch.setattr(os, call, broken)
        with pytest.raises(OSError, match="No space"):
            accept(county / SUMMARY, [first], SETTINGS)
    assert {path.name: path.read_bytes() for path in county.iterdir()} == before


def test_interrupted_between_summary_and_source_the_next_run_completes(
    county: Path, first: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mend_first(first)

    def stopped(*_: object, **__: object) -> NoReturn:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(accept_rows, "_sources", stopped)
        with pytest.raises(KeyboardInterrupt):
            accept(county / SUMMARY, [first], SETTINGS)
    assert entries(county / SUMMARY)[3:] == truth(FIRST)
    assert entries(county / "甲中学.xlsx") == truth(spoilt(FIRST, FAULTS))
    accepted = accept(county / SUMMARY, [first], SETTINGS)
    assert [one.outcome for one in accepted.summary.decisions] == ["already", "already"]
    assert [one.path.name for one in accepted.sources] == ["甲中学.xlsx"]
    assert entries(county / "甲中学.xlsx") == truth(FIRST)


def test_a_decision_names_its_origin(county: Path, first: Path) -> None:
    found = accept(county / SUMMARY, [first], SETTINGS).summary.decisions
    assert [(one.origin.file, one.origin.row) for one in found if one.origin] == [
        ("甲中学.xlsx", "5"),
        ("甲中学.xlsx", "7"),
    ]
