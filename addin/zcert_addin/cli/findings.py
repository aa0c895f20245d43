"""Findings of one workbook as JSON and as a report for people."""

from collections import Counter
from collections.abc import Sequence
from typing import TypedDict

from zcert import words
from zcert.codes import CODES, severity
from zcert.finding import Finding
from zcert.roles import Role
from zcert.rules.photo import ORPHAN, orphan_finding
from zcert.values.masking import mask
from zcert_addin.cli import console
from zcert_addin.commands.check_workbook import CheckedSheet, CheckedWorkbook
from zcert_addin.commands.write_results import result_headers, write_results
from zcert_dictionaries import load_edition

_NAMED_PLACES = 12


class Counts(TypedDict):
    """Findings by severity and by code."""

    errors: int
    warnings: int
    codes: dict[str, int]


class Document(TypedDict):
    """What ``zcert check --json`` prints."""

    file: str
    form: str
    rows: int
    dictionary: str | None
    sheets: list[dict[str, object]]
    findings: list[dict[str, object]]
    unread: list[str]
    counts: Counts


def counts(codes: Counter[str]) -> Counts:
    """Count by severity and by code, codes in the order of the catalogue."""
    by = Counter[str]()
    for code, number in codes.items():
        by[severity(code)] += number
    return {
        "errors": by["error"],
        "warnings": by["warning"],
        "codes": {code: codes[code] for code in CODES if codes[code]},
    }


def as_document(checked: CheckedWorkbook) -> Document:
    """Return the JSON of a checked workbook.

    ``form`` is that of its first sheet; photos that belong to nobody may be somebody's in the ``unread`` workbooks.
    """
    findings = [_as_json(finding, sheet.table.sheet) for sheet in checked.sheets for finding in sheet.findings]
    findings += [_as_json(orphan_finding(name, checked.photo_header), None) for name in checked.orphans.names]
    return {
        "file": str(checked.path),
        "form": checked.sheets[0].table.form.name,
        "rows": checked.rows,
        "dictionary": checked.dictionary,
        "sheets": [_sheet(sheet) for sheet in checked.sheets],
        "findings": findings,
        "unread": list(checked.orphans.unread),
        "counts": counts(checked.codes),
    }


def _sheet(sheet: CheckedSheet) -> dict[str, object]:
    table = sheet.table
    return {"sheet": table.sheet, "form": table.form.name, "rows": len(table.rows)}


def _as_json(finding: Finding, sheet: str | None) -> dict[str, object]:
    return {
        "sheet": sheet,
        "row": finding.row,
        "column": finding.column,
        "code": finding.code,
        "severity": severity(finding.code),
        "message": finding.message,
    }


def finish(checked: CheckedWorkbook, written: Sequence[Role], *, as_json: bool) -> int:
    """Write the results into these columns if any, report what was found, and return the exit code."""
    backup = write_results(checked, written) if written else None
    if as_json:
        console.print_json(as_document(checked))
    else:
        print_report(checked)
        if backup:
            console.say(f"结果已写入“{'”“'.join(result_headers(checked, written))}”列，原文件备份为：{backup.name}")
    return 1 if as_document(checked)["counts"]["errors"] else 0


def print_report(checked: CheckedWorkbook) -> None:
    """Print what a clerk reads: errors row by row with masked numbers, warnings gathered by kind."""
    total = counts(checked.codes)
    console.say(f"{checked.path.name}：{checked.rows}人，错误{total['errors']}处，提示{total['warnings']}处")
    if checked.dictionary not in {None, load_edition().date}:
        console.say(
            f"本表的下拉列表是{checked.dictionary}版字典，程序自带的是{load_edition().date}版，可用“更新字典”更新"
        )
    for sheet in checked.sheets:
        errors = [finding for finding in sheet.findings if severity(finding.code) == "error"]
        if len(checked.sheets) > 1:
            console.say(f"工作表“{sheet.table.sheet}”：{len(sheet.table.rows)}人，错误{len(errors)}处")
        if errors:
            numbers = dict(zip(sheet.table.numbers, sheet.table.columns[sheet.table.form.key], strict=True))
            console.table(
                (words.ROW, "号码", words.COLUMN, words.PROBLEM, words.CODE),
                [(str(e.row), mask(numbers.get(e.row or 0, "")), e.column, e.message, e.code) for e in errors],
                ("bold", "", "", "red", "dim"),
            )
    _print_warnings(checked)
    if checked.orphans.reservation:
        console.say(checked.orphans.reservation)
    if not total["errors"]:
        console.say("没有发现错误")


def _print_warnings(checked: CheckedWorkbook) -> None:
    places: dict[str, list[int | str]] = {}
    for sheet in checked.sheets:
        for finding in sheet.findings:
            if severity(finding.code) == "warning":
                places.setdefault(finding.code, []).append(finding.row or sheet.table.sheet)
    for name in checked.orphans.names:
        places.setdefault(ORPHAN, []).append(name)
    if places:
        console.table(
            (words.WARNING, "处数", words.ROW, words.CODE),
            [(CODES[code].meaning, str(len(found)), _listed(found), code) for code, found in places.items()],
            ("yellow", "", "", "dim"),
        )


def _listed(places: Sequence[int | str]) -> str:
    """Name the first places of a warning: rows by their number, sheets and photo files by their name."""
    between = "、" if isinstance(places[0], int) else "；"
    named = between.join(str(place) for place in dict.fromkeys(places[:_NAMED_PLACES]))
    return named + ("…" if len(places) > _NAMED_PLACES else "")
