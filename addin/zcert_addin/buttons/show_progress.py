"""进度: how far the units of a chosen folder are, in a workbook with a chart in that folder."""

from typing import Final

from zcert import clock
from zcert.exchange.progress import sentence
from zcert.tabulating import PROGRESS
from zcert_addin.buttons import Button, Group
from zcert_addin.commands import sheet
from zcert_addin.commands.choose_folder import choose_file, choose_folder
from zcert_addin.commands.open_workbooks import guard_not_open
from zcert_addin.commands.unit_status import progress_of, write_progress
from zcert_addin.hosts.protocol import Host

BUTTON: Final = Button(
    label="进度",
    group=Group.EXCHANGE,
    place=5,
    keytip="U",
    image="ChartTypeBarInsertGallery",
    icon="........ ######## #oooo..# #oooo..# ######## ........ gggggg.. ........",
    tip="列出所选文件夹中各单位的报送情况：未报送、已报送、已接收、已退回、已更正，附图表",
    help=(
        "选择接收报送的文件夹，需要时再选应报送单位的清单（与“批量模板”的清单相同），生成“报送进度_日期.xlsx”并打开："
        "每种情况有几个单位，附图表；“各单位”工作表逐个列出未报送、已报送、已接收、已退回、已更正，时间，退回和更正的行数，可以筛选。"
        "没有用“接收报送”而是直接放进文件夹的采集表也算已接收，按文件名认单位。"
    ),
)


def run(host: Host) -> None:
    """Write the workbook and open it."""
    folder = choose_folder(host, "选择接收报送的文件夹")
    if folder is None:
        return
    units = None
    if host.ask("要对照应报送单位的清单，列出还没有报送的单位吗？\n选“是”则接着选择清单，选“否”则只列出已报送的。"):
        units = choose_file(host, "选择应报送单位的清单")
        if units is None:
            return
    progress = progress_of(folder, units, sheet.edition())
    today = clock.today()
    path = folder / f"{PROGRESS}_{today:%Y%m%d}.xlsx"
    guard_not_open(host, path, BUTTON.label)
    write_progress(path, progress, today.isoformat())
    host.tell(f"{sentence(progress.standings, listed=progress.listed)}。\n进度表：{path}")
    host.open(path)
