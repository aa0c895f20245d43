"""Which files of a folder are merged, and what is said of the others."""

import os
from pathlib import Path

import pytest

from support.merging import (
    EDITION,
    merge,
    people,
    statuses,
)
from zcert_addin.filling.collection import filled
from zcert_templates import RESIDENT


def test_sub_folders_with_workbooks_are_named(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "下级").mkdir()
    (tmp_path / "下级" / "乙.xlsx").write_bytes(filled(RESIDENT, EDITION, people(1)))
    (tmp_path / "只有照片").mkdir()
    (tmp_path / "甲.xlsx").write_bytes(filled(RESIDENT, EDITION, people(1)))
    document = merge(capsys, tmp_path)
    assert statuses(document) == {f"下级{os.sep}": "skipped", "甲.xlsx": "merged"}


def test_photos_and_hidden_files_are_passed_over(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "甲.xlsx").write_bytes(filled(RESIDENT, EDITION, people(1)))
    for name in ("330106196503149112.JPG", "照片.png", "Thumbs.db", ".DS_Store", ".~lock.甲.xlsx#"):
        (tmp_path / name).write_bytes(b"x")
    assert statuses(merge(capsys, tmp_path)) == {"甲.xlsx": "merged"}
