"""What does a folder hold?"""

import os
from pathlib import Path


def entries(folder: Path | str) -> list[os.DirEntry[str]]:
    """Return what is directly in a folder; raises OSError when it cannot be read.

    Of a drive's root without a file Windows says that there is no file, because not even “.” is in it, and os.scandir,
    unlike os.listdir, raises FileNotFoundError.
    """
    try:
        with os.scandir(folder) as found:
            return list(found)
    except FileNotFoundError:
        if os.path.isdir(folder):  # noqa: PTH112  a folder's path may be a text here
            return []
        raise
