"""数据汇总: all collection workbooks of a folder become one summary; every row is in it or named in its report."""

import datetime as dt
import os
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final, Literal

from zcert.checking import in_order
from zcert.consolidating import Consolidation, FileReport
from zcert.errors import UserError
from zcert.finding import Finding
from zcert.form import Form
from zcert.results import IDENTITY
from zcert.rules.photo import orphan_finding
from zcert.several_files import People
from zcert.values.id_number import accepted_regions
from zcert.values.masking import mask, mask_within
from zcert_addin.commands.merged_photos import MergedPhotos, TreePhotos
from zcert_addin.commands.merged_units import MergedUnits
from zcert_addin.commands.new_workbook import AddMacros
from zcert_addin.commands.nobody_twice import without_twice
from zcert_addin.commands.read_unit import Block, Unit, prepare, read_unit, unread
from zcert_addin.disk.folder_lock import folder_lock
from zcert_addin.disk.holder import guard_closed
from zcert_addin.processes.gc_paused import gc_paused
from zcert_addin.processes.pool import isolated
from zcert_addin.summary.issues import NOBODY, Issue, Person, Place
from zcert_addin.summary.sources import Listed, list_workbooks, volumes_of
from zcert_addin.summary.tree import list_tree
from zcert_addin.summary.volumes import SummaryVolumes
from zcert_dictionaries import Edition, OwnList
from zcert_templates import FORMS
from zcert_templates.build import build_summary
from zcert_templates.dictionary_sheet import Contents, contents

_NAMED_FOLDERS: Final = 5
_OWN_SOURCE: Final = "数据汇总"


class NothingToMerge(UserError):  # noqa: N818  # the name says the fault
    """No collection workbook in the folder; ``consolidation`` says what was there instead."""

    def __init__(self, folder: Path, consolidation: Consolidation) -> None:
        super().__init__(f"文件夹“{_name(folder)}”中没有可以汇总的采集表，{_advice(consolidation)}；汇总表没有改动")
        self.consolidation = consolidation


def _name(folder: Path) -> str:
    return folder.absolute().name or str(folder.absolute())


def _advice(consolidation: Consolidation) -> str:
    """Say why a workbook that is there could not be read; else name the sub-folders with some, of many the first."""
    refused = [report for report in consolidation.files if report.status == "refused"]
    if refused:
        more = f"等{len(refused)}个" if len(refused) > 1 else ""
        return f"其中“{refused[0].file}”{more}没有读出（{refused[0].reason}）"
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
    sent = MergedUnits(folder)
    listed = sent.judged(_listed(folder, summary, settings))
    consolidation = Consolidation()
    template = build_summary(settings.forms, settings.edition, accepted_regions())
    if settings.add_macros:
        template = settings.add_macros(template)
    with (
        SummaryVolumes(summary, template, settings.forms) as written,
        closing(_units(folder, listed, settings)) as units,
    ):
        begin = partial(MergedPhotos, forms=settings.forms, edition=settings.edition, progress=settings.progress)
        photos = TreePhotos(folder, (entry.name for entry in listed if not entry.reason), begin)
        gathered = _Gathered(written, People(), photos)
        for done, entry in enumerate(listed):
            settings.progress(done, len(listed), _next(entry, consolidation.rows))
            consolidation.files.append(_taken(entry, units, gathered, consolidation))
        settings.progress(len(listed), len(listed), "")
        if not consolidation.merged:
            raise NothingToMerge(folder, consolidation)
        gathered.complete(consolidation)
        sent.tell(consolidation)
        written.finish(consolidation, _dictionary(consolidation, settings))
        guard_closed(volumes_of(summary))  # it may have been opened since
    sent.remember(consolidation, locked=summary.parent)
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


@dataclass(frozen=True, slots=True)
class _Gathered:
    """What is gathered of all files: the summary being written, whom it holds, and the photos beside them."""

    summary: SummaryVolumes
    people: People
    photos: TreePhotos

    def add(self, file: str, block: Block) -> list[Finding]:
        """Write some rows of a file and return all that is wrong with them."""
        table = block.table
        more = [*self.people.add(file, table, block.people), *self.photos.check(file, table)]
        findings = in_order([*block.findings, *more], table.form) if more else block.findings
        self.summary.add(file, table, findings, (IDENTITY, *self.photos.beside(file).results))
        return findings

    def complete(self, consolidation: Consolidation) -> None:
        """Tell of the people in several files and of the photos that are nobody's, which only the last file shows."""
        consolidation.duplicates = list(self.people.duplicates())
        consolidation.photos, consolidation.orphans = self.photos.count, self.photos.orphans
        tallies = {report.file: report.tally for report in consolidation.files}
        for one in self.people.earlier():
            tallies[one.file].add([one.finding])
            place = Place(one.file, one.sheet, str(one.finding.row))
            self.summary.add_issue(Issue(place, Person(one.name, mask(one.number), one.unit), one.finding))
        for name in consolidation.orphans:
            self.summary.add_issue(Issue(Place(mask_within(name)), NOBODY, orphan_finding(name, self.photos.header)))


def _taken(entry: Listed, units: Iterator[Unit], gathered: _Gathered, consolidation: Consolidation) -> FileReport:
    """Write the rows of the next file and say what became of it."""
    if entry.reason:
        status: Literal["skipped", "refused"] = "refused" if entry.failed else "skipped"
        return FileReport(entry.name, status, entry.reason, doubtful=entry.doubtful)
    unit = next(units)
    report = FileReport(entry.name, unit.status, unit.reason, list(unit.forms), unit.rows, doubtful=unit.doubtful)
    for block in unit.blocks(gathered.summary.forms):
        report.tally.add(gathered.add(entry.name, block))
        report.added.update({caption: sum(map(bool, texts)) for caption, texts in block.table.added.items()})
    consolidation.count_units(unit.units)
    consolidation.add_own(unit.own)
    return report


def _dictionary(consolidation: Consolidation, settings: MergeSettings) -> Contents | None:
    """Return the lists of the summary where rows use entries of their units' own ones; None = the published ones."""
    own = {name: OwnList(tuple(entries), _OWN_SOURCE) for name, entries in consolidation.own.items()}
    return contents(settings.forms, settings.edition.with_own(own), accepted_regions()) if own else None
