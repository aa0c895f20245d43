"""恢复: a backup becomes a workbook again, beside the present one; nothing that is open is overwritten."""

import re
import shutil
from pathlib import Path
from typing import Final

from zcert.errors import UserError
from zcert_addin.buttons import Button, Group
from zcert_addin.disk.backup_name import BACKUP_MARK
from zcert_addin.hosts.protocol import Host

_STAMP = re.compile(r"_\d{8}_\d{6}(_\d+)?$")

BUTTON: Final = Button(
    label="恢复",
    group=Group.KEEP,
    place=2,
    keytip="F",
    image="FileOpen",
    icon="...g.... ..ggg... .ggggg.. ###g.... #--g#### #------# #------# ########",
    tip="从以前的备份取回工作簿，恢复为新的文件，不覆盖已有文件。",
    help="选择备份文件，恢复为新的文件，不覆盖已有文件。",
)


def run(host: Host) -> None:
    """Copy a chosen backup back into its folder of origin or the present one, and open it."""
    folder = host.folder if host.has_workbook else None
    backup = host.pick_file("选择要恢复的备份", folder)
    if backup is None:
        return
    if not backup.stem.endswith(BACKUP_MARK):
        raise UserError(f"“{backup.name}”不是备份文件（文件名应以“{BACKUP_MARK}”结尾），请重新选择")
    target = _free((folder or backup.parent) / f"{_former_name(backup)}{backup.suffix}")
    shutil.copy2(backup, target)
    host.tell(f"已恢复为：{target.name}\n备份文件仍然保留。")
    host.open(target)


def _former_name(backup: Path) -> str:
    return _STAMP.sub("", backup.stem.removesuffix(BACKUP_MARK))


def _free(path: Path) -> Path:
    """Give the path, or the first like it that is not taken."""
    candidate, number = path, 1
    while candidate.exists():
        candidate = path.with_name(f"{path.stem}（恢复{number}）{path.suffix}")
        number += 1
    return candidate
