"""A folder of made-up workbooks, and what a merge of it says."""

import io
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from random import Random

import pytest
from python_calamine import CalamineWorkbook
from xlsxwriter.workbook import Workbook

from support import main
from zcert.form import HEADER_ROW, Form
from zcert_addin.demonstration.people import cells, person
from zcert_addin.summary.sources import SUMMARY_STEM
from zcert_dictionaries import load_edition
from zcert_templates import RESIDENT

TODAY = ("--today", "2026-11-21")
SUMMARY = f"{SUMMARY_STEM}.xlsx"
EDITION = load_edition()


def people(count: int, seed: int = 1, unit: str = "示例单位") -> list[list[str]]:
    rng = Random(seed)
    return [list(cells(RESIDENT, person(rng, RESIDENT, EDITION, unit, earliest=1981))) for _ in range(count)]


def sheet_rows(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """Return the texts of a whole collection sheet, header rows included."""
    return [[RESIDENT.title], [RESIDENT.note], list(RESIDENT.headers), *map(list, rows)]


def workbook(rows: Sequence[Sequence[object]], name: str = "Sheet1") -> bytes:
    """Write a plain workbook with these values from A1 on."""
    file = io.BytesIO()
    with Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet(name)
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
    return file.getvalue()


def widened(
    rows: Sequence[Sequence[str]], added: Mapping[str, Sequence[object]], form: Form = RESIDENT, before: int = 0
) -> bytes:
    """Return a plain workbook with further columns, ``before`` of them in front of the form's."""
    headers = list(added)
    texts = [
        [*more[:before], *row, *more[before:]]
        for row, more in zip(rows, zip(*added.values(), strict=True), strict=True)
    ]
    return workbook([["题"], ["注"], [*headers[:before], *form.headers, *headers[before:]], *texts])


def merge(capsys: pytest.CaptureFixture[str], folder: Path, *more: str) -> dict[str, object]:
    main.run(["merge", str(folder), *TODAY, "--json", "--yes", *more])
    captured = capsys.readouterr()
    document = json.loads(captured.out)
    assert isinstance(document, dict)
    return document


def summary_rows(folder: Path, sheet: str = "汇总表", name: str = SUMMARY) -> list[dict[str, object]]:
    found = CalamineWorkbook.from_path(str(folder / name)).get_sheet_by_name(sheet).to_python()
    header = [str(cell) for cell in found[HEADER_ROW - 1]]
    return [dict(zip(header, row, strict=True)) for row in found[HEADER_ROW:]]


def report_texts(folder: Path, sheet: str = "汇总报告") -> list[list[str]]:
    found = CalamineWorkbook.from_path(str(folder / SUMMARY)).get_sheet_by_name(sheet).to_python()
    return [[str(cell) for cell in row if cell != ""] for row in found]


def statuses(document: dict[str, object]) -> dict[str, str]:
    return {one["file"]: one["status"] for one in document["files"]}  # type: ignore[attr-defined]


def reason(document: dict[str, object], name: str) -> str:
    return next(one["reason"] for one in document["files"] if one["file"] == name)  # type: ignore[attr-defined,no-any-return]
