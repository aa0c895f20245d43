"""``zcert stats``: how many people there are in one workbook, by series, sex, age and so on."""

import datetime as dt
from pathlib import Path
from typing import Final

import click

from zcert import tabulating
from zcert.counting import Line, Statistics, Tabulation
from zcert.topics import TOPICS
from zcert_addin.cli import console, options
from zcert_addin.cli.chinese_click import Command
from zcert_addin.cli.workbook_target import guard_output
from zcert_addin.commands.count_people import (
    Counted,
    CountSettings,
    count_workbook,
    write_statistics,
)
from zcert_dictionaries import load_edition

_NAMES: Final = [topic.name for topic in TOPICS]
_LABELS: Final = "、".join(topic.label for topic in TOPICS)


@click.command("stats", cls=Command)
@options.workbook
@click.option("-o", "--output", type=options.PATH, metavar="文件", help="把统计表和图表写到哪个.xlsx文件")
@click.option(
    "--by",
    type=click.Choice(_NAMES),
    multiple=True,
    metavar="|".join(_NAMES),
    help=f"只统计这一项，可写多次，依次为{_LABELS}；默认全部",
)
@options.today
@options.dictionary
@options.yes
@click.option("--json", "as_json", is_flag=True, help="输出JSON，供程序读取")
def command(
    file: Path,
    output: Path | None,
    by: tuple[str, ...],
    today: dt.date,
    dictionary: Path | None,
    *,
    yes: bool,
    as_json: bool,
) -> None:
    """统计一个采集表或汇总表的人数：按系列、名称、性别、学历、年龄段、单位性质、地区、单位"""
    if output:
        guard_output(output, "统计表", yes=yes)
    topics = tuple(topic for topic in TOPICS if not by or topic.name in by)
    counted = count_workbook(file, CountSettings(today, load_edition(dictionary), topics))
    if output:
        write_statistics(output, counted, file.name, today)
    if as_json:
        console.print_json(as_document(counted, file, output, today))
        return
    console.say(f"{file.name}：{tabulating.headline(counted.groups)}")
    for group in counted.groups:
        print_group(group, apart=len(counted.groups) > 1)
    if output:
        console.say(f"统计表：{output}")


def as_document(counted: Counted, file: Path, output: Path | None, today: dt.date) -> dict[str, object]:
    """Return the JSON of a count; ``output`` is null when no workbook was written."""
    return {
        "file": str(file),
        "output": str(output) if output else None,
        "today": today.isoformat(),
        "sheets": [{"sheet": sheet.name, "form": sheet.form, "rows": sheet.rows} for sheet in counted.sheets],
        "statistics": [_group(group) for group in counted.groups],
    }


def _group(group: Statistics) -> dict[str, object]:
    return {
        "forms": list(group.forms),
        "rows": group.rows,
        "people": group.people,
        "tables": [_table(table, group) for table in group.tables],
    }


def _table(table: Tabulation, group: Statistics) -> dict[str, object]:
    lines = [_line(line, group) for line in table.lines]
    return {"by": table.topic.name, "heads": list(table.topic.heads), "lines": lines}


def _line(line: Line, group: Statistics) -> dict[str, object]:
    by_sex = dict(zip(group.sexes, line.by_sex, strict=True))
    return {"labels": list(line.shown), "rows": line.rows, "share": round(line.rows / group.rows, 4), "sex": by_sex}


def print_group(group: Statistics, *, apart: bool) -> None:
    """Print the tables of one group; ``apart``: others are printed too, so that it is said whose they are.

    The shares of each line are left to the workbook: a terminal of 80 columns has no room for them.
    """
    whose = f"（{'、'.join(group.forms)}，共{group.rows}人）" if apart else ""
    heads = tabulating.heads(group)
    kept = [at for at, head in enumerate(heads) if head == tabulating.SHARE or not head.endswith(tabulating.SHARE)]
    for table in group.tables:
        console.say(f"按{table.topic.label}统计{whose}")
        labels = table.topic.heads
        rows = tabulating.rows(group, table)
        console.table(
            (*labels, *(heads[at] for at in kept)),
            [(*row.labels, *(_figure(row.figures[at]) for at in kept)) for row in rows],
            figures=range(len(labels), len(labels) + len(kept)),
        )


def _figure(figure: float) -> str:
    return f"{figure:.1%}" if isinstance(figure, float) else f"{figure:,}"
