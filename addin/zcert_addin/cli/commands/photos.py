"""``zcert photos``: only the photos of one workbook."""

import datetime as dt
from pathlib import Path

import click

from zcert.results import PHOTO
from zcert_addin.cli import console, options
from zcert_addin.cli.chinese_click import Command
from zcert_addin.cli.findings import finish
from zcert_addin.commands.check_workbook import PHOTO_RULES, Settings, check_workbook
from zcert_addin.disk.holder import guard_closed
from zcert_dictionaries import load_edition


@click.command("photos", cls=Command)
@options.workbook
@options.photos
@options.as_json
@click.option("--write", is_flag=True, help="把结果写入“照片检测”列（先备份）")
def command(file: Path, photos: Path | None, *, as_json: bool, write: bool) -> int:
    """只检测照片：有没有、能不能打开、尺寸和大小合不合要求、有没有多余的"""
    if write:
        guard_closed([file])
    with console.progress("照片检测") as bar:
        settings = Settings(dt.date.max, load_edition(), photos or file.parent, PHOTO_RULES, bar)
        checked = check_workbook(file, settings)
    return finish(checked, (PHOTO,) if write else (), as_json=as_json)
