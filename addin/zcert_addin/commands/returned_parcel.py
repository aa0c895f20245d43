"""What is in a returned workbook, loose or in a package, and which photos came with it?"""

import os
from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from io import BytesIO
from pathlib import Path

from zcert.fitting import NO_FORM, fit_all
from zcert.form import Form
from zcert.mended_rows import Mended
from zcert.photos.album import wanted
from zcert.photos.key import photo_key
from zcert.return_basis import BASIS
from zcert_addin.disk.backup_name import stamp
from zcert_addin.disk.entries import entries
from zcert_addin.exchange.package_reader import ENDING, kind_of, opened
from zcert_addin.exchange.parcel import Loose, Parcel, hashed
from zcert_addin.exchange.placing import FolderPhotos, taken_out
from zcert_addin.photos.folder import scan_folder
from zcert_addin.reading.format import Workbook
from zcert_addin.reading.isolated import in_worker, read_in_worker
from zcert_addin.summary.sources import list_people

Password = Callable[[str], str]
"""Given the name of a sealed package, returns its password, empty when there is none."""

_PHOTO_BACKUP = "照片备份"


@dataclass(frozen=True, slots=True)
class ReturnedParcel:
    """A returned workbook.

    path:    the workbook, or the package.
    mended:  its sheets.
    emptied: rows whose entries were all deleted.
    """

    path: Path
    mended: tuple[Mended, ...]
    emptied: int
    packed: bool
    password: str = ""


@dataclass(slots=True)
class BroughtPhotos:
    """Names of the photos that were missing, and of those that took the place of others, kept in a folder."""

    missing: list[str] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)
    backup: str = ""


def parcels_in(paths: Iterable[Path], summary: Path) -> list[Path]:
    """Return the workbooks and packages, of a folder all that may hold people; raises OSError."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            packages = (
                one
                for one in (Path(entry.path) for entry in entries(path))
                if one.suffix.lower() == ENDING and kind_of(one) != "none"
            )
            found += sorted([*packages, *(path / one.name for one in list_people(path))])
        else:
            found.append(path)
    return [path for path in dict.fromkeys(found) if path.resolve() != summary.resolve()]


def read_parcel(path: Path, forms: Sequence[Form], password: Password) -> ReturnedParcel:
    """Read a returned workbook in a worker; raises UserError for everything that is wrong with it, OSError."""
    kind = kind_of(path)
    secret = password(path.name) if kind == "sealed" else ""
    workbook = read_in_worker(path) if kind == "none" else in_worker(partial(_unpacked, secret), path)
    fits = fit_all(workbook.sheets, forms).required(f"{NO_FORM}，请确认选对了文件")
    tables = [found.table for found in fits]
    emptied = sum(one.cells for table in tables for one in table.left_behind if one.caption == BASIS)
    return ReturnedParcel(path, tuple(Mended(path.name, table) for table in tables), emptied, kind != "none", secret)


def _unpacked(password: str, path: Path) -> Workbook:
    from zcert_addin.reading.workbook import parse  # noqa: PLC0415  in the worker only

    content = BytesIO()
    with opened(path, lambda _name: password) as package:
        package.copy(package.manifest.workbook, content)
    return parse(content.getvalue(), dictionary=True)


def bring_photos_of(parcel: ReturnedParcel, numbers: Collection[str], folder: Path) -> BroughtPhotos:
    """Put the photos of these people that came with a workbook into the summary's folder, locked by the caller.

    A photo that is there with other content is what was to be mended: it is kept in a folder of its own.
    Raises UserError for a photo that is not what its package says, OSError.
    """
    keys = set(map(photo_key, numbers)) - {""}
    with ExitStack() as stack:
        source: Parcel
        if parcel.packed:
            package = stack.enter_context(opened(parcel.path, lambda _name: parcel.password))
            source, files = package, package.manifest.files
        else:
            if parcel.path.parent.resolve() == folder.resolve():
                return BroughtPhotos()
            loose = Loose(parcel.path, wanted(scan_folder(parcel.path.parent), numbers))
            source, files = loose, loose.files
        own = [one for one in files if one.role == "photo" and photo_key(one.name.rpartition(".")[0]) in keys]
        out = stack.enter_context(taken_out(source, own, folder))
        return _placed({file.name: path for file, path in out.items()}, folder)


def _placed(out: dict[str, Path], folder: Path) -> BroughtPhotos:
    photos, brought = FolderPhotos(folder), BroughtPhotos()
    aside = f"{_PHOTO_BACKUP}{stamp()}"
    for name, path in out.items():
        present = photos.of(name)
        if any(hashed(folder / other) == hashed(path) for other in present):
            continue
        for other in present:
            (folder / aside).mkdir(exist_ok=True)
            os.replace(folder / other, folder / aside / other)  # noqa: PTH105  as in disk/atomic_replace.py
            brought.backup = aside
        os.replace(path, folder / name)  # noqa: PTH105
        (brought.replaced if present else brought.missing).append(name)
    return brought
