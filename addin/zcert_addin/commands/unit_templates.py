"""批量模板: one template for each unit of a list, called after the unit, with its reporting unit preset."""

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from zcert.errors import UserError
from zcert.form import Form
from zcert.unit_list import ListedUnit, listed_units
from zcert.values.id_number import accepted_regions
from zcert_addin.commands.new_workbook import MACRO_ENABLED, AddMacros
from zcert_addin.disk.atomic_replace import replacing
from zcert_addin.disk.file_name import safe_stem
from zcert_addin.disk.folder_lock import folder_lock
from zcert_addin.disk.holder import guard_closed
from zcert_addin.reading.listing import read_list
from zcert_dictionaries import Edition, lists
from zcert_templates.build import build_collection

Status = Literal["made", "kept", "replaced"]


@dataclass(frozen=True, slots=True)
class UnitTemplate:
    """What became of a unit's template."""

    unit: ListedUnit
    path: Path
    status: Status


@dataclass(frozen=True, slots=True)
class TemplateSettings:
    """How the templates are made.

    progress:   called with templates done, templates in all, and the name of the next file.
    add_macros: puts ribbon tab and macros onto each; None = plain ones.
    overwrite:  replace files of the same name, which a unit may have filled in.
    """

    edition: Edition
    progress: Callable[[int, int, str], None] = lambda _done, _total, _name: None
    add_macros: AddMacros | None = None
    overwrite: bool = False


def read_units(path: Path, forms: Sequence[Form], edition: Edition, default: Form) -> list[ListedUnit]:
    """Read a list of units; raises UserError for a list with a fault, Unreadable, OSError."""
    return listed_units(read_list(path), forms, edition.entries(lists.REPORTING_UNIT), default)


def write_unit_templates(folder: Path, units: Sequence[ListedUnit], settings: TemplateSettings) -> list[UnitTemplate]:
    """Make the templates that are missing in a folder, which is made if need be, and say what became of each.

    A run that was stopped, which UserError says, is continued by the next one. Raises OpenElsewhere, Held, OSError.
    """
    names = file_names(units, MACRO_ENABLED if settings.add_macros else ".xlsx")
    folder.mkdir(parents=True, exist_ok=True)
    if settings.overwrite:
        guard_closed(path for name in names if (path := folder / name).exists())
    written: list[UnitTemplate] = []
    try:
        with folder_lock(folder):
            for unit, name in zip(units, names, strict=True):
                settings.progress(len(written), len(units), name)
                written.append(UnitTemplate(unit, folder / name, _write(folder / name, unit, settings)))
            settings.progress(len(units), len(units), "")
    except KeyboardInterrupt:
        raise UserError(f"已停止，{len(units)}个模板中完成了{len(written)}个，再做一次即可继续") from None
    return written


def _write(path: Path, unit: ListedUnit, settings: TemplateSettings) -> Status:
    existed = path.exists()
    if existed and not settings.overwrite:
        return "kept"
    content = build_collection(unit.form, settings.edition, accepted_regions(), unit.preset)
    with replacing(path, backup=None) as file:
        file.write(settings.add_macros(content) if settings.add_macros else content)
    return "replaced" if existed else "made"


def file_names(units: Iterable[ListedUnit], suffix: str) -> list[str]:
    """Return a file name for each unit; no two are one file on a disk that does not tell a from A.

    A unit that is listed for several forms has the form in the names of all but the first.
    """
    taken, listed = set[str](), set[str]()
    names = []
    for unit in units:
        own = unit.preset.unit
        stem = safe_stem(own)
        if own.casefold() in listed:
            stem = f"{stem}({unit.form.label})"
        listed.add(own.casefold())
        names.append(free(stem, taken) + suffix)
    return names


def free(stem: str, taken: set[str]) -> str:
    """Return the stem, or with a number the first one that is not taken, and take it."""
    free, number = stem, 1
    while _compared(free) in taken:
        number += 1
        free = f"{stem}_{number}"
    taken.add(_compared(free))
    return free


def _compared(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()
