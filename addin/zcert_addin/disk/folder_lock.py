"""Only one program at a time writes files into a folder, and who does is told to the others.

A lock of the operating system, not the existence of a file: it goes with its holder, however that ends. The file that
carries it names the holder and is removed with the lock. What a killed holder left is swept by the next one.
"""

import getpass
import os
import re
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from zcert_addin.refusal import Refused

NAME: Final = ".zcert-lock"

_LEFTOVER: Final = re.compile(r"\.zcert-[0-9a-f]{16}(\.[A-Za-z]+)?")
_HOLDER_BYTES: Final = 200
_LOCKED_BYTE: Final = 1 << 30
"""Windows locks bytes against reading too: one far behind the holder's name leaves the name readable."""


class Held(Refused):
    """Somebody else writes into the folder."""

    def __init__(self, holder: str) -> None:
        who = f"“{holder}”" if holder else "另一个程序"
        super().__init__(f"{who}正在写这个文件夹（汇总或写入结果），请等其完成后重试；没有改动任何文件")


@contextmanager
def folder_lock(folder: Path) -> Iterator[None]:
    """Be the only writer of a folder and sweep what killed ones left; raises Held, and OSError as the disk does."""
    path = folder / NAME
    handle = _locked(path)
    try:
        os.ftruncate(handle, 0)
        os.write(handle, _me().encode())
        _sweep(folder)
        yield
    finally:
        # On Windows an open file cannot be removed; there its next holder finds it and takes it over.
        with suppress(OSError):
            path.unlink()
        os.close(handle)
        if os.name == "nt":
            with suppress(OSError):
                path.unlink()


def _locked(path: Path) -> int:
    while True:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o644)
        holder = None if _try_lock(handle) else os.read(handle, _HOLDER_BYTES).decode("utf-8", "replace")
        if holder is None and _is_still(handle, path):
            return handle
        # Its holder may have removed the file between our opening and locking it: the next one would not see the lock.
        os.close(handle)
        if holder is not None:
            raise Held(holder)


def _is_still(handle: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except FileNotFoundError:
        return False


def _me() -> str:
    try:
        user = getpass.getuser()
    except (KeyError, OSError, ImportError):
        user = "?"
    return f"{user}@{socket.gethostname()}"[: _HOLDER_BYTES // 4]


def _sweep(folder: Path) -> None:
    with os.scandir(folder) as entries:
        names = [entry.name for entry in entries if _LEFTOVER.fullmatch(entry.name)]
    for name in names:
        with suppress(OSError):
            (folder / name).unlink()


if sys.platform == "win32":
    import msvcrt

    def _try_lock(handle: int) -> bool:
        try:
            os.lseek(handle, _LOCKED_BYTE, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        finally:
            os.lseek(handle, 0, os.SEEK_SET)
        return True

else:
    import errno
    import fcntl

    _NO_LOCKS: Final = {errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP}

    def _try_lock(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError as error:
            # A network folder without locks: better merged unguarded than not at all.
            if error.errno not in _NO_LOCKS:
                raise
        return True
