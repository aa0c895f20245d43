"""Buttons and cell functions in a real LibreOffice Calc, pressed as a user presses them."""

import os
import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest

from support.calc_office import NO, OK, YES, ZCERT, CalcOffice, pressed, wait_for
from support.contract import Case
from support.domain import RESIDENT, WOMAN, right_row
from support.fake_host import FakeHost
from support.office import RED, colours
from zcert_addin.buttons import check_data, check_identity, check_photos, declarations
from zcert_addin.filling.collection import filled
from zcert_dictionaries import load_edition
from zcert_udfs import FUNCTIONS

pytestmark = pytest.mark.office

ROWS = range(4, 46)


@pytest.fixture
def unit(case: Case) -> Path:
    return case.path


def texts_of(office: CalcOffice, column: str) -> list[str]:
    return [row[0] for row in office.texts(f"{column}{ROWS[0]}:{column}{ROWS[-1]}")]


# Buttons


def test_every_button_stands_on_the_toolbar_with_its_tip(office: CalcOffice, unit: Path) -> None:
    office.open(unit)
    buttons = declarations()
    labels = [button.label for button in buttons.values()]
    assert office.labels(labels) == labels
    # Tips are no part of what a screen reader is given.
    tips = office.tips([f"vnd.zcert:{name}" for name in buttons])
    assert tips == [["SetQuickHelpText", button.tip] for button in buttons.values()]


def test_wrong_results_are_red(office: CalcOffice, unit: Path, tmp_path: Path) -> None:
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
    shown = office.texts(f"A3:H{len(lines) + 2}", "数据检查结果")
    assert shown == [list(line.cells) for line in lines]
    assert office.formulas("I3:I3", "数据检查结果")[0][0].startswith("=HYPERLINK(\"#'采集表'!")
    assert pressed(office, "身份证验证")[0].startswith(f"共验证{len(ROWS)}人")


def test_the_dictionary_is_replaced(office: CalcOffice, unit: Path) -> None:
    office.open(unit)
    before = office.names()
    office.fill("B1", [["2000-01-01"]], "zc_dict")
    asked, told = pressed(office, "更新字典", YES, OK)
    assert "2000-01-01" in asked
    assert told.startswith("字典已更新为")
    assert office.names() == before
    assert pressed(office, "更新字典")[0].endswith("不需要更新")


def restored(office: CalcOffice, backup: Path) -> str:
    """Press 恢复, choose a backup, and go on in the workbook that is in front; return what was said."""
    office.press("恢复")
    [[asked, said]] = office.converse(yes=True, path=str(backup))
    assert not asked
    office.go_on()
    return str(said)


def test_the_open_workbook_is_restored_and_its_unsaved_edits_kept(
    office: CalcOffice, unit: Path, tmp_path: Path
) -> None:
    backup = tmp_path / f"{unit.stem}_20260101_080000.备份.xlsx"
    shutil.copy(unit, backup)
    saved = unit.read_bytes()
    office.open(unit)
    before = office.texts("B5")
    for round_ in (1, 2):
        office.fill("B5", [[f"没有保存{round_}"]])
        said = restored(office, backup)
        former, edited = sorted(unit.parent.glob("*_20*.备份.xlsx"))[-2:]
        assert said.splitlines() == [
            f"已恢复：{unit}",
            f"恢复前的工作簿备份为：{former.name}",
            f"没有保存的修改备份为：{edited.name}",
        ]
        assert (former.read_bytes(), unit.read_bytes()) == (saved, saved)
        assert openpyxl.load_workbook(edited).active["B5"].value == f"没有保存{round_}"
        assert (office.texts("B5"), office.is_modified(), office.open_names()) == (before, False, [])
    office.open(edited)
    assert office.texts("B5") == [["没有保存2"]]


def test_a_workbook_open_in_another_window_is_restored_too(office: CalcOffice, unit: Path, tmp_path: Path) -> None:
    backup = tmp_path / f"{unit.stem}_20260101_080000.备份.xlsx"
    shutil.copy(unit, backup)
    other = shutil.copy(unit, unit.with_name("另一单位.xlsx"))
    office.open(unit)
    office.fill("B5", [["旧窗口"]])
    office.open(other)
    office.press("恢复")
    [[_, said]] = office.converse(yes=True, path=str(backup))
    assert "没有保存的修改备份为：" in said
    assert office.open_names() == [unit.name]
    assert office.latest().startswith(unit.stem)
    assert office.texts("B5") != [["旧窗口"]]


def test_a_workbook_in_two_windows_is_closed_in_both(office: CalcOffice, unit: Path, tmp_path: Path) -> None:
    backup = tmp_path / f"{unit.stem}_20260101_080000.备份.xlsx"
    shutil.copy(unit, backup)
    office.open(unit)
    office.dispatch(".uno:NewWindow")
    office.fill("B5", [["没有保存"]])
    assert "没有保存的修改备份为：" in restored(office, backup)
    assert (office.texts("B5") != [["没有保存"]], office.open_names()) == (True, [])


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
    assert len(office.helpers()) == 1
    office.box(NO)


def test_the_extension_is_installed_and_removed(tmp_path: Path) -> None:
    profile = tmp_path / "profile"
    environment = {**os.environ, "ZCERT_OFFICE_PROFILE": str(profile)}
    for options, expected in ([], ["cn.zcert.calc"]), (["--remove"], []):
        subprocess.run([ZCERT, "install", "--calc", *options], env=environment, check=True, timeout=120)
        office = CalcOffice(tmp_path)
        try:
            office.start()
            assert office.extensions() == expected
            office.stop()
        finally:
            office.end()
