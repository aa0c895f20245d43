"""``zcert demo``: the whole job on made-up units."""

from pathlib import Path

import click

from zcert import clock
from zcert_addin.cli import console, options
from zcert_addin.cli.chinese_click import Command
from zcert_addin.cli.commands import merge
from zcert_addin.cli.findings import print_report
from zcert_addin.commands.check_workbook import Settings
from zcert_addin.commands.demonstrate import COLLECTED, UNITS, demonstrate
from zcert_dictionaries import load_edition


@click.command("demo", cls=Command)
@click.argument("folder", type=options.PATH, default=Path("zcert-demo"), metavar="[文件夹]")
def command(folder: Path) -> None:
    """演示：生成虚构单位的采集表和照片，检查、汇总，并说明结果在哪里

    文件夹默认为“zcert-demo”；人员和号码均为虚构
    """
    shown = demonstrate(folder, Settings(clock.today(), load_edition()))
    photos = sum(1 for _ in (folder / UNITS).glob("*/*.jp*g"))
    console.say(
        f"一、在“{folder / UNITS}”中生成了{len(shown.truth.rows)}个虚构单位的采集表和{photos}张照片，"
        f"另有{len(shown.truth.left_out)}个无关或损坏的文件"
    )
    console.say()
    console.say("二、检查其中一个单位（zcert check --write），结果写入该表的“照片检测”“身份证验证”两列：")
    print_report(shown.checked)
    console.say()
    console.say(f"三、把全部文件放到“{folder / COLLECTED}”，汇总（zcert merge）：")
    merge.print_report(shown.consolidation, shown.summary)
    console.say()
    console.say("请用Excel、WPS或LibreOffice打开查看：")
    console.say(f"    单位采集表，错误标红：{shown.checked.path}")
    console.say(f"    汇总表，含汇总报告和问题清单：{shown.summary}")
