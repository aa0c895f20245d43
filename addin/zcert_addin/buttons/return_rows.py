"""退回: the wrong rows of the open summary, a workbook for each unit in a new folder beside it."""

from collections.abc import Sequence
from typing import Final

from zcert import clock, words
from zcert.returning import UnitReturn
from zcert_addin.buttons import Button, Group
from zcert_addin.commands import sheet
from zcert_addin.commands.check_workbook import Settings
from zcert_addin.commands.ledger_notes import note_returned
from zcert_addin.commands.return_rows import (
    NOTHING,
    ReturnSettings,
    default_folder,
    returns_of,
    write_returns,
)
from zcert_addin.exchange.ledger_file import WORKBOOK
from zcert_addin.hosts.protocol import Host
from zcert_addin.reading.format import Workbook

BUTTON: Final = Button(
    label="退回",
    group=Group.EXCHANGE,
    place=3,
    keytip="R",
    image="Undo",
    icon="..#..... .##..... #######. .##...## ..#....# .......# ......## ..####..",
    tip="把本汇总表中有错误的行按单位各存成一个退回表，错误的单元格标红并写明怎样改；汇总表不改动",
    help=(
        "检查打开着的汇总表，把有错误的行按来源单位各存成一个退回表，放在汇总表旁边以“退回”和时间命名的新文件夹中："
        "错误的单元格标红，批注和最右一栏写明错在哪里、怎样改。下级汇总来的，放在以下级命名的子文件夹中，单位是来源中最末一级。"
        "分发给各单位改好、存盘、报送上来以后，点“并入改正”。退回记入“接收台账”。"
    ),
)

_NAMED: Final = 5


def run(host: Host) -> None:
    """Write what goes back to each unit, note it in the ledger and open the ledger."""
    folder = sheet.folder_of(host)
    edition, facts = sheet.edition(), host.read_dictionary()
    settings = ReturnSettings(
        Settings(clock.today(), edition, progress=host.progress, forms=sheet.forms()), progress=host.progress
    )
    summary = folder / host.name
    found = returns_of(summary, Workbook(tuple(host.read_all()), facts), settings, sheet.NOT_THIS_SHEET)
    if not found:
        host.tell(NOTHING)
        return
    if not host.ask(f"{_counted(found)}。\n现在按单位生成退回表吗？"):
        return
    target = default_folder(summary)
    written = write_returns(target, found, facts, settings)
    unnoted = note_returned(summary, written)
    host.tell(words.sentences(f"已生成{len(written)}个退回表", unnoted, f"\n所在文件夹：{target}"))
    ledger = folder / WORKBOOK
    if ledger.exists() and not unnoted:
        host.open(ledger)


def _counted(found: Sequence[UnitReturn]) -> str:
    named = "、".join(f"“{one.unit}”{len(one.rows)}行" for one in found[:_NAMED]) + (
        "等" if len(found) > _NAMED else ""
    )
    return f"有错误的共{sum(len(one.rows) for one in found)}行：{named}"
