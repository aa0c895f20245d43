"""``zcert calc-server``: what LibreOffice starts; not for people."""

import click

from zcert_addin.cli.chinese_click import Verb
from zcert_addin.cli.toolbox import Toolbox


@click.command("calc-server", cls=Verb, hidden=True)
@click.pass_obj
def verb(toolbox: Toolbox) -> None:
    """由LibreOffice启动，供扩展使用。"""
    toolbox.serve_calc()
