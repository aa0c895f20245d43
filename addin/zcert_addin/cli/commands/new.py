"""``zcert new``: blank templates."""

from pathlib import Path

import click

from zcert import clock
from zcert_addin.cli import console, options
from zcert_addin.cli.chinese_click import Command
from zcert_addin.cli.toolbox import Toolbox
from zcert_addin.commands.bring_in_list import bring_in, counted, refuse_useless
from zcert_addin.commands.new_workbook import templates, write_files
from zcert_dictionaries import load_edition
from zcert_templates import FORMS


@click.command("new", cls=Command)
@click.option(
    "--form",
    type=click.Choice([form.name for form in FORMS]),
    help=f"{'，'.join(f'{form.name}为{form.label}' for form in FORMS)}，默认全部",
)
@click.option("-o", "--output", type=options.PATH, default=Path(), metavar="文件夹", help="写到哪个文件夹")
@click.option("--macros", is_flag=True, help="同时生成带宏和选项卡的.xlsm")
@options.dictionary
@options.own_list
@options.yes
@click.pass_obj
def command(
    toolbox: Toolbox,
    form: str | None,
    output: Path,
    dictionary: Path | None,
    own_list: Path | None,
    *,
    macros: bool,
    yes: bool,
) -> None:
    """生成空白采集表模板"""
    forms = [one for one in FORMS if form in {None, one.name}]
    edition = load_edition(dictionary)
    if own_list:
        brought = bring_in(own_list, forms, edition, clock.today())
        refuse_useless(brought, {})
        console.say(counted(brought))
        edition = edition.with_own(brought.own)
    recipes = templates(forms, edition, toolbox.add_macros if macros else None)
    for path in write_files(output, recipes, overwrite=yes):
        console.say(f"已生成：{path}")
