"""并入改正: the mended rows of returned workbooks go back into the summary, and into the files that it was merged from.

So the next merge finds them mended too. A file that cannot be changed is named: it would bring the fault back.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from zcert.accepting import Decision
from zcert.errors import UserError
from zcert.mended_rows import Mended
from zcert.return_basis import is_returned
from zcert.table import LEVELS
from zcert_addin.commands.check_workbook import Settings
from zcert_addin.commands.mended_workbook import MendedWorkbook, mend_workbook
from zcert_addin.commands.returned_parcel import (
    BroughtPhotos,
    Password,
    ReturnedParcel,
    bring_photos_of,
    parcels_in,
    read_parcel,
)
from zcert_addin.disk.folder_lock import folder_lock
from zcert_addin.disk.os_errors import meaning
from zcert_templates.report_layout import ISSUE_SHEET, REPORT_SHEET


@dataclass(frozen=True, slots=True)
class Named:
    """A file, by its name, and what is said of it in one sentence."""

    file: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Accepted:
    """What came of returned workbooks.

    files:   the returned workbooks and packages that were read.
    summary: the summary.
    sources: the files of the summary that were changed too.
    behind:  files that hold the faults still, and why.
    unread:  returned workbooks that could not be read, or not their photos, and why.
    emptied: rows of returned workbooks whose entries were all deleted; the summary keeps them.
    photos:  what became of the photos that came with each.
    """

    files: tuple[Path, ...]
    summary: MendedWorkbook
    sources: tuple[MendedWorkbook, ...]
    behind: tuple[Named, ...]
    unread: tuple[Named, ...]
    emptied: int
    photos: tuple[BroughtPhotos, ...]

    @property
    def outdated(self) -> str:
        """One sentence where the report of the summary still tells of faults that are mended; else nothing."""
        if not any(one.origin and one.origin.file != self.summary.path.name for one in self.summary.changed):
            return ""
        return f"“{ISSUE_SHEET}”和“{REPORT_SHEET}”仍是汇总时的，重新汇总即更新"

    @property
    def refused(self) -> list[Decision]:
        """The rows that were not merged."""
        return [one for one in self.summary.decisions if one.outcome == "refused"]


@dataclass(frozen=True, slots=True)
class AcceptSettings:
    """How mended rows are accepted.

    check:    how the summary is checked; the photos beside it are looked at where people have some there.
    prefer_mended: whether a cell that was changed in the summary too becomes what the unit wrote.
    password: asked for each sealed package.
    """

    check: Settings
    prefer_mended: bool = False
    password: Password = lambda _name: ""


def accept(summary: Path, returned: Sequence[Path], settings: AcceptSettings) -> Accepted:
    """Merge the mended rows of workbooks, packages, or all those of a folder, into a summary or a unit's own workbook.

    Photos that came with them are put beside it. Raises UserError when no returned workbook could be read, and as
    ``mend_workbook`` does; then nothing is changed.
    """
    came = read_returned(returned, summary, settings)
    photos: list[BroughtPhotos] = []

    def bring(found: Sequence[Decision]) -> Sequence[Decision]:
        photos.extend(came.bring_photos(found, summary.parent))
        return found

    into = mend_workbook(summary, came.mended, settings.check, prefer_mended=settings.prefer_mended, decided=bring)
    return came.accepted(into, photos, settings)


@dataclass(frozen=True, slots=True)
class CameBack:
    """What came back; unread: what could not be read, and why; of that, more can come to light."""

    parcels: tuple[ReturnedParcel, ...]
    unread: list[Named]

    @property
    def mended(self) -> list[Mended]:
        """All sheets with mended rows."""
        return [one for parcel in self.parcels for one in parcel.mended]

    def bring_photos(self, found: Sequence[Decision], folder: Path) -> list[BroughtPhotos]:
        """Put the photos of the rows that are merged into a folder; a fault of them costs no row and is named."""
        return [_photos(parcel, found, folder, self.unread) for parcel in self.parcels]

    def accepted(self, into: MendedWorkbook, photos: Sequence[BroughtPhotos], settings: AcceptSettings) -> Accepted:
        """Change the files too from which the summary was merged, and tell what came of all."""
        sources, behind = _sources(into, self.mended, settings)
        emptied = sum(one.emptied for one in self.parcels)
        files = tuple(one.path for one in self.parcels)
        return Accepted(files, into, tuple(sources), tuple(behind), tuple(self.unread), emptied, tuple(photos))


def read_returned(returned: Sequence[Path], summary: Path, settings: AcceptSettings) -> CameBack:
    """Read what came back; raises UserError when there is nothing that could be read, OSError."""
    parcels: list[ReturnedParcel] = []
    unread: list[Named] = []
    for path in parcels_in(returned, summary):
        try:
            parcel = read_parcel(path, settings.check.forms, settings.password)
        except (UserError, OSError) as error:
            unread.append(Named(path.name, _said(error)))
            continue
        # In a folder are other workbooks too.
        if path in returned or any(is_returned(one.table) for one in parcel.mended):
            parcels.append(parcel)
    if not parcels:
        raise UserError(f"“{unread[0].file}”没有并入：{unread[0].sentence}" if unread else "没有找到退回改正的表")
    return CameBack(tuple(parcels), unread)


def _said(error: UserError | OSError) -> str:
    return meaning(error) if isinstance(error, OSError) else str(error)


def _photos(parcel: ReturnedParcel, found: Sequence[Decision], folder: Path, unread: list[Named]) -> BroughtPhotos:
    """Bring the photos of the rows that are merged; a fault of them costs no row and is named."""
    rows = {one.row for one in found if one.file == parcel.path.name and one.outcome != "refused"}
    numbers = [
        number
        for one in parcel.mended
        for row, number in zip(one.table.numbers, one.table.columns[one.table.form.key], strict=True)
        if row in rows
    ]
    try:
        with folder_lock(folder):
            return bring_photos_of(parcel, numbers, folder)
    except (UserError, OSError) as error:
        unread.append(Named(parcel.path.name, f"照片没有取出：{_said(error)}"))
        return BroughtPhotos()


def _sources(
    into: MendedWorkbook, mended: Sequence[Mended], settings: AcceptSettings
) -> tuple[list[MendedWorkbook], list[Named]]:
    changed: list[MendedWorkbook] = []
    behind: list[Named] = []
    for name, rows in _rows_by_source(into).items():
        path = into.path.parent / name
        if not _is_inside(path, into.path.parent) or path == into.path:
            continue
        if not path.is_file():
            behind.append(Named(name, "不在汇总表旁边，没有同时改正"))
            continue
        own = [one for one in mended if any(file == one.file for file, _ in rows)]
        only = partial(_only, rows)
        try:
            found = mend_workbook(path, own, settings.check, prefer_mended=settings.prefer_mended, decided=only)
        except (UserError, OSError) as error:
            behind.append(Named(name, _said(error)))
            continue
        changed += [found] if found.backup else []
        behind += [Named(name, one.reason) for one in found.decisions if one.outcome == "refused"]
    return changed, behind


def _only(rows: Collection[tuple[str, int]], found: Sequence[Decision]) -> list[Decision]:
    """Return the decisions on rows that the summary has taken."""
    return [one for one in found if (one.file, one.row) in rows]


def _rows_by_source(into: MendedWorkbook) -> dict[str, set[tuple[str, int]]]:
    """Return the mended rows by the file from which the summary has them: file and row number of each, 1-based."""
    found: dict[str, set[tuple[str, int]]] = {}
    for one in into.decisions:
        if one.outcome in {"mended", "already"} and one.origin and one.origin.file:
            found.setdefault(one.origin.file.split(LEVELS)[0], set()).add((one.file, one.row))
    return found


def _is_inside(path: Path, folder: Path) -> bool:
    """Return whether a file that a summary names is in its folder: the name comes from outside."""
    return path.resolve().is_relative_to(folder.resolve())
