"""``zcert status``: who has sent, who has been returned something, who is missing."""

import datetime as dt
from pathlib import Path

import click

from zcert import words
from zcert.errors import UserError
from zcert.exchange.ledger import State
from zcert.exchange.progress import Standing, counts, sentence
from zcert_addin.cli import console, options
from zcert_addin.cli.chinese_click import Command
from zcert_addin.cli.workbook_target import guard_output
from zcert_addin.commands.unit_status import Progress, progress_of, write_progress
from zcert_dictionaries import load_edition


@click.command("status", cls=Command)
@click.argument("folder", type=options.PATH, metavar="文件夹")
@click.option("--units", type=options.PATH, metavar="清单", help="应报送的单位（CSV或工作簿），没有报送的逐个列出")
@click.option("-o", "--output", type=options.PATH, metavar="文件", help="把进度表和图表写到哪个.xlsx文件")
@options.today
@options.dictionary
@options.yes
@options.as_json
def command(
    folder: Path,
    units: Path | None,
    output: Path | None,
    today: dt.date,
    dictionary: Path | None,
    *,
    yes: bool,
    as_json: bool,
) -> int:
    """进度：哪些单位已报送、已退回、已更正，哪些还没有报送"""
    if not folder.is_dir():
        raise UserError(f"找不到文件夹“{folder}”，请核对路径")
    if output:
        guard_output(output, "进度表", yes=yes)
    progress = progress_of(folder, units, load_edition(dictionary))
    if output:
        write_progress(output, progress, today.isoformat())
    if as_json:
        console.print_json(as_document(progress, output))
    else:
        print_report(progress, output)
    return 1 if any(one.is_open for one in progress.standings) else 0


def as_document(progress: Progress, output: Path | None) -> dict[str, object]:
    """Return the JSON of the progress; ``output`` is null when no workbook was written."""
    return {
        "folder": str(progress.folder),
        "output": str(output) if output else None,
        "listed": progress.listed,
        "counts": counts(one for one in progress.standings if one.listed),
        "units": [_unit(one) for one in progress.standings],
    }


def _unit(one: Standing) -> dict[str, object]:
    return {
        "unit": one.unit,
        "state": one.state.name.lower() if one.state else "missing",
        "listed": one.listed,
        "rows": one.rows,
        "returned": one.returned,
        "mended": one.mended,
        **{f"{state.name.lower()}_at": one.times.get(state) for state in State},
        "files": list(one.files),
        "via": list(one.via),
        "note": one.note or None,
    }


def print_report(progress: Progress, output: Path | None) -> None:
    """Print what a supervisor reads: how many units are how far, and each of them."""
    console.say(sentence(progress.standings, listed=progress.listed))
    console.table(
        ("单位", words.STATUS, "人数", "退回", "更正", "最近一次", "说明"),
        [_line(one) for one in progress.standings],
        figures={2, 3, 4},
    )
    if output:
        console.say(f"进度表：{output}")


def _line(one: Standing) -> tuple[str, ...]:
    latest = one.times.get(one.state, "") if one.state else ""
    figures = ("" if one.rows is None else str(one.rows), str(one.returned or ""), str(one.mended or ""))
    parts = ("" if one.listed else "不在清单中", f"经由{'、'.join(one.via)}" if one.via else "", one.note)
    return one.unit, one.label, *figures, latest[:16].replace("T", " "), "；".join(filter(None, parts))
