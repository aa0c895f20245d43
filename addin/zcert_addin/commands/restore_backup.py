"""恢复: a backup takes the place of the workbook of which it was made, which is kept as a backup in its turn.

So there is one workbook as before, and a merge counts its people once.
"""

import shutil
from dataclasses import dataclass
from pathlib import Path

from zcert.errors import UserError
from zcert.form import Form
from zcert_addin.commands.bring_photos import NO_PHOTOS, Brought, bring_photos
from zcert_addin.commands.everybody import everybody
from zcert_addin.disk.atomic_replace import replacing
from zcert_addin.disk.backup_name import dated_backup_of
from zcert_addin.disk.folder_lock import folder_lock
from zcert_addin.disk.holder import guard_closed, guard_writable
from zcert_addin.hosts.protocol import Host
from zcert_addin.reading.isolated import read_in_worker


@dataclass(frozen=True, slots=True)
class Restored:
    """What became of a restored workbook.

    former:  where the workbook is kept as it was saved before; None = there was none.
    unsaved: where the edits are kept that were open and not saved; None = there were none.
    photos:  the photos brought back; None = those of the backup could not be told, because its people were not read.
    """

    former: Path | None
    unsaved: Path | None
    photos: Brought | None


def restore_backup(backup: Path, target: Path, host: Host, forms: tuple[Form, ...]) -> Restored:
    """Put a backup in the place of a workbook, or where it was, and bring back the photos beside it.

    The workbook is closed if it is open in the host. Whatever is raised, the workbook is unchanged: UserError where the
    host cannot close it, OpenElsewhere when another program has it open, ReadOnly, Held, OSError as the disk does.
    """
    guard_writable(target)
    if not _is_open_here(target, host):
        guard_closed([target])
    former = dated_backup_of(target) if target.exists() else None
    unsaved = dated_backup_of(target, taken=[former] if former else [])
    with folder_lock(target.parent):
        photos = _photos(backup, target.parent, host, forms)
        _put(backup, target, former, unsaved, host)
    return Restored(former, unsaved if unsaved.exists() else None, photos)


def _is_open_here(target: Path, host: Host) -> bool:
    return any(one.path.exists() and target.exists() and one.path.samefile(target) for one in host.open_workbooks())


def _put(backup: Path, target: Path, former: Path | None, unsaved: Path, host: Host) -> None:
    closed = False
    try:
        with replacing(target, backup=former) as file, backup.open("rb") as source:
            shutil.copyfileobj(source, file)
            closed = host.close(target, unsaved)
    except BaseException:
        if unsaved.exists():
            host.tell(f"没有恢复。没有保存的修改备份为：{unsaved.name}")
        if closed:
            host.open(target)
        raise


def _photos(backup: Path, folder: Path, host: Host, forms: tuple[Form, ...]) -> Brought | None:
    if backup.parent.resolve() == folder.resolve():
        return NO_PHOTOS
    try:
        people = everybody(read_in_worker(backup).sheets, forms)
    except UserError:  # one with a password can be restored all the same
        return None
    return bring_photos(backup.parent, folder, people.numbers, host.progress)
