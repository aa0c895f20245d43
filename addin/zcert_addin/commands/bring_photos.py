"""Photos of people, brought from one folder into another where theirs are missing; none is ever overwritten."""

import filecmp
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from zcert.photos.album import PhotoFolder, wanted
from zcert.photos.key import photo_key
from zcert_addin.disk.atomic_replace import replacing
from zcert_addin.photos.album import Progress
from zcert_addin.photos.folder import scan_folder


@dataclass(frozen=True, slots=True)
class Brought:
    """What became of the photos.

    missing:   names of those that were missing and have been copied.
    different: names of those for whose person there is another photo, which was left as it is.
    """

    missing: Sequence[str]
    different: Sequence[str]


NO_PHOTOS: Final = Brought((), ())


def bring_photos(source: Path, target: Path, numbers: Iterable[str], progress: Progress) -> Brought:
    """Copy the photos of these numbers into a folder unless it has one for the number; raises OSError."""
    names = wanted(scan_folder(source), numbers)
    there = scan_folder(target)
    missing, different = [], []
    for done, name in enumerate(names):
        progress(done, len(names), name)
        present = _of_the_same(name, there)
        if not present:
            _copy(source / name, target / name)
            missing.append(name)
        elif not any(filecmp.cmp(source / name, target / other, shallow=False) for other in present):
            different.append(name)
    progress(len(names), len(names), "")
    return Brought(missing, different)


def _of_the_same(name: str, folder: PhotoFolder) -> Sequence[str]:
    """Return the photos of the same number, which can be written in another way."""
    return folder.photos.get(photo_key(name.rpartition(".")[0]), ())


def _copy(source: Path, target: Path) -> None:
    with source.open("rb") as photo, replacing(target, backup=None) as file:
        shutil.copyfileobj(photo, file)
