"""What a button in file mode leaves beside the workbook is valid for every version of Office."""

import shutil
from pathlib import Path

import pytest

from support.contract import STAMP, Case
from support.main import run
from support.open_xml_sdk import JUDGED, faults_of
from support.own_lists import OWN, list_file
from zcert_addin.buttons import BUTTONS
from zcert_addin.demonstration.units import FAULTY
from zcert_addin.summary.sources import SUMMARY_STEM

pytestmark = pytest.mark.validator

BACKUP = f"{Path(FAULTY).stem}_时刻.备份.xlsx"
LEAVES = {
    "accept_rows": [BACKUP],
    "back_up": [BACKUP],
    "bring_in_list": [BACKUP],
    "consolidate_folder": [f"{SUMMARY_STEM}.xlsx"],
    "count_people": [f"统计_{Path(FAULTY).stem}_20261121.xlsx"],
    "make_templates": ["乙_中学.xlsx", "甲中学.xlsx"],
    "receive_packages": ["接收台账.xlsx", "示例市甲区第一医院.xlsx"],
    "restore": ["采集表.xlsx"],
    "return_rows": [f"{Path(FAULTY).stem}（退回）.xlsx"],
    "show_progress": ["报送进度_20261121.xlsx"],
    "tidy_texts": [BACKUP],
}
"""The workbooks that are there afterwards and were not; the open one is changed by the macros alone."""


def workbooks(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.suffix in JUDGED}


@pytest.mark.usefixtures("today")
@pytest.mark.parametrize("button", BUTTONS)
def test_what_a_button_leaves_is_valid(button: str, case: Case, tmp_path: Path) -> None:
    copy = tmp_path / "copy.xlsx"
    shutil.copy(case.path, copy)
    picked = {
        "bring_in_list": list_file(tmp_path, *OWN),
        "make_templates": case.listing,
        "restore": case.file,
        "show_progress": case.listing,
    }
    folders = {"accept_rows": [case.back], "receive_packages": [case.parcels, tmp_path / "接收"]}
    arguments = [button, copy, "--results", tmp_path / "steps.txt", "--workbook", case.path]
    arguments += [part for folder in folders.get(button, [case.folder]) for part in ("--folder", folder)]
    arguments += ["--file", picked[button]] if button in picked else []
    before = workbooks(tmp_path)
    assert run(["button", *map(str, arguments), "--yes", "--yes"]) == 0
    after = workbooks(tmp_path)
    left = sorted(path for path, content in after.items() if before.get(path) != content)
    assert [STAMP.sub("_时刻", path.name) for path in left] == LEAVES.get(button, [])
    assert before.keys() <= after.keys()
    assert faults_of(left) == {}
