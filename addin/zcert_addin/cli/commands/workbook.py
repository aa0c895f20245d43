"""``zcert check``: everything about one workbook."""

import datetime as dt
from pathlib import Path

import click

from zcert.results import IDENTITY, PHOTO
from zcert_addin.cli import console, options
from zcert_addin.cli.chinese_click import Command
from zcert_addin.cli.findings import finish
from zcert_addin.commands.check_workbook import Settings, check_workbook
from zcert_addin.disk.holder import guard_closed
from zcert_dictionaries import load_edition


@click.command("check", cls=Command)
@options.workbook
@options.photos
@options.today
@options.dictionary
@options.as_json
@click.option("--write", is_flag=True, help="把结果写入“照片检测”“身份证验证”两列（先备份）")
def command(
    file: Path, photos: Path | None, today: dt.date, dictionary: Path | None, *, as_json: bool, write: bool
) -> int:
    """检查一个采集表或汇总表：身份证号码、照片和其它各栏"""
    if write:
        guard_closed([file])
    with console.progress("照片检测") as bar:
        settings = Settings(today, load_edition(dictionary), photos or file.parent, progress=bar)
        checked = check_workbook(file, settings)
    return finish(checked, (PHOTO, IDENTITY) if write else (), as_json=as_json)
