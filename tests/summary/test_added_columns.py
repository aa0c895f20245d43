"""Columns that units added are carried to the right of the summary, level by level, and named in its report."""

import io
import zipfile
from pathlib import Path
from random import Random

import openpyxl  # type: ignore[import-untyped]
import pytest
from python_calamine import CalamineWorkbook

from support import main
from support.fake_host import FakeHost
from support.merging import (
    EDITION,
    SUMMARY,
    TODAY,
    merge,
    people,
    report_texts,
    statuses,
    summary_rows,
    widened,
    workbook,
)
from support.office import convert
from zcert.form import HEADER_ROW
from zcert.table import Table
from zcert_addin.buttons import consolidate_folder
from zcert_addin.demonstration.people import cells, person
from zcert_addin.filling.collection import filled
from zcert_addin.summary.file import SummaryFile
from zcert_addin.summary.sources import SUMMARY_STEM
from zcert_templates import RESIDENT, SPECIAL
from zcert_templates.report_layout import ORIGIN_COLUMNS

AFTER = len(RESIDENT.headers) + len(ORIGIN_COLUMNS)


def added_columns(folder: Path, sheet: str = "汇总表", name: str = SUMMARY) -> list[list[object]]:
    """Return captions and cells to the right of the origins, row by row from the header on."""
    found = CalamineWorkbook.from_path(str(folder / name)).get_sheet_by_name(sheet).to_python()
    after = len(SPECIAL.headers if "特殊" in sheet else RESIDENT.headers) + len(ORIGIN_COLUMNS)
    return [row[after:] for row in found[HEADER_ROW - 1 :]]


@pytest.fixture
def county(tmp_path: Path) -> Path:
    folder = tmp_path / "县"
    folder.mkdir()
    (folder / "丙.xlsx").write_bytes(filled(RESIDENT, EDITION, people(1, 3)))
    first = {"序号": [1, 2], "民族": ["汉族", None], "说明": ["=1+1", " 乱 "]}
    (folder / "乙.xlsx").write_bytes(widened(people(2, 2), first, before=1))
    (folder / "甲.xlsx").write_bytes(widened(people(2, 1), {"民 族*": ["回族", "畲族"], "工龄": [12.5, None]}))
    return folder


ARRIVED = [
    ["序号", "民族", "说明", "工龄"],
    ["", "", "", ""],
    ["1", "汉族", "=1+1", ""],
    ["2", "", " 乱 ", ""],
    ["", "回族", "", "12.5"],
    ["", "畲族", "", ""],
]


def test_columns_arrive_under_their_own_captions(capsys: pytest.CaptureFixture[str], county: Path) -> None:
    document = merge(capsys, county)
    assert added_columns(county) == ARRIVED
    assert "outside-columns" not in document["findings"]["codes"]  # type: ignore[index]
    assert {one["file"]: one["added_columns"] for one in document["files"]} == {  # type: ignore[attr-defined]
        "丙.xlsx": {},
        "乙.xlsx": {"序号": 2, "民族": 1, "说明": 2},
        "甲.xlsx": {"民 族*": 2, "工龄": 1},
    }


def test_the_report_names_file_columns_and_rows(capsys: pytest.CaptureFixture[str], county: Path) -> None:
    merge(capsys, county)
    texts = report_texts(county)
    at = texts.index(["单位另加的栏目（在汇总表右侧）"])
    assert texts[at + 1 : at + 4] == [
        ["序号", "文件", "表种", "人数", "栏目和有内容的行数"],
        ["1.0", "乙.xlsx", "身份证号", "2.0", "“序号”2行、“民族”1行、“说明”2行"],
        ["2.0", "甲.xlsx", "身份证号", "2.0", "“民 族*”2行、“工龄”1行"],
    ]
    main.run(["merge", str(county), *TODAY, "--yes"])
    assert "有2个采集表另加了栏目，已放在汇总表右侧，见“汇总报告”\n" in capsys.readouterr().out


def test_the_button_says_so(county: Path) -> None:
    host = FakeHost(county / "甲.xlsx", answers=[True], picks=[county])
    consolidate_folder.run(host)
    assert host.told == ["汇总完成：3个采集表、5人。\n有2个采集表另加了栏目，已放在汇总表右侧，见“汇总报告”。"]


def test_nothing_is_said_where_nothing_was_added(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "甲.xlsx").write_bytes(filled(RESIDENT, EDITION, people(1)))
    main.run(["merge", str(tmp_path), *TODAY])
    assert "另加" not in capsys.readouterr().out
    assert not any("另加" in row[0] for row in report_texts(tmp_path) if row)
    assert added_columns(tmp_path) == [[], []]


def test_they_survive_three_levels_and_a_second_merge(
    capsys: pytest.CaptureFixture[str], county: Path, tmp_path: Path
) -> None:
    city, province = tmp_path / "市", tmp_path / "省"
    for folder, below, name in ((city, county, "示例县.xlsx"), (province, city, "示例市.xlsx")):
        folder.mkdir()
        for _ in range(2):
            merge(capsys, below)
        (folder / name).write_bytes((below / SUMMARY).read_bytes())
    (province / "直属.xlsx").write_bytes(widened(people(1, 9), {"工龄 ": ["3"], "籍贯": ["浙江"]}))
    document = merge(capsys, province)
    assert (document["rows"], set(statuses(document).values())) == (6, {"merged"})
    direct = ["3", "浙江", "", "", ""]
    assert added_columns(province) == [
        ["工龄", "籍贯", "序号", "民族", "说明"],
        direct,
        *([row[3], "", *row[:3]] for row in ARRIVED[1:]),
    ]
    assert [row["来源文件"] for row in summary_rows(province)][:2] == [
        "直属.xlsx",
        "示例市.xlsx > 示例县.xlsx > 丙.xlsx",
    ]


def test_equal_captions_and_names_of_the_programs_own_columns_are_kept_apart(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    headers = [*RESIDENT.headers, "联系人", "联系人", "来源文件"]
    rows = [["题"], ["注"], headers, [*people(1)[0], "张三", "李四", "旧文件"]]
    (tmp_path / "甲.xlsx").write_bytes(workbook(rows))
    merge(capsys, tmp_path)
    expected = [["联系人", "联系人（2）", "来源文件（2）"], ["张三", "李四", "旧文件"]]
    assert added_columns(tmp_path) == expected
    above = tmp_path / "市"
    above.mkdir()
    (tmp_path / SUMMARY).rename(above / "县.xlsx")
    merge(capsys, above)
    assert added_columns(above) == expected
    assert [row["来源文件"] for row in summary_rows(above)] == ["县.xlsx > 甲.xlsx"]


def test_both_sheets_have_their_own(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    rng = Random(3)
    papers = [cells(SPECIAL, person(rng, SPECIAL, EDITION, "示例院")) for _ in range(2)]
    (tmp_path / "甲.xlsx").write_bytes(widened(people(1), {"民族": ["回族"]}))
    (tmp_path / "乙.xlsx").write_bytes(widened(papers, {"国籍": ["甲国", "乙国"]}, SPECIAL))
    merge(capsys, tmp_path)
    assert added_columns(tmp_path) == [["民族"], ["回族"]]
    assert added_columns(tmp_path, "汇总表(特殊证书)") == [["国籍"], ["甲国"], ["乙国"]]


def test_a_header_without_text_stays_a_finding(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "甲.xlsx").write_bytes(widened(people(2), {"民族": ["回族", ""], "": ["便条", ""]}))
    document = merge(capsys, tmp_path)
    assert added_columns(tmp_path) == [["民族"], ["回族"], [""]]
    assert document["findings"]["codes"] == {"outside-columns": 1}  # type: ignore[index]


def test_cells_beside_no_person_are_in_the_list_of_issues(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    empty = [""] * len(RESIDENT.headers)
    (tmp_path / "甲.xlsx").write_bytes(widened([*people(1), empty, empty], {"序号": [1, 2, 3]}))
    merge(capsys, tmp_path)
    *_, issue = report_texts(tmp_path, "问题清单")
    message = "“序号”栏在没有人员的行中有内容（共2处），汇总时不会带走，请移入备注或删除"
    assert issue == ["甲.xlsx", "Sheet1", "5", "序号", "提示", "读取", message, "outside-columns"]


def test_more_columns_than_a_summary_takes_go_on_in_another_volume(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    for name, columns in (("a", range(150)), ("b", range(100, 250)), ("c", range(150)), ("d", range(240, 260))):
        (tmp_path / f"{name}.xlsx").write_bytes(widened(people(1, ord(name)), {f"栏{at}": [at] for at in columns}))
    document = merge(capsys, tmp_path)
    second = f"{SUMMARY_STEM}（第2册）.xlsx"
    assert (document["volumes"], document["rows"]) == ([SUMMARY, second], 4)
    files = [[row["来源文件"] for row in summary_rows(tmp_path, name=name)] for name in (SUMMARY, second)]
    assert files == [["a.xlsx", "c.xlsx"], ["b.xlsx", "d.xlsx"]]
    assert [len(added_columns(tmp_path, name=name)[0]) for name in (SUMMARY, second)] == [150, 160]
    above = tmp_path / "市"
    above.mkdir()
    for at, name in enumerate((SUMMARY, second)):
        (above / f"县{at}.xlsx").write_bytes((tmp_path / name).read_bytes())
    assert merge(capsys, above)["rows"] == 4


def test_a_file_with_too_many_is_named_and_not_half_merged(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "好.xlsx").write_bytes(filled(RESIDENT, EDITION, people(1)))
    (tmp_path / "宽.xlsx").write_bytes(widened(people(1, 2), {f"栏{at}": ["x"] for at in range(300)}))
    document = merge(capsys, tmp_path)
    wide = next(one for one in document["files"] if one["file"] == "宽.xlsx")  # type: ignore[attr-defined]
    reason = "采集表以外的栏目有300列，最多可以有200列，请删去不用的栏目后重新提交"
    assert (wide["status"], wide["reason"], document["rows"]) == ("refused", reason, 1)


def test_blocks_of_rows_without_their_texts_need_no_column(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[list[str]] = []
    has_room = SummaryFile.has_room

    def remembered(file: SummaryFile, table: Table, findings: list[object]) -> bool:
        asked.append(list(table.added))
        return has_room(file, table, findings)  # type: ignore[arg-type]

    monkeypatch.setattr(SummaryFile, "has_room", remembered)
    rows = people(1001)
    texts = {"甲": ["x"] * 1000 + [""], "乙": [""] * 1000 + ["y"]}
    (tmp_path / "甲.xlsx").write_bytes(widened(rows, texts))
    merge(capsys, tmp_path)
    assert asked == [["甲"], ["乙"]]
    assert added_columns(tmp_path)[1000:] == [["x", ""], ["", "y"]]


@pytest.mark.parametrize("ending", [".xlsx", ".xlsm"])
def test_filters_widths_and_validations_know_the_columns(
    capsys: pytest.CaptureFixture[str], county: Path, ending: str
) -> None:
    path = county / f"汇总{ending}"
    merge(capsys, county, "-o", str(path))
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        workbook_part = archive.read("xl/workbook.xml").decode()
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
        other = archive.read("xl/worksheets/sheet2.xml").decode()
    assert 'localSheetId="0" hidden="1">汇总表!$A$3:$AI$1048576<' in workbook_part
    assert 'localSheetId="1" hidden="1">\'汇总表(特殊证书)\'!$A$3:$AF$1048576<' in workbook_part
    assert ('<autoFilter ref="A3:AI1048576"/>' in sheet, '<autoFilter ref="A3:AF1048576"/>' in other) == (True, True)
    assert '<mergeCell ref="C1:AI2"/>' in sheet
    assert ('sqref="A1:AI3"' in sheet, 'sqref="AE4:AE1048576"' in sheet, 'sqref="A1:AF3"' in other) == (True,) * 3
    with path.open("rb") as file:
        book = openpyxl.load_workbook(io.BytesIO(file.read()))
    found = book["汇总表"]
    remark = RESIDENT.index["备注"] + 1
    added, plain = found.cell(5, AFTER + 3), found.cell(5, remark)
    assert (added.value, added.data_type, added.number_format) == ("=1+1", "s", "@")
    assert (added._style, found.cell(3, AFTER + 1)._style) == (plain._style, found.cell(3, remark)._style)  # noqa: SLF001
    assert found.column_dimensions["AF"].width == pytest.approx(18.7, abs=0.1)


def test_the_same_inputs_give_the_same_bytes(capsys: pytest.CaptureFixture[str], county: Path, tmp_path: Path) -> None:
    written = []
    for name in ("一", "二"):
        (tmp_path / name).mkdir()
        merge(capsys, county, "-o", str(tmp_path / name / SUMMARY))
        written.append((tmp_path / name / SUMMARY).read_bytes())
    assert written[0] == written[1]


@pytest.mark.office
def test_libreoffice_reads_the_columns_with_their_filter(
    capsys: pytest.CaptureFixture[str], county: Path, tmp_path: Path
) -> None:
    merge(capsys, county)
    again = convert(county / SUMMARY, "xlsx", tmp_path / "office")
    with again.open("rb") as file:
        sheet = openpyxl.load_workbook(file)["汇总表"]
    cells_ = [[cell.value or "" for cell in row[AFTER : AFTER + 4]] for row in sheet.iter_rows(min_row=3, max_row=8)]
    assert cells_ == ARRIVED
    assert sheet.auto_filter.ref.startswith("A3:AI")
