"""The table of shared strings stays bounded."""

import zipfile
from pathlib import Path

import pytest

from support.merging import (
    EDITION,
    SUMMARY,
    merge,
    people,
    summary_rows,
)
from zcert_addin.filling.collection import filled
from zcert_templates import RESIDENT


def test_the_shared_strings_stay_bounded(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "甲.xlsx").write_bytes(filled(RESIDENT, EDITION, people(20)))
    merge(capsys, tmp_path)
    shared = summary_rows(tmp_path)
    monkeypatch.setattr("zcert_addin.filling.shared_strings.SharedStrings.__init__.__defaults__", (10,))
    merge(capsys, tmp_path)
    with zipfile.ZipFile(tmp_path / SUMMARY) as archive:
        assert b'uniqueCount="' in archive.read("xl/sharedStrings.xml")
        assert archive.read("xl/worksheets/sheet1.xml").count(b"inlineStr") > 100
    assert summary_rows(tmp_path) == shared
