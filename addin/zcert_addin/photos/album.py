"""Which photos of a folder belong to these numbers, and what do their files hold?"""

from collections.abc import Callable, Iterable
from pathlib import Path

from zcert.photos.album import Album, PhotoFacts, wanted
from zcert_addin.photos.folder import scan_folder
from zcert_addin.photos.jpeg import read_photo

Progress = Callable[[int, int, str], None]
"""Called with photos read, photos in all, and the name of the next photo."""


def read_album(folder: Path, numbers: Iterable[str], progress: Progress = lambda _done, _all, _name: None) -> Album:
    """Read the photos that belong to these numbers.

    Raises OSError when the folder cannot be listed.
    """
    found = scan_folder(folder)
    names = wanted(found, numbers)
    facts = {}
    for done, name in enumerate(names):
        progress(done, len(names), name)
        facts[name] = facts_of(folder / name)
    progress(len(names), len(names), "")
    return Album(found, facts)


def facts_of(path: Path) -> PhotoFacts:
    """Measure one photo; one that cannot be read is broken."""
    try:
        return read_photo(path)
    except OSError:
        # One photo that cannot be opened is that person's finding; the others are still looked at.
        return PhotoFacts(path.name, 0, None, None, None, "broken")
