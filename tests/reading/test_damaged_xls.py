"""A damaged workbook of the format before 2007 is never read short without a word, and a whole one is not accused."""

import struct
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from support.biff import xls
from support.merging import people, sheet_rows, workbook
from support.office import convert
from support.read_tables import codes, table, tables
from zcert_addin.reading import xls_chain, xls_records, xls_strings
from zcert_addin.reading.preflight import DAMAGED, Unreadable

SECTOR = 512


def damaged(data: bytes) -> Iterator[bytes]:
    """Yield the file with each sector zeroed, repeated, swapped with another, taken out, and cut off there."""
    rng, sectors = Random(7), len(data) // SECTOR
    for at in range(SECTOR, len(data) - SECTOR, SECTOR):
        before, here, behind = data[:at], data[at : at + SECTOR], data[at + SECTOR :]
        for other in (bytes(SECTOR), data[at - SECTOR : at], behind[:SECTOR], b"\xff" * SECTOR):
            yield before + other + behind
        yield before + behind[:SECTOR] + here + behind[SECTOR:]
        there = SECTOR * rng.randrange(1, sectors)
        yield before + data[there : there + SECTOR] + behind
        yield before + behind
        yield before


def silently_short(whole: bytes, copies: Iterator[bytes]) -> int:
    """Return how many of the copies are read with people missing, no code of reading saying so."""
    numbers = {row[0] for row in table(whole).rows}
    short = 0
    for copy in copies:
        try:
            found = tables(copy)
        except Unreadable:
            continue
        here = {row[0] for one in found for row in one.rows}
        short += bool(found) and not numbers <= here and not any(map(codes, found))
    return short


def test_no_person_is_lost_without_a_word() -> None:
    whole = xls("采集表", sheet_rows(people(20)))
    assert codes(table(whole)) == []
    assert silently_short(whole, damaged(whole)) == 0


@pytest.mark.office
def test_no_person_is_lost_of_what_libreoffice_writes(tmp_path: Path) -> None:
    (tmp_path / "甲.xlsx").write_bytes(workbook(sheet_rows(people(20))))
    whole = convert(tmp_path / "甲.xlsx", "xls", tmp_path / "office").read_bytes()
    assert codes(table(whole)) == []
    assert silently_short(whole, damaged(whole)) == 0


def record(number: int, data: bytes = b"") -> bytes:
    return struct.pack("<HH", number, len(data)) + data


def bof(kind: int) -> bytes:
    return record(0x809, struct.pack("<4HII", 0x600, kind, 0x0DBB, 0x07CC, 0, 6))


def stream(*records: bytes, sheets: int = 1, kind: int = 0x10, dt: int = 0) -> bytes:
    """Return a workbook of sheets that hold these records."""
    sheet = bof(kind) + b"".join(records) + record(0x0A)
    start = 20 + sheets * 13 + 4
    bounds = b"".join(
        record(0x85, struct.pack("<IBBBBc", start + at * len(sheet), 0, dt, 1, 0, b"A")) for at in range(sheets)
    )
    return bof(5) + bounds + record(0x0A) + sheet * sheets


def announced(row: int, first: int, end: int) -> bytes:
    return record(0x208, struct.pack("<3H10x", row, first, end))


def cell(row: int, column: int) -> bytes:
    return record(0x203, struct.pack("<3Hd", row, column, 0, 1.0))


def size(last: int) -> bytes:
    return record(0x200, struct.pack("<IIHHH", 0, last, 0, 28, 0))


ROWS = announced(0, 0, 2), announced(1, 0, 2), cell(0, 0), cell(0, 1), cell(1, 0), cell(1, 1)
BARE = cell(0, 0), cell(0, 1), cell(1, 0), cell(1, 1)


@pytest.mark.parametrize(
    ("records", "doubtful"),
    [
        pytest.param((), False, id="empty"),
        pytest.param((size(2), *ROWS), False, id="as LibreOffice, Excel and POI"),
        pytest.param((size(2), announced(0, 0, 2), *BARE[:2], announced(1, 0, 2), *BARE[2:]), False, id="as xlwt"),
        pytest.param((size(2), *ROWS, announced(5, 0, 1)), False, id="xlwt's row without cells"),
        pytest.param((size(2), *ROWS, announced(5, 0, 0)), False, id="a row with a height only"),
        pytest.param(BARE, False, id="no row and no size announced"),
        pytest.param((size(2), *reversed(BARE)), False, id="as Spreadsheet::WriteExcel, from below"),
        pytest.param((size(3), *BARE), False, id="as PHP, one row too many"),
        pytest.param((announced(0, 0, 256), *BARE, announced(9, 0, 256)), False, id="widths that say nothing"),
        pytest.param((size(24), *ROWS), True, id="rows of the sheet are missing"),
        pytest.param((size(24), *BARE), True, id="rows are missing and none is announced"),
        pytest.param((*ROWS, announced(2, 0, 2)), True, id="an announced row has no cells"),
        pytest.param((*ROWS, cell(1, 0), cell(1, 1)), True, id="cells twice"),
        pytest.param((*BARE, cell(0, 1)), True, id="a cell twice, no row announced"),
        pytest.param((*ROWS[:2], *reversed(ROWS[2:])), True, id="announced rows out of order"),
        pytest.param((*ROWS[:4], record(0x300, b"x"), *ROWS[4:]), True, id="something else among the cells"),
    ],
)
def test_rows_that_may_be_missing(records: tuple[bytes, ...], doubtful: bool) -> None:  # noqa: FBT001
    assert xls_chain.doubtful_sheets(stream(*records)) == [doubtful]
    assert xls_chain.doubtful_sheets(stream(*records, sheets=2)) == [doubtful, doubtful]


WHOLE = stream(size(2), *ROWS)


@pytest.mark.parametrize(
    "broken",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(WHOLE[:-4], id="no end"),
        pytest.param(WHOLE + b"x", id="something left over"),
        pytest.param(WHOLE.replace(cell(0, 1), bytes(18)), id="zeros"),
        pytest.param(WHOLE.replace(cell(0, 1), cell(0, 1)[:-1]), id="a byte less"),
        pytest.param(WHOLE.replace(cell(0, 1), b"\x03\x02\x20" + cell(0, 1)[3:]), id="swallows the next cell"),
        pytest.param(WHOLE.replace(cell(0, 1), cell(0, 300)), id="a column that no sheet has"),
        pytest.param(WHOLE.replace(size(2), size(70_000)), id="rows that no sheet has"),
        pytest.param(WHOLE.replace(cell(0, 1), record(0x4E00, bytes(14))), id="no record"),
        pytest.param(WHOLE.replace(cell(0, 1), record(0xFD, bytes(12))), id="another size"),
        pytest.param(WHOLE.replace(bof(0x10), bof(0x20)), id="another kind of sheet"),
        pytest.param(stream(*ROWS, dt=2), id="announced as a chart"),
        pytest.param(bof(5) + record(0x0A) + bof(0x10) + record(0x0A), id="a sheet that is not announced"),
        pytest.param(stream(*ROWS, sheets=2)[: -len(stream(*ROWS)) + 37], id="an announced sheet is missing"),
    ],
)
def test_broken_chains(broken: bytes) -> None:
    with pytest.raises(Unreadable, match=DAMAGED):
        xls_chain.doubtful_sheets(broken)


@pytest.mark.parametrize(
    ("whole"),
    [
        pytest.param(WHOLE + bytes(2000), id="zeros behind"),
        pytest.param(stream(*ROWS, bof(0x20) + cell(0, 0) + record(0x0A)), id="a chart within"),
        pytest.param(stream(kind=0x20, dt=2), id="a sheet that is a chart"),
        pytest.param(WHOLE.replace(bof(5), bof(5).replace(b"\0\6", b"\0\5", 1)), id="Excel 95: another version"),
        pytest.param(record(0x409, bytes(6)) + record(0x0A), id="Excel 4"),
        pytest.param(bof(0x10) + b"".join(ROWS) + record(0x0A), id="a sheet of its own"),
    ],
)
def test_whole_chains(whole: bytes) -> None:
    assert not any(xls_chain.doubtful_sheets(whole))


def text(characters: str, flags: int = 1, more: bytes = b"", behind: bytes = b"") -> bytes:
    written = characters.encode("utf-16-le" if flags & 1 else "latin-1")
    return struct.pack("<HB", len(characters), flags) + more + written + behind


def texts(*parts: bytes, unique: int) -> list[bytes]:
    return [struct.pack("<II", 9, unique) + parts[0], *parts[1:]]


@pytest.mark.parametrize(
    ("parts", "number"),
    [
        pytest.param(texts(text("甲") + text("ab", 0) + text(""), unique=3), 3, id="wide, narrow, empty"),
        pytest.param(texts(text("甲", 13, struct.pack("<HI", 1, 3), bytes(7)) + text("乙"), unique=2), 2, id="rich"),
        pytest.param(texts(text("甲"), text("乙"), unique=2), 2, id="goes on with a text"),
        pytest.param(texts(text("甲乙")[:5], b"\1" + text("甲乙")[5:], unique=1), 1, id="goes on with characters"),
        pytest.param(texts(text("ab", 0)[:4], b"\1b\0" + text("c", 0), unique=2), 2, id="goes on wide"),
        pytest.param(texts(text("甲", 9, b"\2\0", bytes(3)), bytes(5), unique=1), 1, id="goes on with font runs"),
        pytest.param(texts(text("甲") + text("乙"), unique=1), None, id="a text too many"),
        pytest.param(texts(text("甲", 0x43), unique=1), None, id="flags that no text has"),
    ],
)
def test_tables_of_texts(parts: list[bytes], number: int | None) -> None:
    assert xls_strings.count(parts) == number


@pytest.mark.parametrize("parts", [texts(text("甲"), unique=2), texts(text("甲")[:-1], unique=1), [b"x"]])
def test_tables_that_end_too_early(parts: list[bytes]) -> None:
    with pytest.raises((struct.error, IndexError)):
        xls_strings.count(parts)


def test_texts_that_are_not_in_the_table() -> None:
    def with_text(number: int) -> bytes:
        sheet = bof(0x10) + record(0xFD, struct.pack("<3HI", 0, 0, 0, number)) + record(0x0A)
        table = record(0xFC, b"".join(texts(text("甲乙")[:5], unique=1))) + record(0x3C, b"\1" + text("甲乙")[5:])
        start = 20 + 13 + len(table) + 4
        return bof(5) + record(0x85, struct.pack("<IBBBBc", start, 0, 0, 1, 0, b"A")) + table + record(0x0A) + sheet

    assert xls_chain.doubtful_sheets(with_text(0)) == [False]
    with pytest.raises(Unreadable):
        xls_chain.doubtful_sheets(with_text(1))


def test_a_sheet_that_may_be_short_is_named() -> None:
    whole = xls("采集表", sheet_rows(people(3)))
    first = xls_records.stream(whole)
    at = first.index(b"\x04\x02", 100)
    length = 4 + struct.unpack_from("<H", first, at + 2)[0]
    twice = first[:at] + first[at : at + length] * 2 + first[at + length :].rstrip(b"\0") + bytes(3)
    found = table(twice)
    # python-calamine reads no records that are in no compound file.
    assert codes(found) == [(None, "（整个工作表）", code) for code in ("sheet-short", "sheet-read-once")]
    assert len(found.rows) == 3
