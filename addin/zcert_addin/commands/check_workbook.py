"""数据检查, 身份证验证 and 照片检测 of one workbook."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from zcert.checking import check
from zcert.errors import UserError
from zcert.finding import Finding
from zcert.fitting import NO_FORM, Fit, Grid, fit_all
from zcert.form import Form
from zcert.inspection import inspect_all
from zcert.photos.album import Album, numbered
from zcert.preset import NO_PRESET, Preset, preset_of
from zcert.results import PHOTO
from zcert.return_basis import asks_for_photos, is_returned
from zcert.rules import RULES, Rule, photo
from zcert.table import Table
from zcert_addin.commands.find_orphans import NO_ORPHANS, Orphans, Search, find_orphans
from zcert_addin.photos.album import Progress, read_album
from zcert_addin.photos.folder import scan_folder
from zcert_addin.reading.isolated import read_in_worker
from zcert_dictionaries import Edition
from zcert_templates import FORMS
from zcert_templates.dictionary_sheet import DATE_LABEL
from zcert_templates.own_lists import own_lists

PHOTO_RULES: Final[tuple[Rule, ...]] = (photo,)


@dataclass(frozen=True, slots=True)
class Settings:
    """How a workbook is checked.

    photos: the folder with the photos; None = photos are not looked at.
    rules:  the questions asked.
    progress: called with photos read, photos in all, and the name of the next photo.
    forms:  the forms that are looked for.
    """

    today: dt.date
    edition: Edition
    photos: Path | None = None
    rules: Sequence[Rule] = RULES
    progress: Progress = lambda _done, _total, _name: None
    forms: tuple[Form, ...] = FORMS


@dataclass(frozen=True, slots=True)
class CheckedSheet:
    """One sheet that has a form's columns, and what was found in it."""

    fit: Fit
    findings: list[Finding]

    @property
    def table(self) -> Table:
        """The rows of the sheet."""
        return self.fit.table


@dataclass(frozen=True, slots=True)
class CheckedWorkbook:
    """All collection sheets of a workbook.

    orphans:    the photo files that belong to no person, here or in the other workbooks beside it and the photos.
    dictionary: date of the dictionary edition behind the workbook's lists, YYYY-MM-DD; None when it has none.
    forms:      the forms that were looked for.
    preset:     what the template knew of the unit.
    """

    path: Path
    sheets: tuple[CheckedSheet, ...]
    orphans: Orphans = NO_ORPHANS
    dictionary: str | None = None
    forms: tuple[Form, ...] = FORMS
    preset: Preset = NO_PRESET

    @property
    def rows(self) -> int:
        """Rows of all sheets."""
        return sum(len(sheet.table.rows) for sheet in self.sheets)

    @property
    def photo_header(self) -> str:
        """Header of the column about photos, at which orphans are named; empty when no form has one."""
        columns = (sheet.table.form.role(PHOTO) for sheet in self.sheets)
        return next((column.header for column in columns if column), "")

    @property
    def codes(self) -> Counter[str]:
        """How many findings of each code there are, including photos that belong to no person."""
        found = Counter(finding.code for sheet in self.sheets for finding in sheet.findings)
        return found + Counter({photo.ORPHAN: len(self.orphans.names)})


def check_workbook(path: Path, settings: Settings) -> CheckedWorkbook:
    """Check every collection sheet of a workbook.

    Raises UserError when the file cannot be read, is no collection workbook or has a changed header; OSError.
    """
    workbook = read_in_worker(path)
    fits = _fits(workbook.sheets, settings.forms)
    numbers = _numbers(fits)
    album = _album(settings.photos, numbers, settings.progress) if settings.photos else None
    if album and not album.facts and _needs_none(fits):
        album = None
    sheets = check_sheets(fits, workbook.dictionary, settings, album)
    orphaned = NO_ORPHANS
    if album and settings.photos and any(found.table.form.role(PHOTO) for found in fits):
        search = Search(path, settings.photos, settings.forms, settings.progress)
        orphaned = find_orphans(album.folder, numbers, search)
    facts = workbook.dictionary
    return CheckedWorkbook(path, sheets, orphaned, facts.get(DATE_LABEL), settings.forms, preset_of(facts))


def check_sheets(
    fits: Sequence[Fit], dictionary: Mapping[str, str], settings: Settings, album: Album | None
) -> tuple[CheckedSheet, ...]:
    """Check the sheets of a workbook that have a form's columns.

    dictionary: the facts of its dictionary sheet.
    """
    edition = settings.edition.with_own(own_lists(dictionary))
    inspections = inspect_all((found.table for found in fits), settings.today, edition, album)
    return tuple(
        CheckedSheet(found, check(inspection, settings.rules))
        for found, inspection in zip(fits, inspections, strict=True)
    )


def album_beside(folder: Path, fits: Iterable[Fit], progress: Progress) -> Album | None:
    """Read the photos of these people in a folder; None where no photo is named by a number: people have none here."""
    return read_album(folder, _numbers(fits), progress) if numbered(scan_folder(folder)) else None


def _numbers(fits: Iterable[Fit]) -> list[str]:
    return [number for found in fits for number in found.table.columns[found.table.form.key]]


def _fits(grids: Iterable[Grid], forms: tuple[Form, ...]) -> tuple[Fit, ...]:
    fits = fit_all(grids, forms).required(f"这{NO_FORM}，请确认选对了文件")
    # A workbook for one form may hold an empty sheet of the other.
    return tuple(one for one in fits if one.table.rows) or fits[:1]


def _needs_none(fits: Iterable[Fit]) -> bool:
    """Return whether all rows were returned, and none for its photo: the superior has those already."""
    return all(is_returned(one.table) and not asks_for_photos(one.table) for one in fits)


def _album(folder: Path, numbers: Iterable[str], progress: Progress) -> Album:
    try:
        return read_album(folder, numbers, progress)
    except (FileNotFoundError, NotADirectoryError):
        raise UserError(f"找不到照片文件夹“{folder}”，请核对路径") from None
