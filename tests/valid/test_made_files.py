"""Every file that the program makes is valid for every version of Office."""

from pathlib import Path

import pytest

from support.domain import MAN, SPECIAL, TODAY, make_table
from support.main import run
from support.merging import SUMMARY, people, widened
from support.open_xml_sdk import JUDGED, faults, faults_of
from support.own_lists import OWN, list_file
from support.third_form import GUEST
from zcert.counting import count
from zcert.table import Table
from zcert_addin.demonstration.units import EMPTY, FAULTY, PAPERS
from zcert_addin.summary.sources import SUMMARY_STEM
from zcert_dictionaries import load_edition
from zcert_templates import FORMS
from zcert_templates.build import build_statistics, template_name

pytestmark = pytest.mark.validator

DAY = ("--today", TODAY.isoformat())
SMALL = make_table({}, {"性别": "男", "身份证号码": MAN}, {"工作单位": "甲局", "性别": "", "最高学历": ""})


def made(*arguments: str | Path) -> None:
    assert run([*map(str, arguments)]) in {0, 1}


def in_folder(folder: Path) -> dict[str, Path]:
    """Return the workbooks of a folder by their names."""
    return {path.name: path for path in folder.iterdir() if path.suffix in JUDGED}


def test_what_build_makes(tmp_path: Path) -> None:
    made("build", "-o", tmp_path)
    files = in_folder(tmp_path)
    templates = {template_name(form).removesuffix(".xlsx") for form in FORMS}
    assert set(files) == {f"{name}{ending}" for name in templates for ending in (".xlsx", ".xlsm")} | {
        f"{SUMMARY_STEM}.xlsm",
        "zcert.xlam",
    }
    assert faults_of(files.values()) == {}


def test_templates_for_units_with_an_own_list(tmp_path: Path) -> None:
    units = tmp_path / "单位.csv"
    units.write_text("单位名称,上报单位,采集表种类\n甲&乙中学,杭州市,\n丙中学,,特殊证书\n", "utf-8")
    folder = tmp_path / "模板"
    own = list_file(tmp_path, *OWN, "<甲>&“乙”")
    made("new", "--units", units, "--own-list", own, "-o", folder, "--macros")
    files = in_folder(folder)
    assert set(files) == {"甲&乙中学.xlsm", "丙中学.xlsm"}
    assert faults_of(files.values()) == {}


def test_workbooks_that_are_filled_in(units: Path) -> None:
    files = [units.parent / Path(name).stem / name for name in (FAULTY, PAPERS)]
    assert faults_of(files) == {}


@pytest.mark.parametrize("ending", [".xlsx", ".xlsm"])
def test_a_summary_of_both_forms_with_photos_and_issues(units: Path, tmp_path: Path, ending: str) -> None:
    for name in (FAULTY, PAPERS):
        for path in (units.parent / Path(name).stem).iterdir():
            (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "坏.xlsx").write_bytes(b"PK")
    summary = tmp_path / f"{SUMMARY_STEM}{ending}"
    made("merge", tmp_path, *DAY, "--yes", "-o", summary)
    assert faults_of([summary]) == {}


def test_volumes_with_columns_that_units_have_added(tmp_path: Path) -> None:
    for name, columns in (("a", range(150)), ("b", range(100, 250))):
        added = {f"栏<{at}>": [at, f" &{at}"] for at in columns}
        (tmp_path / f"{name}.xlsx").write_bytes(widened(people(2, ord(name)), added))
    made("merge", tmp_path, *DAY, "--yes")
    volumes = [tmp_path / SUMMARY, tmp_path / f"{SUMMARY_STEM}（第2册）.xlsx"]
    assert faults_of(volumes) == {}
    above = tmp_path / "市"
    above.mkdir()
    for path in volumes:
        path.rename(above / f"县{path.name}")
    made("merge", above, *DAY, "--yes", "-o", above / "市.xlsm")
    assert faults_of([above / "市.xlsm"]) == {}


def test_an_empty_summary(units: Path, tmp_path: Path) -> None:
    (tmp_path / EMPTY).write_bytes((units.parent / Path(EMPTY).stem / EMPTY).read_bytes())
    made("merge", tmp_path, *DAY, "--yes")
    assert faults_of([tmp_path / SUMMARY]) == {}


@pytest.mark.parametrize("tables", [[SMALL, make_table({}, form=SPECIAL)], [make_table({}, form=GUEST)]])
def test_statistics(tables: list[Table]) -> None:
    assert faults(".xlsx", build_statistics(count(tables, TODAY, load_edition()), "注")) == []
