"""``zcert uninstall``: take the program away again, on Windows."""

import sys
from pathlib import Path

import click

from zcert_addin.cli import console, options
from zcert_addin.cli.chinese_click import Command
from zcert_addin.installing import plan, windows


@click.command("uninstall", cls=Command)
@options.dry_run
def command(*, dry_run: bool) -> None:
    """卸载当前用户的程序和Excel加载项（Windows）；填好的表格不受影响"""
    pc = windows.this_pc()
    running = [Path(sys.executable), Path(sys.argv[0])]
    steps = list(plan.uninstall(pc, running))
    if dry_run:
        for step in steps:
            console.say(f"将要：{step.text}")
    else:
        plan.carry_out(steps, console.say)
    console.say("没有安装，不需要卸载" if not steps else "以上各步没有执行" if dry_run else "卸载完成")
    if steps and not dry_run and pc.home.exists():
        console.say(f"正在运行的程序不能删除自己，请在本窗口关闭后手工删除文件夹“{pc.home}”")
    if pc.log.exists():
        console.say(f"运行记录（不含人名和号码）仍保留在“{pc.log.parent}”，不需要时可以删除")
