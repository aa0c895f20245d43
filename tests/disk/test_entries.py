"""What a folder holds, also where os.scandir knows only that there is no file."""

import errno
import os
from pathlib import Path
from typing import Never

import pytest

from zcert_addin.disk.entries import entries
from zcert_addin.summary.sources import list_workbooks


@pytest.fixture
def empty_drive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder of which Windows says what it says of a drive's empty root."""

    def refused(folder: object) -> Never:
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(folder))

    monkeypatch.setattr(os, "scandir", refused)
    return tmp_path


def test_files_and_folders(tmp_path: Path) -> None:
    (tmp_path / "表.xlsx").touch()
    (tmp_path / "下级").mkdir()
    assert sorted((entry.name, entry.is_dir()) for entry in entries(tmp_path)) == [("下级", True), ("表.xlsx", False)]


def test_an_empty_drive_holds_nothing(empty_drive: Path) -> None:
    assert entries(empty_drive) == entries(str(empty_drive)) == []
    assert list_workbooks(empty_drive, empty_drive / "汇总.xlsx") == []


def test_no_folder_is_no_empty_one(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        entries(tmp_path / "没有")
    (tmp_path / "表.xlsx").touch()
    with pytest.raises(NotADirectoryError):
        entries(tmp_path / "表.xlsx")
