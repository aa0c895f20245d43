"""Writes the empty collection workbooks, the ones that units fill in."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path

from zcert.form import Form
from zcert.values.id_number import accepted_regions
from zcert_addin.disk.atomic_replace import replacing
from zcert_addin.disk.folder_lock import folder_lock
from zcert_addin.refusal import Refused
from zcert_dictionaries import Edition
from zcert_templates.build import build_collection, template_name
from zcert_templates.macro_books import build_macro_collection, macro_template_name

Recipes = Mapping[str, Callable[[], bytes]]
"""How each file is made, by its name."""


def templates(forms: Iterable[Form], edition: Edition, *, macros: bool) -> Recipes:
    """Say how the templates of these forms are made.

    macros: make the macro-enabled ones as well.
    """
    made: dict[str, Callable[[], bytes]] = {}
    for form in forms:
        made[template_name(form)] = partial(build_collection, form, edition, accepted_regions())
        if macros:
            made[macro_template_name(form)] = partial(build_macro_collection, form, edition, accepted_regions())
    return made


def write_files(folder: Path, recipes: Recipes, *, overwrite: bool = False) -> list[Path]:
    """Make files in a folder, which is made if need be; raises Refused, OSError.

    overwrite: replace files of the same name, which somebody may have filled in.
    """
    there = [name for name in recipes if (folder / name).exists()]
    if there and not overwrite:
        raise Refused(f"“{there[0]}”已经存在，为免覆盖已填的数据没有写入；确要覆盖请加 --yes")
    folder.mkdir(parents=True, exist_ok=True)
    for name, make in recipes.items():
        with folder_lock(folder), replacing(folder / name, backup=None) as file:
            file.write(make())
    return [folder / name for name in recipes]
