"""The macro-enabled files as a clerk gets them: identical builds, everything of the plain ones, merged and opened."""

import io
import json
import re
import zipfile
from pathlib import Path
from random import Random

import pytest

from support import main
from support.macro_file import FILES, MacroFile, built
from support.office import convert
from support.vba_rules import RULES
from zcert.values.id_number import accepted_regions
from zcert_addin.demonstration.people import cells, person
from zcert_addin.filling.collection import filled
from zcert_addin.summary.sources import SUMMARY_STEM
from zcert_dictionaries import load_edition
from zcert_macros.flavour import BOOK
from zcert_macros.macro_file import RIBBON_PART, macro_enabled
from zcert_macros.vba_project import PROJECT_PART
from zcert_templates import FORMS, RESIDENT, SPECIAL
from zcert_templates.build import build_collection, build_summary

EDITION = load_edition()
PLAIN = {
    "id.xlsm": lambda: build_collection(RESIDENT, EDITION, accepted_regions()),
    "special.xlsm": lambda: build_collection(SPECIAL, EDITION, accepted_regions()),
    "summary.xlsm": lambda: build_summary(FORMS, EDITION, accepted_regions()),
}
CODE_NAMES = ("xl/workbook.xml", "xl/worksheets/sheet")
WIRED = ("[Content_Types].xml", "_rels/.rels", "xl/_rels/workbook.xml.rels", PROJECT_PART, RIBBON_PART)


def test_build_makes_the_same_bytes_each_time(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        assert main.run(["build", "-o", str(tmp_path / folder)]) == 0
    names = sorted(path.name for path in (tmp_path / "a").iterdir())
    assert len(names) == 2 * len(FORMS) + 3
    assert {Path(name).suffix for name in names} == {".xlsx", ".xlsm", ".xlam", ".oxt"}
    assert f"{SUMMARY_STEM}.xlsm" in names
    for name in names:
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


def test_build_overwrites_nothing_unasked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "zcert.xlam").write_bytes(b"mine")
    assert main.run(["build", "-o", str(tmp_path)]) == 2
    assert "zcert.xlam" in capsys.readouterr().err
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"mine"]


@pytest.mark.parametrize("name", PLAIN)
def test_a_macro_enabled_workbook_is_the_plain_one_and_macros(name: str) -> None:
    plain = {info.filename: info for info in zipfile.ZipFile(io.BytesIO(PLAIN[name]())).infolist()}
    parts = MacroFile.read(name, built(name)).parts
    assert set(parts) - set(plain) == {PROJECT_PART, RIBBON_PART}
    archive = zipfile.ZipFile(io.BytesIO(PLAIN[name]()))
    for part in set(plain) - set(WIRED):
        text = parts[part].decode()
        if part.startswith(CODE_NAMES):
            text = without_code_name(text)
        assert text == archive.read(part).decode()


def without_code_name(text: str) -> str:
    text = re.sub(r' codeName="\w+"', "", text)
    return text.replace("<sheetPr/>", "", 1)


@pytest.mark.parametrize("name", FILES)
def test_no_file_has_links_to_others(name: str) -> None:
    assert [part for part in MacroFile.read(name, built(name)).parts if "externalLink" in part] == []


def test_what_is_no_plain_workbook_is_refused() -> None:
    with pytest.raises(ValueError, match="exactly once"):
        macro_enabled(built("id.xlsm"), BOOK)


def test_a_macro_enabled_summary_is_written_and_merged_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [
        list(cells(RESIDENT, person(Random(seed), RESIDENT, EDITION, "示例单位", earliest=1981))) for seed in range(3)
    ]
    county, city = tmp_path / "县", tmp_path / "市"
    county.mkdir()
    city.mkdir()
    (county / "甲.xlsx").write_bytes(filled(RESIDENT, EDITION, rows))
    summary = city / "示例县.xlsm"
    main.run(["merge", str(county), "-o", str(summary), "--yes"])
    written = MacroFile.read("summary.xlsm", summary.read_bytes())
    assert [name for name, rule in RULES.items() if not rule(written)] == []
    assert written.streams == MacroFile.read("summary.xlsm", built("summary.xlsm")).streams
    capsys.readouterr()
    main.run(["merge", str(city), "--json", "--yes"])
    document = json.loads(capsys.readouterr().out)
    assert (document["rows"], document["files"][0]["status"]) == (3, "merged")


def test_a_summary_has_one_of_two_endings(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main.run(["merge", str(tmp_path), "-o", str(tmp_path / "x.xls")]) == 2
    assert ".xlsm" in capsys.readouterr().err


@pytest.mark.office
@pytest.mark.parametrize("name", FILES[:-1])
def test_libreoffice_opens_each_workbook(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(built(name))
    assert convert(tmp_path / name, "pdf", tmp_path / "out").read_bytes().startswith(b"%PDF")
