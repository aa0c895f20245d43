"""``zcert calc-server``: what LibreOffice starts; not for people."""

import click

from zcert_addin.cli.chinese_click import Verb


@click.command("calc-server", cls=Verb, hidden=True)
def verb() -> None:
    """由LibreOffice启动，供扩展使用。"""
    from zcert_calc.server import main  # noqa: PLC0415  --help needs little

    main()
