"""How does a new file take an old one's place, so that a crash leaves the old or the new one and nothing between?

The new content is written beside the target under a hidden name (``.zcert-`` and a random part, then the target's own
ending), made durable, checked, and renamed over the target. The old file stays under the backup's name. At no moment
is there no target. An exception before the last rename leaves target and backup as they were; after it none is raised.
"""

import errno
import os
import secrets
import shutil
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from zcert_addin.disk import in_use
from zcert_addin.disk.os_errors import OWN


@contextmanager
def replacing(target: Path, *, backup: Path | None, check: Callable[[Path], None] | None = None) -> Iterator[BinaryIO]:
    """Yield an empty binary file (``w+b``) that becomes the target when the block ends without an exception.

    target: what is replaced or made; keeps its permission bits.
    backup: name under which the replaced file is kept; an older backup is overwritten. None keeps nothing.
    check:  is given the closed new file's path; what it raises leaves everything as it was.

    Raises PermissionError at once for a target that Windows calls read-only, later when it is still held by another
    program after 2.5 s, and OSError as writing does.
    """
    if in_use.is_read_only(target):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(target))
    temporary = _beside(target)
    bits = stat.S_IMODE(target.stat().st_mode) if target.exists() else None
    try:
        with open(temporary, "x+b", opener=_opener(0o666 if bits is None else 0o600)) as file:
            if bits is not None:
                temporary.chmod(bits)
            yield file
            file.flush()
            os.fsync(file.fileno())
        if check is not None:
            check(temporary)
        if backup is None or bits is None:
            _rename(temporary, target)
        else:
            _rename_keeping(temporary, target, backup)
        _sync_folder(target.parent)
    finally:
        in_use.discard(temporary)


def _opener(bits: int) -> Callable[[str, int], int]:
    return lambda path, flags: os.open(path, flags, bits)


def _beside(path: Path) -> Path:
    return path.with_name(f"{OWN}{secrets.token_hex(8)}{path.suffix}")


def _rename_keeping(temporary: Path, target: Path, backup: Path) -> None:
    kept, former = _beside(backup), _beside(backup)
    had_backup = backup.exists()
    try:
        _link_or_copy(target, kept)
        if had_backup:
            _rename(backup, former)
        _rename(kept, backup)
        _sync_folder(backup.parent)
        _rename(temporary, target)
    except BaseException:
        # An interrupt can come just after the last rename: then the backup is the only copy of the old file.
        if temporary.exists():
            _restore(backup, former, had_backup=had_backup)
        raise
    finally:
        in_use.discard(kept)
    in_use.discard(former)


def _restore(backup: Path, former: Path, *, had_backup: bool) -> None:
    if former.exists():
        _rename(former, backup)
        former.unlink(missing_ok=True)  # renaming onto another name of the same file does nothing (POSIX rename)
    elif not had_backup:
        backup.unlink(missing_ok=True)


def _link_or_copy(old: Path, new: Path) -> None:
    """Link the old file under a second name, or copy it durably where the disk has no hard links, or binds them."""
    try:
        if in_use.LINKS_ARE_HELD:
            raise OSError  # noqa: TRY301  a program that opens the old file now would hold the link too
        os.link(old, new)
    except OSError:
        shutil.copy2(old, new)
        with new.open("rb+") as copy:
            os.fsync(copy.fileno())


def _rename(old: Path, new: Path) -> None:
    for pause_s in in_use.PAUSES_S:
        try:
            os.replace(old, new)  # noqa: PTH105  # tests and fault injection take the place of os.replace
        except PermissionError:
            time.sleep(pause_s)
        else:
            return
    os.replace(old, new)  # noqa: PTH105


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":
        return
    # Some network file systems refuse this, and the renames are done: no reason to report a failure.
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
