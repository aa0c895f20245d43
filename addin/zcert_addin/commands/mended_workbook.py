"""Mended rows are merged into a workbook file, with every other byte of its content left as it is."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from zcert.accepting import Decision, decide
from zcert.errors import UserError
from zcert.fitting import NO_FORM, fit_all
from zcert.mended_rows import Mended
from zcert_addin.commands.check_workbook import Settings
from zcert_addin.commands.mending import Mending, Plan, Wrong, mending_of
from zcert_addin.commands.patched import entries_of, patched
from zcert_addin.commands.write_results import WRITABLE
from zcert_addin.disk.atomic_replace import replacing
from zcert_addin.disk.backup_name import dated_backup_of
from zcert_addin.disk.folder_lock import folder_lock
from zcert_addin.disk.holder import guard_closed
from zcert_addin.reading.isolated import in_worker, read_in_worker

Decided = Callable[[Sequence[Decision]], Sequence[Decision]]
"""Called with the decisions before photos are looked at; returns those that are carried out."""


@dataclass(frozen=True, slots=True)
class MendedWorkbook:
    """What became of the mended rows in one workbook.

    backup: where it is kept as it was before; None = it was not changed on the disk.
    wrong:  what is wrong with the rows on which unit and workbook agree, after the mend.
    findings: how many findings of each code the whole workbook has then.
    """

    path: Path
    decisions: tuple[Decision, ...]
    backup: Path | None
    wrong: Wrong
    findings: Mapping[str, int]

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
    decided: Decided = lambda found: found,
) -> MendedWorkbook:
    """Merge mended rows into a workbook, of which a dated backup is kept; nothing is written when nothing changes.

    Raises UserError when the workbook cannot be read, has no form's columns or cannot be written; OpenElsewhere,
    CannotPatch, Held, OSError. Whatever is raised, the workbook is unchanged.
    """
    guard_closed([path])
    if path.suffix.lower() not in WRITABLE:
        raise UserError(f"只能并入.xlsx和.xlsm文件，请在Excel或WPS中把“{path.name}”另存为.xlsx后重试")
    content = read_in_worker(path)
    fits = fit_all(content.sheets, settings.forms).required(f"“{path.name}”{NO_FORM}，请确认选对了文件")
    found = decide(path.name, [one.table for one in fits], mended, prefer_mended=prefer_mended)
    plan = Plan(path, fits, content.dictionary, tuple(decided(found)))
    mending = mending_of(plan, settings)
    backup = _write(plan, mending, settings) if mending.cells else None
    return MendedWorkbook(path, plan.decisions, backup, mending.wrong, mending.findings)


def _write(plan: Plan, mending: Mending, settings: Settings) -> Path:
    path = plan.path
    entries = {sheet.table.sheet: entries_of(sheet.table) for sheet in mending.sheets}
    after = in_worker(partial(patched, mending.cells, entries, settings.forms), path)
    with folder_lock(path.parent):
        guard_closed([path])  # it may have been opened since
        backup = dated_backup_of(path)
        with replacing(path, backup=backup) as file:
            file.write(after)
    return backup
