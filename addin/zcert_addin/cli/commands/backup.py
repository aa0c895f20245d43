"""``zcert backup``: 备份 of one workbook."""

from pathlib import Path

import click

from zcert.errors import UserError
from zcert_addin.cli import console, options
from zcert_addin.cli.chinese_click import Command
from zcert_addin.commands.back_up import NOT_ALL, back_up
from zcert_templates import FORMS


@click.command("backup", cls=Command)
@options.workbook
@click.option("-o", "--output", type=options.PATH, metavar="文件夹", help="备份放到哪个文件夹，默认与文件同一文件夹")
@click.option("--photos", is_flag=True, help="连同其中全部人员的照片，放进一个新文件夹")
@options.as_json
def command(file: Path, output: Path | None, *, photos: bool, as_json: bool) -> None:
    """备份：把一个工作簿按日期另存一份并核对，汇总时不会重复计数"""
    folder = output or file.parent
    if not folder.is_dir():
        raise UserError(f"备份不能放到“{folder}”，请核对路径")
    with console.progress("备份") as bar:
        done = back_up(file, folder, FORMS, bar, photos=photos)
    if as_json:
        console.print_json({"backup": str(done.copy), "photos": done.photos, "complete": done.complete})
        return
    console.say(f"备份完成：{done.copy}")
    if photos:
        console.say(f"连同照片{done.photos}张")
    if not done.complete:
        console.say(NOT_ALL)
