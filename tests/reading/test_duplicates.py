"""Two rows with one number, two sheets with one name: everything is read, and duplicates are named."""

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from xlsxwriter.workbook import Workbook

from support.domain import TODAY
from support.merging import merge, people, statuses, summary_rows
from support.read_tables import tables, two_sheets
from zcert.checking import check
from zcert.finding import Finding
from zcert.inspection import Inspection
from zcert.table import Table
from zcert_addin.reading.preflight import Unreadable
from zcert_addin.reading.workbook import parse
from zcert_dictionaries import load_edition

BOOK, FIRST, SECOND = "xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"


def with_part(data: bytes, name: str, change: Callable[[str], str]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w") as new:
        for part in old.namelist():
            content = old.read(part)
            new.writestr(part, change(content.decode()).encode() if part == name else content)
    return file.getvalue()


def doubled(table: Table) -> list[Finding]:
    findings = check(Inspection(table, TODAY, load_edition()))
    return [finding for finding in findings if finding.code in {"row-twice", "sheet-twice"}]


def same_number(xml: str) -> str:
    """Return the sheet with the last row under the number of the one before."""
    return xml.replace('<row r="6"', '<row r="5"').replace('6" t="s"', '5" t="s"')


def test_rows_of_one_number_are_all_read() -> None:
    first, second = tables(with_part(two_sheets(), FIRST, same_number))
    assert (first.rows, first.numbers) == (people(3, 0), [4, 5, 6])
    said = "文件中有两个第5行，都已读取，后一个记为第6行，请核对"
    assert doubled(first) == [Finding(row, "身份证号码", "row-twice", said) for row in (5, 6)]
    assert (second.rows, doubled(second)) == (people(3, 1), [])


def test_a_doubled_row_without_data_is_named_where_the_data_are() -> None:
    data = with_part(two_sheets(), FIRST, lambda xml: xml.replace("</sheetData>", '<row r="5"/></sheetData>'))
    first, _ = tables(data)
    assert (first.rows, first.numbers) == (people(3, 0), [4, 5, 6])
    assert [finding.row for finding in doubled(first)] == [5]


def test_rows_in_disorder_and_a_number_three_times() -> None:
    def change(xml: str) -> str:
        head, *rows = re.split(r"(?=<row )", xml)
        rows[-1], tail = rows[-1].split("</sheetData>")
        renumbered = [re.sub(r'r="([A-Z]*)[45]"', r'r="\g<1>6"', row) for row in rows]
        return head + "".join(reversed(renumbered)) + "</sheetData>" + tail

    first, _ = tables(with_part(two_sheets(), FIRST, change))
    assert first.numbers == [6, 7, 8]
    assert first.rows == people(3, 0)[::-1]
    assert [(finding.row, finding.message[4:9]) for finding in doubled(first)] == [
        (row, "两个第6行") for row in (6, 6, 7, 8)
    ]


def test_doubled_rows_of_which_one_has_no_number() -> None:
    data = with_part(
        two_sheets(), FIRST, lambda xml: xml.replace('<row r="5"', "<row").replace('<row r="6"', '<row r="5"')
    )
    first, _ = tables(data)
    assert (first.rows, first.numbers) == (people(3, 0), [4, 5, 6])
    assert [finding.row for finding in doubled(first)] == [5, 6]


def test_doubled_rows_that_cannot_be_told_apart() -> None:
    last = '<row r="1048576"><c r="A1048576"><v>1</v></c></row></sheetData>'
    data = with_part(two_sheets(), FIRST, lambda xml: same_number(xml).replace("</sheetData>", last))
    with pytest.raises(Unreadable, match="第5行出现了两次"):
        parse(data)


@pytest.mark.parametrize("name", ["采集表", "采集表A", "甲&乙"])
def test_sheets_of_one_name_are_all_read(name: str) -> None:
    written = name.replace("&", "&amp;")
    data = with_part(two_sheets(name, "另一张"), BOOK, lambda xml: xml.replace("另一张", written.lower()))
    first, second = tables(data)
    assert [first.sheet, second.sheet] == [name, f"{name.lower()}（2）"]
    assert [first.rows, second.rows] == [people(3, 0), people(3, 1)]
    said = "文件中有几个工作表都叫“{}”，都已读取，这一个记为“{}”，请核对"
    column = "（整个工作表）"
    assert doubled(first) == [Finding(None, column, "sheet-twice", said.format(name, name))]
    assert doubled(second) == [Finding(None, column, "sheet-twice", said.format(name.lower(), second.sheet))]


def test_a_name_that_is_taken_is_not_given() -> None:
    file = io.BytesIO()
    with Workbook(file, {"in_memory": True}) as book:
        for name in ("甲", "乙", "丙", "甲（2）"):
            book.add_worksheet(name).write(0, 0, name)
    data = with_part(file.getvalue(), BOOK, lambda xml: re.sub('name="[乙丙]"', 'name="甲"', xml))
    grids = parse(data).sheets
    assert [(grid.name, grid.cells[0][0], grid.notes.same_name) for grid in grids] == [
        ("甲", "甲", "甲"),
        ("甲（3）", "乙", "甲"),
        ("甲（4）", "丙", "甲"),
        ("甲（2）", "甲（2）", ""),
    ]


def test_every_row_arrives_in_the_summary(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    data = with_part(two_sheets(), FIRST, same_number)
    (tmp_path / "甲.xlsx").write_bytes(with_part(data, BOOK, lambda xml: xml.replace("采集表甲", "采集表")))
    document = merge(capsys, tmp_path)
    assert statuses(document) == {"甲.xlsx": "merged"}
    assert [row["身份证号码"] for row in summary_rows(tmp_path)] == [row[0] for row in people(3, 0) + people(3, 1)]
    codes = document["findings"]["codes"]  # type: ignore[index]
    assert (codes["row-twice"], codes["sheet-twice"]) == (2, 2)
