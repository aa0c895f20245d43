"""What a unit sends: the files of a package, or a loose workbook with the photos beside it."""

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO, Final, Protocol

from zcert.errors import UserError
from zcert_addin.exchange.manifest import PackedFile, Role

_CHUNK_BYTES: Final = 1 << 20


class Parcel(Protocol):
    """Files that can be taken out, each against its size and SHA-256: a ``Package``, or ``Loose``."""

    def copy(self, file: PackedFile, target: BinaryIO) -> None:
        """Copy a file into an open one; raises UserError when it is not what it should be, OSError."""
        ...


class Loose:
    """A workbook with the photos of its people, which were sent without a package."""

    def __init__(self, workbook: Path, photos: Iterable[str]) -> None:
        """Look at the files; raises OSError. photos: names of files beside the workbook."""
        self._folder = workbook.parent
        roles: list[tuple[str, Role]] = [(workbook.name, "workbook"), *((name, "photo") for name in photos)]
        self.files = tuple(_looked_at(self._folder / name, role) for name, role in roles)

    def copy(self, file: PackedFile, target: BinaryIO) -> None:
        """Copy a file into an open one; UserError when it was changed since it was looked at; OSError."""
        if hashed(self._folder / file.name, target) != file.sha256:
            raise UserError(f"“{file.name}”在接收时被改动，没有接收，请保存并关闭后重新接收")


def _looked_at(path: Path, role: Role) -> PackedFile:
    return PackedFile(path.name, role, path.stat().st_size, hashed(path))


def hashed(path: Path, target: BinaryIO | None = None) -> str:
    """Return the SHA-256 of a file, 64 hex digits, and copy it on the way if wanted; raises OSError."""
    sha256 = hashlib.sha256()
    with path.open("rb", buffering=0) as content:
        while chunk := content.read(_CHUNK_BYTES):
            sha256.update(chunk)
            if target:
                target.write(chunk)
    return sha256.hexdigest()
