"""Which photos of a folder belong to the people of a table?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from zcert.photos import PhotoFacts, PhotoFolder, photo_key


@dataclass(frozen=True, slots=True)
class Album:
    """The photos of a folder, those that belong to somebody looked into.

    folder: names of all image files by key.
    facts:  what was measured of each photo that belongs to a row, by file name.
    """

    folder: PhotoFolder
    facts: Mapping[str, PhotoFacts]


def wanted(folder: PhotoFolder, numbers: Iterable[str]) -> list[str]:
    """Give the names of the photo files that belong to these numbers, each once, sorted."""
    keys = {photo_key(number) for number in numbers}
    return sorted(name for key in keys for name in folder.photos.get(key, ()))


def orphans(folder: PhotoFolder, numbers: Iterable[str]) -> list[str]:
    """Give the names of the photo files that belong to none of these numbers, sorted."""
    keys = {photo_key(number) for number in numbers}
    return sorted(name for key, names in folder.photos.items() if key not in keys for name in names)
