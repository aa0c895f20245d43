"""数据汇总: all collection workbooks of a folder become one summary; every row is in it or named in its report."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from zcert.checking import check
from zcert.consolidating import Consolidation, FileReport, People
from zcert.fitting import Misfit, fit
from zcert.inspection import Inspection
from zcert.table import Table
from zcert.values.id_number import accepted_regions
from zcert_addin.hosts.folder import Listed, backup_of, list_workbooks
from zcert_addin.hosts.replacing import replacing
from zcert_addin.hosts.sheet_rows import SheetFull
from zcert_addin.hosts.summary_file import RowsLost, SummaryFile
from zcert_addin.hosts.workbook_reader import Unreadable, read_grids
from zcert_addin.refusal import Refused
from zcert_dictionaries import Edition
from zcert_templates import FORMS
from zcert_templates.build import build_summary
from zcert_templates.macro_books import build_macro_summary

MACRO_ENABLED: Final = ".xlsm"
NO_FORM: Final = "不是证书采集表，没有汇总"
NO_ROWS: Final = "采集表中没有数据"


class NothingToMerge(Refused):
    """No collection workbook in the folder; ``consolidation`` says what was there instead."""

    def __init__(self, consolidation: Consolidation) -> None:
        super().__init__("文件夹中没有可以汇总的采集表，请确认选对了文件夹；汇总表没有改动")
        self.consolidation = consolidation


class TooManyRows(Refused):
    """More rows than one sheet holds."""

    def __init__(self) -> None:
        super().__init__("数据超过一个工作表的行数上限（1048576行），请分批汇总；汇总表没有改动")


class NotWritten(Refused):
    """The summary on the disk did not read back as it was written."""

    def __init__(self) -> None:
        super().__init__("汇总表写入后核对行数不符，可能磁盘有问题；原来的汇总表没有改动，请换一个位置重试")


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What a merge needs to know besides the folder.

    progress: is told files done, files in all, and the name of the file that comes next.
    """

    today: dt.date
    edition: Edition
    progress: Callable[[int, int, str], None] = lambda _done, _total, _name: None


def consolidate(folder: Path, summary: Path, circumstances: Circumstances) -> Consolidation:
    """Merge the workbooks of a folder into the summary and say what became of each file.

    A summary that ends in .xlsm has the ribbon tab and its macros.

    The old summary is kept as a backup and replaced in one step; whatever goes wrong, it stays as it was.
    Raises NothingToMerge, TooManyRows, NotWritten, and OSError as the disk does.
    """
    listed = list_workbooks(folder, summary)
    consolidation, people = Consolidation(), People()
    build = build_macro_summary if summary.suffix.lower() == MACRO_ENABLED else build_summary
    template = build(FORMS, circumstances.edition, accepted_regions())
    file: SummaryFile | None = None

    def verify(path: Path) -> None:
        if file is not None:
            file.check(path)

    try:
        with replacing(summary, backup=backup_of(summary), check=verify) as target:
            file = SummaryFile(template, target, FORMS)
            for done, entry in enumerate(listed):
                circumstances.progress(done, len(listed), entry.name)
                report, tables = _read(folder, entry)
                for table in tables:
                    _take(table, report, file, people, circumstances)
                consolidation.files.append(report)
                consolidation.count_units(tables)
            circumstances.progress(len(listed), len(listed), "")
            if not any(report.status == "merged" for report in consolidation.files):
                raise NothingToMerge(consolidation)
            consolidation.doubles = list(people.doubles())
            file.finish(consolidation)
    except SheetFull:
        raise TooManyRows from None
    except RowsLost:
        raise NotWritten from None
    return consolidation


def _read(folder: Path, listed: Listed) -> tuple[FileReport, list[Table]]:
    """Read one file completely before any of its rows is taken."""
    report = FileReport(listed.name)
    if listed.reason:
        report.status, report.reason = "skipped", listed.reason
        return report, []
    try:
        grids = read_grids(folder / listed.name)
    except Unreadable as unreadable:
        report.status, report.reason = "refused", str(unreadable)
        return report, []
    except OSError as error:
        report.status, report.reason = "refused", f"文件打不开（{error.strerror}），请检查权限或关闭占用它的程序"
        return report, []
    found = [result for grid in grids if (result := fit(grid, FORMS))]
    tables = [result.table for result in found if not isinstance(result, Misfit)]
    misfits = [result for result in found if isinstance(result, Misfit)]
    report.forms = [result.form.name for result in misfits] or [table.form.name for table in tables]
    report.rows = 0 if misfits else sum(len(table.rows) for table in tables)
    if misfits:
        report.status, report.reason = "refused", misfits[0].message
        return report, []
    if not tables:
        report.status, report.reason = "skipped", NO_FORM
    elif not report.rows:
        report.reason = NO_ROWS
    return report, tables


def _take(table: Table, report: FileReport, file: SummaryFile, people: People, circumstances: Circumstances) -> None:
    inspection = Inspection(table, circumstances.today, circumstances.edition)
    findings = check(inspection)
    report.tally.add(findings)
    people.add(report.file, table, inspection.people)
    file.add(report.file, table, findings)
