"""``zcert check``: everything about one workbook."""

import datetime as dt
from pathlib import Path

import click

from zcert.results import IDENTITY, PHOTO
from zcert_addin import console
from zcert_addin.chinese_click import Verb
from zcert_addin.commands.check_workbook import Settings, check_workbook, write_results
from zcert_addin.verbs import options
from zcert_addin.verbs.findings import as_document, print_report
from zcert_dictionaries import load_edition


@click.command("check", cls=Verb)
@click.argument("file", type=click.Path(path_type=Path), metavar="文件")
@click.option(
    "--photos", type=click.Path(path_type=Path), metavar="文件夹", help="照片所在文件夹，默认与文件同一文件夹。"
)
@options.today
@options.dictionary
@options.as_json
@click.option("--write", is_flag=True, help="把结果写入“照片检测”“身份证验证”两列（先备份）。")
def verb(
    file: Path, photos: Path | None, today: dt.date, dictionary: Path | None, *, as_json: bool, write: bool
) -> int:
    """检查一个采集表或汇总表：身份证号码、照片和其它各栏。"""
    with console.progress("照片检测") as bar:
        settings = Settings(
            today, load_edition(dictionary), photos or file.parent, progress=lambda done, total: bar(done, total, "")
        )
        checked = check_workbook(file, settings)
    backup = write_results(checked, (PHOTO, IDENTITY)) if write else None
    if as_json:
        console.print_json(as_document(checked))
    else:
        print_report(checked)
        if backup:
            console.say(f"结果已写入“{PHOTO}”“{IDENTITY}”两列，原文件备份为：{backup.name}")
    return 1 if as_document(checked)["counts"]["errors"] else 0
