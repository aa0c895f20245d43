"""统计 of one workbook: everybody on its collection sheets, hidden ones too, counted and told in a workbook."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import NamedTuple

from zcert.counting import Statistics, count
from zcert.errors import UserError
from zcert.fitting import NO_FORM, Grid, fit_all
from zcert.form import Form
from zcert.tabulating import headline, is_statistics
from zcert.topics import TOPICS, Topic
from zcert_addin.commands.sheet import NO_ROWS
from zcert_addin.disk.atomic_replace import replacing
from zcert_addin.disk.folder_lock import folder_lock
from zcert_addin.disk.holder import guard_closed
from zcert_addin.reading.isolated import in_worker
from zcert_dictionaries import Edition
from zcert_templates import FORMS
from zcert_templates.build import build_statistics


@dataclass(frozen=True, slots=True)
class CountSettings:
    """How a workbook is counted.

    today:  the day on which ages are told.
    topics: what is counted, in order.
    forms:  the forms that are looked for.
    """

    today: dt.date
    edition: Edition
    topics: Sequence[Topic] = TOPICS
    forms: tuple[Form, ...] = FORMS


class CountedSheet(NamedTuple):
    """A sheet that was counted, with the name of its form."""

    name: str
    form: str
    rows: int


class Counted(NamedTuple):
    """What came of a workbook; groups: all people, then those of each form if there are several."""

    sheets: tuple[CountedSheet, ...]
    groups: tuple[Statistics, ...]


def count_workbook(path: Path, settings: CountSettings) -> Counted:
    """Count the people of a workbook file in a worker, from which only the counts come back.

    Raises UserError as ``count_sheets`` does and when the file cannot be read; OSError.
    """
    return in_worker(partial(_count_file, settings), path)


def _count_file(settings: CountSettings, path: Path) -> Counted:
    from zcert_addin.reading.workbook import read  # noqa: PLC0415  in the worker only

    return count_sheets(read(path).sheets, settings, f"这{NO_FORM}，请确认选对了文件")


def count_sheets(grids: Iterable[Grid], settings: CountSettings, no_form: str) -> Counted:
    """Count the people of all sheets that have a form's columns.

    Raises UserError when there is none, which is said by ``no_form``, when one was changed, and when nobody is there.
    """
    fits = fit_all(grids, settings.forms).required(no_form)
    tables = [one.table for one in fits if one.table.rows]
    if not tables:
        raise UserError(NO_ROWS)
    return Counted(
        tuple(CountedSheet(table.sheet, table.form.name, len(table.rows)) for table in tables),
        count(tables, settings.today, settings.edition, settings.topics),
    )


def guard_target(path: Path) -> None:
    """Raise UserError unless a file of statistics may be written there: over nothing, or over a former one.

    Raises OpenElsewhere when it is open in another program.
    """
    guard_closed([path])
    if path.exists() and not _holds_statistics(path):
        raise UserError(f"“{path.name}”已经存在，而且不是统计结果，没有写入，请先给它改名，或换一个文件名")


def _holds_statistics(path: Path) -> bool:
    try:
        return in_worker(_are_statistics, path)
    except UserError:
        return False


def _are_statistics(path: Path) -> bool:
    from zcert_addin.reading.workbook import read  # noqa: PLC0415  in the worker only

    return is_statistics(read(path).sheets)


def write_statistics(path: Path, counted: Counted, source: str, today: dt.date) -> None:
    """Write the workbook of statistics in one step.

    source: name of the workbook that was counted.
    Raises UserError as ``guard_target`` does, Held while another program writes there, OSError.
    """
    guard_target(path)
    note = f"由“统计”生成，来自“{source}”：{headline(counted.groups)}；年龄按{today:%Y-%m-%d}计算"
    with folder_lock(path.parent), replacing(path, backup=None) as file:
        file.write(build_statistics(counted.groups, note))
