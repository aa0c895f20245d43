"""``zcert button``: a button of the ribbon on a saved copy of the workbook, for macros that cannot reach us."""

from pathlib import Path

import click

from zcert import words
from zcert.errors import UserError
from zcert_addin.buttons import BUTTONS, load
from zcert_addin.cli import options
from zcert_addin.cli.chinese_click import Command
from zcert_addin.disk.os_errors import explain
from zcert_addin.hosts.file_mode import Answers, FileHost
from zcert_addin.hosts.protocol import OpenWorkbook
from zcert_addin.hosts.steps import OpenQuestion, Step
from zcert_addin.hosts.steps_file import write_steps

_ADDRESS = "://"
"""What a workbook's name holds that was opened from the web."""


@click.command("button", cls=Command)
@click.argument("name", type=click.Choice(BUTTONS), metavar="按钮")
@click.argument("file", type=options.PATH, required=False, metavar="[文件]")
@click.option(
    "--results", type=options.PATH, required=True, metavar="文件", help="把要在工作簿中做的各步写到哪个文本文件"
)
@click.option("--workbook", default="", metavar="文件", help="打开着的工作簿；文件是它的副本。默认就是该文件。")
@click.option("--unsaved", is_flag=True, help="打开着的工作簿还没有保存过")
@click.option("--sheet", default="", metavar="名称", help="当前工作表，默认为第一个可见的工作表")
@click.option("--row", type=int, default=0, metavar=words.ROW_NUMBER, help="当前单元格的行号，从1数起")
@click.option("--column", type=int, default=0, metavar="列号", help="当前单元格的列号，从1数起")
@click.option("--filtered", is_flag=True, help="当前工作表正在筛选")
@click.option("--yes/--no", multiple=True, help="依次对所问问题的回答；没有回答时，问题写在结果中")
@click.option("--folder", "folders", type=options.PATH, multiple=True, metavar="文件夹", help="依次所选的文件夹")
@click.option("--open", "opened", type=options.PATH, multiple=True, metavar="文件", help="打开着的工作簿，每个写一次")
@click.option("--edited", type=options.PATH, multiple=True, metavar="文件", help="打开着的工作簿，有未保存的修改")
@click.option("--saved", type=options.PATH, multiple=True, metavar="文件", help="其中已按要求保存的")
@click.option("--file", "picked", type=options.PATH, metavar="文件", help="所选的文件")
def command(
    name: str,
    file: Path | None,
    results: Path,
    workbook: str,
    sheet: str,
    yes: tuple[bool, ...],
    folders: tuple[Path, ...],
    picked: Path | None,
    opened: tuple[Path, ...],
    edited: tuple[Path, ...],
    saved: tuple[Path, ...],
    row: int,
    column: int,
    *,
    unsaved: bool,
    filtered: bool,
) -> None:
    """文件方式执行选项卡上的按钮，供连不上程序的宏调用；没有打开工作簿时不写文件"""
    remote = _ADDRESS in workbook
    path = None if unsaved or remote else Path(workbook) if workbook else file
    changed = set(edited) - set(saved)
    others = tuple(OpenWorkbook(one, one in changed) for one in opened + edited if one.is_absolute())
    cell = (row, column - 1) if row and column else None
    host = FileHost(
        file, path and path.absolute(), sheet, Answers(yes, folders, picked), remote, others, cell, filtered
    )
    try:
        load(name).run(host)
    except OpenQuestion:
        pass
    except UserError as error:
        _fail(host, str(error), results)
    except OSError as error:
        _fail(host, explain(error), results)
    write_steps(results, host.steps)


def _fail(host: FileHost, sentence: str, results: Path) -> None:
    write_steps(results, [*host.steps, Step("fail", (sentence,))])
    raise UserError(sentence) from None
