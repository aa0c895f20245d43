"""接收报送: what units sent, from a chosen folder into another, entered in the ledger, which is opened."""

from collections.abc import Iterator
from typing import Final

from zcert import clock, words
from zcert_addin.buttons import Button, Group
from zcert_addin.commands import sheet
from zcert_addin.commands.choose_folder import choose_folder
from zcert_addin.commands.open_workbooks import guard_not_open
from zcert_addin.commands.receipt import Receipt, Received, ReceiveSettings
from zcert_addin.commands.receive import receive
from zcert_addin.exchange.ledger_file import WORKBOOK
from zcert_addin.hosts.protocol import Host

BUTTON: Final = Button(
    label="接收报送",
    group=Group.SEND,
    place=2,
    keytip="C",
    image="XmlImport",
    icon="...##... ...##... ..####.. ...##... #......# #-####-# #------# ########",
    tip="把下级送来的报送包核对后放进所选文件夹，按单位命名，记入“接收台账”并打开它",
    help=(
        "选择放有下级报送包（没有打包的采集表和照片也可以）的文件夹，再选接收到哪个文件夹：逐个按清单核对，工作簿按单位命名，"
        "照片放在一起。收过的不重复，同一单位更新的代替以前的并留备份，同名不同内容的照片两张都保留；没有接收的逐个写明原因，不影响其余。"
        "完成后打开“接收台账”，接着可以“数据汇总”接收的文件夹。有密码的报送包请用命令行的“zcert receive”接收。"
    ),
    large=True,
)

_NAMED: Final = 5


def run(host: Host) -> None:
    """Receive all of a folder, say what a person must look at, and open the ledger."""
    source = choose_folder(host, "选择放有下级报送包的文件夹")
    if source is None:
        return
    into = choose_folder(host, "选择接收到哪个文件夹")
    if into is None:
        return
    ledger = into / WORKBOOK
    guard_not_open(host, ledger, BUTTON.label)
    sealed: list[str] = []

    def no_password(name: str) -> str:
        sealed.append(name)
        return ""

    settings = ReceiveSettings(clock.today(), sheet.edition(), host.progress, sheet.forms(), no_password)
    receipt = receive([source], into, settings)
    host.tell(words.sentences(receipt.outcome, *_told(receipt, sealed)))
    if not receipt.ledger:
        host.open(ledger)


def _told(receipt: Receipt, sealed: list[str]) -> Iterator[str]:
    attention = [one for one in receipt.received if not one.clean]
    for one in attention[:_NAMED]:
        yield f"\n“{one.name}”：{_why(one)}"
    if len(attention) > _NAMED:
        yield f"\n另有{len(attention) - _NAMED}个也要核对，处理了这些再接收一次，就会列出"
    if sealed:
        yield f"\n有密码的{len(sealed)}个请用命令行的“zcert receive”接收"
    again = [one for one in receipt.received if one.changes]
    for one in again[:_NAMED]:
        yield f"\n{one.unit}再次报送：{one.changes.sentence}"
    if len(again) > _NAMED:
        yield f"\n另有{len(again) - _NAMED}个单位再次报送，改了什么见台账的“人员变化”"
    if receipt.ledger:
        yield f"\n{receipt.ledger}"


def _why(one: Received) -> str:
    conflicts = "、".join(f"“{there}”与“{kept}”" for there, kept in one.conflicts[:_NAMED])
    more = "等" if len(one.conflicts) > _NAMED else ""
    said = [f"照片{conflicts}{more}内容不同，两张都保留，请核对"] if conflicts else []
    return "；".join([*one.notes, *said])
