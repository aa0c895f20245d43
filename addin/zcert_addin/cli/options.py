"""Options that several commands share."""

import datetime as dt
from pathlib import Path

import click

from zcert_addin.cli.chinese_click import day


def current_day() -> dt.date:
    """Give today as the calendar on this machine has it."""
    return dt.datetime.now().astimezone().date()


today = click.option(
    "--today",
    type=day,
    default=lambda: current_day().isoformat(),
    metavar="YYYY-MM-DD",
    help="以哪一天为今天，默认当天。",
)
as_json = click.option("--json", "as_json", is_flag=True, help="输出JSON，供程序读取；号码不隐藏。")
dictionary = click.option(
    "--dictionary",
    type=click.Path(path_type=Path),
    metavar="文件夹",
    help="使用该文件夹中的字典（CSV），默认用内置字典。",
)
yes = click.option("--yes", is_flag=True, help="不再询问，直接覆盖。")
