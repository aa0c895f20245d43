"""``zcert merge``: 数据汇总 of a folder."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

import click

from zcert import words
from zcert.consolidating import Consolidation, FileReport
from zcert.errors import UserError
from zcert.exchange.changes import WORDS
from zcert_addin.cli import console, options
from zcert_addin.cli.chinese_click import Command, confirm
from zcert_addin.cli.findings import Counts, counts
from zcert_addin.cli.toolbox import Toolbox
from zcert_addin.commands.consolidate_folder import MergeSettings, NothingToMerge, consolidate
from zcert_addin.commands.new_workbook import MACRO_ENABLED
from zcert_addin.disk.holder import guard_closed
from zcert_addin.summary.sources import SUMMARY_STEM, is_summary, volumes_of
from zcert_dictionaries import load_edition

_HEADERS = ("文件", "人数", words.STATUS, words.ERROR, words.WARNING, "说明")
_STYLE = ("", "", "", "red", "yellow", "", "")


@click.command("merge", cls=Command)
@click.argument("folder", type=options.PATH, metavar="文件夹")
@click.option(
    "-o",
    "--output",
    type=options.PATH,
    metavar="文件",
    help=f"汇总表写到哪个文件，默认为该文件夹中的{SUMMARY_STEM}.xlsx；以.xlsm结尾的带宏和选项卡",
)
@click.option("-r", "--recursive", is_flag=True, help="连同各级子文件夹中的工作簿一起汇总；来源写相对路径")
@options.today
@options.dictionary
@options.yes
@options.as_json
@click.pass_obj
def command(
    toolbox: Toolbox,
    folder: Path,
    output: Path | None,
    today: dt.date,
    dictionary: Path | None,
    *,
    recursive: bool,
    yes: bool,
    as_json: bool,
) -> int:
    """数据汇总：把文件夹中的采集表合并成一个汇总表"""
    summary = _summary(folder, output)
    guard_closed(volumes_of(summary))
    if summary.exists() and not yes:
        confirm(f"“{summary.name}”将被覆盖（旧表会留一份备份），继续吗？")
    add_macros = toolbox.add_macros if summary.suffix.lower() == MACRO_ENABLED else None
    try:
        with console.progress("数据汇总") as bar:
            settings = MergeSettings(today, load_edition(dictionary), bar, add_macros=add_macros, recursive=recursive)
            consolidation = consolidate(folder, summary, settings)
    except NothingToMerge as nothing:
        if as_json:
            console.print_json(as_document(nothing.consolidation, None))
        raise
    if as_json:
        console.print_json(as_document(consolidation, summary))
    else:
        print_report(consolidation, summary)
    found = counts(consolidation.tally().codes)["errors"]
    return 1 if found or consolidation.refused or consolidation.duplicates else 0


def _summary(folder: Path, output: Path | None) -> Path:
    if not folder.is_dir():
        why = (
            f"“{folder}”不是文件夹，请给出放有采集表的文件夹"
            if folder.exists()
            else f"找不到文件夹“{folder}”，请核对路径"
        )
        raise UserError(why)
    summary = output or folder / f"{SUMMARY_STEM}.xlsx"
    if summary.is_dir():
        raise UserError(f"“{summary}”是文件夹，请写出汇总表的文件名")
    if summary.suffix.lower() not in {".xlsx", MACRO_ENABLED}:
        raise UserError("汇总表的文件名应以.xlsx结尾，带宏的以.xlsm结尾")
    if not summary.parent.is_dir():
        raise UserError(f"汇总表不能写到“{summary}”，请核对路径")
    if output and output.exists() and output.stem != SUMMARY_STEM and not is_summary(output):
        # Its rows would be lost to the summary and, but for a backup, altogether.
        raise UserError(f"“{output.name}”已经存在，而且不是汇总表，没有写入，请换一个文件名")
    return summary


def as_document(consolidation: Consolidation, summary: Path | None) -> dict[str, object]:
    """Return the JSON of a merge; ``summary`` is null when none was written."""
    return {
        "summary": str(summary) if summary else None,
        "volumes": consolidation.volumes,
        "rows": consolidation.rows,
        "files": [_file(report) for report in consolidation.files],
        "findings": counts(consolidation.tally().codes),
        "duplicates": [
            {
                "kind": duplicate.kind,
                "value": duplicate.value,
                "where": [{"file": file, "row": row} for file, row in duplicate.where],
            }
            for duplicate in consolidation.duplicates
        ],
        "photos": None
        if consolidation.photos is None
        else {"files": consolidation.photos, "orphans": consolidation.orphans},
        "senders": [asdict(one) for one in consolidation.senders],
        "resent": [
            {
                "file": one.file,
                "unit": one.unit,
                **{kind: sum(changes.count(kind) for changes in one.changes) for kind in WORDS},
            }
            for one in consolidation.resent
        ],
    }


def _file(report: FileReport) -> dict[str, object]:
    found: Counts = counts(report.tally.codes)
    return {
        "file": report.file,
        "form": ",".join(dict.fromkeys(report.forms)) or None,
        "rows": report.rows,
        "status": report.status,
        "doubtful": report.doubtful,
        "reason": report.reason or None,
        "findings": found,
        "added_columns": dict(report.added),
    }


def print_report(consolidation: Consolidation, summary: Path) -> None:
    """Print what a supervisor reads after a merge."""
    console.say(_outcome(consolidation))
    console.table(_HEADERS, list(_rows(consolidation)), _STYLE)
    if consolidation.duplicates:
        console.say(f"有{len(consolidation.duplicates)}人出现在多个文件中：")
        console.table(
            (words.CATEGORY, "所在文件和行号"),
            [(words.SAME_PERSON[one.kind], words.places(one.where)) for one in consolidation.duplicates],
        )
    for resent in consolidation.resent:
        console.say(f"{resent.unit}在上次汇总以后又报送：{resent.sentence}")
    if consolidation.orphans:
        console.say(f"有{len(consolidation.orphans)}张照片不属于已汇总的任何人，见“问题清单”")
    if consolidation.widened:
        console.say(words.widened(len(consolidation.widened)))
    console.say(f"汇总表：{summary}（各行问题见“问题清单”，统计见“汇总报告”）")
    if len(consolidation.volumes) > 1:
        console.say(f"一个工作表放不下，分为{len(consolidation.volumes)}册：{'、'.join(consolidation.volumes)}")
    for sentence in words.kept(consolidation.backups, consolidation.surplus):
        console.say(sentence)


def _outcome(consolidation: Consolidation) -> str:
    """Say what was merged and what was not, in the order of its weight; what is none says nothing."""
    left_out = (
        (consolidation.refused, "个文件有问题没有汇总"),
        (consolidation.doubtful, "个文件或文件夹可能有数据但不能直接汇总"),
        (consolidation.needless, "个文件不需要汇总"),
    )
    parts = [f"{len(files)}{what}" for files, what in left_out if files]
    merged = f"汇总完成：{len(consolidation.merged)}个采集表、{consolidation.rows}人"
    return "；".join([merged, "，".join(parts)] if parts else [merged])


def _rows(consolidation: Consolidation) -> Iterable[tuple[str, ...]]:
    """Return a line for each file, those first that need attention."""
    first = [*consolidation.refused, *consolidation.doubtful]
    for report in [*first, *consolidation.merged, *consolidation.needless]:
        errors = report.tally.total("error", quiet=False)
        warnings = report.tally.total("warning", quiet=False)
        figures = (str(report.rows), words.STATUSES[report.status], str(errors), str(warnings))
        yield (report.file, *figures, report.reason)
