"""``zcert accept``: the mended rows of returned workbooks back into the summary."""

import datetime as dt
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import click

from zcert import words
from zcert.accepting import Decision, Outcome
from zcert.codes import severity
from zcert.finding import Finding
from zcert.roles import Role
from zcert_addin.cli import console, options, passwords
from zcert_addin.cli.chinese_click import Command
from zcert_addin.commands.accept_rows import Accepted, AcceptSettings, accept
from zcert_addin.commands.check_workbook import Settings
from zcert_addin.commands.ledger_notes import note_mended
from zcert_addin.commands.mended_workbook import MendedWorkbook
from zcert_dictionaries import load_edition
from zcert_templates.report_layout import CAPTIONS

_SAID: Final[dict[Outcome, str]] = {
    "mended": "并入{}行",
    "already": "{}行已经并入过",
    "unchanged": "{}行没有改动",
    "refused": "{}行没有并入",
}


@click.command("accept", cls=Command)
@options.workbook
@click.argument("returned", type=options.PATH, nargs=-1, required=True, metavar="退回表…")
@click.option("--prefer-mended", is_flag=True, help="退回以后汇总表中也改过的栏，以退回表为准，默认不并入这样的行")
@passwords.password_file
@options.photos
@options.today
@options.dictionary
@options.as_json
def command(
    file: Path,
    returned: tuple[Path, ...],
    password_file: Path | None,
    photos: Path | None,
    today: dt.date,
    dictionary: Path | None,
    *,
    prefer_mended: bool,
    as_json: bool,
) -> int:
    """并入改正：把改好交回的退回表、报送包（或放着它们的文件夹）并入汇总表，逐行核对出处和号码"""
    known = passwords.from_file(password_file) if password_file else ""
    password = (lambda _name: known) if known else passwords.known
    with console.progress("并入改正") as bar:
        check = Settings(today, load_edition(dictionary), photos, progress=bar)
        accepted = accept(file, returned, AcceptSettings(check, prefer_mended, password))
    unnoted = note_mended(accepted)
    if as_json:
        console.print_json(as_document(accepted))
    else:
        print_report(accepted)
    if unnoted:
        console.complain(unnoted)
    return 1 if accepted.refused or accepted.unread or any(_errors(accepted.summary)) else 0


def as_document(accepted: Accepted) -> dict[str, object]:
    """Return the JSON of an accept; texts of cells are in it, numbers unmasked."""
    summary = accepted.summary
    return {
        "summary": str(summary.path),
        "backup": str(summary.backup) if summary.backup else None,
        "rows": [_row(one, summary) for one in summary.decisions],
        "sources": [{"file": one.path.name, "backup": one.backup and one.backup.name} for one in accepted.sources],
        "behind": [{"file": one.file, "reason": one.sentence} for one in accepted.behind],
        "unread": [{"file": one.file, "reason": one.sentence} for one in accepted.unread],
        "emptied": accepted.emptied,
        "photos": {
            "brought": [name for one in accepted.photos for name in one.missing],
            "replaced": [name for one in accepted.photos for name in one.replaced],
        },
    }


def _row(one: Decision, summary: MendedWorkbook) -> dict[str, object]:
    wrong = summary.wrong.get((one.sheet, one.target), ()) if one.outcome != "refused" else ()
    return {
        "file": one.file,
        "row": one.row,
        "outcome": one.outcome,
        "reason": one.reason or None,
        "sheet": one.sheet or None,
        "summary_row": one.target or None,
        "changes": [{"column": c.header, "before": c.before, "after": c.after} for c in one.changes],
        "findings": [{"column": f.column, "code": f.code, "message": f.message} for f in wrong],
    }


def print_report(accepted: Accepted) -> None:
    """Print what a supervisor reads: what was merged, what was not and why, and what is still wrong."""
    summary = accepted.summary
    counts = {outcome: sum(one.outcome == outcome for one in summary.decisions) for outcome in _SAID}
    parts = [text.format(counts[outcome]) for outcome, text in _SAID.items() if counts[outcome]]
    console.say(f"{summary.path.name}：{'，'.join(parts) or '退回表中没有人员'}")
    for one in accepted.refused:
        console.say(one.reason)
    if any(one.conflict for one in accepted.refused):
        console.say("两处都改过的，确要以退回表为准请加“--prefer-mended”")
    for named in accepted.unread:
        console.say(f"“{named.file}”没有并入：{named.sentence}")
    if accepted.emptied:
        console.say(f"退回表中有{accepted.emptied}行被清空，汇总表中保持原样")
    if rows := list(_errors(summary)):
        console.say("并入以后仍有错误：")
        console.table(
            (words.ROW, CAPTIONS[Role.NAME], words.COLUMN, words.PROBLEM, words.CODE),
            rows,
            ("bold", "", "", "red", "dim"),
        )
    _print_files(accepted)


def _print_files(accepted: Accepted) -> None:
    if brought := sum(len(one.missing) for one in accepted.photos):
        console.say(f"取回照片{brought}张")
    for photos in accepted.photos:
        if photos.replaced:
            console.say(f"换下的{len(photos.replaced)}张照片在文件夹“{photos.backup}”中")
    if accepted.summary.backup:
        console.say(f"并入前的汇总表备份为：{accepted.summary.backup.name}")
    for one in accepted.sources:
        console.say(f"来源文件“{one.path.name}”同时改正，原文件备份为：{one.backup and one.backup.name}")
    if accepted.outdated:
        console.say(accepted.outdated)
    for named in accepted.behind:
        console.say(f"来源文件“{named.file}”没有同时改正，重新汇总会带回原来的错误：{named.sentence}")


def _errors(summary: MendedWorkbook) -> Iterator[tuple[str, ...]]:
    """Yield a line for each error of a row that was handed back, by row."""
    names = {(one.sheet, one.target): one.name for one in summary.decisions if one.outcome != "refused"}
    for (sheet, row), findings in sorted(summary.wrong.items()):
        for finding in _only_errors(findings):
            yield str(row), names[sheet, row], finding.column, finding.message, finding.code


def _only_errors(findings: Iterable[Finding]) -> Iterator[Finding]:
    return (one for one in findings if severity(one.code) == "error")
