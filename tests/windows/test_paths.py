r"""Paths as Windows has them: long ones, ``\\?\``, the root of a drive, another drive, attributes."""

import json
import shutil
from pathlib import Path

import pytest

from support.windows_pc import CHINESE, FROZEN, PIP, WESTERN, WindowsPc
from zcert_addin.demonstration.units import FAULTY

FILE = Path(FAULTY).name
SUMMARY = "高级专业技术资格证书汇总表.xlsx"
BOTH = pytest.mark.parametrize("program", [pytest.param(PIP, id="pip"), pytest.param(FROZEN, id="frozen")])


def people(pc: WindowsPc, program: str, path: str, **options: str) -> int:
    """Check a workbook and return how many people the program has found in it."""
    done = pc.run(program, "check", "--json", path, **options)
    assert (done.code, done.errors) == (1, "")
    return int(json.loads(done.text.splitlines()[-1])["rows"])


@BOTH
@pytest.mark.parametrize("locale", [CHINESE, WESTERN])
def test_chinese_and_blanks(pc: WindowsPc, case_folder: Path, program: str, locale: str) -> None:
    assert people(pc, program, pc.windows(case_folder / FILE), locale=locale) == 42


@BOTH
def test_three_hundred_characters(pc: WindowsPc, case_folder: Path, program: str) -> None:
    """Checking only: a merge asks Windows where a link leads, and Wine 8 (GetFinalPathNameByHandleW) knows 260."""
    deep = deeper(pc, case_folder, 300)
    for path in (pc.windows(deep / FILE), "\\\\?\\" + pc.windows(deep / FILE)):
        assert people(pc, program, path) == 42


@BOTH
def test_merged_as_deep_as_explorer_goes(pc: WindowsPc, case_folder: Path, program: str) -> None:
    deep = deeper(pc, case_folder, 180)
    done = pc.run(program, "merge", pc.windows(deep))
    assert (done.code, done.errors) == (1, "")
    assert sorted(path.name for path in deep.iterdir()) == sorted([FILE, SUMMARY])


def deeper(pc: WindowsPc, folder: Path, characters: int) -> Path:
    """Return a folder below with at least so many characters in its path, and the workbook in it."""
    deep = folder
    while len(pc.windows(deep)) < characters:
        deep /= "第二批次上报材料汇总整理" * 2
    deep.mkdir(parents=True)
    shutil.copy(folder / FILE, deep)
    return deep


def test_the_root_of_a_drive(pc: WindowsPc, case_folder: Path) -> None:
    root = pc.add_drive("E", case_folder)
    there = {path.name for path in case_folder.iterdir()}
    assert people(pc, FROZEN, f"{root}{FILE}") == 42
    done = pc.run(FROZEN, "merge", root)
    assert (done.code, done.errors) == (1, "")
    assert {path.name for path in case_folder.iterdir()} == there | {SUMMARY}
    empty = case_folder / "空"
    empty.mkdir()
    root = pc.add_drive("F", empty)
    done = pc.run(FROZEN, "merge", root)
    assert (done.code, done.text) == (2, "")
    assert done.errors == f"zcert：文件夹“{root}”中没有可以汇总的采集表，请确认选对了文件夹；汇总表没有改动\n"


def test_a_summary_goes_to_another_drive(pc: WindowsPc, case_folder: Path) -> None:
    target = pc.path(r"C:\汇 总")
    target.mkdir()
    done = pc.run(FROZEN, "merge", pc.windows(case_folder), "-o", r"C:\汇 总\表.xlsx")
    assert (done.code, done.errors) == (1, "")
    assert [path.name for path in target.iterdir()] == ["表.xlsx"]


def test_a_workbook_with_the_attribute_read_only(pc: WindowsPc, case_folder: Path) -> None:
    (case_folder / FILE).chmod(0o444)
    there, before = {path.name for path in case_folder.iterdir()}, (case_folder / FILE).read_bytes()
    assert people(pc, FROZEN, pc.windows(case_folder / FILE)) == 42
    done = pc.run(FROZEN, "check", "--write", FILE, cwd=case_folder)
    assert (done.code, done.text) == (2, "")
    assert done.errors.startswith(f"zcert：“{FILE}”")
    assert len(done.errors.splitlines()) == 1
    assert ({path.name for path in case_folder.iterdir()}, (case_folder / FILE).read_bytes()) == (there, before)


NO_SUCH = "文件或文件夹不存在，请核对路径"


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        pytest.param("NUL", "不是普通文件，没有读取，请换成采集表文件本身", id="device"),
        pytest.param("Q:\\没有.xlsx", f"“Q:\\没有.xlsx”：{NO_SUCH}", id="no such drive"),
        pytest.param(
            "\\\\没有的机器\\共享\\表.xlsx", f"“\\\\没有的机器\\共享\\表.xlsx”：{NO_SUCH}", id="no such machine"
        ),
        pytest.param("甲?.xlsx", "“甲?.xlsx”：系统不接受这个名称，请改名后重试", id="wildcard"),
        pytest.param(".", "“.”是文件夹，请给出其中的一个采集表；汇总整个文件夹请用“zcert merge”", id="folder"),
    ],
)
def test_what_is_no_workbook(pc: WindowsPc, case_folder: Path, path: str, sentence: str) -> None:
    done = pc.run(FROZEN, "check", path, cwd=case_folder)
    assert (done.code, done.text, done.errors) == (2, "", f"zcert：{sentence}\n")
