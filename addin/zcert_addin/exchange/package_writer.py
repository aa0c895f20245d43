"""How is a package written? An ordinary zip, front to back, of which no file is ever whole in memory.

Nothing is compressed: photos and workbooks are already, and the same files make the same bytes everywhere. Names are
sorted, every entry is dated 1980-01-01, manifest.json comes last, for it holds what was counted on the way.

A sealed package is a zip with one entry under AES-256 (WinZip AE-2, which 7-Zip and WinRAR open): the whole plain
package, because the names of photos are people's numbers and a zip shows names without a password.
"""

import hashlib
import shutil
import stat
import tempfile
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple

from zcert_addin.exchange import manifest as manifests
from zcert_addin.exchange.manifest import Manifest, PackedFile, Role

INNER: Final = "package.zip"
"""The entry of a sealed package."""

_DATE: Final = (1980, 1, 1, 0, 0, 0)
_UNIX: Final = 3
_BITS: Final = (stat.S_IFREG | 0o644) << 16
_CHUNK_BYTES: Final = 1 << 20


class Source(NamedTuple):
    """A file to be packed; name: what it is called in the package."""

    name: str
    role: Role
    path: Path


def write(
    file: BinaryIO,
    sources: Iterable[Source],
    manifest: Callable[[tuple[PackedFile, ...]], Manifest],
    progress: Callable[[int, int, str], None],
) -> Manifest:
    """Write a package into an open seekable file, which stays open, and return its manifest.

    manifest: makes it from what was packed. Raises OSError as reading and writing do.
    """
    ordered = sorted(sources, key=lambda source: (source.role != "workbook", source.name))
    packed: list[PackedFile] = []
    with zipfile.ZipFile(file, "w") as package:
        for done, source in enumerate(ordered):
            progress(done, len(ordered), source.name)
            packed.append(_add(package, source))
        told = manifest(tuple(packed))
        package.writestr(_entry(manifests.NAME), manifests.encode(told))
    progress(len(ordered), len(ordered), "")
    return told


def _add(package: zipfile.ZipFile, source: Source) -> PackedFile:
    entry, hashed, size = _entry(source.name), hashlib.sha256(), 0
    with source.path.open("rb", buffering=0) as content:
        entry.file_size = source.path.stat().st_size  # tells zipfile whether it takes zip64
        with package.open(entry, "w") as part:
            while chunk := content.read(_CHUNK_BYTES):
                part.write(chunk)
                hashed.update(chunk)
                size += len(chunk)
    return PackedFile(source.name, source.role, size, hashed.hexdigest())


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _DATE)
    entry.create_system, entry.external_attr = _UNIX, _BITS
    return entry


def seal(file: BinaryIO, password: str, folder: Path, write_plain: Callable[[BinaryIO], Manifest]) -> Manifest:
    """Write a sealed package into an open file; the plain one has no name on the disk and is gone when this ends.

    folder: where there is room for it. Raises OSError.
    """
    import pyzipper  # noqa: PLC0415  few packages are sealed

    with tempfile.TemporaryFile(dir=folder) as plain:
        told = write_plain(plain)
        size = plain.tell()
        plain.seek(0)
        with pyzipper.AESZipFile(file, "w", encryption=pyzipper.WZ_AES) as outer:
            outer.setpassword(password.encode())
            entry = outer.zipinfo_cls(INNER, _DATE)
            entry.create_system, entry.external_attr, entry.file_size = _UNIX, _BITS, size
            with outer.open(entry, "w") as part:
                shutil.copyfileobj(plain, part, _CHUNK_BYTES)
    return told
