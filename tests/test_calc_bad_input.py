"""What goes wrong in LibreOffice Calc ends in one sentence: nothing hangs, nothing is lost."""

import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from calc_office import NO, OK, CalcOffice, alive, helpers, pressed, wait_for
from contract import Case
from zcert_addin.buttons.sheet import NO_FORM, NOT_SAVED

pytestmark = pytest.mark.office


@pytest.fixture
def unit(case: Case) -> Path:
    return case.path


def results(office: CalcOffice) -> set[str]:
    """Give the different results of 身份证验证."""
    return {row[0] for row in office.texts("AB4:AB45")}


def test_the_helper_is_killed(office: CalcOffice, unit: Path) -> None:
    office.open(unit)
    office.press("数据汇总")
    wait_for(office.shows_box)
    for process in helpers():
        os.kill(process, signal.SIGKILL)
    office.box(NO)
    assert "意外结束" in office.box(OK)
    for _ in range(2):
        assert pressed(office, "身份证验证")[0].startswith("共验证42人")
        for process in helpers():
            os.kill(process, signal.SIGKILL)
    office.calculate("AF4", [["=ZC_CHECKID(A5)"]])
    assert office.texts("AF4") == [["正确"]]


def test_an_unsaved_workbook(office: CalcOffice) -> None:
    office.open("private:factory/scalc")
    assert pressed(office, "备份") == [NOT_SAVED]
    assert pressed(office, "身份证验证") == [NO_FORM]


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
    own = helpers()
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
