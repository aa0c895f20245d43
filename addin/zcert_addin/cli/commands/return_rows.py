"""``zcert return``: 退回 of the wrong rows of a summary, one workbook per unit."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import click

from zcert.fitting import NO_FORM
from zcert.returning import ReturnedRow, UnitReturn
from zcert_addin.cli import console, options
from zcert_addin.cli.chinese_click import Command
from zcert_addin.cli.toolbox import Toolbox
from zcert_addin.commands.check_workbook import Settings
from zcert_addin.commands.ledger_notes import note_returned
from zcert_addin.commands.return_rows import (
    NOTHING,
    ReturnSettings,
    Written,
    default_folder,
    returns_of,
    write_returns,
)
from zcert_addin.reading.isolated import read_in_worker
from zcert_dictionaries import load_edition


@click.command("return", cls=Command)
@options.workbook
@click.option("-o", "--output", type=options.PATH, metavar="文件夹", help="写到哪个文件夹，默认为汇总表旁边的新文件夹")
@click.option("--warnings", is_flag=True, help="只有提示的行也退回，默认只退回有错误的行")
@click.option("--macros", is_flag=True, help="退回表带宏和选项卡（.xlsm）")
@options.photos
@options.today
@options.dictionary
@options.yes
@options.dry_run
@options.as_json
@click.pass_obj
def command(
    toolbox: Toolbox,
    file: Path,
    output: Path | None,
    photos: Path | None,
    today: dt.date,
    dictionary: Path | None,
    *,
    warnings: bool,
    macros: bool,
    yes: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """退回：把汇总表中有错误的行按单位各存成一个表，标明错在哪里、怎样改"""
    with console.progress("退回") as bar:
        check = Settings(today, load_edition(dictionary), photos, progress=bar)
        add_macros = toolbox.add_macros if macros else None
        settings = ReturnSettings(check, warnings, add_macros, overwrite=yes, progress=bar)
        content = read_in_worker(file)
        found = returns_of(file, content, settings, f"这{NO_FORM}，请确认选对了文件")
        folder = output or default_folder(file)
        written = [] if dry_run or not found else write_returns(folder, found, content.dictionary, settings)
    unnoted = note_returned(file, written)
    if as_json:
        console.print_json(as_document(file, found, written))
    else:
        print_report(found, written, folder)
    if unnoted:
        console.complain(unnoted)


def as_document(file: Path, found: Sequence[UnitReturn], written: Sequence[Written]) -> dict[str, object]:
    """Return the JSON of what goes back; a ``path`` is null where nothing was written."""
    paths = {id(one.returned): str(one.path) for one in written}
    return {
        "summary": str(file),
        "rows": sum(len(one.rows) for one in found),
        "units": [
            {
                "unit": one.unit,
                "origin": list(one.chain),
                "form": one.form.name,
                "path": paths.get(id(one)),
                "rows": [_row(row) for row in one.rows],
            }
            for one in found
        ],
    }


def _row(row: ReturnedRow) -> dict[str, object]:
    origin = row.origin
    findings = [{"column": one.column, "code": one.code, "message": one.message} for one in row.findings]
    return {"row": row.number, "sheet": origin.sheet, "origin_row": origin.row, "findings": findings}


def print_report(found: Sequence[UnitReturn], written: Sequence[Written], folder: Path) -> None:
    """Print what a supervisor reads: which units get how many rows back, and where the workbooks are."""
    if not found:
        console.say(NOTHING)
        return
    rows = sum(len(one.rows) for one in found)
    console.say(f"{'退回' if written else '需要退回'}{rows}行，共{len(found)}个表")
    paths = {id(one.returned): one.path.relative_to(folder).as_posix() for one in written}
    console.table(
        ("单位", "表种", "行数", "退回表"),
        [(one.unit, one.form.label, str(len(one.rows)), paths.get(id(one), "")) for one in found],
        figures={2},
    )
    if written:
        console.say(f"退回表在：{folder}（请分发给各单位；改好交回以后用“zcert accept”并入汇总表）")
