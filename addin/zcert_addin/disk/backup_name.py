"""Under which name is the former version of a file kept, and whose former version is a file?"""

import os
import re
from collections.abc import Collection
from pathlib import Path
from typing import Final

from zcert import clock
from zcert_addin.disk import in_use

BACKUP_MARK: Final = ".备份"

_STAMP: Final = re.compile(r"_\d{8}_\d{6}(_\d+)?$")


def backup_of(path: Path) -> Path:
    """Return the name under which a file's former version is kept: it opens on a double click and is never merged."""
    return path.with_name(f"{path.stem}{BACKUP_MARK}{path.suffix}")


def free_backup_of(path: Path) -> Path:
    """Return the name under which a file's present version can be kept without a loss.

    The usual one while it is free or holds these very bytes, else a dated one: what is under the usual name is the
    first backup, the only copy of the original, or a file of somebody else's. Windows moves none that somebody reads.
    """
    usual = backup_of(path)
    free = not os.path.lexists(usual) or (_is_same(usual, path) and not in_use.stays_held(usual))
    return usual if free else dated_backup_of(path)


def _is_same(one: Path, other: Path) -> bool:
    try:
        return one.is_file() and one.stat().st_size == other.stat().st_size and one.read_bytes() == other.read_bytes()
    except OSError:
        return False


def stamp() -> str:
    """Return what is put behind the name of everything that is kept by its time: ``_YYYYMMDD_HHMMSS``."""
    return f"_{clock.now():%Y%m%d_%H%M%S}"


def dated_backup_of(path: Path, taken: Collection[Path] = ()) -> Path:
    """Return the first free name, with the time in it, under which a file's present version can be kept beside it.

    taken: names that are not free although there is no such file yet.
    """
    stem = f"{path.stem}{stamp()}"
    copy, number = path.with_name(f"{stem}{BACKUP_MARK}{path.suffix}"), 1
    while copy in taken or copy.exists():
        number += 1
        copy = path.with_name(f"{stem}_{number}{BACKUP_MARK}{path.suffix}")
    return copy


def is_backup(path: Path) -> bool:
    """Tell by its name whether a file is the former version of another."""
    return path.stem.endswith(BACKUP_MARK)


def former_name(backup: Path) -> str:
    """Return the name of the file of which this is a backup.

    >>> former_name(Path("甲_20261121_120000_2.备份.xlsx")), former_name(Path("甲.备份.xlsx"))
    ('甲.xlsx', '甲.xlsx')
    """
    return _STAMP.sub("", backup.stem.removesuffix(BACKUP_MARK)) + backup.suffix
