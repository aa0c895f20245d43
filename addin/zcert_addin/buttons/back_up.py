"""备份: a dated copy of the workbook in a chosen place, with the photos on request."""

from pathlib import Path
from typing import Final

from zcert.photos.album import wanted
from zcert_addin.buttons import Button, Group
from zcert_addin.commands import sheet
from zcert_addin.commands.back_up import NOT_ALL, back_up_photos, backup_folder
from zcert_addin.commands.choose_folder import choose_folder
from zcert_addin.commands.everybody import everybody
from zcert_addin.commands.way_back import copy_into
from zcert_addin.hosts.protocol import Host
from zcert_addin.photos.folder import scan_folder

BUTTON: Final = Button(
    label="备份",
    group=Group.KEEP,
    place=1,
    keytip="B",
    image="FileSaveAs",
    icon="######.. #-##-##. #-##-### #------# #-####-# #-#..#-# #-#..#-# ########",
    tip="把本工作簿（可连同照片）按日期另存一份到所选位置",
    help="把工作簿（可连同其中全部人员的照片）复制一份，文件名带日期时间",
)


def run(host: Host) -> None:
    """Copy the workbook, and if wanted its photos, into a chosen folder."""
    own = sheet.folder_of(host)
    target = choose_folder(host, "选择存放备份的文件夹")
    if target is None:
        return
    people = everybody(host.read_all(), sheet.forms())
    photos = wanted(scan_folder(own), people.numbers)
    if photos and host.ask(f"要把本工作簿中全部人员的{len(photos)}张照片一起备份吗？"):
        with backup_folder(target, Path(host.name).stem) as whole:
            back_up_photos(own, photos, whole, host.progress)
            copy = copy_into(host, whole)
    else:
        copy = copy_into(host, target)
    told = f"备份完成：{copy}"
    host.tell(told if people.complete else f"{told}\n{NOT_ALL}")
