"""A unit's own list in a real LibreOffice Calc: brought in, offered, kept, accepted, in every format that it saves."""

import datetime as dt
import json
import subprocess
from pathlib import Path

import pytest

from support.calc_office import OK, YES, CalcOffice, pressed
from support.domain import ORGANISATION, RESIDENT, right_row
from support.merging import EDITION, SUMMARY
from support.own_lists import KNOWN, OWN, list_file, own_of
from zcert_addin.commands.check_workbook import Settings, check_workbook
from zcert_addin.commands.consolidate_folder import MergeSettings, consolidate
from zcert_addin.filling.collection import filled
from zcert_templates.cell_ref import column_letters

pytestmark = pytest.mark.office

TODAY = dt.date(2026, 11, 21)
CELL = f"{column_letters(RESIDENT.index[ORGANISATION])}4"
FILTERS = {".xlsx": "Calc MS Excel 2007 XML", ".xls": "MS Excel 97", ".ods": "calc8"}
SESSION = Path(__file__).parents[1] / "support" / "calc_session.py"


def offered(path: Path) -> list[str]:
    request = json.dumps({"file": str(path), "steps": [["offer", CELL]]})
    done = subprocess.run(
        ["/usr/bin/python3", str(SESSION)], input=request, capture_output=True, text=True, timeout=180, check=False
    )
    assert done.returncode == 0, done.stderr
    (found,) = json.loads(done.stdout)
    assert isinstance(found, list)
    return found


def test_an_own_list_from_bringing_in_to_merging(office: CalcOffice, tmp_path: Path) -> None:
    path = tmp_path / "甲.xlsx"
    path.write_bytes(filled(RESIDENT, EDITION, [[*right_row(RESIDENT).values()]]))
    office.open(path)
    office.press("导入自有名单")
    (asked, question), (_, told) = office.converse(yes=True, path=str(list_file(tmp_path, *OWN, KNOWN)))
    assert asked
    assert "新的3项，字典中已有的1项" in question
    assert told.startswith("已导入3项评审组织，可从下拉列表中选取。请保存工作簿。\n如需撤销，请按Ctrl+Z；")
    office.fill(CELL, [[OWN[1]]])
    office.fill("B1", [["2000-01-01"]], "zc_dict")
    _, told = pressed(office, "更新字典", YES, OK)
    assert "请保存工作簿。导入的3项评审组织仍在。\n如需撤销，请按Ctrl+Z；" in told
    folder = tmp_path / "汇总"
    folder.mkdir()
    for suffix, filter_name in FILTERS.items():
        saved = folder / f"甲{suffix}"
        office.save(saved, filter_name)
        assert own_of(saved) == OWN, suffix
        checked = check_workbook(saved, Settings(TODAY, EDITION))
        assert [one.code for sheet in checked.sheets for one in sheet.findings if one.column == ORGANISATION] == []
    assert offered(folder / "甲.xlsx") == [*EDITION.lists[ORGANISATION][:-1], *OWN, "其它"]
    merged = consolidate(folder, folder / SUMMARY, MergeSettings(TODAY, EDITION))
    assert [report.tally.codes["not-in-list"] for report in merged.files] == [0, 0, 0]
    assert offered(folder / SUMMARY) == [*EDITION.lists[ORGANISATION][:-1], OWN[1], "其它"]
    assert pressed(office, "数据检查") == ["共检查1人，没有发现问题"]
