"""Writes the empty collection workbooks, the ones that units fill in."""

from collections.abc import Iterable
from pathlib import Path

from zcert.form import Form
from zcert.values.id_number import accepted_regions
from zcert_addin.hosts.folder_lock import folder_lock
from zcert_addin.hosts.replacing import replacing
from zcert_addin.refusal import Refused
from zcert_dictionaries import Edition
from zcert_templates.build import build_collection, template_name


def write_templates(folder: Path, forms: Iterable[Form], edition: Edition, *, overwrite: bool = False) -> list[Path]:
    """Write the template of each form into a folder, which is made if need be; raises Refused, OSError.

    overwrite: replace files of the same name, which somebody may have filled in.
    """
    forms = list(forms)
    paths = [folder / template_name(form) for form in forms]
    there = [path.name for path in paths if path.exists()]
    if there and not overwrite:
        raise Refused(f"“{there[0]}”已经存在，为免覆盖已填的数据没有写入；确要覆盖请加 --yes")
    folder.mkdir(parents=True, exist_ok=True)
    for form, path in zip(forms, paths, strict=True):
        with folder_lock(folder), replacing(path, backup=None) as file:
            file.write(build_collection(form, edition, accepted_regions()))
    return paths
