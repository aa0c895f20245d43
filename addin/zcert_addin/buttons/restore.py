"""恢复: a backup takes the place of the workbook of which it was made, and the photos with it come back."""

from pathlib import Path
from typing import Final

from zcert_addin.buttons import Button, Group
from zcert_addin.commands import sheet
from zcert_addin.commands.choose_folder import choose_folder
from zcert_addin.commands.restore_backup import require_backup, restore_backup, told
from zcert_addin.disk.backup_name import former_name
from zcert_addin.hosts.protocol import Host

BUTTON: Final = Button(
    label="恢复",
    group=Group.KEEP,
    place=2,
    keytip="F",
    image="FileOpen",
    icon="...g.... ..ggg... .ggggg.. ###g.... #--g#### #------# #------# ########",
    tip="用以前的备份替换原来的工作簿，并取回缺少的照片；替换前先把现在的内容备份，汇总时不会重复计数",
    help=(
        "选择备份文件，让它代替原来的工作簿；正打开着的先关闭，再打开恢复后的。代替前先备份现在的内容（连同没有保存的修改），"
        "备份不汇总，所以不会重复计数。备份在别处时，恢复到当前工作簿所在的文件夹；与备份放在一起的照片，缺少的取回，已有的不动。"
    ),
)


def run(host: Host) -> None:
    """Put a chosen backup in the place of the workbook of which it was made, say where that is kept, and open it."""
    folder = host.folder if host.has_workbook else None
    backup = host.pick_file("选择要恢复的备份", folder)
    if backup is None:
        return
    require_backup(backup)
    target = _place(host, backup, folder)
    if target is not None:
        host.tell("\n".join(told(target, restore_backup(backup, target, host, sheet.forms()))))
        host.open(target)


def _place(host: Host, backup: Path, folder: Path | None) -> Path | None:
    """Return where the workbook is of which the backup was made, or is to be; None = given up.

    The open workbook's folder comes first, because backups are kept in other places; then the backup's own.
    """
    name = former_name(backup)
    for likely in (folder, backup.parent):
        if likely is not None and (likely / name).exists():
            return likely / name
    folder = folder or choose_folder(host, f"选择“{name}”要恢复到哪个文件夹")
    if folder is None:
        return None
    # Under a new name its people are in the folder already.
    question = f"“{folder}”中没有“{name}”。如果它已经改名，恢复后同一批人会有两个工作簿，汇总时会重复计数。"
    if (folder / name).exists() or host.ask(f"{question}\n仍要恢复为“{name}”吗？"):
        return folder / name
    return None
