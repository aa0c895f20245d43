"""恢复: a backup takes the place of the workbook of which it was made, which is kept as a backup in its turn.

So there is one workbook as before, and a merge counts its people once.
"""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final, Protocol

from zcert.errors import UserError
from zcert.form import Form
from zcert_addin.commands.back_up import require_same
from zcert_addin.commands.bring_photos import NO_PHOTOS, Brought, bring_photos
from zcert_addin.commands.everybody import everybody
from zcert_addin.disk.atomic_replace import replacing
from zcert_addin.disk.backup_name import BACKUP_MARK, dated_backup_of, is_backup
from zcert_addin.disk.folder_lock import folder_lock
from zcert_addin.disk.holder import guard_closed, guard_writable
from zcert_addin.hosts.protocol import OpenWorkbook
from zcert_addin.photos.album import Progress
from zcert_addin.reading.isolated import read_in_worker

_NAMED: Final = 5


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


class Program(Protocol):
    """The program in which workbooks may be open: a Host, or none at all, see ``zcert_addin.hosts.protocol``."""

    def open_workbooks(self) -> Sequence[OpenWorkbook]: ...  # noqa: D102
    def close(self, path: Path, unsaved: Path, /) -> bool: ...  # noqa: D102
    def tell(self, text: str) -> None: ...  # noqa: D102
    def open(self, path: Path) -> None: ...  # noqa: D102
    @property
    def progress(self) -> Progress: ...  # noqa: D102


def require_backup(path: Path) -> None:
    """Raise UserError for a file that by its name is no backup."""
    if not is_backup(path):
        raise UserError(f"“{path.name}”不是备份文件（文件名应以“{BACKUP_MARK}”结尾），请重新选择")


def restore_backup(backup: Path, target: Path, host: Program, forms: tuple[Form, ...]) -> Restored:
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


def _is_open_here(target: Path, host: Program) -> bool:
    return any(one.path.exists() and target.exists() and one.path.samefile(target) for one in host.open_workbooks())


def _put(backup: Path, target: Path, former: Path | None, unsaved: Path, host: Program) -> None:
    closed = False
    try:
        whole = partial(require_same, backup, "没有恢复")
        with replacing(target, backup=former, check=whole) as file, backup.open("rb") as source:
            shutil.copyfileobj(source, file)
            closed = host.close(target, unsaved)
    except BaseException:
        if unsaved.exists():
            host.tell(f"没有恢复。没有保存的修改备份为：{unsaved.name}")
        if closed:
            host.open(target)
        raise


def _photos(backup: Path, folder: Path, host: Program, forms: tuple[Form, ...]) -> Brought | None:
    if backup.parent.resolve() == folder.resolve():
        return NO_PHOTOS
    try:
        people = everybody(read_in_worker(backup).sheets, forms)
    except UserError:  # one with a password can be restored all the same
        return None
    return bring_photos(backup.parent, folder, people.numbers, host.progress)


def told(target: Path, restored: Restored) -> list[str]:
    """Return the sentences about a restored workbook."""
    lines = [f"已恢复：{target}"]
    if restored.former:
        lines.append(f"恢复前的工作簿备份为：{restored.former.name}")
    if restored.unsaved:
        lines.append(f"没有保存的修改备份为：{restored.unsaved.name}")
    lines += _told_photos(restored.photos) if restored.photos else ["备份中的人员读不出，没有取回照片"]
    return lines


def _told_photos(photos: Brought) -> list[str]:
    lines = []
    if photos.missing:
        lines.append(f"取回了{len(photos.missing)}张缺少的照片")
    if photos.different:
        named = "、".join(photos.different[:_NAMED]) + ("等" if len(photos.different) > _NAMED else "")
        lines.append(f"有{len(photos.different)}张照片与备份中的不同，没有改动现在的：{named}")
    return lines
