"""No value changes silently: what a cell cannot hold, or has lost already, is named by its cell."""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from xlsxwriter.workbook import Workbook

from support.domain import TODAY
from support.merging import merge, people, sheet_rows, statuses, summary_rows, workbook
from support.office import convert
from support.read_tables import table
from support.xlsb import xlsb
from zcert.checking import check
from zcert.inspection import Inspection
from zcert.table import Table
from zcert_dictionaries import load_edition
from zcert_templates import RESIDENT

REMARK = "备注"
AT = RESIDENT.index[REMARK]


def findings(read: Table) -> list[tuple[int | None, str, str]]:
    found = check(Inspection(read, TODAY, load_edition()))
    return [(one.row, one.column, one.code) for one in found if one.code not in {"id-region-age", "untidy-text"}]


def with_remarks(remarks: Mapping[str, str]) -> bytes:
    """Write people whose remarks are in the file as given in XML, bypassing our writer."""
    rows = people(len(remarks))
    for row, name in zip(rows, remarks, strict=True):
        row[AT] = name
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook(sheet_rows(rows)))) as old, zipfile.ZipFile(file, "w") as new:
        for part in old.namelist():
            content = old.read(part)
            if part == "xl/sharedStrings.xml":
                for name, remark in remarks.items():
                    content = content.replace(name.encode(), remark.encode())
            new.writestr(part, content)
    return file.getvalue()


def test_texts_that_no_cell_holds(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    remarks = {
        "QLONG": "长" * 40_000,
        "QFITS": "长" * 32_767,
        "QHALF": "a_xD800_b",
        "QPAIR": "a_xd83d__xDE00_b",
        "QESCAPE": "a_x005F_x0041_b",
    }
    data = with_remarks(remarks)
    assert findings(table(data)) == [
        (4, REMARK, "text-too-long"),
        (6, REMARK, "broken-character"),
        (7, REMARK, "broken-character"),
    ]
    (tmp_path / "甲.xlsx").write_bytes(data)
    merge(capsys, tmp_path)
    arrived = [row[REMARK] for row in summary_rows(tmp_path)]
    assert arrived == ["长" * 32_767, "长" * 32_767, "a_xD800_b", "a_xd83d__xDE00_b", "a_x0041_b"]


@pytest.mark.office
def test_half_a_character_in_other_formats(tmp_path: Path) -> None:
    rows = people(2)
    rows[1][AT] = "甲QQ乙"
    (tmp_path / "甲.xlsx").write_bytes(workbook(sheet_rows(rows)))
    old = convert(tmp_path / "甲.xlsx", "xls", tmp_path / "office").read_bytes()
    new = xlsb("采集表", sheet_rows(rows))
    whole, half = "甲QQ".encode("utf-16-le"), "甲".encode("utf-16-le") + b"\x00\xd8Q\x00"
    assert whole in old
    assert findings(table(old.replace(whole, half))) == [(5, REMARK, "broken-character")]
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(new)) as before, zipfile.ZipFile(file, "w") as after:
        for part in before.namelist():
            after.writestr(part, before.read(part).replace(whole, half))
    assert findings(table(file.getvalue())) == [(5, REMARK, "broken-character")]


@pytest.mark.office
def test_rare_characters_on_the_border_of_two_records(tmp_path: Path) -> None:
    rows = people(300)
    for at, row in enumerate(rows):
        row[AT] = f"{at}" + "𠮷𡈽" * (60 + at % 2)  # each takes two units of 16 bits, and a record holds 8,224 bytes
    (tmp_path / "甲.xlsx").write_bytes(workbook(sheet_rows(rows)))
    read = table(convert(tmp_path / "甲.xlsx", "xls", tmp_path / "office").read_bytes())
    assert [row[AT] for row in read.rows] == [row[AT] for row in rows]
    assert findings(read) == []


def test_identity_numbers_that_were_numbers_once() -> None:
    file = io.BytesIO()
    rows = people(4)
    with Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet("采集表")
        for at, row in enumerate(sheet_rows(rows)):
            sheet.write_row(at, 0, row)
        sheet.write_number(3, 0, 330106198503149134)  # Excel keeps 15 digits
        sheet.write_number(4, 0, 330106850314913)
        sheet.write_string(5, 0, "330106198503149000")  # pasted as a text after the digits were lost
        sheet.write_string(6, 0, "3.30106198503149E+17")
    found = findings(table(file.getvalue()))
    assert [one for one in found if one[1] == "身份证号码"] == [
        (4, "身份证号码", "id-number-stored"),
        (5, "身份证号码", "id-number-stored"),
        (6, "身份证号码", "id-checksum"),
        (7, "身份证号码", "id-length"),
    ]


@pytest.mark.parametrize("place", ["AD4", "XFD4", "XFE4", "ZZZ4"])
def test_a_cell_far_to_the_right_or_off_the_grid_is_named(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, place: str
) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook(sheet_rows(people(2))))) as old, zipfile.ZipFile(file, "w") as new:
        for part in old.namelist():
            content = old.read(part)
            if part == "xl/worksheets/sheet1.xml":
                content = content.replace(b'</row><row r="5"', f'<c r="{place}"><v>1</v></c></row><row r="5"'.encode())
            new.writestr(part, content)
    (tmp_path / "甲.xlsx").write_bytes(file.getvalue())
    document = merge(capsys, tmp_path)
    if statuses(document) == {"甲.xlsx": "merged"}:
        assert document["rows"] == 2
        assert document["findings"]["codes"]["outside-columns"] == 1  # type: ignore[index]
    else:
        assert statuses(document) == {"甲.xlsx": "refused"}
        assert place == "ZZZ4"
