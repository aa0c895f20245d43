"""数据汇总: all collection workbooks of a folder become one summary; every row is in it or named in its report."""

import datetime as dt
import os
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from zcert.consolidating import Consolidation, FileReport, People
from zcert.errors import UserError
from zcert.form import Form
from zcert.values.id_number import accepted_regions
from zcert_addin.commands.new_workbook import AddMacros
from zcert_addin.commands.nobody_twice import without_twice
from zcert_addin.commands.read_unit import Unit, prepare, read_unit, unread
from zcert_addin.disk.folder_lock import folder_lock
from zcert_addin.disk.holder import guard_closed
from zcert_addin.processes.gc_paused import gc_paused
from zcert_addin.processes.pool import isolated
from zcert_addin.summary.sources import Listed, list_workbooks, volumes_of
from zcert_addin.summary.tree import list_tree
from zcert_addin.summary.volumes import SummaryVolumes
from zcert_dictionaries import Edition
from zcert_templates import FORMS
from zcert_templates.build import build_summary

_NAMED_FOLDERS: Final = 5


class NothingToMerge(UserError):  # noqa: N818  # the name says the fault
    """No collection workbook in the folder; ``consolidation`` says what was there instead."""

    def __init__(self, folder: Path, consolidation: Consolidation) -> None:
        super().__init__(f"文件夹“{_name(folder)}”中没有可以汇总的采集表，{_advice(consolidation)}；汇总表没有改动")
        self.consolidation = consolidation


def _name(folder: Path) -> str:
    return folder.absolute().name or str(folder.absolute())


def _advice(consolidation: Consolidation) -> str:
    """Name the sub-folders with workbooks, of many the first ones."""
    found = [report.file.rstrip(os.sep) for report in consolidation.files if report.file.endswith(os.sep)]
    if not found:
        return "请确认选对了文件夹"
    named = "、".join(f"“{name}”" for name in found[:_NAMED_FOLDERS])
    return f"请确认选对了文件夹（其中的子文件夹{named}{'等' if len(found) > _NAMED_FOLDERS else ''}里有工作簿）"


@dataclass(frozen=True, slots=True)
class MergeSettings:
    """What a merge needs to know besides the folder.

    progress:   called with files done, files in all, and the name of the next file.
    forms:      the forms that are looked for, in the order of the summary's sheets.
    add_macros: puts ribbon tab and macros onto the summary; None = a plain one.
    recursive:  whether the folders below are merged too; file names are then relative to the folder, with ``/``.
    """

    today: dt.date
    edition: Edition
    progress: Callable[[int, int, str], None] = lambda _done, _total, _name: None
    forms: tuple[Form, ...] = FORMS
    add_macros: AddMacros | None = None
    recursive: bool = False


def consolidate(folder: Path, summary: Path, settings: MergeSettings) -> Consolidation:
    """Merge the workbooks of a folder into the summary and say what became of each file.

    The old summary is kept as a backup and replaced in one step; any failure leaves it unchanged.
    Raises NothingToMerge, NotWritten, Held while another program writes there, OpenElsewhere while the old summary is
    open, and OSError as the disk does.
    """
    guard_closed(volumes_of(summary))
    with folder_lock(summary.parent), gc_paused():
        return _consolidate(folder, summary, settings)


def _consolidate(folder: Path, summary: Path, settings: MergeSettings) -> Consolidation:
    listed = _listed(folder, summary, settings)
    consolidation, people = Consolidation(), People()
    template = build_summary(settings.forms, settings.edition, accepted_regions())
    if settings.add_macros:
        template = settings.add_macros(template)
    with (
        SummaryVolumes(summary, template, settings.forms) as written,
        closing(_units(folder, listed, settings)) as units,
    ):
        for done, entry in enumerate(listed):
            settings.progress(done, len(listed), _next(entry, consolidation.rows))
            consolidation.files.append(_taken(entry, units, written, people, consolidation))
        settings.progress(len(listed), len(listed), "")
        if not consolidation.merged:
            raise NothingToMerge(folder, consolidation)
        consolidation.duplicates = list(people.duplicates())
        written.finish(consolidation)
        guard_closed(volumes_of(summary))  # it may have been opened since
    return consolidation


def _listed(folder: Path, summary: Path, settings: MergeSettings) -> list[Listed]:
    if not settings.recursive:
        return list_workbooks(folder, summary)
    listed = list_tree(folder, summary, settings.progress)
    return without_twice(folder, listed, settings.forms, settings.progress)


def _next(entry: Listed, rows: int) -> str:
    return f"{entry.name}（已汇总{rows}人）" if rows else entry.name


def _units(folder: Path, listed: Iterable[Listed], settings: MergeSettings) -> Generator[Unit, None, None]:
    """Read the files in other processes, in order, a few ahead of the one that is being written."""
    questions = [(entry.name, entry.size_bytes) for entry in listed if not entry.reason]
    setting = (str(folder), settings.today, settings.edition, settings.forms)
    with closing(isolated(read_unit, questions, prepare, setting)) as answers:
        for answer in answers:
            yield unread(answer) if isinstance(answer, str) else answer


def _taken(
    entry: Listed, units: Iterator[Unit], summary: SummaryVolumes, people: People, consolidation: Consolidation
) -> FileReport:
    """Write the rows of the next file and say what became of it."""
    if entry.reason:
        status: Literal["skipped", "refused"] = "refused" if entry.failed else "skipped"
        return FileReport(entry.name, status, entry.reason, doubtful=entry.doubtful)
    unit = next(units)
    # A workbook without the columns of a form may be a unit's own table.
    report = FileReport(
        entry.name, unit.status, unit.reason, list(unit.forms), unit.rows, doubtful=unit.status == "skipped"
    )
    for block in unit.blocks(summary.forms):
        report.tally.add(block.findings)
        report.added.update({caption: sum(map(bool, texts)) for caption, texts in block.table.added.items()})
        people.add(entry.name, block.table, block.people)
        summary.add(entry.name, block.table, block.findings)
    consolidation.count_units(unit.units)
    return report
