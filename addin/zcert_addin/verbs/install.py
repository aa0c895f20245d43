"""``zcert install --calc``: the extension for LibreOffice, into and out of the person's own profile."""

from importlib import import_module

import click

from zcert_addin import console
from zcert_addin.chinese_click import Verb
from zcert_addin.refusal import Refused


@click.command("install", cls=Verb)
@click.option("--calc", is_flag=True, help="安装LibreOffice Calc扩展。")
@click.option("--remove", is_flag=True, help="卸载。")
def verb(*, calc: bool, remove: bool) -> None:
    """为当前用户安装或卸载LibreOffice Calc扩展。"""
    if not calc:
        raise Refused("请写明装到哪里：zcert install --calc")
    # By name, because the extension stands above the command line.
    installer = import_module("zcert_calc.install")
    (installer.remove if remove else installer.install)()
    console.say(
        "已卸载，重新打开LibreOffice后生效。" if remove else "已安装，重新打开LibreOffice后可见“职称采集”工具栏。"
    )
