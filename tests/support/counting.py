"""A collection workbook and a summary whose counts are known."""

from pathlib import Path

from support.domain import MAN, RESIDENT, SPECIAL, TODAY, right_row
from zcert_addin.commands.consolidate_folder import MergeSettings, consolidate
from zcert_addin.filling.collection import filled
from zcert_dictionaries import load_edition

EDITION = load_edition()
DAY = TODAY.isoformat()
PEOPLE = [{"性别": "男", "身份证号码": MAN}, {}, {"工作单位": "甲局"}, {"性别": "", "身份证号码": "1", "最高学历": ""}]
"""Three different people in four rows: two of them the woman, one with a number that is wrong."""


def unit(folder: Path, name: str = "甲.xlsx") -> Path:
    """Write a unit's workbook with these people."""
    rows = [[*right_row(RESIDENT, **changes).values()] for changes in PEOPLE]
    (folder / name).write_bytes(filled(RESIDENT, EDITION, rows))
    return folder / name


def summary(folder: Path) -> Path:
    """Write a summary with these people and one with another paper."""
    collected = folder / "汇总"
    collected.mkdir()
    unit(collected)
    (collected / "乙.xlsx").write_bytes(filled(SPECIAL, EDITION, [[*right_row(SPECIAL).values()]]))
    path = folder / "高级专业技术资格证书汇总表.xlsx"
    consolidate(collected, path, MergeSettings(TODAY, EDITION))
    return path
