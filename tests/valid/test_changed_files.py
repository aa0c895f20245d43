"""A workbook that results were written into is valid if it was; one from elsewhere has no fault more than before."""

import io
from collections.abc import Callable
from pathlib import Path
from random import Random

import openpyxl
import pytest

from support.domain import SPECIAL, right_row
from support.main import run
from support.merging import EDITION, SUMMARY, TODAY, people, sheet_rows, workbook
from support.odd_workbook import Varied
from support.office import convert
from support.open_xml_sdk import added, faults, faults_of
from zcert_addin.demonstration.units import FAULTY
from zcert_addin.filling.collection import filled
from zcert_macros.macro_books import add_macros
from zcert_templates import RESIDENT

pytestmark = pytest.mark.validator

ROWS = people(3)
ROWS[1][RESIDENT.index["姓名"]] = ""
ROWS[2][0] = "330106<&>"
PAPER = [[*right_row(SPECIAL).values()]]


def by_openpyxl(_folder: Path) -> bytes:
    file = io.BytesIO()
    openpyxl.load_workbook(io.BytesIO(filled(RESIDENT, EDITION, ROWS))).save(file)
    return file.getvalue()


def by_libreoffice(folder: Path) -> bytes:
    (folder / "原.xlsx").write_bytes(filled(RESIDENT, EDITION, ROWS))
    return convert(folder / "原.xlsx", "xlsx", folder / "office").read_bytes()


FOREIGN = [
    pytest.param(by_openpyxl, id="template that openpyxl has saved"),
    pytest.param(by_libreoffice, id="template that LibreOffice has saved", marks=pytest.mark.office),
    pytest.param(lambda _: workbook(sheet_rows(ROWS)), id="XlsxWriter"),
    pytest.param(lambda _: Varied(Random(1)).book(sheet_rows(ROWS)), id="by hand"),
]
OWN = [
    pytest.param(".xlsx", lambda: filled(SPECIAL, EDITION, PAPER), id="template for other papers"),
    pytest.param(".xlsm", lambda: add_macros(filled(RESIDENT, EDITION, ROWS)), id="template with macros"),
]


def checked(path: Path, content: bytes, *verb: str) -> bytes:
    """Write a file, let its results be written into it, and return it as it is then."""
    path.write_bytes(content)
    assert run([*(verb or ("check", *TODAY)), str(path), "--write"]) in {0, 1}
    backups = [one for one in path.parent.iterdir() if "备份" in one.name]
    assert [one.read_bytes() for one in backups] == [content]
    return path.read_bytes()


@pytest.mark.parametrize("make", FOREIGN)
def test_no_fault_is_added_to_a_workbook_from_elsewhere(make: Callable[[Path], bytes], tmp_path: Path) -> None:
    before = make(tmp_path)
    assert added(".xlsx", before, checked(tmp_path / "表.xlsx", before)) == []


@pytest.mark.parametrize(("suffix", "make"), OWN)
def test_an_own_workbook_stays_valid(suffix: str, make: Callable[[], bytes], tmp_path: Path) -> None:
    before = make()
    after = checked(tmp_path / f"表{suffix}", before)
    assert after != before
    assert faults(suffix, after) == []


def test_a_summary_stays_valid(tmp_path: Path) -> None:
    (tmp_path / "甲.xlsx").write_bytes(filled(RESIDENT, EDITION, ROWS))
    (tmp_path / "乙.xlsx").write_bytes(filled(SPECIAL, EDITION, PAPER))
    summary = (tmp_path / SUMMARY).with_suffix(".xlsm")
    assert run(["merge", str(tmp_path), *TODAY, "--yes", "-o", str(summary)]) == 1
    before = summary.read_bytes()
    after = checked(summary, before)
    assert after != before
    assert faults(".xlsm", after) == []


def test_photos_alone(units: Path, tmp_path: Path) -> None:
    for path in units.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    content = (units / FAULTY).read_bytes()
    assert checked(tmp_path / FAULTY, content, "photos") != content
    assert faults_of([tmp_path / FAULTY]) == {}
