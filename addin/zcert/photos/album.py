"""Which photos are there in a folder, which of them belong to the people of a table, and what was measured of those?"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from zcert.photos.held_numbers import held_numbers, same_number
from zcert.photos.key import JPEG_SUFFIXES, OTHER_SUFFIXES, photo_key
from zcert.values import special_paper

_RESIDENT: Final = re.compile("[0-9]{15}|[0-9]{17}[0-9X]")

# "._" is what macOS leaves beside each file, "~$" what Office does.
_SKIPPED_STARTS: Final = ("._", "~$")


@dataclass(frozen=True, slots=True)
class PhotoFolder:
    """The image files of one folder by the key of their stem, see ``photo_key``.

    photos: names of the files with a JPEG suffix, sorted; more than one when the names differ only in writing.
    others: names of image files of other kinds, so that a photo in the wrong format is not called missing.
    held:   names of the photos by each number that their names hold besides or instead of their key.
    """

    photos: Mapping[str, tuple[str, ...]]
    others: Mapping[str, tuple[str, ...]]
    held: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def meant_for(self, key: str) -> tuple[str, ...]:
        """Return the photos whose names hold a number that has no photo of its own; else nothing."""
        if key in self.photos:
            return ()
        names = dict.fromkeys(name for one in same_number(key) for found in self._under(one) for name in found)
        return tuple(names)

    def _under(self, key: str) -> Iterator[tuple[str, ...]]:
        yield self.photos.get(key, ())
        yield self.held.get(key, ())


@dataclass(frozen=True, slots=True)
class PhotoFacts:
    """What was measured of one photo file.

    name:      file name without folder.
    bytes_:    size of the file in bytes.
    width_px:  width in pixels as programs show it, after a turn noted in EXIF; None when unreadable.
    height_px: height in pixels as programs show it; None when unreadable.
    dpi:       horizontal pixels per inch by the JFIF header; None when the header does not say.
    problem:   why the photo could not be decoded; ``huge`` means it was refused before decoding.
    turned:    whether EXIF (2.32, tag 274) says to turn or mirror it before it is shown, which not all programs do.
    """

    name: str
    bytes_: int
    width_px: int | None
    height_px: int | None
    dpi: float | None
    problem: Literal["not-jpeg", "broken", "huge"] | None
    turned: bool = False

    @property
    def ratio(self) -> float | None:
        """Height divided by width; None when either is unknown."""
        return self.height_px / self.width_px if self.height_px and self.width_px else None


@dataclass(frozen=True, slots=True)
class Album:
    """The photos of a folder; those that belong to a row have been measured.

    folder: names of all image files by key.
    facts:  what was measured of each photo that belongs to a row, by file name.
    """

    folder: PhotoFolder
    facts: Mapping[str, PhotoFacts]


def sort_names(names: Iterable[str]) -> PhotoFolder:
    """Sort the file names of a folder into photos, other images and what is neither."""
    photos: dict[str, tuple[str, ...]] = {}
    others: dict[str, tuple[str, ...]] = {}
    held: dict[str, tuple[str, ...]] = {}
    for name in sorted(names):
        stem, _, suffix = name.rpartition(".")
        suffix = suffix.lower()
        if suffix in JPEG_SUFFIXES:
            found = photos
        elif suffix in OTHER_SUFFIXES:
            found = others
        else:
            continue
        key = photo_key(stem)
        if key and not name.startswith(_SKIPPED_STARTS):
            found[key] = (*found.get(key, ()), name)
            for number in held_numbers(stem) - {key} if found is photos else ():
                held[number] = (*held.get(number, ()), name)
    return PhotoFolder(photos, others, held)


def numbered(folder: PhotoFolder) -> bool:
    """Return whether the name of any photo holds a number: a scanned letter is no person's photo."""
    keys = (*folder.photos, *folder.held)
    return any(_RESIDENT.fullmatch(key) or special_paper.has_own_shape(key) for key in keys)


def wanted(folder: PhotoFolder, numbers: Iterable[str]) -> list[str]:
    """Return the names of the photo files that belong to these numbers, each once, sorted."""
    keys = {photo_key(number) for number in numbers}
    return sorted(name for key in keys for name in folder.photos.get(key, ()))


def orphans(folder: PhotoFolder, numbers: Iterable[str]) -> list[str]:
    """Return the names of the photo files that belong to none of these numbers, sorted.

    A photo whose name holds the number of a person who has none belongs to that person, who is told to rename it.
    """
    keys = {photo_key(number) for number in numbers}
    left = {name for key, names in folder.photos.items() if key not in keys for name in names}
    return sorted(left.difference(name for key in keys for name in folder.meant_for(key)) if left else ())
