"""问题清单 says who it is, can be filtered, and prints on pages one wide."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from support.domain import MAN, make_table
from support.merging import EDITION, SUMMARY, merge, people
from zcert.finding import Finding
from zcert.form import HEADER_ROW
from zcert_addin.filling.collection import filled
from zcert_addin.summary.issues import Place, issues
from zcert_templates import RESIDENT, SPECIAL

HEADERS = (
    *("来源文件", "来源工作表", "来源行号", "汇总表行号", "姓名", "号码", "工作单位"),
    *("栏目", "级别", "类别", "问题与处理办法", "代码"),
)
PLACE = Place("甲.xlsx", "采集表", "4", "9")


def lines(row: dict[str, str], *findings: Finding) -> list[tuple[str, ...]]:
    return [issue.cells for issue in issues("甲.xlsx", make_table(row), findings, [PLACE])]


def test_who_and_what() -> None:
    row = {"身份证号码": MAN, "姓名": " 样本 ", "工作单位": "杭州样本大学"}
    assert lines(row, Finding(4, "姓名", "untidy-text", "文字中有多余的空格，请去掉")) == [
        (
            *(*PLACE, "样本", f"{MAN[:3]}***********{MAN[-4:]}", "杭州样本大学"),
            *("姓名", "提示", "文字", "文字中有多余的空格，请去掉", "untidy-text"),
        )
    ]


def test_a_number_in_a_sentence_is_hidden_too() -> None:
    (line,) = lines({}, Finding(4, "照片检测", "photo-reported", f"填报单位检测照片的结果是“缺{MAN}.jpg”"))
    assert line[10] == f"填报单位检测照片的结果是“缺{MAN[:3]}***********{MAN[-4:]}.jpg”"


def test_what_concerns_no_row_names_nobody() -> None:
    found = (Finding(77, "（表格以外）", "outside-columns", "x"), Finding(None, "（整个工作表）", "sheet-hidden", "y"))
    assert [line[:7] for line in lines({"姓名": "样本"}, *found)] == [
        ("甲.xlsx", "采集表", "77", "", "", "", ""),
        ("甲.xlsx", "采集表", "", "", "", "", ""),
    ]


def test_quiet_codes_are_left_out() -> None:
    assert lines({}, Finding(4, "身份证号码", "id-region-age", "x")) == []


def test_the_list_can_be_filtered_and_printed(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    rows = people(3)
    for row in rows:
        row[RESIDENT.index["最高学历"]] = "本科"
    (tmp_path / "甲.xlsx").write_bytes(filled(RESIDENT, EDITION, rows))
    merge(capsys, tmp_path)
    sheet = load_workbook(tmp_path / SUMMARY)["问题清单"]
    assert tuple(cell.value for cell in sheet[HEADER_ROW]) == HEADERS
    assert sheet.auto_filter.ref == "A3:L1048576"
    assert (sheet.freeze_panes, sheet.print_title_rows) == ("A4", "$1:$3")
    # As many pages wide as the file says nothing else: one.
    setup = sheet.page_setup
    assert (setup.orientation, setup.fitToWidth or 1, setup.fitToHeight) == ("landscape", 1, 0)
    assert all(cell.alignment.wrap_text for row in sheet["A4:L6"] for cell in row)
    assert all(cell.font.bold for cell in sheet[HEADER_ROW])


def test_the_number_of_another_paper_is_hidden() -> None:
    table = make_table({"证件号码": "E12345678", "姓名": "", "工作单位": ""}, form=SPECIAL)
    (issue,) = issues("甲.xlsx", table, [Finding(4, "姓名", "required", "x")], [PLACE])
    assert issue.person == ("", "E12**5678", "")
