"""进度: how far are the units of a folder, as its ledger and its workbooks tell, against a list of units?"""

from collections.abc import Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Final, NamedTuple

from zcert.errors import UserError
from zcert.exchange.progress import Standing, standings
from zcert.fitting import fit_all
from zcert.form import Form
from zcert.return_basis import is_returned
from zcert_addin.commands.count_people import guard_target
from zcert_addin.commands.unit_templates import read_units
from zcert_addin.disk.atomic_replace import replacing
from zcert_addin.disk.folder_lock import folder_lock
from zcert_addin.exchange import ledger_file
from zcert_addin.processes.pool import isolated
from zcert_addin.summary.sources import SUMMARY_STEM, Listed, list_workbooks
from zcert_dictionaries import Edition
from zcert_templates import FORMS
from zcert_templates.progress_book import build_progress

NOTHING: Final = "文件夹“{}”中还没有报送的采集表，也没有接收台账，请确认选对了文件夹，或给出单位清单"


class Progress(NamedTuple):
    """How far the units of a folder are; ``listed``: whether there is a list of them."""

    folder: Path
    standings: tuple[Standing, ...]
    listed: bool


def progress_of(folder: Path, units: Path | None, edition: Edition) -> Progress:
    """Return how far the units are; nothing is changed. Only workbooks that the ledger does not know are read.

    units: a list of them, as of 批量模板; None = there is none.
    Raises UserError for a list or a ledger with a fault, and where there is nothing to tell; OSError.
    """
    ledger = ledger_file.load(folder)
    listed = list_workbooks(folder, folder / f"{SUMMARY_STEM}.xlsx")
    unknown = [one for one in listed if not one.reason and ledger.find(one.name) is None]
    wanted = list(dict.fromkeys(_names(units, edition))) if units else []
    found = standings(ledger, wanted, _people(folder, unknown))
    if not found:
        raise UserError(NOTHING.format(folder.absolute().name))
    return Progress(folder, tuple(found), units is not None)


def _names(units: Path, edition: Edition) -> Sequence[str]:
    return [one.preset.unit for one in read_units(units, FORMS, edition, FORMS[0])]


def _people(folder: Path, unknown: Sequence[Listed]) -> dict[str, int | None]:
    """Return how many people are in each workbook, None where it cannot be read; without those that are no unit's."""
    questions = [(str(folder / one.name), one.size_bytes) for one in unknown]
    found: dict[str, int | None] = {}
    with closing(isolated(partial(_count, FORMS), questions, _begin, ())) as answers:
        for one, answer in zip(unknown, answers, strict=True):
            if isinstance(answer, str):
                found[one.name] = None
            elif answer is not None:
                found[one.name] = answer
    return found


def _count(forms: tuple[Form, ...], path: str) -> int | str | None:
    """Return how many people a workbook has, None when it is no unit's, a word when it cannot be read. In a worker."""
    # The parent only names this function: it loads nothing that parses.
    from zcert_addin.reading.preflight import read_inside  # noqa: PLC0415
    from zcert_addin.reading.workbook import parse  # noqa: PLC0415

    file = Path(path)
    try:
        found = fit_all(parse(read_inside(file, file.parent)).sheets, forms)
    except (UserError, OSError):
        return "unread"
    if not found or any(is_returned(one.table) for one in found.fits):
        return None
    return sum(len(one.table.rows) for one in found.fits)


def _begin() -> None:
    """Nothing is needed but the imports of the work."""


def write_progress(path: Path, progress: Progress, today: str) -> None:
    """Write the workbook in one step, over a former one too.

    Raises UserError where a file of that name is something else, OpenElsewhere, Held, OSError.
    """
    guard_target(path)
    note = f"由“进度”生成，{today}的情况"
    with folder_lock(path.parent), replacing(path, backup=None) as file:
        file.write(build_progress(progress.standings, note, listed=progress.listed))
