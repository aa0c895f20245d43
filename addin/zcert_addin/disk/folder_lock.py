"""Only one program at a time writes files into a folder, and the others are shown its name.

A lock of the operating system (filelock), not the existence of a file: it ends with its holder, however that ends. The
file that carries it names the holder and is removed with the lock. The next one removes what a killed holder left, or
what another user's left: where it may not be written it is opened for reading, which flock is content with.

Whoever can write into the folder can put another file under this name: it is looked at before anything is written.
"""

import errno
import getpass
import os
import re
import socket
import stat
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Final

from zcert.errors import UserError
from zcert_addin.disk import in_use
from zcert_addin.disk.entries import entries
from zcert_addin.disk.os_errors import OWN

NAME: Final = f"{OWN}lock"

_LEFTOVER: Final = re.compile(rf"{re.escape(OWN)}[0-9a-f]{{16}}(\.[A-Za-z]+)?")
_HOLDER_BYTES: Final = 200
_LOCKED: Final = b"\n"
"""The first byte of the file, which filelock locks on Windows, and against reading too; the holder's name follows."""

_NO_LOCKS: Final = {errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP}
_NO_FILE: Final = {errno.ELOOP, errno.EISDIR, errno.ENXIO}
"""What opening says of a link, a folder and a socket."""

# A link planted in its place is not followed, and a pipe is not waited for. Windows would write two bytes for _LOCKED.
_CAREFULLY: Final = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


class Held(UserError):  # noqa: N818  # the name says the fault
    """Another program writes into the folder."""

    def __init__(self, holder: str) -> None:
        who = f"“{holder}”" if holder else "另一个程序"
        super().__init__(f"{who}正在写这个文件夹（汇总或写入结果），请等其完成后重试；没有改动任何文件")


class Planted(UserError):  # noqa: N818  # the name says the fault
    """Something else has the name of the lock."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"“{path}”不是本程序的锁文件（是链接、文件夹，或另一个文件的别名），没有写入，请把它删除后重试"
        )


@contextmanager
def folder_lock(folder: Path) -> Iterator[None]:
    """Lock a folder for writing and remove what killed writers left.

    Raises Held, Planted, and OSError as the disk does; nothing is raised at the end, when all has been written.
    """
    path = folder / NAME
    handle, is_own = _locked(path)
    try:
        if is_own:
            os.ftruncate(handle, 0)
            os.write(handle, _LOCKED + _me().encode())
        _sweep(folder)
        yield
    finally:
        # On Windows an open file cannot be removed; there its next holder finds it and takes it over.
        with suppress(OSError):
            path.unlink()
        with suppress(OSError):
            os.close(handle)
        if os.name == "nt":
            with suppress(OSError):
                path.unlink()


def _locked(path: Path) -> tuple[int, bool]:
    """Return the locked file and whether our name can be written into it."""
    # Loaded before there is a file that an interrupt could leave behind.
    from filelock import lock_descriptor  # noqa: PLC0415  it takes 30 ms, which only writing needs

    while True:
        handle, is_own = _opened(path)
        with ExitStack() as unless_kept:
            unless_kept.callback(os.close, handle)
            _guard_file(handle, path)
            if not _try(lock_descriptor, handle):
                raise Held(_holder(handle))
            # Its holder may have removed the file between our opening and locking it: the next one would not see it.
            if not _is_still(handle, path) or (not is_own and _is_removed(path)):
                continue
            if is_own and os.name == "posix":
                _let_others_read(handle)
            unless_kept.pop_all()
            return handle, is_own


def _opened(path: Path) -> tuple[int, bool]:
    """Open the file, making it if need be; that of another user for reading only."""
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT | _CAREFULLY, 0o644), True
    except PermissionError as error:
        try:
            return os.open(path, os.O_RDONLY | _CAREFULLY), False
        except OSError:
            raise error from None
    except OSError as error:
        if error.errno in _NO_FILE:
            raise Planted(path) from None
        raise


def _guard_file(handle: int, path: Path) -> None:
    """Raise Planted for what is no file of its own: another name of a file would have that file emptied."""
    found = os.fstat(handle)
    if not stat.S_ISREG(found.st_mode) or found.st_nlink > 1:
        raise Planted(path)


def _is_removed(path: Path) -> bool:
    """Remove another user's file, whose lock is ours now, so that the next one made in its place can be written."""
    try:
        path.unlink()
    except OSError:
        return False
    return True


def _let_others_read(handle: int) -> None:
    """Let other users read who is at work, whatever the permissions that this user's files usually have."""
    with suppress(OSError):
        os.fchmod(handle, os.fstat(handle).st_mode | stat.S_IRGRP | stat.S_IROTH)


def _try(lock_descriptor: Callable[..., bool], handle: int) -> bool:
    try:
        return lock_descriptor(handle, blocking=False)
    except OSError as error:
        if error.errno == errno.EBADF:
            # NFS does not lock what is open for reading only.
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), NAME) from None
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
    names = [entry.name for entry in entries(folder) if _LEFTOVER.fullmatch(entry.name)]
    for name in names:
        in_use.discard(folder / name)
