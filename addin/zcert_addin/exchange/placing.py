"""How do a unit's files get into the superior's folder, so that nothing is overwritten and nothing half done?

First all is taken out under hidden names and made durable; what is wrong with the package shows here. Then each file
gets its name: photos, last the workbook. A failure on the way takes all of it back; what a killed run left under hidden
names is swept by the next one (folder_lock), which can do the same again: what is there already is left as it is.

The folder is locked by the caller. A photo belongs to whoever has its number: one that is there with other content
stays, the new one gets a name that says from whom it came. Only a photo that the same unit sent before, and nobody
changed since, is replaced, and kept in a folder of its own.
"""

import errno
import os
import secrets
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from zcert.errors import UserError
from zcert.photos.key import photo_key
from zcert_addin.disk.atomic_replace import replacing
from zcert_addin.disk.backup_name import dated_backup_of, stamp
from zcert_addin.disk.file_name import safe_stem
from zcert_addin.disk.os_errors import OWN
from zcert_addin.exchange.manifest import PackedFile
from zcert_addin.exchange.parcel import Parcel, hashed
from zcert_addin.photos.folder import scan_folder

SHORT: Final = 16
"""Hex digits by which the ledger remembers the content of a photo."""

_SPARE_BYTES: Final = 16 << 20
"""Room for the ledger and a backup of the workbook."""


class FolderPhotos:
    """The photos of the folder by the number that they are named for."""

    def __init__(self, folder: Path) -> None:
        """Look for photos; raises OSError."""
        self.folder = folder
        self._names = {key: list(names) for key, names in scan_folder(folder).photos.items()}

    def of(self, name: str) -> Sequence[str]:
        """Return the names of the photos of the same number."""
        return tuple(self._names.get(_key(name), ()))

    def add(self, name: str) -> None:
        """Remember a photo that was placed."""
        self._names.setdefault(_key(name), []).append(name)

    def remove(self, name: str) -> None:
        """Forget a photo that was taken away."""
        self._names[_key(name)].remove(name)


def _key(name: str) -> str:
    return photo_key(name.rpartition(".")[0])


@dataclass(slots=True)
class Placed:
    """What became of the files.

    photos:    name in the folder and the start of the SHA-256 of each photo that came.
    conflicts: for each photo that is there with other content: its name, and the name that the new one got.
    replaced:  names of the photos that were replaced.
    former:    where the workbook is kept that was there before; None = there was none, or it is the same.
    photo_backup: name of the folder that keeps the replaced photos; empty = none were.
    """

    photos: dict[str, str] = field(default_factory=dict)
    conflicts: list[tuple[str, str]] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)
    former: Path | None = None
    photo_backup: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a unit's files go.

    workbook: name of the workbook in the folder.
    former:   name of the workbook that it replaces; empty = none.
    unit:     name of the unit.
    own:      the photos that the unit sent before, as of a ledger's Entry, but for those that others sent too.
    """

    workbook: str
    former: str
    unit: str
    own: Mapping[str, str]


def guard_room(folder: Path, files: Iterable[PackedFile]) -> None:
    """Raise UserError where the disk has no room for the files."""
    needed, free = sum(file.bytes for file in files) + _SPARE_BYTES, shutil.disk_usage(folder).free
    if needed > free:
        raise UserError(f"磁盘空间不够（需要{needed >> 20}MB，还有{free >> 20}MB），没有接收，请清理后重新接收")


@contextmanager
def taken_out(parcel: Parcel, files: Sequence[PackedFile], folder: Path) -> Iterator[Mapping[PackedFile, Path]]:
    """Yield the files under hidden names in the folder, whole and durable; what is still there at the end is removed.

    Raises UserError when one is not what it should be, OSError.
    """
    out: dict[PackedFile, Path] = {}
    try:
        for file in files:
            path = folder / f"{OWN}{secrets.token_hex(8)}{Path(file.name).suffix}"
            out[file] = path
            with path.open("xb") as target:
                parcel.copy(file, target)
        _make_durable(out.values())
        yield out
    finally:
        for path in out.values():
            with suppress(OSError):
                path.unlink(missing_ok=True)


def _make_durable(paths: Iterable[Path]) -> None:
    if hasattr(os, "sync"):
        os.sync()  # thousands of photos at once: waiting for each takes as long as all the rest
        return
    for path in paths:
        handle = os.open(path, os.O_RDWR)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextmanager
def placed(out: Mapping[PackedFile, Path], place: Place, photos: FolderPhotos) -> Iterator[Placed]:
    """Give the files their names and yield what became of them; an exception in the block takes all of it back."""
    with ExitStack() as undo:
        placing = _Placing(place, photos, undo)
        present = {file: photos.of(file.name) for file in out if file.role == "photo"}
        for file, names in present.items():
            placing.place_photo(file, out[file], names)
        workbook = next(file for file in out if file.role == "workbook")
        placing.place_workbook(workbook, out[workbook])
        yield placing.done
        undo.pop_all()


class _Placing:
    """Places the files of one unit; undo: takes back what was done."""

    def __init__(self, place: Place, photos: FolderPhotos, undo: ExitStack) -> None:
        self._place, self._photos, self._undo = place, photos, undo
        self._folder = photos.folder
        self.done = Placed()

    def place_photo(self, file: PackedFile, path: Path, present: Sequence[str]) -> None:
        """Place a photo; present: names of the photos of its number that were there before."""
        contents = {name: hashed(self._folder / name) for name in present}
        name = next((name for name, content in contents.items() if content == file.sha256), None)
        if name is None:
            own = [name for name, content in contents.items() if self._place.own.get(name) == content[:SHORT]]
            if len(own) == len(present):
                for former in own:
                    self._put_away(former)
                name = self._put(file, path, file.name)
            else:
                stem, _, suffix = file.name.rpartition(".")
                name = self._put(file, path, f"{stem}（{safe_stem(self._place.unit)}）.{suffix}")
                self.done.conflicts.append((present[0], name))
        self.done.photos[name] = file.sha256[:SHORT]

    def _put(self, file: PackedFile, path: Path, wanted: str) -> str:
        """Give a photo the wanted name, with a number if that is taken, and return it; one that is there stays."""
        stem, _, suffix = wanted.rpartition(".")
        name, number = wanted, 1
        while os.path.lexists(self._folder / name):
            if hashed(self._folder / name) == file.sha256:
                return name
            number += 1
            name = f"{stem}_{number}.{suffix}"
        _rename(path, self._folder / name, self._undo)
        self._photos.add(name)
        self._undo.callback(self._photos.remove, name)
        return name

    def _put_away(self, name: str) -> None:
        """Move a photo that is replaced into a folder of its own, which no merge looks into."""
        if not self.done.photo_backup:
            kept = _new_folder(self._folder, f"{safe_stem(self._place.unit)}{stamp()}")
            self._undo.callback(_remove_empty, kept)
            self.done.photo_backup = kept.name
        _rename(self._folder / name, self._folder / self.done.photo_backup / name, self._undo)
        self._photos.remove(name)
        self._undo.callback(self._photos.add, name)
        self.done.replaced.append(name)

    def place_workbook(self, file: PackedFile, path: Path) -> None:
        """Place the workbook; one that it replaces is kept as a dated backup."""
        target = self._folder / self._place.workbook
        former = self._folder / self._place.former if self._place.former else target
        if target.exists() and hashed(target) == file.sha256:
            return
        if not former.exists():
            _rename(path, target, self._undo)
            return
        if former != target:
            _guard_free(target)
        backup = dated_backup_of(former)
        with path.open("rb") as content, replacing(target, backup=backup if former == target else None) as new:
            shutil.copyfileobj(content, new)
        if former == target:
            self._undo.callback(_back, backup, target)
        else:
            self._undo.callback(target.unlink)
            _rename(former, backup, self._undo)
        self.done.former = backup


def _new_folder(folder: Path, name: str) -> Path:
    """Make a folder of this name, or with a number the first one that is free."""
    number, path = 1, folder / name
    while True:
        try:
            path.mkdir()
        except FileExistsError:
            number += 1
            path = folder / f"{name}_{number}"
        else:
            return path


def _remove_empty(folder: Path) -> None:
    with suppress(OSError):
        folder.rmdir()


def _rename(old: Path, new: Path, undo: ExitStack) -> None:
    """Rename a file to a name that is free, and back when something fails later."""
    _guard_free(new)
    os.replace(old, new)  # noqa: PTH105  as in disk/atomic_replace
    undo.callback(_back, new, old)


def _guard_free(path: Path) -> None:
    if os.path.lexists(path):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))


def _back(new: Path, old: Path) -> None:
    with suppress(OSError):
        os.replace(new, old)  # noqa: PTH105
