"""Whose rows would a tree count twice: in a summary of a sub-folder, and in the workbooks that it was made from?

Judged by the origins that a summary names. A summary all of whose origins are in the tree is left out: its units are
merged as they are now. Any other summary is merged, and those of its origins that are in the tree are left out, because
it holds their rows. So every file is represented once, and none that only one of them holds is lost.
"""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Final

from zcert.errors import UserError
from zcert.fitting import fit_all
from zcert.form import Form
from zcert.table import LEVELS
from zcert_addin.photos.album import Progress
from zcert_addin.processes.pool import isolated
from zcert_addin.summary.sources import Listed, is_summary, is_summary_name, without_volume

BY_UNITS: Final = "是以前的汇总表，它的来源文件都在子文件夹中，已按来源文件汇总，不再重复汇入"
BY_SUMMARY: Final = "其中的人员已在“{}”中，不再重复汇入；如在那以后改过，请先把那个子文件夹重新汇总"


@dataclass(frozen=True, slots=True)
class FormerSummary:
    """A summary in a sub-folder, with its volumes.

    names:   relative names of its workbooks in the tree.
    origins: relative names of the files from which its rows came; empty text where a row does not say.
    """

    names: tuple[str, ...]
    origins: frozenset[str]


def without_twice(folder: Path, listed: Sequence[Listed], forms: tuple[Form, ...], progress: Progress) -> list[Listed]:
    """Return the files of a tree, with a reason for each whose rows another one holds too."""
    merged = {one.name for one in listed if not one.reason}
    candidates = [one for one in listed if one.name in merged and _is_former(folder, one.name, merged)]
    reasons = twice(_read(folder, candidates, forms, progress), merged)
    return [replace(one, reason=reasons.get(one.name, one.reason)) for one in listed]


def twice(summaries: Iterable[FormerSummary], files: AbstractSet[str]) -> Mapping[str, str]:
    """Return which files are left out and why, by relative name; ``files``: all that would be merged."""
    reasons: dict[str, str] = {}
    held: set[str] = set()
    # From above: a summary may be among the origins of one in a folder above it.
    for summary in sorted(summaries, key=lambda one: (one.names[0].count("/"), one.names)):
        represented = reasons.keys() & set(summary.names)
        if not represented and summary.origins and summary.origins <= files | held:
            reasons |= dict.fromkeys(summary.names, BY_UNITS)
            continue
        held |= summary.origins
        for name in summary.origins & files:
            reasons.setdefault(name, BY_SUMMARY.format(summary.names[0]))
    return reasons


def _is_former(folder: Path, name: str, merged: AbstractSet[str]) -> bool:
    """Return whether a file is a summary in a sub-folder where there are others that can be its origins."""
    below = f"{PurePosixPath(name).parent}/"
    if "/" not in name or not any(other.startswith(below) and other != name for other in merged):
        return False
    try:
        return is_summary_name(PurePosixPath(name).name) or is_summary(folder / name)
    except OSError:
        return False


def _read(
    folder: Path, candidates: Sequence[Listed], forms: tuple[Form, ...], progress: Progress
) -> list[FormerSummary]:
    """Read the origins of the summaries in workers; one that cannot be read is left to be named when it is merged."""
    found: dict[str, list[tuple[str, frozenset[str]]]] = {}
    questions = [(str(folder / one.name), one.size_bytes) for one in candidates]
    with closing(isolated(partial(origins_in, forms), questions, _begin, ())) as answers:
        for done, (one, origins) in enumerate(zip(candidates, answers, strict=True)):
            progress(done, len(candidates), one.name)
            if isinstance(origins, frozenset):
                below = PurePosixPath(one.name).parent
                paths = frozenset(str(below / origin) if origin else "" for origin in origins)
                found.setdefault(without_volume(one.name), []).append((one.name, paths))
    return [
        FormerSummary(tuple(name for name, _ in volumes), frozenset().union(*(paths for _, paths in volumes)))
        for volumes in found.values()
    ]


def origins_in(forms: tuple[Form, ...], path: str) -> frozenset[str] | None:
    """Return from which files the rows of a summary came, relative to it; None when it cannot be read. In a worker."""
    # The parent only names this function: it loads nothing that parses.
    from zcert_addin.reading.preflight import read_inside  # noqa: PLC0415
    from zcert_addin.reading.workbook import parse  # noqa: PLC0415

    file = Path(path)
    try:
        tables = [one.table for one in fit_all(parse(read_inside(file, file.parent)).sheets, forms).fits]
    except (UserError, OSError):
        return None
    unknown = any(table.rows and not table.origins for table in tables)
    named = {origin.file.split(LEVELS)[0] for table in tables for origin in table.origins}
    return frozenset(named | {""} if unknown else named)


def _begin() -> None:
    """Nothing is needed but the imports of the work."""
