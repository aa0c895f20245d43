"""Which packages and loose workbooks are to be received, when files and folders are named, and why not the others?

Of a folder all sub-folders are looked through; a summary and the workbooks that it was made from are not both taken.
"""

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from zcert.errors import UserError
from zcert.form import Form
from zcert_addin.commands.nobody_twice import without_twice
from zcert_addin.disk.backup_name import is_backup
from zcert_addin.disk.os_errors import OWN
from zcert_addin.exchange.ledger_file import WORKBOOK
from zcert_addin.exchange.package_reader import ENDING, kind_of
from zcert_addin.photos.album import Progress
from zcert_addin.reading.suffixes import SUFFIXES
from zcert_addin.summary.sources import Listed

Kind = Literal["plain", "sealed", "loose", "none"]

NEITHER: Final = "不是报送包，也不是采集表工作簿，没有接收"
INSIDE: Final = "已在接收的文件夹中，没有再接收"

_HIDDEN: Final = (".", "~$", "._", OWN)


@dataclass(frozen=True, slots=True)
class Incoming:
    """One thing to be received.

    name:   as it is shown: from the named folder on, with ``/``.
    kind:   a package, open or sealed, a loose workbook, or neither.
    reason: why it is not received, in a Chinese sentence; empty = to be received.
    """

    path: Path
    name: str
    kind: Kind
    reason: str = ""


def incoming(paths: Sequence[Path], folder: Path, forms: tuple[Form, ...], progress: Progress) -> list[Incoming]:
    """List what is to be received, in the order of the paths, of folders by name; nothing twice.

    folder: where it is received. Raises UserError for that folder itself and when there is nothing, OSError.
    """
    found: dict[Path, Incoming] = {}
    for path in paths:
        if path.is_dir():
            if _is_same(path, folder):
                raise UserError(f"“{path}”就是接收到的文件夹，请选择下级单位送来的报送包，或换一个文件夹接收")
            listed = _in_folder(path, folder, forms, progress)
        else:
            listed = iter([_named(path, folder)])
        for one in listed:
            found.setdefault(one.path.resolve(), one)
    if not found:
        raise UserError("其中没有报送包或采集表，没有接收，请核对路径")
    return list(found.values())


def _named(path: Path, folder: Path) -> Incoming:
    path.stat()  # one that is not there is told by the system
    if path.suffix.lower() in SUFFIXES:
        inside = _is_same(path.parent, folder)
        return Incoming(path, path.name, "loose", INSIDE if inside else "")
    kind = kind_of(path)
    return Incoming(path, path.name, kind, "" if kind != "none" or path.suffix.lower() == ENDING else NEITHER)


def _in_folder(top: Path, folder: Path, forms: tuple[Form, ...], progress: Progress) -> Iterator[Incoming]:
    files = list(_files(top, folder))
    loose = [path for path in files if path.suffix.lower() in SUFFIXES]
    # A summary is told from the workbooks in the folders beside and below it, so that the top one needs a name.
    base = top.absolute().parent
    names = {path: path.absolute().relative_to(base).as_posix() for path in loose}
    listed = [Listed(name, size_bytes=path.stat().st_size) for path, name in names.items()]
    reasons = {one.name: one.reason for one in without_twice(base, listed, forms, progress)}
    for path in files:
        name = path.relative_to(top).as_posix()
        if path in names:
            yield Incoming(path, name, "loose", reasons[names[path]])
        elif path.suffix.lower() == ENDING:
            yield Incoming(path, name, kind_of(path))


def _files(top: Path, folder: Path) -> Iterator[Path]:
    """Yield the files that may hold people; links to folders are not followed, and the receiving folder not entered."""
    for below, folders, names in os.walk(top):
        here = Path(below)
        folders[:] = sorted(name for name in folders if not name.startswith(".") and not _is_same(here / name, folder))
        yield from (here / name for name in sorted(names) if _is_wanted(name))


def _is_wanted(name: str) -> bool:
    suffix = Path(name).suffix.lower()
    if name.startswith(_HIDDEN) or is_backup(Path(name)) or name == WORKBOOK:
        return False
    return suffix in SUFFIXES or suffix == ENDING


def _is_same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False


def sizes(listed: Iterable[Incoming]) -> list[tuple[str, int]]:
    """Return what is to be looked into, as questions to workers: kind and path, and the size of the file."""
    return [(f"{one.kind}\0{one.path}", one.path.stat().st_size) for one in listed if not one.reason]
