"""报送打包: the open workbook and the photos of its people become one package in a chosen folder."""

from functools import partial
from pathlib import Path
from typing import Final

from zcert import clock, words
from zcert.codes import CODES, severity
from zcert.errors import UserError
from zcert_addin.buttons import Button, Group
from zcert_addin.commands import sheet
from zcert_addin.commands.check_workbook import Settings
from zcert_addin.commands.choose_folder import choose_folder
from zcert_addin.commands.open_workbooks import guard_all_saved
from zcert_addin.commands.pack_up import Packed, Ready, look, pack
from zcert_addin.hosts.protocol import Host

BUTTON: Final = Button(
    label="报送打包",
    group=Group.SEND,
    place=1,
    keytip="E",
    image="FileSendAsAttachment",
    icon="...##... ..####.. ...##... ...##... ######## #--##--# #------# ########",
    tip="把本采集表或汇总表连同照片打成一个.zip报送包，存到所选文件夹；打包前列出没有改正的错误并询问",
    help=(
        "检查本工作簿，还有错误（包括缺少的照片）时列出并询问；再把工作簿、其中人员的照片和一份写明单位、人数、"
        "每个文件校验码的清单打成一个“单位_表种_日期.zip”，交上级用“接收报送”核对接收。工作簿和照片不改动，同名的包不覆盖。"
        "要用密码封包，请用命令行的“zcert pack --seal”。"
    ),
    large=True,
)

_NAMED: Final = 5


def run(host: Host) -> None:
    """Ask where to and, when something is still wrong, whether; write the package and say what is in it."""
    folder = sheet.folder_of(host)
    path = folder / host.name
    guard_all_saved(host, path, BUTTON.label)
    target = choose_folder(host, "选择存放报送包的文件夹")
    if target is None:
        return
    settings = Settings(clock.today(), sheet.edition(), folder, progress=host.progress, forms=sheet.forms())
    ready = look(path, "", settings, unknown=partial(_unit, host, folder), open_here=True)
    if not ready.checked.rows:
        raise UserError(sheet.NO_ROWS)
    if ready.errors and not host.ask(f"{_errors(ready)}。\n仍要打包吗？"):
        return
    host.tell(_told(ready, pack(ready, target, settings)))


def _unit(host: Host, folder: Path) -> str:
    """Return the name of the folder if it is the unit's; empty when it is not."""
    question = f"看不出“{host.name}”是哪个单位的。\n按所在文件夹的名称，以“{folder.name}”为单位名称打包吗？"
    return folder.name if folder.name and host.ask(question) else ""


def _errors(ready: Ready) -> str:
    found = [(code, count) for code, count in ready.checked.codes.most_common() if severity(code) == "error"]
    named = "、".join(f"“{CODES[code].meaning}”{count}处" for code, count in found[:_NAMED])
    return f"还有{ready.errors}处错误没有改正：{named}{'等' if len(found) > _NAMED else ''}"


def _told(ready: Ready, packed: Packed) -> str:
    manifest = packed.manifest
    volumes = "、".join(f"“{name}”" for name in ready.volumes)
    return words.sentences(
        f"已打包：{manifest.unit}，{manifest.rows}人、照片{len(manifest.photos)}张",
        f"\n包中写明了下级的{len(manifest.below)}个来源单位" if manifest.below else "",
        f"\n汇总表另外还有{volumes}，请分别打开打包" if volumes else "",
        f"\n报送包：{packed.path}",
    )
