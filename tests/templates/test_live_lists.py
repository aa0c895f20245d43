"""What the workbooks do in a spreadsheet where no macro runs: lists, cascades, refusals, live red."""

import io
import json
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from support.macro_file import MacroFile, built, opened_with_macros
from support.office import RED, colours, convert
from zcert.form import FIRST_DATA_ROW
from zcert.preset import Preset
from zcert.values.id_number import accepted_regions
from zcert_dictionaries import load_edition
from zcert_macros.macro_books import add_macros
from zcert_templates import RESIDENT
from zcert_templates.build import build_collection
from zcert_templates.data_sheet import validations

SYSTEM_PYTHON = "/usr/bin/python3"
"""Debian's own Python, for which its package of ``uno`` is made."""

SESSION = Path(__file__).parents[1] / "support" / "calc_session.py"
EDITION = load_edition()
SERIES, TITLE, CITY, COUNTY = "所属系列", "高级专业技术资格名称", "所在地市", "所在县市"
RESIDENT_HEAD = (RESIDENT.title, RESIDENT.note)
ODD_LABELS = {
    "工程（水利/水电）技术": ["高级工程师（水利）", "教授级 高级工程师"],
    "3D 打印 技术 人员": ["1级高级工程师", "2级高级工程师"],
    "一、高校“教师”": ["教授", "副教授"],
    "农业技术人员(农艺)*?": ["研究员~甲"],
}

pytestmark = pytest.mark.office


def cell(header: str, row: int = FIRST_DATA_ROW) -> str:
    return validations.reference(RESIDENT.index[header])[1:-1] + str(row)


def session(path: Path, steps: Sequence[Sequence[str]]) -> list[object]:
    request = json.dumps({"file": str(path), "steps": steps})
    done = subprocess.run(
        [SYSTEM_PYTHON, str(SESSION)], input=request, capture_output=True, text=True, timeout=180, check=False
    )
    assert done.returncode == 0, done.stderr
    answers = json.loads(done.stdout)
    assert isinstance(answers, list)
    return answers


def test_drop_downs_offer_what_the_parent_allows(tmp_path: Path) -> None:
    edition = replace(
        EDITION,
        lists={**EDITION.lists, SERIES: tuple(ODD_LABELS)},
        children={**EDITION.children, TITLE: {parent: tuple(found) for parent, found in ODD_LABELS.items()}},
    )
    path = tmp_path / "表.xlsm"
    path.write_bytes(add_macros(build_collection(RESIDENT, edition, accepted_regions())))
    steps = [["offer", cell("性别")], ["offer", cell(SERIES)], ["offer", cell(TITLE)], ["offer", cell(COUNTY)]]
    for parent in ODD_LABELS:
        steps += [["set", cell(SERIES), parent], ["offer", cell(TITLE)]]
    steps += [["set", cell(SERIES), "没有这一项"], ["offer", cell(TITLE)]]
    answers = [answer for step, answer in zip(steps, session(path, steps), strict=True) if step[0] == "offer"]
    assert answers == [
        list(EDITION.lists["性别"]),
        list(ODD_LABELS),
        ["请先选择所属系列"],
        ["请先选择所在地市"],
        *ODD_LABELS.values(),
        ["请先选择所属系列"],
    ]


def test_a_template_for_a_unit_offers_what_was_preset(tmp_path: Path) -> None:
    path, unit, reporting = tmp_path / "甲.xlsx", cell("工作单位"), cell("上报单位")
    preset = Preset("甲,“乙”中学", "杭州市")
    path.write_bytes(build_collection(RESIDENT, EDITION, accepted_regions(), preset))
    steps = [["offer", unit], ["offer", reporting]]
    steps += [["type", unit, "乙中学"], ["type", reporting, "宁波市"], ["type", reporting, "杭州市"], ["error", unit]]
    assert session(path, steps) == [["甲,“乙”中学"], ["杭州市"], "乙中学", "", "杭州市", None]


def test_a_wrong_value_is_refused_and_a_right_one_taken(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsm"
    path.write_bytes(built("id.xlsm"))
    steps = [
        ["type", cell("性别"), "甲"],
        ["type", cell("性别"), "男"],
        ["type", cell(CITY), "杭州"],
        ["type", cell(CITY), "杭州市"],
        ["type", cell(COUNTY), "鄞州区"],
        ["type", cell(COUNTY), "西湖区"],
        ["type", cell("取得时间"), "19890231"],
        ["type", cell("取得时间"), "19890105"],
        ["type", cell("姓名", 3), "别的列名"],
        ["type", "A1", "别的表题"],
        ["type", "A2", "别的注释"],
        ["type", "C1", "旁边的字"],
    ]
    assert session(path, steps) == ["", "男", "", "杭州市", "", "西湖区", "", "19890105", "姓名", *RESIDENT_HEAD, ""]


def test_a_refusal_says_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsm"
    path.write_bytes(built("id.xlsm"))
    answers = session(path, [["error", cell("性别")], ["error", cell(COUNTY)], ["error", cell("姓名", 3)]])
    assert answers == [
        ["性别有误", "“性别”只能从下拉列表中选取。\n请放弃刚才的输入，再点击单元格右侧的箭头选取。"],
        [
            "所在县市有误",
            (
                "“所在县市”只能从下拉列表中选取，列表随“所在地市”变化。\n"
                "请放弃刚才的输入，先选好“所在地市”，再点击单元格右侧的箭头选取。"
            ),
        ],
        ["请勿修改表头", "第1至3行是表题、注释和列名，请勿修改。\n请放弃刚才的输入，从第4行开始填写。"],
    ]


def test_live_red_needs_no_macro(tmp_path: Path) -> None:
    rows = (
        {RESIDENT.key: "330106198802299056", CITY: "杭州市", COUNTY: "西湖区"},
        {RESIDENT.key: "330106198802299057", CITY: "杭州市", COUNTY: "鄞州区"},
    )
    with opened_with_macros(io.BytesIO(built("id.xlsm"))) as book:
        sheet = book.worksheets[0]
        for number, row in enumerate(rows, FIRST_DATA_ROW):
            for header, text in row.items():
                sheet[cell(header, number)] = text
        book.save(tmp_path / "表.xlsm")
    found = colours(tmp_path / "表.xlsm", tmp_path / "out")[0][FIRST_DATA_ROW - 1 :][: len(rows)]
    red = [[header for header in (RESIDENT.key, COUNTY) if row[RESIDENT.index[header]] == RED] for row in found]
    assert red == [[], [RESIDENT.key, COUNTY]]


def test_a_workbook_saved_by_libreoffice_keeps_lists_and_bridge(tmp_path: Path) -> None:
    (tmp_path / "表.xlsm").write_bytes(built("id.xlsm"))
    saved = convert(tmp_path / "表.xlsm", "xlsm:Calc MS Excel 2007 VBA XML", tmp_path / "out").read_bytes()
    rules = {str(rule.sqref) for rule in load_workbook(io.BytesIO(saved)).worksheets[0].data_validations.dataValidation}
    assert any(area.startswith(cell(TITLE)) for area in rules)
    ours = {module.name: module.source for module in MacroFile.read("", built("id.xlsm")).modules}
    theirs = {module.name: module.source for module in MacroFile.read("", saved).modules}
    for name in ("ZcText", "ZcBridge", "ZcBook", "ZcRibbon"):
        assert theirs[name].split() == ours[name].split()
