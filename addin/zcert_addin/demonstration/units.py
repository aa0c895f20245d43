"""Write the demonstration folder: units' workbooks, photos, and files that do not belong there.

The planted faults are returned: checking and merging must find exactly these.
"""

import datetime as dt
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Final

from xlsxwriter.workbook import Workbook

from zcert import words
from zcert.form import FIRST_DATA_ROW, HEADER_ROW, Form, Kind
from zcert.photos.key import photo_key
from zcert.roles import Role
from zcert_addin.demonstration import portraits
from zcert_addin.demonstration.faults import (
    FAULTS,
    KEY,
    NAME,
    PAPER,
    PAPER_FAULTS,
    PHOTO,
    PHOTO_FAULTS,
    UNIT,
    Row,
    caption,
)
from zcert_addin.demonstration.people import person
from zcert_addin.filling.collection import filled
from zcert_addin.patching.cells import patch_cells
from zcert_dictionaries import Edition
from zcert_templates import RESIDENT, SPECIAL
from zcert_templates.build import COLLECTION_SHEET

FAULTY: Final = "示例市甲区高级专业技术资格证书采集表.xlsx"
CLEAN: Final = "示例市乙县高级专业技术资格证书采集表.xlsx"
PAPERS: Final = "示例市丙学院高级专业技术资格证书采集表（特殊证书）.xlsx"
EMPTY: Final = "示例市丁局高级专业技术资格证书采集表.xlsx"
MOVED: Final = "示例市戊区高级专业技术资格证书采集表.xlsx"
RENAMED_HEADER: Final = "示例市己县高级专业技术资格证书采集表.xlsx"

OTHER_FILES: Final = "无关或损坏的文件"

_EARLIEST: Final = 1981
_REPORTING: Final = "杭州市"
_CLEAN_ROWS: Final = 8
_STRAY_COLUMN: Final = 30
_ORPHANS: Final = ("330106198001019990.jpg", "全家福.jpg")


@dataclass(frozen=True, slots=True)
class Planted:
    """An expected finding; row: Excel row number (1-based), None for a photo without a person."""

    row: int | None
    column: str
    code: str


@dataclass(slots=True)
class Truth:
    """What a demonstration folder holds.

    findings: of each merged workbook when it is checked with its photos, in the order of rows and columns.
    rows:     number of rows of each of them.
    left_out: status of each file that is not merged.
    duplicates:  file and row (1-based) of each appearance of a person found in two files.
    """

    findings: dict[str, list[Planted]] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    left_out: dict[str, str] = field(default_factory=dict)
    duplicates: list[tuple[tuple[str, int], ...]] = field(default_factory=list)


def write_units(folder: Path, edition: Edition, seed: int = 57) -> Truth:
    """Create a folder for each unit, named after its workbook, inside an existing folder.

    Broken files and files that do not belong there are in ``OTHER_FILES``. The same seed yields the same files.
    """
    rng = Random(seed)  # noqa: S311  nothing secret
    return _Units(folder, edition, rng).write()


class _Units:
    def __init__(self, folder: Path, edition: Edition, rng: Random) -> None:
        self._folder, self._edition, self._rng = folder, edition, rng
        self._truth = Truth()
        self._photos: dict[str, bytes] = {}

    def write(self) -> Truth:
        faulty = self._faulty_unit()
        self._clean_units(faulty)
        self._paper_unit()
        self._write(EMPTY, RESIDENT, [], [])
        self._other_files()
        return self._truth

    def _people(self, form: Form, unit: str, count: int) -> list[Row]:
        rows = [dict(person(self._rng, form, self._edition, unit, earliest=_EARLIEST)) for _ in range(count)]
        return [{**row, caption(form, Role.REPORTING_UNIT): _REPORTING} for row in rows]

    def _faulty_unit(self) -> list[Row]:
        unit = "示例市甲区第一医院"
        rows, planted = self._people(RESIDENT, unit, _CLEAN_ROWS), list[Planted]()
        for code, column, plant in FAULTS:
            (row,) = self._people(RESIDENT, unit, 1)
            plant(row, self._rng, self._edition)
            rows.append(row)
            planted.append(Planted(FIRST_DATA_ROW + len(rows) - 1, column, code))
        for at in (0, len(rows)):
            planted.append(Planted(FIRST_DATA_ROW + at, KEY, "id-duplicate"))
        rows.append(rows[0] | {NAME: "重复登记"})
        for row in rows:
            self._photograph(row[KEY])
        for code in PHOTO_FAULTS:
            (row,) = self._people(RESIDENT, unit, 1)
            self._photograph(row[KEY], code)
            rows.append(row)
            planted.append(Planted(FIRST_DATA_ROW + len(rows) - 1, PHOTO, code))
        # No photo is named after a number that the spreadsheet has rounded.
        planted += [Planted(one.row, PHOTO, "photo-missing") for one in planted if one.code == "id-number-stored"]
        planted.append(Planted(FIRST_DATA_ROW, words.OUTSIDE, "outside-columns"))
        for name in _ORPHANS:
            self._photos[name] = portraits.portrait(self._rng)
            planted.append(Planted(None, PHOTO, "photo-orphan"))
        stray = {(FIRST_DATA_ROW, _STRAY_COLUMN): "电话问过本人"}
        self._write(FAULTY, RESIDENT, rows, planted, stray)
        return rows

    def _clean_units(self, faulty: Sequence[Row]) -> None:
        rows = self._people(RESIDENT, "示例市乙县中学", _CLEAN_ROWS)
        rows.append(faulty[1] | {UNIT: "示例市乙县中学"})
        (namesake,) = self._people(RESIDENT, str(faulty[2][UNIT]), 1)
        rows.append(namesake | {NAME: faulty[2][NAME]})
        for row in rows:
            self._photograph(row[KEY])
        self._write(CLEAN, RESIDENT, rows, [])
        # Files are merged in order of name: 乙 comes before 甲.
        last = FIRST_DATA_ROW + len(rows) - 1
        self._truth.duplicates = [
            ((CLEAN, last - 1), (FAULTY, FIRST_DATA_ROW + 1)),
            ((CLEAN, last), (FAULTY, FIRST_DATA_ROW + 2)),
        ]
        moved = self._people(RESIDENT, "示例市戊区设计院", _CLEAN_ROWS)
        for row in moved:
            self._photograph(row[KEY])
        self._save(MOVED, _moved(RESIDENT, moved))
        self._expect(MOVED, RESIDENT, len(moved), [])

    def _paper_unit(self) -> None:
        rows, planted = self._people(SPECIAL, "示例市丙学院", _CLEAN_ROWS), list[Planted]()
        for code, column, cells in PAPER_FAULTS:
            (row,) = self._people(SPECIAL, "示例市丙学院", 1)
            rows.append(row | cells)
            planted.append(Planted(FIRST_DATA_ROW + len(rows) - 1, column, code))
        for row in rows:
            self._photograph(row[PAPER])
        self._write(PAPERS, SPECIAL, rows, planted)

    def _photograph(self, number: str | int, code: str = "") -> None:
        if isinstance(number, int):
            return
        name = f"{photo_key(number)}.jpg"
        if code in {"photo-not-jpeg", "photo-broken", "photo-pixels", "photo-bytes", "photo-ratio"}:
            self._photos[name] = portraits.faulty(self._rng, code)
        elif code != "photo-missing":
            self._photos[name] = portraits.portrait(self._rng)
        if code == "photo-double":
            self._photos[f"{photo_key(number)}.jpeg"] = portraits.portrait(self._rng)

    def _write(
        self,
        name: str,
        form: Form,
        rows: Sequence[Row],
        planted: Iterable[Planted],
        stray: dict[tuple[int, int], str] | None = None,
    ) -> None:
        texts = [[row.get(header, "") for header in form.headers] for row in rows]
        data = filled(form, self._edition, texts)
        self._save(name, patch_cells(data, COLLECTION_SHEET, stray) if stray else data)
        self._expect(name, form, len(rows), planted)

    def _save(self, name: str, workbook: bytes) -> None:
        """Create the unit's folder with its workbook and the photos drawn since the last unit."""
        folder = self._folder / Path(name).stem
        folder.mkdir()
        (folder / name).write_bytes(workbook)
        for photo, content in self._photos.items():
            (folder / photo).write_bytes(content)
        self._photos.clear()

    def _expect(self, name: str, form: Form, rows: int, planted: Iterable[Planted]) -> None:
        self._truth.rows[name] = rows
        position = form.index | {words.OUTSIDE: len(form.columns)}
        self._truth.findings[name] = sorted(planted, key=lambda one: (one.row or float("inf"), position[one.column]))

    def _other_files(self) -> None:
        data = filled(RESIDENT, self._edition, [])
        changed = patch_cells(data, COLLECTION_SHEET, {(HEADER_ROW, 1): "名字"})
        files = {
            RENAMED_HEADER: (changed, "refused"),
            "示例市庚区高级专业技术资格证书采集表.xls": (_PAGE.encode(), "refused"),
            "示例市辛局高级专业技术资格证书采集表.xlsx": (data[: len(data) // 2], "refused"),
            "示例市壬院高级专业技术资格证书采集表.xlsx": (b"", "refused"),
            "通讯录.xlsx": (_address_book(), "skipped"),
            f"~${FAULTY[2:]}": (b"\x05zcert" + bytes(159), "skipped"),
            "示例市癸办高级专业技术资格证书采集表.csv": (",".join(RESIDENT.headers).encode("gb18030"), "skipped"),
        }
        folder = self._folder / OTHER_FILES
        folder.mkdir()
        for name, (content, status) in files.items():
            (folder / name).write_bytes(content)
            self._truth.left_out[name] = status


_PAGE: Final = f"<html><body><table><tr><td>{KEY}</td><td>{NAME}</td></tr></table></body></html>"


def _workbook(file: io.BytesIO) -> Workbook:
    book = Workbook(file, {"in_memory": True})
    book.set_properties({"created": dt.datetime(2026, 1, 1, tzinfo=dt.UTC)})
    return book


def _moved(form: Form, rows: Sequence[Row]) -> bytes:
    """Return a workbook with its columns moved: the last ones first, the header row in place."""
    headers = [*form.headers[14:], *form.headers[:14]]
    file = io.BytesIO()
    with _workbook(file) as book:
        sheet = book.add_worksheet("Sheet1")
        sheet.write_string(0, 0, form.title)
        sheet.write_row(HEADER_ROW - 1, 0, headers)
        for at, row in enumerate(rows, HEADER_ROW):
            for column, header in enumerate(headers):
                sheet.write_string(at, column, str(row.get(header, "")))
    return file.getvalue()


def _address_book() -> bytes:
    file = io.BytesIO()
    with _workbook(file) as book:
        book.add_worksheet("通讯录").write_row(0, 0, [NAME, caption(RESIDENT, Kind.PHONE)])
    return file.getvalue()
