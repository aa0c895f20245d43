"""并入改正: the mended rows of returned workbooks go back into the summary, and into the files that it was merged from.

So the next merge finds them mended too. A file that cannot be changed is named: it would bring the fault back.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from zcert.accepting import Decision
from zcert.errors import UserError
from zcert.fitting import NO_FORM, fit_all
from zcert.form import Form
from zcert.mended_rows import Mended
from zcert.return_basis import BASIS
from zcert.table import LEVELS, Table
from zcert_addin.commands.check_workbook import Settings
from zcert_addin.commands.mended_workbook import MendedWorkbook, mend_workbook
from zcert_addin.disk.os_errors import meaning
from zcert_addin.reading.isolated import read_in_worker
from zcert_addin.summary.sources import list_people


@dataclass(frozen=True, slots=True)
class Named:
    """A file, by its name, and what is said of it in one sentence."""

    file: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Accepted:
    """What came of returned workbooks.

    summary: the summary.
    sources: the files of the summary that were changed too.
    behind:  files that hold the faults still, and why.
    unread:  returned workbooks that could not be read, and why.
    emptied: rows of returned workbooks whose entries were all deleted; the summary keeps them.
    """

    summary: MendedWorkbook
    sources: tuple[MendedWorkbook, ...]
    behind: tuple[Named, ...]
    unread: tuple[Named, ...]
    emptied: int

    @property
    def refused(self) -> list[Decision]:
        """The rows that were not merged."""
        return [one for one in self.summary.decisions if one.outcome == "refused"]


def accept(summary: Path, returned: Sequence[Path], settings: Settings, *, prefer_mended: bool = False) -> Accepted:
    """Merge the mended rows of workbooks, or of all workbooks in a folder, into a summary or a unit's own workbook.

    Raises UserError when no returned workbook could be read, and as ``mend_workbook`` does; then nothing is changed.
    """
    mended: list[Mended] = []
    unread: list[Named] = []
    emptied = 0
    for path in _workbooks(returned, summary):
        try:
            tables = _read(path, settings.forms)
        except (UserError, OSError) as error:
            unread.append(Named(path.name, meaning(error) if isinstance(error, OSError) else str(error)))
            continue
        mended += [Mended(path.name, table) for table in tables]
        emptied += sum(one.cells for table in tables for one in table.left_behind if one.caption == BASIS)
    if not mended:
        raise UserError(f"“{unread[0].file}”没有并入：{unread[0].sentence}" if unread else "没有找到退回改正的表")
    into = mend_workbook(summary, mended, settings, prefer_mended=prefer_mended)
    sources, behind = _sources(into, mended, settings, prefer_mended=prefer_mended)
    return Accepted(into, tuple(sources), tuple(behind), tuple(unread), emptied)


def _workbooks(returned: Iterable[Path], summary: Path) -> list[Path]:
    """Return the workbooks, of a folder all that may hold people."""
    found: list[Path] = []
    for path in returned:
        found += sorted(path / one.name for one in list_people(path)) if path.is_dir() else [path]
    return [path for path in dict.fromkeys(found) if path.resolve() != summary.resolve()]


def _read(path: Path, forms: tuple[Form, ...]) -> list[Table]:
    fits = fit_all(read_in_worker(path).sheets, forms).required(f"{NO_FORM}，请确认选对了文件")
    return [found.table for found in fits]


def _sources(
    into: MendedWorkbook, mended: Sequence[Mended], settings: Settings, *, prefer_mended: bool
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
        try:
            found = mend_workbook(path, own, settings, prefer_mended=prefer_mended)
        except (UserError, OSError) as error:
            behind.append(Named(name, meaning(error) if isinstance(error, OSError) else str(error)))
            continue
        changed += [found] if found.backup else []
        reasons = [one.reason for one in found.decisions if one.outcome == "refused" and (one.file, one.row) in rows]
        behind += [Named(name, reason) for reason in reasons]
    return changed, behind


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
