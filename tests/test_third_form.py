"""A form that the product does not have goes through all of it: template, check, merge, report, buttons."""

import datetime as dt
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from support.domain import MAN, WOMAN_15, make_grid
from support.fake_host import FakeHost
from support.own_lists import OWN, list_file
from support.third_form import (
    ARRIVAL,
    FIELD,
    GUEST,
    LEVEL,
    MOBILE,
    NAME,
    NUMBER,
    PHOTO,
    PLACE,
    RANK,
    TOPIC,
    VERDICT,
    WITH_GUEST,
    guests,
    workbook,
)
from zcert import clock
from zcert.errors import UserError
from zcert.finding import Finding
from zcert.fitting import Fit, Misfit, fit
from zcert.form import FIRST_DATA_ROW, HEADER_ROW, Column, Kind
from zcert.photos.key import photo_key
from zcert.results import IDENTITY
from zcert.roles import Role
from zcert.rules.photo import orphan_finding
from zcert.values.id_number import accepted_regions
from zcert_addin.buttons import (
    back_up,
    bring_in_list,
    check_data,
    check_identity,
    check_photos,
    consolidate_folder,
    fill_from_number,
    tidy_texts,
    update_dictionary,
)
from zcert_addin.cli.findings import as_document, finish
from zcert_addin.commands import sheet
from zcert_addin.commands.bring_in_list import NO_OPEN_LIST
from zcert_addin.commands.check_workbook import CheckedWorkbook, Settings, check_workbook
from zcert_addin.commands.consolidate_folder import MergeSettings, consolidate
from zcert_addin.commands.write_results import result_headers, write_results
from zcert_addin.demonstration.people import cells, person
from zcert_addin.demonstration.portraits import portrait
from zcert_addin.filling.collection import filled
from zcert_addin.reading.workbook import read
from zcert_addin.summary.sources import SUMMARY_STEM
from zcert_dictionaries import lists, load_edition
from zcert_templates import RESIDENT, dictionary_sheet, formulas
from zcert_templates.build import COLLECTION_SHEET, build_collection

TODAY = dt.date(2026, 11, 21)
EDITION = load_edition()
SETTINGS = Settings(TODAY, EDITION, forms=WITH_GUEST)
WRONG = [
    {NUMBER: "护照"},
    {RANK: "没有的职称", PLACE: "没有的县"},
    {FIELD: ""},
    {ARRIVAL: "2015.6.30", MOBILE: "138"},
    {TOPIC: " 甲 "},
]
CODES = [
    *[(5, RANK, "not-in-list"), (5, PLACE, "not-in-list")],
    *[(6, FIELD, "required"), (6, RANK, "cascade")],
    *[(7, ARRIVAL, "date-format"), (7, MOBILE, "phone-format")],
    (8, TOPIC, "untidy-text"),
    *[(10, NUMBER, "id-duplicate"), (11, NUMBER, "id-duplicate")],
]
"""What is wrong with the rows of ``wrong_rows``; the first has no digit in its number and is no duplicate."""


def wrong_rows() -> list[dict[str, str]]:
    rows = [row | change for row, change in zip(guests(len(WRONG)), WRONG, strict=True)]
    right = guests(1, seed=9)[0]
    return [*rows, right | {NAME: "同号异名"}, right, right]


@pytest.fixture
def unit(tmp_path: Path) -> Path:
    """A unit's folder with a workbook of the form and one photo."""
    folder = tmp_path / "单位"
    folder.mkdir()
    rows = wrong_rows()
    (folder / "外聘.xlsx").write_bytes(workbook(rows))
    (folder / f"{photo_key(rows[1][NUMBER])}.jpg").write_bytes(portrait(Random(1)))
    (folder / "全家福.jpg").write_bytes(portrait(Random(2)))
    return folder / "外聘.xlsx"


def findings(checked: CheckedWorkbook) -> list[Finding]:
    found = [finding for sheet in checked.sheets for finding in sheet.findings]
    return found + [orphan_finding(name, checked.photo_header) for name in checked.orphans.names]


def host_of(path: Path, monkeypatch: pytest.MonkeyPatch, **answers: object) -> FakeHost:
    monkeypatch.setattr(sheet, "forms", lambda: WITH_GUEST)
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    return FakeHost(path, **answers)  # type: ignore[arg-type]


# Template and reading


def test_template(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(build_collection(GUEST, EDITION, accepted_regions()))
    book = load_workbook(tmp_path / "a.xlsx")
    own, lists_ = book[COLLECTION_SHEET], book[dictionary_sheet.SHEET]
    assert tuple(cell.value for cell in own[HEADER_ROW]) == GUEST.headers
    rules = {str(rule.sqref): rule.formula1 for rule in own.data_validations.dataValidation if rule.type == "list"}
    names = dictionary_sheet.names_for((GUEST,))
    assert rules == {
        "C4:C1048576": names.lists["最高学历"],
        "D4:D1048576": names.lists["所属系列"],
        "E4:E1048576": formulas.cascade_list("$D4", names.cascades["高级专业技术资格名称"]),
        "F4:F1048576": names.lists["所在县市"],
    }
    texts = {str(cell.value) for row in lists_ for cell in row if cell.value}
    assert f"请先选择{FIELD}" in texts
    assert {"西湖区", "鄞州区"} <= texts
    assert read(tmp_path / "a.xlsx", dictionary=True).dictionary["采集表种类"] == "guest"


def test_fitting() -> None:
    turned = tuple(reversed(GUEST.headers))
    for grid in (make_grid({}, form=GUEST), make_grid({}, form=GUEST, headers=turned, top=2, left=3)):
        found = fit(grid, WITH_GUEST)
        assert isinstance(found, Fit)
        assert (found.table.form, len(found.table.rows)) == (GUEST, 1)
    changed = fit(make_grid({}, form=GUEST, change=lambda rows: rows[2].__setitem__(2, "学历")), WITH_GUEST)
    assert isinstance(changed, Misfit)
    assert f"缺少“{LEVEL}”列；多出“学历”列" in changed.message


def test_a_header_that_is_pasted_along_is_no_person() -> None:
    grid = make_grid({}, {}, form=GUEST, change=lambda rows: rows.insert(4, list(GUEST.headers)))
    found = fit(grid, WITH_GUEST)
    assert isinstance(found, Fit)
    assert found.table.numbers == [4, 6]


def test_people_of_the_form_are_right(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(workbook(guests(60)))
    checked = check_workbook(tmp_path / "a.xlsx", SETTINGS)
    assert (checked.rows, findings(checked)) == (60, [])


# Checking


def test_check(unit: Path) -> None:
    checked = check_workbook(unit, SETTINGS)
    assert [(one.row, one.column, one.code) for one in findings(checked)] == CODES
    assert as_document(checked)["form"] == "guest"


def test_check_with_photos(unit: Path) -> None:
    checked = check_workbook(unit, Settings(TODAY, EDITION, unit.parent, forms=WITH_GUEST))
    found = [(one.row, one.column) for one in findings(checked) if one.code == "photo-missing"]
    assert found == [(row, PHOTO) for row in range(4, 12) if row != 5]
    assert (checked.orphans.names, checked.photo_header) == (["全家福.jpg"], PHOTO)


def test_results_are_written_into_the_form_s_own_columns(unit: Path, capsys: pytest.CaptureFixture[str]) -> None:
    checked = check_workbook(unit, SETTINGS)
    finish(checked, [IDENTITY], as_json=False)
    assert f"结果已写入“{VERDICT}”列" in capsys.readouterr().out
    written = CalamineWorkbook.from_path(str(unit)).get_sheet_by_name(COLLECTION_SHEET).to_python()[HEADER_ROW:]
    verdicts = [row[GUEST.index[VERDICT]] for row in written]
    assert verdicts[:6] == ["正确"] * 6
    assert verdicts[6:] == [f"与第{row}行的号码相同，请核对后保留一行或改正号码" for row in (11, 10)]


# Merging


def test_merge(unit: Path, tmp_path: Path) -> None:
    folder = tmp_path / "汇总"
    folder.mkdir()
    rows = guests(3, seed=5)
    (folder / "甲.xlsx").write_bytes(workbook(rows))
    (folder / "乙.xlsx").write_bytes(workbook([rows[0], rows[1] | {NAME: "同号异名"}]))
    (folder / "丙.xlsx").write_bytes(unit.read_bytes())
    rng = Random(3)
    others = [cells(RESIDENT, person(rng, RESIDENT, EDITION, "单位", earliest=1981)) for _ in range(2)]
    (folder / "丁.xlsx").write_bytes(filled(RESIDENT, EDITION, others))
    summary = folder / f"{SUMMARY_STEM}.xlsx"
    merged = consolidate(folder, summary, MergeSettings(TODAY, EDITION, forms=WITH_GUEST))
    assert {report.file: (report.status, report.forms, report.rows) for report in merged.files} == {
        "丁.xlsx": ("merged", ["id"], 2),
        "丙.xlsx": ("merged", ["guest"], 8),
        "乙.xlsx": ("merged", ["guest"], 2),
        "甲.xlsx": ("merged", ["guest"], 3),
    }
    # Two keys: the same number with another name is another person.
    person_key = f"{rows[0][NAME]} {photo_key(rows[0][NUMBER])}"
    assert [(one.kind, one.value, one.where) for one in merged.duplicates] == [
        ("number", person_key, (("乙.xlsx", FIRST_DATA_ROW), ("甲.xlsx", FIRST_DATA_ROW)))
    ]
    assert sum(total.rows for total in merged.units.values()) == 2
    book = CalamineWorkbook.from_path(str(summary))
    assert book.sheet_names[: len(WITH_GUEST)] == [form.summary_sheet for form in WITH_GUEST]
    title, _, header, *written = book.get_sheet_by_name(GUEST.summary_sheet).to_python()
    assert title[0] == GUEST.summary_title
    assert header == [*GUEST.headers, "来源文件", "来源工作表", "来源行号"]
    assert len(written) == 13
    assert [row[GUEST.index[VERDICT]] for row in written[-3:]] == ["正确"] * 3
    report = [[str(cell) for cell in row] for row in book.get_sheet_by_name("汇总报告").to_python()]
    assert {row[2] for row in report if row[1].endswith(".xlsx") and row[6] == "已汇总"} == {
        GUEST.label,
        RESIDENT.label,
    }
    issues = [[str(cell) for cell in row] for row in book.get_sheet_by_name("问题清单").to_python()]
    assert [(int(row[2]), row[7], row[11]) for row in issues[HEADER_ROW:] if not row[11].endswith("elsewhere")] == CODES
    # The summary is a workbook of the same form, which the level above merges again.
    again = check_workbook(summary, SETTINGS)
    assert {one.table.form.name: len(one.table.rows) for one in again.sheets} == {"id": 2, "guest": 13}


# Buttons


def test_identity_button(unit: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    host = host_of(unit, monkeypatch)
    check_identity.run(host)
    assert host.told[0].startswith("共验证8人，正确6人，错误2人。第一处错误在第10行。")
    assert list(host.columns) == [GUEST.index[VERDICT]]
    assert host.selected == [(10, GUEST.index[NUMBER])]


def test_photo_button(unit: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    host = host_of(unit, monkeypatch)
    check_photos.run(host)
    assert host.told[0].startswith("共检测8人的照片，合格1人，有问题7人。第一处问题在第4行。")
    assert "1张照片不属于表中任何人：全家福.jpg" in host.told[0]
    assert list(host.columns) == [GUEST.index[PHOTO]]
    assert host.selected == [(4, GUEST.index[PHOTO])]


def test_data_button(unit: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    host = host_of(unit, monkeypatch)
    check_data.run(host)
    lines = host.shown[check_data.SHEET]
    assert [(int(line.cells[0]), line.cells[3], line.cells[-1]) for line in lines] == CODES
    assert host.headers[check_data.SHEET][:3] == ("行号", NAME, NUMBER)
    assert {(mark.cell.row, mark.cell.column) for mark in host.marked[0].marks} == {
        (row, column) for row, column, code in CODES if code != "untidy-text"
    }


def test_tidying_button(unit: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    host = host_of(unit, monkeypatch, answers=[True])
    tidy_texts.run(host)
    assert host.cells == {(7, GUEST.index[ARRIVAL]): "20150630", (8, GUEST.index[TOPIC]): "甲"}


def test_back_up_button(unit: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "备份").mkdir()
    host = host_of(unit, monkeypatch, answers=[True], picks=[tmp_path / "备份"])
    back_up.run(host)
    assert host.asked == ["要把本工作簿中全部人员的1张照片一起备份吗？"]


def test_dictionary_button(unit: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    present = dict(read(unit, dictionary=True).dictionary) | {"字典日期": "2000-01-01"}
    host = host_of(unit, monkeypatch, answers=[True], dictionary=present)
    update_dictionary.run(host)
    assert host.new_columns[1][2] == GUEST.name
    assert set(host.new_names) >= {*dictionary_sheet.names_for((GUEST,)).lists.values()}


def test_what_the_numbers_of_other_papers_cannot_say(unit: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    host = host_of(unit, monkeypatch)
    fill_from_number.run(host)
    assert (host.told, host.cells) == ([fill_from_number.NO_COLUMN], {})


def test_sex_and_birth_from_the_number_of_a_form_that_asks_for_both(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    columns = (
        Column("公民号码", Kind.RESIDENT_ID, role=Role.NUMBER),
        Column("生日", Kind.DAY, role=Role.BIRTH_DATE),
        Column("男女", Kind.LISTED, role=Role.SEX, list_name=lists.SEX),
    )
    form = replace(GUEST, name="born", columns=columns, keys=(Role.NUMBER,))
    (tmp_path / "甲.xlsx").write_bytes(filled(form, EDITION, [[MAN, "", ""], [WOMAN_15, "19880921", ""]]))
    host = host_of(tmp_path / "甲.xlsx", monkeypatch, answers=[True])
    monkeypatch.setattr(sheet, "forms", lambda: (form,))
    fill_from_number.run(host)
    assert host.cells == {(4, 1): "19980309", (4, 2): "男", (5, 2): "女"}
    assert host.asked[0].startswith("按号码可以填写生日1处、男女2处，只填空着的，已填的不动。\n有1处与号码不符")
    assert "第一处是第5行的生日" in host.asked[0]


def test_own_lists_only_where_the_form_has_such_a_list(unit: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    present = dict(read(unit, dictionary=True).dictionary)
    listed = list_file(unit.parent, *OWN)
    host = host_of(unit, monkeypatch, picks=[listed], dictionary=present)
    with pytest.raises(UserError, match=NO_OPEN_LIST):
        bring_in_list.run(host)
    with_bodies = replace(GUEST, columns=(*GUEST.columns, Column("评委会", Kind.LISTED, list_name=lists.REVIEW_ORG)))
    monkeypatch.setattr(sheet, "forms", lambda: (with_bodies,))
    listed.write_text("序号,评委会\n1,甲评委会\n", "utf-8")
    host = FakeHost(unit, answers=[True], picks=[listed], dictionary=present)
    bring_in_list.run(host)
    assert any(column[0] == "评审组织" and "甲评委会" in column for column in host.new_columns)


def test_merge_button(unit: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    host = host_of(unit, monkeypatch, answers=[True], picks=[unit.parent])
    consolidate_folder.run(host)
    assert host.told[0].startswith("汇总完成：1个采集表、8人")


# A form without columns for results


def test_without_result_columns(unit: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    columns = tuple(column for column in GUEST.columns if column.header not in {PHOTO, VERDICT})
    bare = type(GUEST)("bare", "无", "登记表", "", "无", "无", columns, GUEST.keys)
    unit.write_bytes(filled(bare, EDITION, [cells(bare, row) for row in wrong_rows()]))
    checked = check_workbook(unit, Settings(TODAY, EDITION, unit.parent, forms=(bare,)))
    assert [(one.row, one.column, one.code) for one in findings(checked)] == CODES
    assert result_headers(checked, [IDENTITY]) == []
    with pytest.raises(UserError, match="没有写检测结果的列"):
        write_results(checked)
    merged = consolidate(unit.parent, unit.parent / "汇总.xlsx", MergeSettings(TODAY, EDITION, forms=(bare,)))
    assert merged.rows == 8
    host = host_of(unit, monkeypatch)
    monkeypatch.setattr(sheet, "forms", lambda: (bare,))
    for button in (check_identity, check_photos):
        with pytest.raises(UserError, match="没有写检测结果的列"):
            button.run(host)
    assert host.columns == {}
