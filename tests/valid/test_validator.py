"""The validator sees what is wrong: in other programs' files, in a part that was spoilt, in each version of Office."""

import functools
import io
import re
import zipfile

import openpyxl
import pytest

from support.domain import SPECIAL, TODAY, make_table
from support.macro_file import MacroFile, built
from support.open_xml_sdk import VERSIONS, Fault, added, faults
from zcert.counting import count
from zcert_dictionaries import load_edition
from zcert_macros.macro_file import RIBBON_PART
from zcert_templates.build import build_statistics

pytestmark = pytest.mark.validator

SHEET, BOOK, STYLES = "xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml"
DICTIONARY = "xl/worksheets/sheet2.xml"
NEWEST = VERSIONS[-1:]


def package(parts: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return file.getvalue()


def spoilt(parts: dict[str, bytes], part: str, old: bytes, new: bytes) -> bytes:
    assert old in parts[part]
    return package(parts | {part: parts[part].replace(old, new, 1)})


def parts_of(name: str) -> dict[str, bytes]:
    """Return the parts of a macro-enabled file, the long ones without their rows."""
    parts = MacroFile.read(name, built(name)).parts
    return {
        part: re.sub(rb"<sheetData>.*</sheetData>", b"<sheetData/>", data) if part == DICTIONARY else data
        for part, data in parts.items()
    }


@functools.cache
def by_openpyxl() -> bytes:
    file = io.BytesIO()
    openpyxl.Workbook().save(file)
    return file.getvalue()


def test_every_version_has_something_against_the_files_of_openpyxl() -> None:
    found = faults(".xlsx", by_openpyxl())
    assert [one.version for one in found] == [*VERSIONS]
    assert {(one.part, one.where) for one in found} == {("/xl/styles.xml", "/x:styleSheet[1]/x:fonts[1]/x:font[1]")}
    assert all("unexpected child element" in one.said and one.said.endswith(":color'.") for one in found)


def test_what_is_no_package_is_a_fault() -> None:
    assert faults(".xlsx", b"PK", versions=NEWEST) == [Fault(*NEWEST, "", "", "File contains corrupted data.")]


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        pytest.param(RIBBON_PART, b'size="large"', b'size="huge"', id="a size that no button has"),
        pytest.param(RIBBON_PART, b"<tabs>", b"<tabs><button/>", id="a button outside a group"),
        pytest.param(RIBBON_PART, b'id="ZcBookTab"', b'id="Zc Book"', id="an identifier with a blank"),
        pytest.param(RIBBON_PART, b"<button ", b'<button colour="red" ', id="an attribute that no button has"),
        pytest.param(SHEET, b"<dataValidations ", b"<sheetData/><dataValidations ", id="an element in a wrong place"),
        pytest.param(SHEET, b'type="list"', b'type="listed"', id="a value that is not in the list"),
        pytest.param(SHEET, b'<c r="A1" s="', b'<c r="A1" s="99', id="a format that is not there"),
        pytest.param(BOOK, b' r:id="rId1"', b' r:id="rId99"', id="a sheet without its part"),
        pytest.param(BOOK, b' sheetId="2"', b' sheetId="1"', id="two sheets of one number"),
        pytest.param(STYLES, b"<fonts ", b"<fonts wrong='1' ", id="an attribute that fonts do not have"),
    ],
)
def test_a_spoilt_part_is_a_fault(part: str, old: bytes, new: bytes) -> None:
    parts = parts_of("id.xlsm")
    found = faults(".xlsm", spoilt(parts, part, old, new), versions=NEWEST)
    assert found
    assert {one.part for one in found} == {f"/{part}"}


def test_the_parts_before_they_are_spoilt_are_valid() -> None:
    assert faults(".xlsm", package(parts_of("id.xlsm")), versions=NEWEST) == []


def test_a_spoilt_chart_is_a_fault() -> None:
    book = build_statistics(count([make_table({}, form=SPECIAL)], TODAY, load_edition()), "")
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    chart = next(name for name in parts if name.startswith("xl/charts/chart"))
    found = faults(".xlsx", spoilt(parts, chart, b"<c:plotArea>", b"<c:plotArea><c:layer/>"), versions=NEWEST)
    assert {one.part for one in found} == {f"/{chart}"}


def test_only_a_fault_that_was_not_there_is_added() -> None:
    own = by_openpyxl()
    with zipfile.ZipFile(io.BytesIO(own)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert added(".xlsx", own, package(parts | {"xl/none.xml": b"<none/>"})) == []
    found = added(".xlsx", own, spoilt(parts, SHEET, b"<sheetData", b"<wrong/><sheetData"))
    assert [(one.version, one.part) for one in found] == [(version, f"/{SHEET}") for version in VERSIONS]
