"""``zcert install``: the program and its add-in for this person, on Windows, or the extension into LibreOffice."""

import os
import sys
import sysconfig
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Final

import click

from zcert_addin.cli import console
from zcert_addin.cli.chinese_click import Verb
from zcert_addin.installing import plan, windows
from zcert_addin.installing.pc import PROGRAM
from zcert_addin.refusal import Refused
from zcert_templates.macro_books import build_addin

_ACTIVE: Final = "这个终端启用了Python虚拟环境，从这里打开的LibreOffice不能用这些按钮，请从应用程序菜单或新的终端打开"


@click.command("install", cls=Verb)
@click.option("--dry-run", is_flag=True, help="只列出要做的事，不做。")
@click.option("--calc", is_flag=True, help="改为安装LibreOffice Calc扩展。")
@click.option("--remove", is_flag=True, help="与--calc一起：卸载扩展。")
def verb(*, dry_run: bool, calc: bool, remove: bool) -> None:
    """为当前用户安装程序和Excel加载项（Windows），不需要管理员权限，不联网；可重复运行。"""
    if calc:
        _calc(remove=remove)
        return
    if remove:
        raise Refused("--remove 只和 --calc 一起用；卸载Excel加载项请用 zcert uninstall")
    steps = list(plan.install(windows.this_pc(), source()))
    if dry_run:
        for step in steps:
            console.say(f"将要：{step.text}")
    else:
        plan.carry_out(steps, console.say)
    console.say(
        "没有需要做的，程序已经装好。"
        if not steps
        else "以上各步没有执行。"
        if dry_run
        else "安装完成，请重新打开Excel。"
    )


def _calc(*, remove: bool) -> None:
    # By name, because the extension stands above the command line.
    installer = import_module("zcert_calc.install")
    (installer.remove if remove else installer.install)()
    console.say(
        "已卸载，重新打开LibreOffice后生效。" if remove else "已安装，重新打开LibreOffice后可见“职称采集”工具栏。"
    )
    if not remove and "VIRTUAL_ENV" in os.environ:
        console.say(_ACTIVE)


def source() -> plan.Source:
    """Give what this very program is made of: an unpacked folder, or a Python with its launcher and libraries."""
    if getattr(sys, "frozen", False):
        return plan.Source(Path(sys.executable).parent, addin=build_addin)
    libraries = [Path(sys.prefix) / f"xlwings{bits}-{version('xlwings')}.dll" for bits in (32, 64)]
    return plan.Source(None, (Path(sysconfig.get_path("scripts")) / PROGRAM, *libraries), build_addin)
