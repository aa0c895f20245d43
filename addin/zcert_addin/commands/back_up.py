"""备份: a dated copy of a workbook, with the photos of its people on request; every copy is read back.

A copy with photos is a folder of its own, which is whole or not there.
"""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from zcert.errors import UserError
from zcert.form import Form
from zcert.photos.album import wanted
from zcert_addin.commands.everybody import everybody
from zcert_addin.disk.atomic_replace import replacing
from zcert_addin.disk.backup_name import dated_backup_of, stamp
from zcert_addin.disk.folder_lock import folder_lock
from zcert_addin.disk.holder import guard_saved
from zcert_addin.exchange.parcel import hashed
from zcert_addin.photos.album import Progress
from zcert_addin.photos.folder import scan_folder
from zcert_addin.reading.isolated import read_in_worker

NOT_ALL: Final = "有工作表的表头与采集表不一致，其中人员的照片没有备份，请恢复原来的表头后重新备份"

_NOT_BACKED_UP: Final = "没有备份"


@dataclass(frozen=True, slots=True)
class BackedUp:
    """A copy that was made; complete: whether all people could be read, so that no photo is missing."""

    copy: Path
    photos: int
    complete: bool


def back_up(path: Path, folder: Path, forms: tuple[Form, ...], progress: Progress, *, photos: bool) -> BackedUp:
    """Copy a workbook under a dated name into a folder, with photos into a new one inside it.

    Raises UserError when it is open, and with photos when its people cannot be read, Held, OSError; no copy is left.
    """
    guard_saved(path, _NOT_BACKED_UP)
    with folder_lock(folder):
        if not photos:
            return BackedUp(_copied(path, folder), 0, complete=True)
        people = everybody(read_in_worker(path).sheets, forms)
        names = wanted(scan_folder(path.parent), people.numbers)
        with backup_folder(folder, path.stem) as target:
            back_up_photos(path.parent, names, target, progress)
            return BackedUp(_copied(path, target), len(names), people.complete)


@contextmanager
def backup_folder(folder: Path, stem: str) -> Iterator[Path]:
    """Make a folder with the time in its name and yield it; an exception in the block removes it with all in it."""
    target = folder / f"{stem}{stamp()}"
    target.mkdir()
    try:
        yield target
    except BaseException:
        shutil.rmtree(target, ignore_errors=True)
        raise


def back_up_photos(folder: Path, names: Sequence[str], target: Path, progress: Progress) -> None:
    """Copy photos into another folder and read each back; raises UserError when one differs, OSError."""
    for done, name in enumerate(names):
        progress(done, len(names), name)
        _copy(folder / name, target / name)
    progress(len(names), len(names), "")


def _copied(path: Path, folder: Path) -> Path:
    copy = dated_backup_of(folder / path.name)
    _copy(path, copy)
    return copy


def _copy(source: Path, target: Path) -> None:
    with (
        replacing(target, backup=None, check=partial(require_same, source, _NOT_BACKED_UP)) as file,
        source.open("rb") as content,
    ):
        shutil.copyfileobj(content, file)
    shutil.copystat(source, target)


def require_same(source: Path, consequence: str, copy: Path) -> None:
    """Raise UserError when a copy differs from what was copied; consequence: what was not done, as it is said."""
    if hashed(source) != hashed(copy):
        raise UserError(f"复制“{source.name}”后核对不一致，{consequence}，请检查磁盘后重试")
