"""``zcert calc-server``: what LibreOffice starts; not for people."""

import click

from zcert_addin.cli.chinese_click import Command


@click.command("calc-server", cls=Command, hidden=True)
def command() -> None:
    """由LibreOffice启动，供扩展使用。"""
    from zcert_calc.server import main  # noqa: PLC0415  --help needs little

    main()
