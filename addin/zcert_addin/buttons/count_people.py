"""统计: how many people there are in the open workbook, in a workbook of tables and charts beside it."""

import datetime as dt
from pathlib import Path
from typing import Final

from zcert import clock
from zcert.errors import UserError
from zcert.tabulating import headline
from zcert_addin.buttons import Button, Group
from zcert_addin.commands import sheet
from zcert_addin.commands.choose_folder import choose_folder
from zcert_addin.commands.count_people import CountSettings, count_sheets, guard_target, write_statistics
from zcert_addin.commands.open_workbooks import guard_not_open
from zcert_addin.hosts.protocol import Host
from zcert_templates.statistics_sheet import SHEET

BUTTON: Final = Button(
    label="统计",
    group=Group.COLLECT,
    place=2,
    keytip="A",
    image="ChartTypeColumnInsertGallery",
    icon="#....... #....oo. #....oo. #.gg.oo. #.gg.oo. #.gg.oo. #.gg.oo. ########",
    tip="按系列、名称、性别、学历、年龄段、单位性质、地区、单位统计本工作簿的人数，生成带图表的统计表，本工作簿不改动",
    help=(
        "统计本工作簿全部采集表、汇总表（隐藏的也算）的人数：按系列、资格名称、性别、学历、年龄段、单位性质、地市、县市、单位，"
        "各分男女和占比，附图表，可以直接打印。结果写在本工作簿旁边的“统计_工作簿名_日期.xlsx”中并打开，汇总时不计；"
        "没有填的计入“未填”，所以每张表的合计都是全部人数。"
    ),
)


def run(host: Host) -> None:
    """Count everybody in the workbook, write the workbook of statistics and open it."""
    today = clock.today()
    settings = CountSettings(today, sheet.edition(), forms=sheet.forms())
    counted = count_sheets(host.read_all(), settings, sheet.NOT_THIS_SHEET)
    path = _target(host, today)
    if path is None:
        return
    write_statistics(path, counted, host.name, today)
    host.tell(f"{headline(counted.groups)}。\n统计表：{path}")
    host.open(path)


def _target(host: Host, today: dt.date) -> Path | None:
    """Return where the statistics are written: beside the workbook, or in a chosen folder; None = given up."""
    folder = _folder(host) or choose_folder(host, "选择存放统计表的文件夹")
    if folder is None:
        return None
    path = folder / f"{SHEET}_{Path(host.name).stem}_{today:%Y%m%d}.xlsx"
    guard_not_open(host, path, BUTTON.label)
    guard_target(path)
    if path.exists() and not host.ask(f"今天的统计表“{path.name}”已经有了，要重新统计并替换它吗？"):
        return None
    return path


def _folder(host: Host) -> Path | None:
    """Return the workbook's folder; None when it was never saved, or is in no folder of this PC."""
    try:
        return host.folder
    except UserError:
        return None
