"""``zcert calc-server``: what LibreOffice starts; not for people."""

import click

from zcert_addin.cli.chinese_click import Command
from zcert_addin.cli.toolbox import Toolbox


@click.command("calc-server", cls=Command, hidden=True)
@click.pass_obj
def command(toolbox: Toolbox) -> None:
    """由LibreOffice启动，供扩展使用"""
    toolbox.serve_calc()
