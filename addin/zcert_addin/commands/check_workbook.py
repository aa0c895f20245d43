"""数据检查, 身份证验证 and 照片检测 of one workbook; the results can be written into its own two columns."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from zcert.checking import check
from zcert.finding import Finding
from zcert.fitting import Fit, Grid, Misfit, fit
from zcert.form import Form
from zcert.inspection import Inspection
from zcert.photos.album import Album, orphans
from zcert.results import IDENTITY, PHOTO, results
from zcert.roles import Role
from zcert.rules import RULES, Rule, photo
from zcert.table import Table
from zcert_addin.disk.atomic_replace import replacing
from zcert_addin.disk.backup_name import backup_of
from zcert_addin.disk.folder_lock import folder_lock
from zcert_addin.patching.cells import patch_cells
from zcert_addin.photos.album import Progress, read_album
from zcert_addin.reading.isolated import read_grids_apart
from zcert_addin.reading.workbook import parse_grids, read_dictionary
from zcert_addin.refusal import Refused
from zcert_dictionaries import Edition
from zcert_templates import FORMS
from zcert_templates.dictionary_sheet import DATE_LABEL

NO_FORM: Final = "这不是证书采集表或汇总表，请确认选对了文件"
WRITABLE: Final = frozenset({".xlsx", ".xlsm"})
PHOTO_RULES: Final[tuple[Rule, ...]] = (photo,)


@dataclass(frozen=True, slots=True)
class Settings:
    """How a workbook is checked.

    photos: the folder with the photos; None = photos are not looked at.
    rules:  the questions asked.
    progress: is told photos read, photos in all, and the name of the photo that comes next.
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

    orphans:    names of the photo files that belong to nobody.
    dictionary: date of the dictionary edition behind the workbook's lists, YYYY-MM-DD; None when it has none.
    forms:      the forms that were looked for.
    """

    path: Path
    sheets: tuple[CheckedSheet, ...]
    orphans: Sequence[str] = ()
    dictionary: str | None = None
    forms: tuple[Form, ...] = FORMS

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
        """How many findings of each code there are, photos that belong to nobody included."""
        found = Counter(finding.code for sheet in self.sheets for finding in sheet.findings)
        return found + Counter({photo.ORPHAN: len(self.orphans)})


def check_workbook(path: Path, settings: Settings) -> CheckedWorkbook:
    """Check every collection sheet of a workbook.

    Raises Refused when the file cannot be read, is no collection workbook or has a changed header; OSError.
    """
    fits = _fits(read_grids_apart(path), settings.forms)
    numbers = [number for found in fits for number in found.table.columns[found.table.form.key]]
    album = _album(settings.photos, numbers, settings.progress) if settings.photos else None
    sheets = [
        CheckedSheet(found, check(Inspection(found.table, settings.today, settings.edition, album), settings.rules))
        for found in fits
    ]
    nobodys = orphans(album.folder, numbers) if album else ()
    return CheckedWorkbook(path, tuple(sheets), nobodys, read_dictionary(path).get(DATE_LABEL), settings.forms)


def _fits(grids: Iterable[Grid], forms: tuple[Form, ...]) -> list[Fit]:
    found = [result for grid in grids if (result := fit(grid, forms))]
    for result in found:
        if isinstance(result, Misfit):
            raise Refused(result.message)
    fits = [result for result in found if isinstance(result, Fit)]
    if not fits:
        raise Refused(NO_FORM)
    # A workbook for one form may hold an empty sheet of the other.
    return [one for one in fits if one.table.rows] or fits[:1]


def _album(folder: Path, numbers: Iterable[str], progress: Progress) -> Album:
    try:
        return read_album(folder, numbers, progress)
    except (FileNotFoundError, NotADirectoryError):
        raise Refused(f"找不到照片文件夹“{folder}”，请核对路径") from None


def write_results(checked: CheckedWorkbook, roles: Sequence[Role] = (PHOTO, IDENTITY)) -> Path:
    """Write the results into the workbook's own columns with these roles and give the name of the backup made before.

    Only those cells change; every other part of the file is copied byte for byte.
    Raises Refused for other formats and where a result column is missing; CannotPatch, BadPackage, OSError.
    """
    path = checked.path
    if path.suffix.lower() not in WRITABLE:
        raise Refused(f"结果只能写入.xlsx和.xlsm文件，请在Excel中把“{path.name}”另存为.xlsx后重试")
    if not result_headers(checked, roles):
        raise Refused("这种表没有写检测结果的列，没有写入，请去掉--write后查看结果")
    before = path.read_bytes()
    after = before
    for sheet in checked.sheets:
        after = patch_cells(after, sheet.table.sheet, _cells(sheet, roles))
    _compare(checked, after)
    backup = backup_of(path)
    with folder_lock(path.parent), replacing(path, backup=backup) as file:
        file.write(after)
    return backup


def result_headers(checked: CheckedWorkbook, roles: Iterable[Role]) -> list[str]:
    """Give the headers of the result columns with these roles that the forms of the workbook have."""
    columns = [sheet.table.form.role(role) for role in roles for sheet in checked.sheets]
    return list(dict.fromkeys(column.header for column in columns if column))


def _cells(sheet: CheckedSheet, roles: Iterable[Role]) -> dict[tuple[int, int], str]:
    cells: dict[tuple[int, int], str] = {}
    for role, own in ((role, sheet.table.form.role(role)) for role in roles):
        if own is None:
            continue
        if own.header not in sheet.fit.columns:
            raise Refused(f"工作表“{sheet.table.sheet}”中没有“{own.header}”列，请恢复原来的表头后重试")
        column = sheet.fit.columns[own.header]
        verdicts = results(sheet.table, sheet.findings, role)
        cells |= {(number, column): verdict.text for number, verdict in verdicts.items()}
    return cells


def _compare(checked: CheckedWorkbook, written: bytes) -> None:
    """Read the patched workbook back: its entries must be those that were read before."""
    again = {found.table.sheet: found.table for found in _fits(parse_grids(written), checked.forms)}
    for sheet in checked.sheets:
        places = sheet.table.form.entry_positions
        table = again.get(sheet.table.sheet)
        if table is None or _entries(table, places) != _entries(sheet.table, places):
            raise Refused("写入结果后核对数据不符，原文件没有改动，请在Excel中另存为.xlsx后重试")


def _entries(table: Table, places: Iterable[int]) -> list[list[str]]:
    return [[str(number), *(row[at] for at in places)] for number, row in zip(table.numbers, table.rows, strict=True)]
