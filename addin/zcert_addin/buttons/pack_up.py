"""报送打包: the open workbook and the photos of its people, in one package for the superior."""

from functools import partial
from pathlib import Path
from typing import Final

from zcert import clock, words
from zcert.codes import CODES
from zcert_addin.buttons import Button, Group
from zcert_addin.commands import sheet
from zcert_addin.commands.check_workbook import Settings
from zcert_addin.commands.choose_folder import choose_folder
from zcert_addin.commands.open_workbooks import is_saved
from zcert_addin.commands.pack_up import Packed, Ready, look, pack
from zcert_addin.hosts.protocol import Host

BUTTON: Final = Button(
    label="报送打包",
    group=Group.EXCHANGE,
    place=1,
    keytip="E",
    image="FileSendAsAttachment",
    icon="...##... ..####.. .######. ...##... ...##... #......# #......# ########",
    tip="把本工作簿连同照片打成一个报送包（.zip），报送上级；有没改正的错误、缺少的照片先说明",
    help=(
        "检查本工作簿，列出没有改正的错误和缺少的照片，问明以后把它和其中全部人员的照片打成一个报送包，放进所选的文件夹，"
        "以单位、采集表种类和日期命名。报送包是普通的.zip，另附一份清单，上级点“接收报送”时据此核对。"
        "要加密码，请用命令行（zcert pack --seal）。"
    ),
)

_NAMED: Final = 5


def run(host: Host) -> None:
    """Check, ask about what is still open, and write the package."""
    path = sheet.folder_of(host) / host.name
    if not is_saved(host, path, BUTTON.label):
        return
    settings = Settings(clock.today(), sheet.edition(), path.parent, progress=host.progress, forms=sheet.forms())
    ready = look(path, "", settings, unknown=partial(_unit, host, path), is_open=True)
    if ready.question and not host.ask(f"{_open(ready)}{ready.question}"):
        return
    folder = choose_folder(host, "选择存放报送包的文件夹")
    if folder is not None:
        host.tell(words.sentences(*_told(ready, pack(ready, folder, settings))))


def _unit(host: Host, path: Path) -> str:
    """Return the name of the folder if it is the unit's; empty when it is not."""
    name = path.parent.name
    question = f"看不出“{host.name}”是哪个单位的。\n以所在文件夹的名称“{name}”为单位名称打包吗？"
    return name if name and host.ask(question) else ""


def _open(ready: Ready) -> str:
    """Say what is still open, one line for each kind, the most frequent first."""
    found = [f"{CODES[code].meaning}：{count}处\n" for code, count in ready.open_errors.items()]
    return "".join(found[:_NAMED]) + ("……\n" if len(found) > _NAMED else "")


def _told(ready: Ready, packed: Packed) -> list[str]:
    manifest = packed.manifest
    lines = [f"已打包：{manifest.unit}，{manifest.rows}人、照片{len(manifest.photos)}张"]
    if ready.photos_left:
        lines.append(f"\n{ready.photos_left}")
    if ready.volumes:
        lines.append(f"\n汇总表另外还有{'、'.join(ready.volumes)}，请分别打包")
    return [*lines, f"\n报送包：{packed.path}"]
