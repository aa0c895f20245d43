"""Buttons and cell functions in a real LibreOffice Calc, pressed as somebody presses them."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from calc_office import ZCERT, CalcError, CalcOffice
from domain import RESIDENT, WOMAN, right_row
from fake_host import FakeHost
from office import RED, colours
from zcert_addin.buttons import check_data, check_identity, check_photos, tidy_texts
from zcert_addin.buttons.sheet import NO_FORM, NOT_SAVED
from zcert_addin.demonstration.units import FAULTY, write_units
from zcert_addin.hosts.collection_file import filled
from zcert_calc.oxt import FILE, build_oxt
from zcert_dictionaries import load_edition
from zcert_macros.buttons import BUTTONS
from zcert_udfs import FUNCTIONS

pytestmark = pytest.mark.office

OK, YES, NO = ["OK", "确定"], ["Yes", "是"], ["No", "否"]
ROWS = range(4, 46)
BROWSER = '#!/bin/sh\nprintf "%s" "$1" > "$ZCERT_SEEN"\n'


@pytest.fixture(scope="module")
def units(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("units")
    write_units(folder, load_edition())
    return folder


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], CalcOffice]]:
    """Give the office with the extension; another one when the last was killed."""
    folder = tmp_path_factory.mktemp("calc")
    (folder / FILE).write_bytes(build_oxt())
    browser = folder / "browser"
    browser.write_text(BROWSER)
    browser.chmod(0o755)
    environment = {"ZCERT_PROGRAM": str(ZCERT), "BROWSER": str(browser), "ZCERT_SEEN": str(folder / "seen")}
    office = CalcOffice(folder / "profile")
    office.folder = folder
    office.start(environment)
    office.install(folder / FILE)
    office.stop()
    office.environment = environment
    started: list[int] = []

    def get() -> CalcOffice:
        if not started or not alive(started[-1]):
            started.append(office.start(environment))
        return office

    yield get
    office.end()


@pytest.fixture
def office(running: Callable[[], CalcOffice]) -> Iterator[CalcOffice]:
    started = running()
    yield started
    try:
        started.close_all()
    except CalcError:
        started.kill()


@pytest.fixture
def unit(units: Path, tmp_path: Path) -> Path:
    shutil.copytree(units / Path(FAULTY).stem, tmp_path / "单位")
    return tmp_path / "单位" / FAULTY


def alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def helpers() -> list[int]:
    """Give the helper processes that were started from this environment."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        if b"calc-server" in words and str(ZCERT).encode() in words:
            found.append(int(folder.name))
    return found


STILL_BUSY = "上一个操作还没有结束，请稍后再试"


def pressed(office: CalcOffice, label: str, *answers: list[str]) -> list[str]:
    for _ in range(20):
        office.press(label)
        said = [office.box(answer) for answer in answers or (OK,)]
        if said[0] != STILL_BUSY:
            break
        # The last box was closed a moment ago, and the button behind it is just ending.
        time.sleep(0.5)
    return said


def texts_of(office: CalcOffice, column: str) -> list[str]:
    return [row[0] for row in office.texts(f"{column}{ROWS[0]}:{column}{ROWS[-1]}")]


# Buttons


def test_every_button_stands_on_the_toolbar(office: CalcOffice, unit: Path) -> None:
    office.open(unit)
    assert office.labels([button.label for button in BUTTONS]) == [button.label for button in BUTTONS]


def test_identity_and_photos_as_on_the_other_hosts(office: CalcOffice, unit: Path, tmp_path: Path) -> None:
    fake = FakeHost(unit)
    check_identity.run(fake)
    check_photos.run(fake)
    office.open(unit)
    assert pressed(office, "身份证验证") == fake.told[:1]
    assert office.selected().endswith("$A$4")
    assert pressed(office, "照片检测") == fake.told[1:]
    for header in ("身份证验证", "照片检测"):
        column = RESIDENT.index[header]
        assert texts_of(office, "A" + "ABCDEF"[column - 26]) == fake.columns[column][1]
    saved = tmp_path / "saved.xlsx"
    office.save(saved, "Calc MS Excel 2007 XML")
    rows = colours(saved, tmp_path / "html")[0][3:]
    wrong = [not text.startswith("正确") for text in fake.columns[RESIDENT.index["身份证验证"]][1]]
    red = [row[RESIDENT.index["身份证验证"]] == RED for row in rows[: len(wrong)]]
    assert red == wrong


def test_data_is_listed_with_jumps(office: CalcOffice, unit: Path) -> None:
    fake = FakeHost(unit)
    check_data.run(fake)
    office.open(unit)
    assert pressed(office, "数据检查") == fake.told
    lines = fake.shown["数据检查结果"]
    shown = office.texts(f"A2:E{len(lines) + 1}", "数据检查结果")
    assert shown == [list(line.cells) for line in lines]
    assert office.formulas("F2:F2", "数据检查结果")[0][0].startswith("=HYPERLINK(\"#'采集表'!")
    assert pressed(office, "身份证验证")[0].startswith(NO_FORM[:12])


def test_texts_are_tidied_after_a_backup(office: CalcOffice, unit: Path) -> None:
    fake = FakeHost(unit, answers=[True])
    tidy_texts.run(fake)
    for copy in unit.parent.glob("*备份*"):
        copy.unlink()
    office.open(unit)
    asked, told = pressed(office, "规范整理", YES, OK)
    assert asked == fake.asked[0]
    assert told.startswith(f"已整理{len(fake.cells)}处")
    for (row, column), text in fake.cells.items():
        assert office.texts(f"{column_name(column)}{row}")[0][0] == text
    assert len(list(unit.parent.glob("*备份.xlsx"))) == 1


def column_name(column: int) -> str:
    return ("" if column < 26 else "A") + chr(ord("A") + column % 26)


def choose(office: CalcOffice, path: Path) -> None:
    time.sleep(0.5)
    office.dialog([["file_name", "TYPE", {"KEYCODE": "CTRL+A"}]])
    office.dialog([["file_name", "TYPE", {"TEXT": str(path)}]])
    office.dialog([["open", "CLICK", {}]])


def test_a_folder_is_merged(office: CalcOffice, unit: Path, tmp_path: Path) -> None:
    folder = tmp_path / "汇总"
    shutil.copytree(unit.parent, folder)
    office.open(unit)
    office.press("数据汇总")
    office.box(YES)
    choose(office, folder)
    assert office.box(OK).startswith("汇总完成：1个采集表、42人。")
    assert (folder / "高级专业技术资格证书汇总表.xlsx").is_file()


def test_merging_can_be_declined(office: CalcOffice, unit: Path) -> None:
    office.open(unit)
    assert pressed(office, "数据汇总", NO)[0].startswith("数据汇总会把所选文件夹")
    assert pressed(office, "关于")[0].startswith("浙江省")


def test_a_backup_comes_back(office: CalcOffice, unit: Path, tmp_path: Path) -> None:
    target = tmp_path / "备份"
    target.mkdir()
    office.open(unit)
    office.press("备份")
    choose(office, target)
    office.box(NO)
    assert office.box(OK).startswith("备份完成")
    [copy] = target.iterdir()
    office.press("恢复")
    choose(office, copy)
    assert office.box(OK).startswith("已恢复为")
    assert len(list(unit.parent.glob("*恢复*.xlsx"))) == 1


def test_the_dictionary_is_replaced(office: CalcOffice, unit: Path) -> None:
    office.open(unit)
    before = office.names()
    office.fill("B1", [["2000-01-01"]], "zc_dict")
    asked, told = pressed(office, "更新字典", YES, OK)
    assert "2000-01-01" in asked
    assert told.startswith("字典已更新为")
    assert office.names() == before
    assert pressed(office, "更新字典")[0].endswith("不需要更新。")


def test_help_is_opened(office: CalcOffice, unit: Path) -> None:
    seen = office.folder / "seen"
    seen.unlink(missing_ok=True)
    office.open(unit)
    office.press("使用说明")
    wait_for(seen.exists)
    assert seen.read_text().endswith("help.html")


def wait_for(what: Callable[[], Any], limit_s: float = 30) -> None:
    end_s = time.monotonic() + limit_s
    while not what():
        assert time.monotonic() < end_s
        time.sleep(0.05)


# What goes wrong


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
        # The button ends a moment after its box; only then is the helper idle.
        time.sleep(2)
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
    assert set(texts_of(office, "AB")) == {""}


def test_protected_and_merged_cells(office: CalcOffice, unit: Path) -> None:
    office.open(unit)
    office.merge("AB10:AB11")
    assert "合并的单元格" in pressed(office, "身份证验证")[0]
    office.protect()
    assert "受保护" in pressed(office, "身份证验证")[0]
    assert set(texts_of(office, "AB")) == {""}


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


# Cell functions

CALLS = {
    "ZC_CHECKID": ((WOMAN,), ("x",)),
    "ZC_ID18": (("330106880920948",), ("x",)),
    "ZC_BIRTHDATE": ((WOMAN,), ("x",)),
    "ZC_GENDER": ((WOMAN,), ("x",)),
    "ZC_REGION": ((WOMAN,), ("330106",)),
    "ZC_AGE": ((WOMAN, "20260101"), (WOMAN, "x")),
    "ZC_MASKID": ((WOMAN,), ("",)),
    "ZC_CHECKSPECIAL": (("中国护照", "E12345678"), ("中国护照", "1")),
    "ZC_CHECKPHOTO": ((WOMAN, "/nowhere"), ("", "/nowhere")),
    "ZC_CHECKDATE": (("20200105",), ("2020",)),
    "ZC_TITLES": (("高等学校教师",), ("x",)),
    "ZC_CHECKTITLE": (("高等学校教师", "教授"), ("高等学校教师", "x")),
    "ZC_COUNTIES": (("杭州市",), ("x",)),
    "ZC_CHECKCOUNTY": (("杭州市", "西湖区"), ("杭州市", "鄞州区")),
    "ZC_CHECKCERT": (("x",), ("",)),
}


@pytest.mark.parametrize(("suffix", "kind"), [("xlsx", "Calc MS Excel 2007 XML"), ("ods", "calc8")])
def test_every_function_for_cells_and_ranges(office: CalcOffice, tmp_path: Path, suffix: str, kind: str) -> None:
    assert set(CALLS) == {function.name for function in FUNCTIONS}
    office.open("private:factory/scalc")
    expected = []
    for at, function in enumerate(FUNCTIONS):
        first, second = CALLS[function.name]
        top = 2 * at + 1
        office.fill(f"A{top}:{'AB'[len(first) - 1]}{top + 1}", [first, second])
        cells = [[f"=${name}{row}" for name in "AB"[: len(first)]] for row in (top, top + 1)]
        single = [[f"={function.name}({';'.join(cell[1:] for cell in row)})"] for row in cells]
        office.calculate(f"D{top}:D{top + 1}", single)
        ranges = ";".join(f"{name}{top}:{name}{top + 1}" for name in "AB"[: len(first)])
        office.matrix(f"E{top}:E{top + 1}", f"={function.name}({ranges})")
        expected += [str(function.function(*first)), str(function.function(*second))]
    area = f"D1:E{len(expected)}"
    assert office.texts(area) == [[text, text] for text in expected]
    formulas = office.formulas(area)
    path = tmp_path / f"functions.{suffix}"
    office.save(path, kind)
    office.close_all()
    office.open(path)
    assert office.formulas(area) == formulas
    office.recalculate()
    assert office.texts(area) == [[text, text] for text in expected]


def test_functions_calculate_beside_a_working_button(office: CalcOffice, tmp_path: Path) -> None:
    row = [right_row(RESIDENT)[header] for header in RESIDENT.headers]
    path = tmp_path / "表.xlsx"
    path.write_bytes(filled(RESIDENT, load_edition(), [row]))
    office.open(path)
    office.press("数据汇总")
    wait_for(office.shows_box)
    office.calculate("AF4", [["=ZC_CHECKID(A4)"]])
    assert office.texts("AF4") == [["正确"]]
    assert len(helpers()) == 1
    office.box(NO)


def test_the_extension_is_installed_and_removed(tmp_path: Path) -> None:
    profile = tmp_path / "profile"
    environment = {**os.environ, "ZCERT_OFFICE_PROFILE": str(profile)}
    for options, expected in ([], ["cn.zcert.calc"]), (["--remove"], []):
        subprocess.run([ZCERT, "install", "--calc", *options], env=environment, check=True, timeout=120)
        office = CalcOffice(profile)
        try:
            office.start()
            assert office.extensions() == expected
            office.stop()
        finally:
            office.end()
