"""What is open in a real LibreOffice is never replaced behind its window, nor left out of a summary without a word."""

import getpass
import os
import shutil
import signal
import socket
from pathlib import Path

import openpyxl
import pytest

from support.calc_office import NO, OK, YES, CalcOffice, wait_for
from support.contract import Case
from support.main import run
from zcert_addin.disk import holder
from zcert_addin.disk.holder import holder_of
from zcert_addin.summary.sources import SUMMARY_STEM

pytestmark = pytest.mark.office

SUMMARY = f"{SUMMARY_STEM}.xlsx"
AT = "B4"
OPEN = [["open", "CLICK", {}]]
ME = f"“{getpass.getuser()}@{socket.gethostname()}”"


@pytest.fixture
def unit(case: Case) -> Path:
    return case.path


def merged(office: CalcOffice, folder: Path, *, yes: bool = True) -> list[str]:
    office.press("数据汇总")
    return [text for _, text in office.converse(yes, str(folder))]


def test_the_window_of_an_old_summary_is_never_shown_as_the_result(
    office: CalcOffice, unit: Path, tmp_path: Path
) -> None:
    office.open(unit)
    assert merged(office, unit.parent)[-1].startswith("汇总完成：1个采集表、42人")
    old = (unit.parent / SUMMARY).read_bytes()
    assert office.open_names() == [SUMMARY]
    shutil.copy(unit, unit.parent / "另一个单位.xlsx")
    _, refused = merged(office, unit.parent)
    assert refused == f"“{SUMMARY}”正打开着，汇总会替换它，请先关闭它，再在采集表中点“数据汇总”"
    assert (unit.parent / SUMMARY).read_bytes() == old
    office.close_all()
    office.open(unit)
    assert merged(office, unit.parent)[-1].startswith("汇总完成：2个采集表、84人。")
    assert office.latest().startswith(SUMMARY_STEM)
    shown = tmp_path / "shown.xlsx"
    office.save(shown, "Calc MS Excel 2007 XML")
    rows = openpyxl.load_workbook(shown).worksheets[0].iter_rows(min_row=4, values_only=True)
    assert sum(any(row) for row in rows) == 84


def test_unsaved_changes_are_saved_into_the_summary(office: CalcOffice, unit: Path) -> None:
    office.open(unit)
    office.fill(AT, [["改过名"]])
    asked, told = merged(office, unit.parent)[1:]
    assert asked.startswith(f"文件夹中打开着的工作簿有未保存的修改：{unit.name}。\n现在保存并继续吗？")
    assert told.startswith("汇总完成：1个采集表、42人")
    assert openpyxl.load_workbook(unit).active[AT].value == "改过名"
    assert openpyxl.load_workbook(unit.parent / SUMMARY).worksheets[0][AT].value == "改过名"


def test_no_means_that_nothing_is_saved_or_merged(office: CalcOffice, unit: Path) -> None:
    office.open(unit)
    office.fill(AT, [["改过名"]])
    before = unit.read_bytes()
    office.press("数据汇总")
    office.box(YES)
    wait_for(lambda: "file_name" in office.children())
    office.choose(str(unit.parent))
    office.box(NO)
    assert not office.is_working()
    assert (unit.read_bytes(), (unit.parent / SUMMARY).exists()) == (before, False)


def test_a_dialog_begins_in_the_workbooks_folder_and_then_in_the_last_one(office: CalcOffice, unit: Path) -> None:
    other = unit.parent.with_name("另一个")
    other.mkdir()
    shutil.copy(unit, other)
    for process in office.helpers():
        os.kill(process, signal.SIGKILL)  # it remembers where the tests before have been
    seen = []
    for folder in ("", str(other), ""):
        office.open(unit)
        office.press("数据汇总")
        office.box(YES)
        wait_for(lambda: {"file_name", "open"} <= set(office.children()))
        if folder:
            office.choose(folder)
        else:
            office.dialog(OPEN)
        office.box(OK)
        wait_for(lambda: not office.is_working())
        seen += [path.parent.name for path in (unit.parent / SUMMARY, other / SUMMARY) if path.exists()]
        office.close_all()
        for path in unit.parent.parent.rglob(SUMMARY):
            path.unlink()
    assert seen == [unit.parent.name, other.name, other.name]


# On the command line


def ours(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out a LibreOffice with its usual profile, as it may run on the machine of a developer."""
    original = holder._commands  # noqa: SLF001
    monkeypatch.setattr(
        holder, "_commands", lambda: (one for one in original() if any(part.startswith("-env:") for part in one))
    )


def test_the_command_line_replaces_nothing_that_libreoffice_has_open(
    office: CalcOffice, unit: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    ours(monkeypatch)
    assert run(["merge", str(unit.parent)]) == 1
    summary = unit.parent / SUMMARY
    before = {path: path.read_bytes() for path in (unit, summary)}
    for path in before:
        office.open(path)
    capsys.readouterr()
    for arguments, path in (
        (["merge", str(unit.parent), "--yes"], summary),
        (["merge", str(unit.parent)], summary),
        (["check", str(unit), "--write"], unit),
        (["photos", str(unit), "--write"], unit),
    ):
        assert run(arguments) == 2
        assert f"“{path.name}”正由{ME}打开，没有写入，请关闭后重试" in capsys.readouterr().err
    assert {path: path.read_bytes() for path in before} == before
    assert run(["check", str(unit)]) == 1
    office.close_all()
    assert run(["merge", str(unit.parent), "--yes"]) == 1


def test_a_killed_libreoffice_blocks_nothing(office: CalcOffice, unit: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ours(monkeypatch)
    office.open(unit)
    sign = unit.with_name(f".~lock.{unit.name}#")
    assert holder_of(unit) == holder.Holder(ME.strip("“”"), sign)
    office.kill()
    wait_for(lambda: holder_of(unit) is None)
    assert sign.exists()
    assert run(["photos", str(unit), "--write"]) == 1
