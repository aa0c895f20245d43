"""A disk as Windows shows it: what a program holds, under all its names, cannot be renamed, replaced or removed.

As tried under Wine with a file that a program has opened without FILE_SHARE_DELETE; that a read-only file cannot be
replaced or removed is Microsoft's word (MoveFileExW, DeleteFileW).
"""

import errno
import os
import time
from pathlib import Path
from typing import NoReturn

import pytest

from zcert_addin.disk import in_use


class WindowsDisk:
    """Files that are held or read-only, by the number of the file and not by its name.

    slept_s: how long the program has waited.
    """

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._held, self._read_only = set[int](), set[int]()
        self.slept_s = 0.0
        self._replace, self._unlink = os.replace, os.unlink
        monkeypatch.setattr(os, "replace", self._replaced)
        monkeypatch.setattr(os, "unlink", self._unlinked)
        monkeypatch.setattr(os, "chmod", self._chmod)
        monkeypatch.setattr(time, "sleep", self._sleep)
        monkeypatch.setattr(in_use, "LINKS_ARE_HELD", True)
        monkeypatch.setattr(in_use, "is_held", lambda path: self._is(path, self._held))
        monkeypatch.setattr(in_use, "is_read_only", lambda path: self._is(path, self._read_only))

    def hold(self, path: Path) -> None:
        """Open a file as Excel does."""
        self._held.add(path.stat().st_ino)

    def let_go(self, path: Path) -> None:
        """Close it again."""
        self._held.discard(path.stat().st_ino)

    def make_read_only(self, path: Path) -> None:
        self._read_only.add(path.stat().st_ino)

    def _is(self, path: Path, kind: set[int]) -> bool:
        return path.exists() and path.stat().st_ino in kind

    def _refused(self, *paths: Path) -> NoReturn:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(paths[0]), None, *map(str, paths[1:]))

    def _replaced(self, source: Path, target: Path) -> None:
        source, target = Path(source), Path(target)
        if self._is(source, self._held) or self._is(target, self._held | self._read_only):
            self._refused(source, target)
        self._replace(source, target)

    def _unlinked(self, path: Path) -> None:
        if self._is(Path(path), self._held | self._read_only):
            self._refused(Path(path))
        self._unlink(path)

    def _chmod(self, path: Path, bits: int, **_options: object) -> None:
        """Take the attribute away; Windows knows no other bit."""
        if bits & 0o200:
            self._read_only.discard(Path(path).stat().st_ino)

    def _sleep(self, seconds: float) -> None:
        self.slept_s += seconds
