"""Which photos are in a folder? Names only, no file is opened."""

import os
from pathlib import Path

from zcert.photos.album import PhotoFolder, sort_names


def scan_folder(folder: Path) -> PhotoFolder:
    """Sort the image files directly inside a folder.

    Raises OSError when the folder cannot be listed.
    """
    with os.scandir(folder) as entries:
        names = [entry.name for entry in entries if _is_file_inside(entry, folder)]
    return sort_names(names)


def _is_file_inside(entry: os.DirEntry[str], folder: Path) -> bool:
    """Return whether an entry is a regular file or a link to one inside the folder."""
    try:
        return entry.is_file() and (
            not entry.is_symlink() or Path(entry.path).resolve().is_relative_to(folder.resolve())
        )
    except OSError:  # a link that goes round in circles
        return False
