"""Under which name is a unit's workbook placed in the superior's folder? No other file is ever overwritten."""

import os
from collections.abc import Collection, Iterator, Sequence
from itertools import count
from pathlib import Path
from typing import NamedTuple

from zcert.exchange.ledger import NAME, Entry, Ledger, same_file
from zcert_addin.disk.file_name import safe_stem
from zcert_addin.exchange.manifest import PackedFile
from zcert_addin.exchange.parcel import hashed
from zcert_addin.summary.sources import is_summary_name


class UnitFileName(NamedTuple):
    """The name; beside: a file of the folder that has the unit's own name and is in no ledger, empty without one."""

    file: str
    beside: str = ""


def unit_file_name(  # noqa: PLR0913, PLR0917
    folder: Path, ledger: Ledger, entry: Entry | None, unit: str, labels: Sequence[str], workbook: PackedFile
) -> UnitFileName:
    """Return the name for a unit's workbook.

    entry:  what the unit sent before; its name stays.
    labels: of the forms in the workbook, for a unit of which one of another form is there already.
    Raises OSError.
    """
    suffix = Path(workbook.name).suffix
    if entry:
        if Path(entry.file).suffix == suffix:
            return UnitFileName(entry.file)
        unit = Path(entry.file).stem
    stem = safe_stem(unit)
    others = {same_file(one.file) for one in ledger.entries if one is not entry}
    beside = ""
    for name in _candidates(stem, labels, suffix):
        if _is_taken(name, others):
            continue
        if _is_free(folder / name, workbook):
            break
        beside = beside or name
    return UnitFileName(name, beside)


def _candidates(stem: str, labels: Sequence[str], suffix: str) -> Iterator[str]:
    yield f"{stem}{suffix}"
    if labels:
        yield f"{stem}({'、'.join(labels)}){suffix}"
    yield from (f"{stem}_{number}{suffix}" for number in count(2))


def _is_taken(name: str, others: Collection[str]) -> bool:
    """Return whether a name is another unit's, or one that has a meaning of its own."""
    return same_file(name) in others or is_summary_name(name) or Path(name).stem == NAME


def _is_free(path: Path, workbook: PackedFile) -> bool:
    """Return whether there is no such file, or it is just this workbook."""
    return not os.path.lexists(path) or hashed(path) == workbook.sha256
