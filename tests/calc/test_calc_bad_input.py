"""What goes wrong in LibreOffice Calc ends in one sentence: nothing hangs, nothing is lost."""

import os
import shutil
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from support.calc_office import NO, OK, CalcError, CalcOffice, alive, pressed, wait_for
from support.contract import Case
from zcert_addin.buttons import BUTTONS
from zcert_addin.commands.sheet import NOT_SAVED, NOT_THIS_SHEET
from zcert_bridge.sentences import CANCELLED

pytestmark = pytest.mark.office


NO_SPREADSHEET = "当前没有打开的电子表格，请先打开采集表再试"
MANY = 60


@pytest.fixture
def unit(case: Case) -> Path:
    return case.path


def results(office: CalcOffice) -> set[str]:
    """Return the different results of 身份证验证."""
    return {row[0] for row in office.texts("AB4:AB45")}


def test_the_helper_is_killed(office: CalcOffice, unit: Path) -> None:
    office.open(unit)
    office.press("数据汇总")
    wait_for(office.shows_box)
    for process in office.helpers():
        os.kill(process, signal.SIGKILL)
    office.box(NO)
    assert "意外结束" in office.box(OK)
    for _ in range(2):
        assert pressed(office, "身份证验证")[0].startswith("共验证42人")
        for process in office.helpers():
            os.kill(process, signal.SIGKILL)
    office.calculate("AF4", [["=ZC_CHECKID(A5)"]])
    assert office.texts("AF4") == [["正确"]]


def test_an_unsaved_workbook(office: CalcOffice) -> None:
    office.open("private:factory/scalc")
    assert pressed(office, "备份") == [NOT_SAVED]
    assert pressed(office, "身份证验证") == [NOT_THIS_SHEET]


def test_a_read_only_workbook(office: CalcOffice, unit: Path) -> None:
    office.open(unit, ReadOnly=True)
    office.dispatch("vnd.zcert:check_identity")
    assert "只读" in office.box(OK)
    assert results(office) == {""}


def test_protected_and_merged_cells(office: CalcOffice, unit: Path) -> None:
    office.open(unit)
    office.merge("AB10:AB11")
    assert "合并的单元格" in pressed(office, "身份证验证")[0]
    office.protect()
    assert "受保护" in pressed(office, "身份证验证")[0]
    assert results(office) == {""}


def test_no_document_at_all(office: CalcOffice, unit: Path) -> None:
    office.dispatch_nowhere("vnd.zcert:check_identity")
    assert office.box(OK).startswith("当前没有打开的电子表格")
    office.open(unit)
    assert pressed(office, "关于")[0].startswith("浙江省")


def test_a_text_document_in_front(office: CalcOffice) -> None:
    office.open("private:factory/swriter")
    for button in BUTTONS:
        office.dispatch(f"vnd.zcert:{button}")
        assert office.converse(yes=True, path="") == [[False, NO_SPREADSHEET]]


def test_another_dialog_is_open(office: CalcOffice, unit: Path) -> None:
    office.open(unit)
    office.dispatch_aside(".uno:FormatCellDialog")
    wait_for(lambda: "cancel" in office.children())
    office.dispatch("vnd.zcert:check_identity")
    [[_, said]] = office.converse(yes=True, path="")
    assert said.startswith("共验证42人")
    office.dialog([["cancel", "CLICK", {}]])
    assert len(results(office)) > 1


def test_a_cell_is_being_filled_in(office: CalcOffice, unit: Path) -> None:
    office.open(unit)
    office.select("B60")
    office.type("未完")
    assert pressed(office, "身份证验证")[0].startswith("共验证42人")
    assert office.texts("B60") == [["未完"]]


def test_the_workbook_cannot_be_closed_behind_a_box(office: CalcOffice, unit: Path) -> None:
    office.open(unit)
    office.press("数据汇总")
    wait_for(office.shows_box)
    with pytest.raises(CalcError, match="CloseVetoException"):
        office.close_all()
    office.converse(yes=False, path="")
    assert pressed(office, "关于")[0].startswith("浙江省")


def test_a_long_task_is_stopped_by_esc(office: CalcOffice, unit: Path, tmp_path: Path) -> None:
    folder = many(unit, tmp_path / "汇总")
    before = sorted(folder.iterdir())
    office.open(unit)
    pressed(office, "关于")
    office.escape_at(2)
    office.press("数据汇总")
    said = office.converse(yes=True, path=str(folder))
    assert office.steps() == 2
    assert [text for _, text in said[1:]] == [CANCELLED]
    assert sorted(folder.iterdir()) == before
    assert pressed(office, "关于")[0].startswith("浙江省")


def test_the_office_is_killed_while_it_merges(running: Callable[[], CalcOffice], unit: Path, tmp_path: Path) -> None:
    folder = many(unit, tmp_path / "汇总")
    summary = folder / "高级专业技术资格证书汇总表.xlsx"
    summary.write_bytes(b"old")
    office = running()
    office.open(unit)
    pressed(office, "关于")
    own = office.helpers()
    office.kill_at(2)
    office.press("数据汇总")
    with pytest.raises(CalcError):
        office.converse(yes=True, path=str(folder))
    assert own
    wait_for(lambda: not any(map(alive, own)))
    assert summary.read_bytes() == b"old"
    assert len(list(folder.iterdir())) == MANY + 1


def many(unit: Path, folder: Path) -> Path:
    """Return a folder that takes seconds to merge."""
    folder.mkdir()
    for at in range(MANY):
        shutil.copy(unit, folder / f"{at}.xlsx")
    return folder


def test_two_presses_at_once(office: CalcOffice, unit: Path) -> None:
    office.open(unit)
    office.press("数据汇总")
    wait_for(office.shows_box)
    office.dispatch("vnd.zcert:check_identity")
    assert "上一个操作还没有结束" in office.box(OK)
    office.box(NO)


def test_the_helper_ends_with_the_office(running: Callable[[], CalcOffice], unit: Path) -> None:
    office = running()
    office.open(unit)
    pressed(office, "关于")
    own = office.helpers()
    assert own
    before = unit.read_bytes()
    office.press("数据汇总")
    wait_for(office.shows_box)
    office.kill()
    wait_for(lambda: not any(map(alive, own)))
    assert unit.read_bytes() == before


def test_a_missing_program(running: Callable[[], CalcOffice], unit: Path) -> None:
    office = running()
    office.stop()
    office.start({**office.environment, "ZCERT_PROGRAM": "/nowhere/zcert"})
    try:
        office.open(unit)
        assert pressed(office, "身份证验证")[0].startswith("没有找到zcert程序")
        office.calculate("AF4", [["=ZC_CHECKID(A5)"]])
        assert office.texts("AF4")[0][0].startswith("没有找到zcert程序")
    finally:
        office.kill()


def test_a_program_beside_the_workbook_is_not_started(
    running: Callable[[], CalcOffice], unit: Path, tmp_path: Path
) -> None:
    for path in (unit.parent / "zcert", tmp_path / "zcert"):
        path.write_text(f'#!/bin/sh\ntouch "{tmp_path}/started"\n')
        path.chmod(0o755)
    office = running()
    office.stop()
    own = {name: value for name, value in office.environment.items() if name != "ZCERT_PROGRAM"}
    office.start({**own, "HOME": str(tmp_path / "home"), "PATH": f"{unit.parent}:.:{os.environ['PATH']}"})
    try:
        office.open(unit)
        assert pressed(office, "身份证验证")[0].startswith("没有找到zcert程序")
        office.calculate("AF4", [["=ZC_CHECKID(A5)"]])
        assert office.texts("AF4")[0][0].startswith("没有找到zcert程序")
    finally:
        office.kill()
    assert not (tmp_path / "started").exists()
