"""The summary as one workbook, or as several beyond what a sheet holds: each begun when the one before is full.

All are moved into place together at the end, the first one last: until then the old summary is the valid one.
"""

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

from zcert.consolidating import Consolidation
from zcert.finding import Finding
from zcert.form import Form
from zcert.results import IDENTITY
from zcert.roles import Role
from zcert.table import Table
from zcert_addin.disk import in_use
from zcert_addin.disk.atomic_replace import replacing
from zcert_addin.disk.backup_name import backup_of, dated_backup_of
from zcert_addin.summary.file import SummaryFile
from zcert_addin.summary.issues import Issue
from zcert_addin.summary.sources import is_summary, volume_of
from zcert_templates.dictionary_sheet import Contents


def backup_for(path: Path) -> Path:
    """Return where the former version of a summary's volume is kept: in the place of the one before, if it is one.

    A file of that name that is no summary is somebody else's; one that somebody reads is not moved by Windows.
    """
    usual = backup_of(path)
    try:
        usable = not os.path.lexists(usual) or (is_summary(usual) and not in_use.stays_held(usual))
    except OSError:
        usable = False
    return usual if usable else dated_backup_of(path)


class SummaryVolumes:
    """A summary being written; a context manager that moves it into place unless the block raises an exception.

    forms: the forms in the order of the template's sheets.
    """

    def __init__(self, summary: Path, template: bytes, forms: Iterable[Form]) -> None:
        self._summary, self._template, self.forms = summary, template, tuple(forms)
        self._stack = ExitStack()
        self._volumes: list[SummaryFile] = []
        self._backups: list[str] = []
        self._consolidation = Consolidation()

    @property
    def names(self) -> list[str]:
        """The file names of the volumes."""
        return [volume_of(self._summary, number).name for number in range(1, len(self._volumes) + 1)]

    def __enter__(self) -> Self:
        self._stack.__enter__()
        try:
            self._begin()
        except BaseException as error:
            # Not close(): the stack would take that for success and replace the old summary by half of one.
            self._stack.__exit__(type(error), error, error.__traceback__)
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._stack.__exit__(kind, error, at)
        if kind is None:
            for path in self._former():
                self._move_away(path)

    def _move_away(self, path: Path) -> None:
        """Make a backup of a surplus volume; the new summary is in its place, so a failure is only told."""
        backup = backup_for(path)
        try:
            os.replace(path, backup)  # noqa: PTH105  # as in disk/atomic_replace.py
        except OSError:
            self._consolidation.surplus.append(path.name)
        else:
            self._consolidation.backups.append(backup.name)

    def _former(self) -> Iterator[Path]:
        """Yield the surplus volumes of an earlier, longer summary, which would pass for part of this one."""
        number = len(self._volumes) + 1
        while (path := volume_of(self._summary, number)).exists():
            yield path
            number += 1

    def _begin(self) -> None:
        path = volume_of(self._summary, len(self._volumes) + 1)

        def check(written: Path) -> None:
            volume.check(written)

        backup = backup_for(path)
        if path.exists():
            self._backups.append(backup.name)
        file = self._stack.enter_context(replacing(path, backup=backup, check=check))
        volume = SummaryFile(self._template, file, self.forms)
        self._volumes.append(volume)

    def add(self, file: str, table: Table, findings: Sequence[Finding], written: Sequence[Role] = (IDENTITY,)) -> None:
        """Write rows and their findings into a volume that has room for all of them, the last one by preference.

        See ``SummaryFile.add``.
        """
        self._with_room(table, findings).add(file, table, findings, written)

    def add_issue(self, issue: Issue) -> None:
        """Write a line of 问题清单 about no row at hand into a volume that has room for it."""
        nobody = Table(self.forms[0], "", [], [])
        self._with_room(nobody, [issue.finding]).add_issue(issue)

    def _with_room(self, table: Table, findings: Sequence[Finding]) -> SummaryFile:
        volume = next((one for one in reversed(self._volumes) if one.has_room(table, findings)), None)
        if volume is None:
            self._begin()
            volume = self._volumes[-1]
        return volume

    def finish(self, consolidation: Consolidation, dictionary: Contents | None = None) -> None:
        """Write the report into every volume, and other lists than those of the template where there are some."""
        self._consolidation = consolidation
        consolidation.volumes, consolidation.backups = self.names, self._backups
        for volume in self._volumes:
            volume.finish(consolidation, dictionary)
