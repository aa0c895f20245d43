"""Write the extension into a folder."""

from pathlib import Path

import click

from zcert_addin import console
from zcert_addin.chinese_click import Verb
from zcert_addin.hosts.replacing import replacing
from zcert_calc.oxt import FILE, build_oxt


@click.command("oxt", cls=Verb)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), default=Path("dist"), metavar="文件夹", help="写到哪个文件夹。"
)
def verb(output: Path) -> None:
    """生成LibreOffice扩展。"""
    output.mkdir(parents=True, exist_ok=True)
    with replacing(output / FILE, backup=None) as file:
        file.write(build_oxt())
    console.say(f"已生成：{output / FILE}")
