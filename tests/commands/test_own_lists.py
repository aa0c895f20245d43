"""Units' own lists: templates with them, and what checking and merging accept."""

import datetime as dt
import re
import zipfile
from pathlib import Path

import openpyxl
import pytest

from support import main
from support.domain import MAN, ORGANISATION, RESIDENT, WOMAN, right_row
from support.merging import EDITION, SUMMARY, sheet_rows, workbook
from support.own_lists import KNOWN, OWN, facts_of, list_file, own_of, unit_file
from zcert.consolidating import Consolidation
from zcert_addin.commands.check_workbook import Settings, check_workbook
from zcert_addin.commands.consolidate_folder import MergeSettings, consolidate
from zcert_macros.macro_books import add_macros
from zcert_templates import dictionary_sheet
from zcert_templates.marks import is_home

TODAY = dt.date(2026, 11, 21)
OTHER = "另一市工程系列高级评审委员会"


def codes(path: Path) -> list[tuple[int | None, str]]:
    """Return row and code of what is wrong with review bodies."""
    checked = check_workbook(path, Settings(TODAY, EDITION))
    found = [finding for sheet in checked.sheets for finding in sheet.findings]
    return [(one.row, one.code) for one in found if one.column in {ORGANISATION, "其它评审组织"}]


def merged(folder: Path, suffix: str = ".xlsx") -> Consolidation:
    macros = add_macros if suffix == ".xlsm" else None
    summary = (folder / SUMMARY).with_suffix(suffix)
    return consolidate(folder, summary, MergeSettings(TODAY, EDITION, add_macros=macros))


def offered(path: Path) -> list[str]:
    """Return what the drop-down of the column offers, found as a spreadsheet finds it."""
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    column = next(cell.column_letter for cell in sheet[3] if cell.value == ORGANISATION)
    rule = next(one for one in sheet.data_validations.dataValidation if str(one.sqref).startswith(f"{column}4"))
    reference = book.defined_names[rule.formula1].attr_text
    assert reference.startswith(f"{dictionary_sheet.SHEET}!")
    return [str(cell.value) for (cell,) in book[dictionary_sheet.SHEET][reference.partition("!")[2].replace("$", "")]]


def test_a_template_with_an_own_list(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    listed = list_file(tmp_path, *OWN, KNOWN, "12")
    assert main.run(["new", "-o", str(tmp_path), "--form", "id", "--macros", "--own-list", str(listed)]) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "“名单.csv”中的评审组织：新的3项，字典中已有的1项，不能用的1项（第6行不是名称）" in told
    for made in (*tmp_path.glob("*.xlsx"), *tmp_path.glob("*.xlsm")):
        assert own_of(made) == OWN
        assert offered(made) == [*EDITION.lists[ORGANISATION][:-1], *OWN, "其它"]


@pytest.mark.parametrize(
    ("entries", "told"),
    [(["12"], "没有可以导入的评审组织（第2行不是名称），请核对名单"), ([], "没有可以导入的评审组织，请核对名单")],
)
def test_no_template_with_a_list_without_use(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], entries: list[str], told: str
) -> None:
    assert main.run(["new", "-o", str(tmp_path), "--own-list", str(list_file(tmp_path, *entries))]) == 2
    assert told in capsys.readouterr().err
    assert list(tmp_path.glob("*.xlsx")) == []


def test_a_check_knows_the_list_of_the_workbook(tmp_path: Path) -> None:
    assert codes(unit_file(tmp_path / "甲.xlsx", [*OWN, KNOWN, OTHER])) == [(8, "not-in-list")]
    assert codes(unit_file(tmp_path / "乙.xlsx", OWN[:1], own=())) == [(4, "not-in-list")]
    assert codes(unit_file(tmp_path / "丙.xlsx", OWN[:1], 取得方式="认定")) == [(4, "review-org-mode")]


@pytest.mark.parametrize("suffix", [".xlsx", ".xlsm"])
def test_a_merge_accepts_what_each_unit_has(tmp_path: Path, suffix: str) -> None:
    unit_file(tmp_path / "甲.xlsx", OWN[:2], 身份证号码=MAN)
    unit_file(tmp_path / "乙.xlsx", [OTHER, OWN[2]], own=(OTHER,), 身份证号码=WOMAN)
    unit_file(tmp_path / "丙.xlsx", [KNOWN])
    found = merged(tmp_path, suffix)
    assert {report.file: report.tally.codes["not-in-list"] for report in found.files} == {
        "丙.xlsx": 0,
        "乙.xlsx": 1,
        "甲.xlsx": 0,
    }
    assert found.own == {ORGANISATION: dict.fromkeys((OTHER, *OWN[:2]))}
    # The summary has the entries that its rows use, and is right itself.
    summary = (tmp_path / SUMMARY).with_suffix(suffix)
    assert own_of(summary) == (OTHER, *OWN[:2])
    assert facts_of(summary)["自有评审组织来源"] == "数据汇总"
    assert offered(summary) == [*EDITION.lists[ORGANISATION][:-1], OTHER, *OWN[:2], "其它"]
    assert [code for _, code in codes(summary)] == ["not-in-list"]


def test_a_summary_is_merged_again_without_false_alarm(tmp_path: Path) -> None:
    below, above = tmp_path / "县", tmp_path / "市"
    below.mkdir()
    above.mkdir()
    unit_file(below / "甲.xlsx", OWN)
    merged(below)
    (below / SUMMARY).rename(above / "甲县.xlsx")
    found = merged(above)
    assert found.tally().codes["not-in-list"] == 0
    assert own_of(above / SUMMARY) == OWN


def test_names_of_other_lists_still_reach_them(tmp_path: Path) -> None:
    unit_file(tmp_path / "甲.xlsx", OWN)
    merged(tmp_path)
    book = openpyxl.load_workbook(tmp_path / SUMMARY)
    hidden = book[dictionary_sheet.SHEET]
    assert hidden.sheet_state == "veryHidden"
    names = {
        name: one.attr_text for name, one in book.defined_names.items() if name.startswith("zc_") and not is_home(name)
    }
    fresh = dictionary_sheet.contents(MergeSettings(TODAY, EDITION).forms, EDITION, ())
    assert set(names) == set(fresh.names)
    for name, reference in names.items():
        cells = hidden[reference.partition("!")[2].replace("$", "")]
        values = [cells] if not isinstance(cells, tuple) else [cell for (cell,) in cells]
        assert all(cell.value not in {None, ""} for cell in values), name


def test_without_own_entries_the_lists_are_those_of_the_template(tmp_path: Path) -> None:
    unit_file(tmp_path / "甲.xlsx", ["其它", KNOWN], 其它评审组织="某评委会")
    assert merged(tmp_path).own == {}
    assert own_of(tmp_path / SUMMARY) == ()
    with zipfile.ZipFile(tmp_path / SUMMARY) as archive:
        assert re.search(rb"<dimension [^>]*/>", archive.read(next(n for n in archive.namelist() if "sheet5" in n)))


@pytest.mark.parametrize("name", ["甲.xls", "甲.xlsx"])
def test_what_has_no_dictionary_is_merged_with_its_errors(tmp_path: Path, name: str) -> None:
    rows = [[*right_row(RESIDENT, **{ORGANISATION: OWN[0]}).values()]]
    text = "\n".join(",".join(row) for row in sheet_rows(rows))
    (tmp_path / name).write_bytes(text.encode() if name.endswith(".xls") else workbook(sheet_rows(rows)))
    found = merged(tmp_path)
    assert (found.rows, found.tally().codes["not-in-list"], found.own) == (1, 1, {})


def test_an_entry_of_no_list_says_how_to_add_it(tmp_path: Path) -> None:
    checked = check_workbook(unit_file(tmp_path / "甲.xlsx", [OTHER], 性别="未知"), Settings(TODAY, EDITION))
    said = {one.column: one.message for one in checked.sheets[0].findings if one.code == "not-in-list"}
    assert said == {
        "性别": "不是下拉列表中的选项，请从列表中重新选取；确有此项的，请管理员更新字典",
        ORGANISATION: "不是下拉列表中的选项，请从列表中重新选取；本地自有的，请先用“导入自有名单”加进列表",
    }


def test_spelled_otherwise_is_no_entry_of_the_list(tmp_path: Path) -> None:
    """Only the text of the list itself is right: a drop-down gives no other."""
    assert codes(unit_file(tmp_path / "甲.xlsx", [OWN[1].replace("（", "(").replace("）", ")")])) == [
        (4, "not-in-list")
    ]
