"""退回: from a summary with errors one workbook per unit, with only its wrong rows, ready to be mended."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from zcert.errors import UserError
from zcert.exchange.ledger import senders
from zcert.fitting import fit_all
from zcert.return_basis import is_returned
from zcert.returning import UnitReturn, returns
from zcert.table import LEVELS
from zcert.values.id_number import accepted_regions
from zcert_addin.commands.check_workbook import Settings, album_beside, check_sheets
from zcert_addin.commands.new_workbook import MACRO_ENABLED, AddMacros
from zcert_addin.commands.sheet import NO_ROWS
from zcert_addin.commands.unit_templates import free
from zcert_addin.disk.atomic_replace import replacing
from zcert_addin.disk.backup_name import stamp
from zcert_addin.disk.file_name import safe_stem
from zcert_addin.disk.folder_lock import folder_lock
from zcert_addin.exchange import ledger_file
from zcert_addin.reading.format import Workbook
from zcert_templates.build import build_returned
from zcert_templates.own_lists import own_lists

NOTHING: Final = "没有发现错误，没有需要退回的行"
AGAIN: Final = "“{}”是退回改正的表，不能再退回，请退回汇总表中的行"
_FOLDER: Final = "退回"


@dataclass(frozen=True, slots=True)
class ReturnSettings:
    """How rows are returned.

    check:      how the summary is checked; the photos beside it are looked at where people have some there.
    warnings:   whether rows go back that have only warnings.
    add_macros: puts ribbon tab and macros onto each workbook; None = plain ones.
    overwrite:  replace files of the same name.
    progress:   called with workbooks written, workbooks in all, and the name of the next one.
    """

    check: Settings
    warnings: bool = False
    add_macros: AddMacros | None = None
    overwrite: bool = False
    progress: Callable[[int, int, str], None] = lambda _done, _total, _name: None


@dataclass(frozen=True, slots=True)
class Written:
    """What goes back to a unit, and the workbook with it."""

    returned: UnitReturn
    path: Path


def default_folder(summary: Path) -> Path:
    """Return a new folder beside the summary, called after the time."""
    return summary.parent / f"{_FOLDER}{stamp()}"


def returns_of(summary: Path, content: Workbook, settings: ReturnSettings, no_form: str) -> list[UnitReturn]:
    """Check what a summary, or a unit's workbook, holds and return what goes back to each unit.

    content: as it was read in a worker, or is open now. no_form: what is said where it is none.
    Raises UserError; OSError when the photos beside it cannot be listed.
    """
    check = settings.check
    fits = fit_all(content.sheets, check.forms).required(no_form)
    if any(is_returned(found.table) for found in fits):
        raise UserError(AGAIN.format(summary.name))
    if not any(found.table.rows for found in fits):
        raise UserError(NO_ROWS)
    folder = check.photos or summary.parent
    sheets = check_sheets(fits, content.dictionary, check, album_beside(folder, fits, check.progress))
    found = returns(summary.name, [(sheet.table, sheet.findings) for sheet in sheets], warnings=settings.warnings)
    return _called(found, summary.parent)


def _called(found: Sequence[UnitReturn], folder: Path) -> list[UnitReturn]:
    """Call units as the ledger of the folder does, where it knows them; a damaged one is told when it is written."""
    try:
        entries = ledger_file.load(folder).entries
    except UserError:
        return list(found)
    called = []
    for one in found:
        known = senders(entries, LEVELS.join(one.chain)) if one.chain else ()
        called.append(replace(one, unit=known[-1].unit) if len(known) == len(one.chain) > 0 else one)
    return called


def write_returns(
    folder: Path, found: Sequence[UnitReturn], dictionary: Mapping[str, str], settings: ReturnSettings
) -> list[Written]:
    """Write a workbook for each unit into a folder, which is made if need be.

    dictionary: the facts of the summary's dictionary sheet; its own lists are the units' too.
    What goes through a level below is in a sub-folder of its name. Raises UserError where a file of that name is there
    already, before anything is written; Held, OSError.
    """
    names = file_names(found, MACRO_ENABLED if settings.add_macros else ".xlsx")
    if not settings.overwrite and (there := [name for name in names if (folder / name).exists()]):
        raise UserError(f"“{there[0]}”已经存在，为免覆盖已改的数据没有写入；请换一个文件夹，确要覆盖请加“--yes”")
    edition = settings.check.edition.with_own(own_lists(dictionary))
    folder.mkdir(parents=True, exist_ok=True)
    written: list[Written] = []
    try:
        with folder_lock(folder):
            for returned, name in zip(found, names, strict=True):
                settings.progress(len(written), len(found), name)
                path = folder / name
                path.parent.mkdir(parents=True, exist_ok=True)
                content = build_returned(returned, edition, accepted_regions())
                with replacing(path, backup=None) as file:
                    file.write(settings.add_macros(content) if settings.add_macros else content)
                written.append(Written(returned, path))
            settings.progress(len(found), len(found), "")
    except KeyboardInterrupt:
        raise UserError(f"已停止，{len(found)}个退回表中写好了{len(written)}个") from None
    return written


def file_names(found: Sequence[UnitReturn], suffix: str) -> list[str]:
    """Return the name of each unit's workbook from the folder on, with ``/``; no two are one file on any disk."""
    taken, listed, names = set[str](), set[tuple[tuple[str, ...], str]](), list[str]()
    for one in found:
        below = "".join(f"{safe_stem(Path(file).stem)}/" for file in one.chain[:-1])
        again = (one.chain, one.unit) in listed
        listed.add((one.chain, one.unit))
        stem = f"{safe_stem(one.unit)}（退回{one.form.label if again else ''}）"
        names.append(free(f"{below}{stem}", taken) + suffix)
    return names
