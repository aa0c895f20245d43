"""Which photos of a folder are orphaned, named by no number in the workbook at hand or in the others of the folder?

Units of a county and both forms of one unit lie in one folder with the photos of all. The other workbooks are read in
workers, and only when there are photos left that belong to nobody at hand.
"""

from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from zcert.errors import UserError
from zcert.form import Form
from zcert.photos.album import PhotoFolder, orphans
from zcert.photos.key import photo_key
from zcert_addin.commands.everybody import everybody
from zcert_addin.photos.album import Progress
from zcert_addin.processes.pool import isolated
from zcert_addin.summary.sources import list_people

Known = tuple[frozenset[str], bool]
"""The photo keys that a workbook's people have, and whether all of them could be read."""


@dataclass(frozen=True, slots=True)
class Orphans:
    """Orphaned photos.

    names:  file names, sorted.
    unread: names of the workbooks whose people could not be read, so that a photo may be theirs all the same.
    """

    names: Sequence[str] = ()
    unread: Sequence[str] = ()

    @property
    def reservation(self) -> str:
        """One Chinese sentence on what the photos could not be judged against; empty when there is nothing to say."""
        if not self.names or not self.unread:
            return ""
        return f"有{len(self.unread)}个工作簿中的人员读不出，其中可能有这些照片的人：{'、'.join(self.unread)}"


NO_ORPHANS: Final = Orphans()


@dataclass(frozen=True, slots=True)
class Search:
    """Where other people are looked for, and how.

    own:    the workbook at hand, which is not read again; the others of its folder are.
    folder: that of the photos; its workbooks are read too.
    forms:  the forms that are looked for.
    """

    own: Path
    folder: Path
    forms: tuple[Form, ...]
    progress: Progress


def find_orphans(photos: PhotoFolder, numbers: Iterable[str], search: Search) -> Orphans:
    """Return the photos that are named by none of these numbers, those at hand, and none in other workbooks."""
    numbers = list(numbers)
    left = photos.photos.keys() - set(map(photo_key, numbers))
    left |= photos.held.keys() if left else set()
    if not left:
        return NO_ORPHANS
    found: set[str] = set()
    unread: list[str] = []
    files = _others(search)
    if not files:
        return Orphans(orphans(photos, numbers))
    work = partial(known_in, search.forms, frozenset(left))
    with closing(isolated(work, [(str(path), size) for path, size in files], _begin, ())) as answers:
        for done, (path, _) in enumerate(files):
            search.progress(done, len(files), path.name)
            keys, complete = _known(next(answers))
            found |= keys
            if not complete:
                unread.append(path.name)
            if left <= found:
                break
    search.progress(len(files), len(files), "")
    return Orphans(orphans(photos, [*numbers, *found]), sorted(unread))


def known_in(forms: tuple[Form, ...], keys: frozenset[str], path: str) -> Known | None:
    """Return which photo keys a workbook's people have; None when it cannot be read. Runs in a worker."""
    # The parent only names this function: it loads nothing that parses.
    from zcert_addin.reading.preflight import read_inside  # noqa: PLC0415
    from zcert_addin.reading.workbook import parse  # noqa: PLC0415

    file = Path(path)
    try:
        people = everybody(parse(read_inside(file, file.parent)).sheets, forms)
    except (UserError, OSError):
        return None
    return keys.intersection(map(photo_key, people.numbers)), people.complete


def _begin() -> None:
    """Nothing is needed but the imports of the work."""


def _known(answer: Known | str | None) -> Known:
    return answer if isinstance(answer, tuple) else (frozenset(), False)


def _others(search: Search) -> list[tuple[Path, int]]:
    """Return the other workbooks and their sizes in bytes, the smallest first: a large summary may not be needed."""
    own = search.own.resolve()
    found = {
        folder / listed.name: listed.size_bytes
        for folder in {own.parent, search.folder.resolve()}
        for listed in list_people(folder)
    }
    found.pop(own, None)
    return sorted(found.items(), key=lambda file: (file[1], file[0]))
