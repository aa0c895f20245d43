"""报送打包: one workbook with the photos of its people becomes one package for the superior.

First what is still open is looked at, so that the user can decide; then the package is written, and read back.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import BinaryIO, Final

from zcert import clock
from zcert.codes import severity
from zcert.errors import UserError
from zcert.exchange.ledger import Below, Ledger
from zcert.exchange.naming import unit_of
from zcert.photos.album import PhotoFolder, wanted
from zcert.return_basis import is_returned
from zcert.rules.photo import ORPHAN
from zcert.values.text import tidy
from zcert_addin.commands.check_workbook import CheckedWorkbook, Settings, check_workbook
from zcert_addin.disk.atomic_replace import replacing
from zcert_addin.disk.file_name import safe_stem
from zcert_addin.disk.folder_lock import folder_lock
from zcert_addin.disk.holder import guard_saved
from zcert_addin.exchange import ledger_file, package_writer
from zcert_addin.exchange.manifest import Manifest, PackedFile, require_packable
from zcert_addin.exchange.package_reader import ENDING, opened
from zcert_addin.exchange.package_writer import Source
from zcert_addin.exchange.parcel import hashed
from zcert_addin.photos.album import Progress
from zcert_addin.photos.folder import scan_folder
from zcert_addin.summary.sources import is_summary, volumes_of

SUMMARY: Final = "汇总表"
RETURNED: Final = "退回改正"

_NOT_PACKED: Final = "没有打包"
_LONGEST_UNIT: Final = 100


@dataclass(frozen=True, slots=True)
class Ready:
    """A workbook that can be packed, and what was found.

    photos:  the photos of its people, by the name that they get in the package.
    sha256:  of the workbook as it was checked.
    volumes: names of the other volumes of a summary, which are packed on their own.
    is_open: whether it is open in the program that asks, which has saved it.
    """

    checked: CheckedWorkbook
    unit: str
    summary: bool
    photos: dict[str, Path]
    sha256: str
    below: tuple[Below, ...]
    volumes: tuple[str, ...]
    is_open: bool = False

    @property
    def forms(self) -> tuple[str, ...]:
        """The names of the forms that its rows have."""
        return tuple(dict.fromkeys(sheet.table.form.name for sheet in self.checked.sheets))

    @property
    def kind(self) -> str:
        """What the workbook is called in the package's name."""
        labels = dict.fromkeys(sheet.table.form.label for sheet in self.checked.sheets)
        if any(is_returned(sheet.table) for sheet in self.checked.sheets):
            return RETURNED
        return SUMMARY if self.summary else "和".join(labels)

    @property
    def open_errors(self) -> dict[str, int]:
        """How often each code that must still be mended was found, the most frequent first."""
        found = self.checked.codes.items()
        return dict(sorted(((code, n) for code, n in found if severity(code) == "error"), key=lambda one: -one[1]))

    @property
    def errors(self) -> int:
        """How many things must still be mended."""
        return sum(self.open_errors.values())

    @property
    def photos_left(self) -> str:
        """One sentence about the photos beside the workbook that are nobody's in it, and not packed; else nothing."""
        left = self.checked.codes[ORPHAN]
        return f"文件夹中另有{left}张照片不属于表中任何人，没有打包" if left else ""

    @property
    def question(self) -> str:
        """What the user must agree to before it is packed; empty = nothing."""
        if not self.checked.rows:
            return "表中没有人员，要作为零报告打包吗？"
        return f"还有{self.errors}处错误没有改正，仍要打包吗？" if self.errors else ""


@dataclass(frozen=True, slots=True)
class Packed:
    """A package that was written."""

    path: Path
    manifest: Manifest


def look(
    path: Path, unit: str, settings: Settings, *, unknown: Callable[[], str] = str, is_open: bool = False
) -> Ready:
    """Check a workbook that is to be packed.

    unit: name of the unit; empty = as the workbook says. settings: with the folder of the photos.
    unknown: asked for the unit that nothing tells; empty = not packed.
    is_open: whether it is open in the program that asks, which has saved it.
    Raises UserError when it is open, no collection workbook, or when nothing says of which unit it is; OSError.
    """
    if not is_open:
        guard_saved(path, _NOT_PACKED)
    sha256 = hashed(path)
    checked = check_workbook(path, settings)
    tables = [sheet.table for sheet in checked.sheets]
    known = tidy(unit) or unit_of(checked.preset, tables, path.stem)
    known = known or unknown()
    if not known:
        raise UserError(f"看不出“{path.name}”是哪个单位的，{_NOT_PACKED}，请用单位名称作它的文件名后重试")
    if len(known) > _LONGEST_UNIT:
        raise UserError(f"单位名称太长（超过{_LONGEST_UNIT}个字），{_NOT_PACKED}，请改短后重试")
    folder = settings.photos or path.parent
    numbers = [number for table in tables for number in table.columns[table.form.key]]
    summary = any(table.origins for table in tables)
    return Ready(
        checked,
        known,
        summary,
        _named(folder, scan_folder(folder), numbers),
        sha256,
        _below(ledger_file.load(path.parent)) if summary else (),
        tuple(one.name for one in volumes_of(path) if one != path) if is_summary(path) else (),
        is_open,
    )


def _named(folder: Path, found: PhotoFolder, numbers: Iterable[str]) -> dict[str, Path]:
    """Return the photos by a name that is no other's on a disk which does not tell a from A."""
    named: dict[str, Path] = {}
    taken = set[str]()
    for name in wanted(found, numbers):
        require_packable(folder / name)
        stem, _, suffix = name.rpartition(".")
        free, number = name, 1
        while free.casefold() in taken:
            number += 1
            free = f"{stem}_{number}.{suffix}"
        taken.add(free.casefold())
        named[free] = folder / name
    return named


def _below(ledger: Ledger) -> tuple[Below, ...]:
    """Return who sent the workbooks of the folder from which a summary was made."""
    return tuple(
        Below(entry.file, entry.unit, entry.package, entry.digest, entry.packed, entry.rows, entry.below)
        for entry in ledger.entries
        if entry.received
    )


def pack(ready: Ready, folder: Path, settings: Settings, password: str = "") -> Packed:
    """Write the package into a folder under a name that is free.

    password: seals it; empty = an ordinary zip.
    Raises UserError when the workbook was changed or opened meanwhile, Held, OSError.
    """
    now = clock.now()
    sources = [
        Source(f"{safe_stem(ready.unit)}{ready.checked.path.suffix}", "workbook", ready.checked.path),
        *(Source(name, "photo", path) for name, path in ready.photos.items()),
    ]
    told = partial(_manifest, ready, now.isoformat(timespec="seconds"), settings.edition.date)
    write = partial(_write, sources=sources, told=told, progress=settings.progress)
    with folder_lock(folder):
        path = _free(folder, f"{safe_stem(ready.unit)}_{ready.kind}_{now:%Y%m%d}")
        with replacing(path, backup=None, check=partial(_read_back, password)) as file:
            manifest = package_writer.seal(file, password, folder, write) if password else write(file)
            if not ready.is_open:
                guard_saved(ready.checked.path, _NOT_PACKED)
            if manifest.workbook.sha256 != ready.sha256:
                raise UserError(f"“{ready.checked.path.name}”在打包时被改动，{_NOT_PACKED}，请保存并关闭后重新打包")
    return Packed(path, manifest)


def _write(file: BinaryIO, sources: Iterable[Source], told: partial[Manifest], progress: Progress) -> Manifest:
    return package_writer.write(file, sources, told, progress)


def _manifest(ready: Ready, packed: str, dictionary: str, files: tuple[PackedFile, ...]) -> Manifest:
    return Manifest(
        version("zcert"),
        dictionary,
        ready.unit,
        ready.forms,
        ready.summary,
        packed,
        ready.checked.rows,
        files,
        dict(sorted(ready.checked.codes.items())),
        ready.below,
    )


def _free(folder: Path, stem: str) -> Path:
    """Return the path of a package that is not there yet."""
    path, number = folder / f"{stem}{ENDING}", 1
    while path.exists():
        number += 1
        path = folder / f"{stem}_{number}{ENDING}"
    return path


def _read_back(password: str, path: Path) -> None:
    """Read a package that was written, as the one who receives it will; raises UserError when it is not whole."""
    with opened(path, lambda _name: password) as package:
        for file in package.manifest.files:
            for _ in package.chunks(file):
                pass
