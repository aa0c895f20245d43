"""How does the user get back what a button is about to change in what people typed?

By Ctrl+Z where the program undoes what a button wrote, and everywhere by 恢复 from a dated backup, which merging skips.
A workbook that was never saved has no folder for a backup: where there is no Ctrl+Z either, it must be saved first.
"""

from pathlib import Path

from zcert_addin.commands import sheet
from zcert_addin.disk.backup_name import dated_backup_of
from zcert_addin.hosts.protocol import Host


def require_way_back(host: Host) -> None:
    """Raise UserError, before anything is asked or shown, where there will be no way back."""
    if not host.undoes:
        sheet.folder_of(host)


def keep_way_back(host: Host) -> str:
    """Keep a backup of the workbook as it is now, and return one sentence that says how to get back to it.

    To be called directly before writing. Raises UserError where there is no way back, OSError as the disk does.
    """
    require_way_back(host)
    folder = host.folder
    if folder is None:
        return "如需撤销，请按Ctrl+Z"
    back = f"点“恢复”，选“{copy_into(host, folder).name}”"
    return f"如需撤销，请按Ctrl+Z；关闭以后请{back}" if host.undoes else f"如需撤销，请{back}"


def copy_into(host: Host, folder: Path) -> Path:
    """Save a copy of the workbook under a dated name that merging skips, and return its path."""
    copy = dated_backup_of(folder / host.name)
    host.save_copy(copy)
    return copy
