"""No backup is lost: neither the first one of a workbook nor somebody else's file of that name."""

import errno
import os
from pathlib import Path
from typing import NoReturn

import pytest

from support import main
from support.merging import EDITION, SUMMARY, TODAY, people, workbook
from zcert import clock
from zcert_addin.disk.backup_name import backup_of
from zcert_addin.filling.collection import filled
from zcert_addin.summary import volumes
from zcert_addin.summary.sources import SUMMARY_STEM
from zcert_templates import RESIDENT

NOW = clock.dt.datetime(2026, 11, 21, 8, 30)
DATED = "_20261121_083000.备份.xlsx"


@pytest.fixture(autouse=True)
def half_past_eight(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def unit(tmp_path: Path) -> Path:
    path = tmp_path / "甲.xlsx"
    path.write_bytes(filled(RESIDENT, EDITION, people(2)))
    return path


def written(unit: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """Write the results and return the name of the backup that is told."""
    main.run(["check", str(unit), *TODAY, "--write"])
    return capsys.readouterr().out.rpartition("原文件备份为：")[2].splitlines()[0]


def test_the_first_backup_is_that_of_the_original(unit: Path, capsys: pytest.CaptureFixture[str]) -> None:
    original = unit.read_bytes()
    kept = []
    for name in ("甲.备份.xlsx", f"甲{DATED}", f"甲{DATED.replace('.备份', '_2.备份')}"):
        before = unit.read_bytes()
        assert written(unit, capsys) == name
        kept.append(before)
        unit.write_bytes(filled(RESIDENT, EDITION, people(2, len(kept) + 1)))
    assert backup_of(unit).read_bytes() == original
    assert [path.read_bytes() in kept for path in unit.parent.glob("*.备份.xlsx")] == [True] * 3


def test_a_backup_that_holds_the_same_is_kept_once(unit: Path, capsys: pytest.CaptureFixture[str]) -> None:
    original = unit.read_bytes()
    backup_of(unit).write_bytes(original)
    assert written(unit, capsys) == "甲.备份.xlsx"
    assert {path.name: path.read_bytes() == original for path in unit.parent.iterdir()} == {
        "甲.xlsx": False,
        "甲.备份.xlsx": True,
    }


@pytest.mark.parametrize("foreign", [b"x", workbook([["notes"]])], ids=["anything", "a workbook"])
def test_a_file_of_somebody_else_keeps_its_name(unit: Path, capsys: pytest.CaptureFixture[str], foreign: bytes) -> None:
    original = unit.read_bytes()
    backup_of(unit).write_bytes(foreign)
    assert written(unit, capsys) == f"甲{DATED}"
    assert (backup_of(unit).read_bytes(), (unit.parent / f"甲{DATED}").read_bytes()) == (foreign, original)


def merged(folder: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """Merge and return what is told last."""
    assert main.run(["merge", str(folder), *TODAY, "--yes"]) in {0, 1}
    told = capsys.readouterr().out.splitlines()
    return told[[line.startswith("汇总表：") for line in told].index(True) + 1 :]


def test_of_summaries_the_last_one_is_kept(unit: Path, capsys: pytest.CaptureFixture[str]) -> None:
    backup = backup_of(unit.with_name(SUMMARY))
    assert merged(unit.parent, capsys) == []
    for count in (3, 4):
        before = unit.with_name(SUMMARY).read_bytes()
        unit.write_bytes(filled(RESIDENT, EDITION, people(count)))
        assert merged(unit.parent, capsys) == [f"原来的汇总表备份为：{backup.name}"]
        assert backup.read_bytes() == before
    assert {path.name for path in unit.parent.iterdir()} == {unit.name, SUMMARY, backup.name}


@pytest.mark.parametrize("foreign", [b"x", workbook([["notes"]])], ids=["anything", "a workbook"])
def test_what_is_no_summary_is_not_overwritten_by_one(
    unit: Path, capsys: pytest.CaptureFixture[str], foreign: bytes
) -> None:
    merged(unit.parent, capsys)
    before, backup = unit.with_name(SUMMARY).read_bytes(), backup_of(unit.with_name(SUMMARY))
    backup.write_bytes(foreign)
    assert merged(unit.parent, capsys) == [f"原来的汇总表备份为：{SUMMARY_STEM}{DATED}"]
    assert (backup.read_bytes(), unit.with_name(f"{SUMMARY_STEM}{DATED}").read_bytes()) == (foreign, before)


def broken(*_: object) -> NoReturn:
    raise OSError(errno.EIO, os.strerror(errno.EIO))


def test_a_volume_too_many_that_cannot_be_moved_is_named(
    unit: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    merged(unit.parent, capsys)
    second = unit.with_name(f"{SUMMARY_STEM}（第2册）.xlsx")
    second.write_bytes(unit.with_name(SUMMARY).read_bytes())
    replace = os.replace
    monkeypatch.setattr(volumes.os, "replace", lambda old, new: broken() if old == second else replace(old, new))
    assert merged(unit.parent, capsys) == [
        f"原来的汇总表备份为：{SUMMARY_STEM}.备份.xlsx",
        f"以前汇总表的“{second.name}”没有能移走，不属于这次汇总，请删除",
    ]
    monkeypatch.undo()
    assert merged(unit.parent, capsys) == [f"原来的汇总表备份为：{SUMMARY_STEM}.备份.xlsx、{second.stem}.备份.xlsx"]
