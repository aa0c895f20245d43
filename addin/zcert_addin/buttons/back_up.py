"""备份: a dated copy of the workbook in a chosen place, with the photos on request."""

import shutil
from pathlib import Path
from typing import Final

from zcert import clock
from zcert.fitting import fit_all
from zcert.photos.album import wanted
from zcert_addin.buttons import Button, Group
from zcert_addin.commands import sheet
from zcert_addin.commands.choose_folder import choose_folder
from zcert_addin.disk.backup_name import BACKUP_MARK
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
    help="把工作簿（可连同照片）复制一份，文件名带日期时间",
)


def run(host: Host) -> None:
    """Copy the workbook, and if wanted its photos, into a chosen folder."""
    own = sheet.folder_of(host)
    target = choose_folder(host, "选择存放备份的文件夹")
    if target is None:
        return
    photos = _photos(host, own)
    if photos and host.ask(f"要把表中人员的{len(photos)}张照片一起备份吗？"):
        target = target / f"{Path(host.name).stem}{_stamp()}"
        target.mkdir()
        for done, name in enumerate(photos):
            host.progress(done, len(photos), name)
            shutil.copy2(own / name, target / name)
    host.tell(f"备份完成：{copy_into(host, target)}")


def copy_into(host: Host, folder: Path) -> Path:
    """Save a copy of the workbook under a dated name that merging skips, and return its path."""
    name = Path(host.name)
    stem = f"{name.stem}{_stamp()}"
    copy = folder / f"{stem}{BACKUP_MARK}{name.suffix}"
    number = 1
    while copy.exists():
        number += 1
        copy = folder / f"{stem}_{number}{BACKUP_MARK}{name.suffix}"
    host.save_copy(copy)
    return copy


def _photos(host: Host, folder: Path) -> list[str]:
    tables = [found.table for found in fit_all([host.read()], sheet.forms()).fits]
    return [name for table in tables for name in wanted(scan_folder(folder), table.columns[table.form.key])]


def _stamp() -> str:
    return f"_{clock.now():%Y%m%d_%H%M%S}"
