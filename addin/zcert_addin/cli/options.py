"""Options that several commands share."""

from pathlib import Path

import click

from zcert import clock
from zcert_addin.cli.chinese_click import day

today = click.option(
    "--today",
    type=day,
    default=lambda: clock.today().isoformat(),
    metavar="YYYY-MM-DD",
    help="以哪一天为今天，默认当天",
)
as_json = click.option("--json", "as_json", is_flag=True, help="输出JSON，供程序读取；号码不隐藏")
dictionary = click.option(
    "--dictionary",
    type=click.Path(path_type=Path),
    metavar="文件夹",
    help="使用该文件夹中的字典（CSV），默认用内置字典",
)
photos = click.option(
    "--photos", type=click.Path(path_type=Path), metavar="文件夹", help="照片所在文件夹，默认与文件同一文件夹"
)
dry_run = click.option("--dry-run", is_flag=True, help="只列出要做的事，不做")
yes = click.option("--yes", is_flag=True, help="不再询问，直接覆盖")
