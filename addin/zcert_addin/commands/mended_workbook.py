"""How do decided mends get into a workbook, with every other byte of its content left as it is?

Besides the entries that change, the program's own results follow: those of the changed rows, and those of other rows
where they say what a check said before and say something else now, such as that a number is there twice.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from zcert.accepting import Decision, decide, merged
from zcert.errors import UserError
from zcert.finding import Finding
from zcert.fitting import NO_FORM, Fit, fit_all
from zcert.mended_rows import Mended
from zcert.results import IDENTITY, PHOTO, results
from zcert.roles import Role
from zcert_addin.commands.check_workbook import CheckedSheet, Settings, album_beside, check_sheets
from zcert_addin.commands.patched import Cells, entries_of, patched
from zcert_addin.commands.write_results import WRITABLE
from zcert_addin.disk.atomic_replace import replacing
from zcert_addin.disk.backup_name import dated_backup_of
from zcert_addin.disk.folder_lock import folder_lock
from zcert_addin.disk.holder import guard_closed
from zcert_addin.reading.isolated import in_worker, read_in_worker


@dataclass(frozen=True, slots=True)
class MendedWorkbook:
    """What became of the mended rows in one workbook.

    backup: where it is kept as it was before; None = it was not changed.
    wrong:  what is wrong with the rows that were mended, by sheet and row number (1-based), after the mend.
    """

    path: Path
    decisions: tuple[Decision, ...]
    backup: Path | None
    wrong: Mapping[tuple[str, int], Sequence[Finding]]

    @property
    def changed(self) -> list[Decision]:
        """The rows that were changed."""
        return [one for one in self.decisions if one.outcome == "mended"]


def mend_workbook(
    path: Path,
    mended: Sequence[Mended],
    settings: Settings,
    *,
    prefer_mended: bool = False,
    decided: Callable[[Sequence[Decision]], None] = lambda _found: None,
) -> MendedWorkbook:
    """Merge mended rows into a workbook, of which a dated backup is kept; nothing is written when nothing changes.

    decided: called with the decisions before photos are looked at.
    Raises UserError when the workbook cannot be read, has no form's columns or cannot be written; OpenElsewhere,
    CannotPatch, Held, OSError. Whatever is raised, the workbook is unchanged.
    """
    guard_closed([path])
    if path.suffix.lower() not in WRITABLE:
        raise UserError(f"只能并入.xlsx和.xlsm文件，请在Excel或WPS中把“{path.name}”另存为.xlsx后重试")
    workbook = read_in_worker(path)
    fits = fit_all(workbook.sheets, settings.forms).required(f"“{path.name}”{NO_FORM}，请确认选对了文件")
    found = tuple(decide(path.name, [one.table for one in fits], mended, prefer_mended=prefer_mended))
    decided(found)
    after = [replace(one, table=merged(one.table, found)) for one in fits]
    album = album_beside(settings.photos or path.parent, [*fits, *after], settings.progress)
    again, backup = check_sheets(after, workbook.dictionary, settings, album), None
    if any(one.outcome == "mended" for one in found):
        checked = check_sheets(fits, workbook.dictionary, settings, album)
        roles = (IDENTITY, PHOTO) if album else (IDENTITY,)
        cells = {one.table.sheet: _entries(one, found) for one in fits}
        for old, new in zip(checked, again, strict=True):
            rows = {one.target for one in found if one.outcome == "mended" and one.sheet == new.table.sheet}
            cells[new.table.sheet] |= _results(old, new, roles, rows)
        backup = _write(path, cells, again, settings)
    return MendedWorkbook(path, found, backup, dict(_wrong(again, found)))


def _entries(fit: Fit, found: Iterable[Decision]) -> dict[tuple[int, int], str]:
    """Return the entries that change, by row (1-based) and column (0-based)."""
    cells: dict[tuple[int, int], str] = {}
    for one in found:
        for change in one.changes if one.outcome == "mended" and one.sheet == fit.table.sheet else ():
            if change.header not in fit.columns:
                raise UserError(f"工作表“{fit.table.sheet}”中没有“{change.header}”列，没有并入，请换用现在的采集表")
            cells[one.target, fit.columns[change.header]] = change.after
    return cells


def _results(
    old: CheckedSheet, new: CheckedSheet, roles: Iterable[Role], mended: set[int]
) -> dict[tuple[int, int], str]:
    """Return the results that follow from the mends, by row (1-based) and column (0-based)."""
    cells: dict[tuple[int, int], str] = {}
    for role in roles:
        column = new.table.form.role(role)
        if column is None or column.header not in new.fit.columns:
            continue
        before, after = (results(one.table, one.findings, role) for one in (old, new))
        shown = zip(new.table.numbers, new.table.columns[column.header], strict=True)
        for number, text in shown:
            said = after[number].text
            follows = number in mended or text == before[number].text
            if follows and said != text:
                cells[number, new.fit.columns[column.header]] = said
    return cells


def _write(path: Path, cells: Mapping[str, Cells], sheets: Iterable[CheckedSheet], settings: Settings) -> Path:
    entries = {sheet.table.sheet: entries_of(sheet.table) for sheet in sheets}
    after = in_worker(partial(patched, cells, entries, settings.forms), path)
    with folder_lock(path.parent):
        guard_closed([path])  # it may have been opened since
        backup = dated_backup_of(path)
        with replacing(path, backup=backup) as file:
            file.write(after)
    return backup


def _wrong(
    sheets: Iterable[CheckedSheet], found: Iterable[Decision]
) -> Iterator[tuple[tuple[str, int], list[Finding]]]:
    """Yield what is wrong with the rows that unit and summary agree on, by sheet and row number."""
    rows = {(one.sheet, one.target) for one in found if one.outcome != "refused"}
    for sheet in sheets:
        said: dict[int, list[Finding]] = {}
        for finding in sheet.findings:
            if finding.row is not None and (sheet.table.sheet, finding.row) in rows:
                said.setdefault(finding.row, []).append(finding)
        for number, findings in said.items():
            yield (sheet.table.sheet, number), findings
