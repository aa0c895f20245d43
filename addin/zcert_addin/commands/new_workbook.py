"""Writes the empty collection workbooks, the ones that units fill in."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Final

from zcert.errors import UserError
from zcert.form import Form
from zcert.values.id_number import accepted_regions
from zcert_addin.disk.atomic_replace import replacing
from zcert_addin.disk.folder_lock import folder_lock
from zcert_addin.disk.holder import guard_closed
from zcert_dictionaries import Edition
from zcert_templates.build import build_collection, template_name

Recipes = Mapping[str, Callable[[], bytes]]
"""How each file is made, by its name."""

AddMacros = Callable[[bytes], bytes]
"""Makes an .xlsx file with a ribbon tab and macros, an .xlsm, of a plain one."""

MACRO_ENABLED: Final = ".xlsm"


def templates(forms: Iterable[Form], edition: Edition, add_macros: AddMacros | None = None) -> Recipes:
    """Say how the templates of these forms are made; with ``add_macros`` the macro-enabled ones as well."""
    made: dict[str, Callable[[], bytes]] = {}
    for form in forms:
        plain = partial(build_collection, form, edition, accepted_regions())
        made[template_name(form)] = plain
        if add_macros:
            made[macro_enabled_name(template_name(form))] = with_macros(plain, add_macros)
    return made


def with_macros(plain: Callable[[], bytes], add_macros: AddMacros) -> Callable[[], bytes]:
    """Say how a workbook is made that is a plain one and macros."""
    return lambda: add_macros(plain())


def macro_enabled_name(plain: str) -> str:
    """Return the file name of the macro-enabled counterpart of a plain workbook.

    >>> macro_enabled_name("(模板)采集表.xlsx")
    '(模板)采集表.xlsm'
    """
    return plain.removesuffix(".xlsx") + MACRO_ENABLED


def write_files(folder: Path, recipes: Recipes, *, overwrite: bool = False) -> list[Path]:
    """Make files in a folder, which is made if need be; raises UserError, OSError.

    overwrite: replace files of the same name, which a user may have filled in.
    """
    there = [name for name in recipes if (folder / name).exists()]
    if there and not overwrite:
        raise UserError(f"“{there[0]}”已经存在，为免覆盖已填的数据没有写入；确要覆盖请加“--yes”")
    guard_closed(folder / name for name in there)
    folder.mkdir(parents=True, exist_ok=True)
    for name, make in recipes.items():
        with folder_lock(folder), replacing(folder / name, backup=None) as file:
            file.write(make())
    return [folder / name for name in recipes]
