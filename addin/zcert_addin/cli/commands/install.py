"""``zcert install``: the program and its add-in for this person, on Windows, or the extension into LibreOffice."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

import click

from zcert.errors import UserError
from zcert_addin.cli import console, options
from zcert_addin.cli.chinese_click import Command
from zcert_addin.cli.toolbox import Toolbox
from zcert_addin.installing import plan, windows
from zcert_addin.installing.own_files import own_files

_ACTIVE: Final = "这个终端启用了Python虚拟环境，从这里打开的LibreOffice不能用这些按钮，请从应用程序菜单或新的终端打开"


@click.command("install", cls=Command)
@options.dry_run
@click.option("--calc", is_flag=True, help="改为安装LibreOffice Calc扩展")
@click.option("--remove", is_flag=True, help="与“--calc”一起用：卸载扩展")
@click.pass_obj
def command(toolbox: Toolbox, *, dry_run: bool, calc: bool, remove: bool) -> None:
    """为当前用户安装程序和Excel加载项（Windows），不需要管理员权限，不联网；可重复运行"""
    if calc:
        if dry_run:
            console.say(f"将要：{'从LibreOffice中卸载' if remove else '给LibreOffice安装'}扩展")
            console.say("以上各步没有执行")
        else:
            _calc(toolbox, remove=remove)
        return
    if remove:
        raise UserError("“--remove”只和“--calc”一起用；卸载Excel加载项请用“zcert uninstall”")
    steps = list(plan.install(windows.this_pc(), source(toolbox.build_addin)))
    if dry_run:
        for step in steps:
            console.say(f"将要：{step.text}")
    else:
        plan.carry_out(steps, console.say)
    console.say(
        "没有需要做的，程序已经装好" if not steps else "以上各步没有执行" if dry_run else "安装完成，请重新打开Excel"
    )


def _calc(toolbox: Toolbox, *, remove: bool) -> None:
    (toolbox.remove_extension if remove else toolbox.install_extension)()
    console.say("已卸载，重新打开LibreOffice后生效" if remove else "已安装，重新打开LibreOffice后可见“职称采集”工具栏")
    if not remove and "VIRTUAL_ENV" in os.environ:
        console.say(_ACTIVE)


def source(build_addin: Callable[[], bytes]) -> plan.Source:
    """Return what this program consists of: an unpacked folder, or a Python with its launcher and libraries.

    Raises UserError where the Python lacks one of them.
    """
    if getattr(sys, "frozen", False):
        return plan.Source(Path(sys.executable).parent, addin=build_addin)
    return plan.Source(None, own_files(), build_addin)
