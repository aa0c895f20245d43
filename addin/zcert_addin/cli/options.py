"""Options that several commands share."""

from pathlib import Path
from typing import Final

import click

from zcert import clock
from zcert.errors import UserError
from zcert_addin.cli.chinese_click import PathType, day

PATH: Final = PathType()


def _no_folder(_context: click.Context, _param: click.Parameter, path: Path) -> Path:
    if path.is_dir():
        raise UserError(f"“{path}”是文件夹，请给出其中的一个采集表；汇总整个文件夹请用“zcert merge”")
    return path


workbook = click.argument("file", type=PATH, metavar="文件", callback=_no_folder)
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
    type=PATH,
    metavar="文件夹",
    help="使用该文件夹中的字典（CSV），默认用内置字典",
)
own_list = click.option(
    "--own-list",
    type=PATH,
    metavar="文件",
    help="把自有名单（工作簿或CSV，列名写“评审组织”，每行一项）加进下拉列表",
)
photos = click.option("--photos", type=PATH, metavar="文件夹", help="照片所在文件夹，默认与文件同一文件夹")
dry_run = click.option("--dry-run", is_flag=True, help="只列出要做的事，不做")
yes = click.option("--yes", is_flag=True, help="不再询问，直接覆盖")
