"""接收报送: the packages of a chosen folder are checked and placed in another, and the ledger is opened."""

from collections.abc import Iterator, Sequence
from typing import Final

from zcert import clock, words
from zcert.values.masking import mask_within
from zcert_addin.buttons import Button, Group
from zcert_addin.commands import sheet
from zcert_addin.commands.choose_folder import choose_folder
from zcert_addin.commands.open_workbooks import guard_not_open
from zcert_addin.commands.receipt import Receipt, ReceiveSettings
from zcert_addin.commands.receive import receive
from zcert_addin.exchange.ledger_file import WORKBOOK
from zcert_addin.hosts.protocol import Host

BUTTON: Final = Button(
    label="接收报送",
    group=Group.EXCHANGE,
    place=2,
    keytip="C",
    image="GetExternalDataExistingConnections",
    icon="...##... ...##... .######. ..####.. ...##... #......# #......# ########",
    tip="把所选文件夹中下级的报送包、采集表核对后放进另一个文件夹，按单位命名，记入接收台账",
    help=(
        "先选放有下级报送包（或采集表连同照片）的文件夹，再选接收到哪个文件夹：逐个核对，工作簿按单位命名，照片只放一份，"
        "记入“接收台账”并打开它。同一个包再次接收会认出来；同一单位后来报送的代替先前的，先前的留备份；"
        "同名而不同的照片两张都保留并说明。没有接收的逐个说明原因，原来的包都不改动。"
        "有密码的包请用命令行（zcert receive）接收。然后对接收到的文件夹点“数据汇总”。"
    ),
)

_NAMED: Final = 8


def run(host: Host) -> None:
    """Receive, say what needs a look, and open the ledger."""
    packages = choose_folder(host, "选择放有下级报送包的文件夹")
    if packages is None:
        return
    folder = choose_folder(host, "选择接收到哪个文件夹")
    if folder is None:
        return
    ledger = folder / WORKBOOK
    guard_not_open(host, ledger, BUTTON.label)
    settings = ReceiveSettings(clock.today(), sheet.edition(), host.progress, sheet.forms())
    receipt = receive([packages], folder, settings)
    told = (f"\n{line}" for line in [*_told(receipt), receipt.ledger] if line)
    host.tell(words.sentences(receipt.counted, *told))
    if ledger.exists() and not receipt.ledger:
        host.open(ledger)


def _told(receipt: Receipt) -> Iterator[str]:
    """Yield what needs a look, then what is also in the ledger.

    A photo in conflict is told now or never: the next time its package is there already.
    """
    clean, others = _noted(receipt, clean=True), _noted(receipt, clean=False)
    changed = [f"{one.unit}再次报送：{one.changes.sentence}" for one in receipt.received if one.changes]
    yield from _first(others, "处理了这些再接收一次，就会列出")
    yield from receipt.in_conflict
    yield from _first([*changed, *clean], f"见“{WORKBOOK}”")


def _noted(receipt: Receipt, *, clean: bool) -> list[str]:
    found = (one for one in receipt.received if one.notes and one.clean is clean)
    return [f"“{one.name}”：{mask_within('；'.join(one.notes))}" for one in found]


def _first(lines: Sequence[str], where: str) -> Iterator[str]:
    yield from lines[:_NAMED]
    if len(lines) > _NAMED:
        yield f"另有{len(lines) - _NAMED}条，{where}"
