"""Only one program at a time writes files into a folder, and the others are shown its name.

A lock of the operating system (filelock), not the existence of a file: it ends with its holder, however that ends. The
file that carries it names the holder and is removed with the lock. The next one removes what a killed holder left.
"""

import errno
import getpass
import os
import re
import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Final

from zcert.errors import UserError
from zcert_addin.disk.os_errors import OWN

NAME: Final = f"{OWN}lock"

_LEFTOVER: Final = re.compile(rf"{re.escape(OWN)}[0-9a-f]{{16}}(\.[A-Za-z]+)?")
_HOLDER_BYTES: Final = 200
_LOCKED: Final = b"\n"
"""The first byte of the file, which filelock locks on Windows, and against reading too; the holder's name follows."""

_NO_LOCKS: Final = {errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP}


class Held(UserError):  # noqa: N818  # the name says the fault
    """Another program writes into the folder."""

    def __init__(self, holder: str) -> None:
        who = f"“{holder}”" if holder else "另一个程序"
        super().__init__(f"{who}正在写这个文件夹（汇总或写入结果），请等其完成后重试；没有改动任何文件")


@contextmanager
def folder_lock(folder: Path) -> Iterator[None]:
    """Lock a folder for writing and remove what killed writers left; raises Held, and OSError as the disk does."""
    path = folder / NAME
    handle = _locked(path)
    try:
        os.ftruncate(handle, 0)
        os.write(handle, _LOCKED + _me().encode())
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
    # Loaded before there is a file that an interrupt could leave behind.
    from filelock import lock_descriptor  # noqa: PLC0415  it takes 30 ms, which only writing needs

    while True:
        # A link planted in its place is not followed.
        handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o644)
        with ExitStack() as unless_kept:
            unless_kept.callback(os.close, handle)
            if not _try(lock_descriptor, handle):
                raise Held(_holder(handle))
            # Its holder may have removed the file between our opening and locking it: the next one would not see it.
            if _is_still(handle, path):
                unless_kept.pop_all()
                return handle


def _try(lock_descriptor: Callable[..., bool], handle: int) -> bool:
    try:
        return lock_descriptor(handle, blocking=False)
    except OSError as error:
        # A network folder without locks: better merged unguarded than not at all.
        if error.errno not in _NO_LOCKS:
            raise
    return True


def _holder(handle: int) -> str:
    os.lseek(handle, len(_LOCKED), os.SEEK_SET)
    return os.read(handle, _HOLDER_BYTES).decode("utf-8", "replace")


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
