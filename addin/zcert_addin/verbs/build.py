"""``zcert build``: all files that are used in Excel."""

from pathlib import Path

import click

from zcert_addin import console
from zcert_addin.chinese_click import Verb
from zcert_addin.commands.build_files import excel_files
from zcert_addin.commands.new_workbook import write_files
from zcert_addin.verbs import options
from zcert_dictionaries import load_edition


@click.command("build", cls=Verb)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    default=Path("dist"),
    metavar="文件夹",
    help="写到哪个文件夹，默认dist。",
)
@options.dictionary
@options.yes
def verb(output: Path, dictionary: Path | None, *, yes: bool) -> None:
    """生成全部Excel文件：带宏和不带宏的采集表模板、汇总表、加载项。"""
    for path in write_files(output, excel_files(load_edition(dictionary)), overwrite=yes):
        console.say(f"已生成：{path}")
