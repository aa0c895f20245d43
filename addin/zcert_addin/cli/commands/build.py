"""``zcert build``: all files that are used in Excel, and the extension for LibreOffice."""

from pathlib import Path

import click

from zcert_addin.cli import console, options
from zcert_addin.cli.chinese_click import Command
from zcert_addin.cli.toolbox import Toolbox
from zcert_addin.commands.build_files import EXTENSION, excel_files
from zcert_addin.commands.new_workbook import write_files
from zcert_dictionaries import load_edition


@click.command("build", cls=Command)
@click.option(
    "-o",
    "--output",
    type=options.PATH,
    default=Path("dist"),
    metavar="文件夹",
    help="写到哪个文件夹，默认为“dist”",
)
@options.dictionary
@options.yes
@click.pass_obj
def command(toolbox: Toolbox, output: Path, dictionary: Path | None, *, yes: bool) -> None:
    """生成全部文件：带宏和不带宏的采集表模板、汇总表、Excel加载项、LibreOffice扩展"""
    excel = excel_files(load_edition(dictionary), toolbox.add_macros, toolbox.build_addin)
    recipes = {**excel, EXTENSION: toolbox.build_extension}
    for path in write_files(output, recipes, overwrite=yes):
        console.say(f"已生成：{path}")
