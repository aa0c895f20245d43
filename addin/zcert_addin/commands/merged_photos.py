"""Does each person of a merge have a photo beside the workbooks, and is it right?

Asked in a folder that holds people's photos; in others it is repeated what the units' own checks found. Photos are
measured in workers, apart from the workbooks: one that kills its worker, or thousands on a slow drive, cost no row.
"""

import datetime as dt
from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Final

from zcert.finding import Finding
from zcert.form import Form
from zcert.inspection import Inspection
from zcert.photos.album import Album, PhotoFacts, numbered
from zcert.photos.key import photo_key
from zcert.results import PHOTO
from zcert.roles import Role
from zcert.rules import photo
from zcert.table import Table
from zcert_addin.photos.folder import scan_folder
from zcert_addin.processes.pool import isolated
from zcert_dictionaries import Edition

Progress = Callable[[int, int, str], None]
"""Called with photos measured, photos in all, and the name of the next photo."""

_EACH: Final = 64
"""Photos that a worker measures at a time."""
_BETWEEN: Final = "\0"
"""Between file names: none holds it."""


class MergedPhotos:
    """The photos of a merged folder, and what is said of people by them."""

    def __init__(self, folder: Path, forms: Iterable[Form], edition: Edition, progress: Progress) -> None:
        """Look for photos and measure them; raises OSError when the folder cannot be listed."""
        found = scan_folder(folder)
        self.header = photo_header(forms)
        self._edition = edition
        self._album: Album | None = None
        self._orphans: set[str] = set()
        self._to_rename: set[str] = set()
        if self.header and numbered(found):
            names = [names[0] for names in found.photos.values()]
            self._album = Album(found, measured(folder, names, progress))
            self._orphans = set(found.photos)

    @property
    def count(self) -> int | None:
        """How many photos there are; None when people have none here."""
        return sum(map(len, self._album.folder.photos.values())) if self._album else None

    @property
    def results(self) -> Sequence[Role]:
        """The result columns that follow from the photos."""
        return (PHOTO,) if self._album else ()

    def check(self, table: Table) -> list[Finding]:
        """Return what is wrong with the photos of these people."""
        if self._album is None:
            return list(photo.reported(table))
        self.belong_to(table)
        return list(photo.check(Inspection(table, dt.date.max, self._edition, self._album)))

    def belong_to(self, table: Table) -> None:
        """Note that the photos of these people are somebody's."""
        if self._album is None:
            return
        folder = self._album.folder
        keys = set(map(photo_key, table.columns[table.form.key]))
        self._orphans -= keys
        for key in keys - folder.photos.keys() if self._orphans else ():
            self._to_rename.update(folder.meant_for(key))

    @property
    def orphans(self) -> list[str]:
        """The names of the photos that belong to nobody named so far, sorted."""
        if self._album is None:
            return []
        names = {name for key in self._orphans for name in self._album.folder.photos[key]}
        return sorted(names - self._to_rename)


class TreePhotos:
    """The photos of a folder and of those below it, each asked for by the workbooks beside them.

    A photo is somebody's too when the person is in a workbook of another of these folders.
    """

    def __init__(self, folder: Path, files: Iterable[str], begin: Callable[[Path], MergedPhotos]) -> None:
        """Look for photos beside these workbooks; raises OSError when a folder cannot be listed.

        files: names from the folder on, with ``/``.
        """
        below = sorted({PurePosixPath(), *(PurePosixPath(file).parent for file in files)})
        self._found = {place: begin(folder / place) for place in below}

    def beside(self, file: str) -> MergedPhotos:
        """Return the photos beside one of the workbooks."""
        return self._found[PurePosixPath(file).parent]

    def check(self, file: str, table: Table) -> list[Finding]:
        """Return what is wrong with the photos of these people."""
        own = self.beside(file)
        for other in self._found.values():
            if other is not own:
                other.belong_to(table)
        return own.check(table)

    @property
    def header(self) -> str:
        """The header of the column about photos; empty when no form has one."""
        return self._found[PurePosixPath()].header

    @property
    def count(self) -> int | None:
        """How many photos there are; None when people have none in any folder."""
        counts = [one.count for one in self._found.values() if one.count is not None]
        return sum(counts) if counts else None

    @property
    def orphans(self) -> list[str]:
        """The photos that belong to nobody named so far, from the folder on, sorted."""
        return sorted(str(below / name) for below, one in self._found.items() for name in one.orphans)


def photo_header(forms: Iterable[Form]) -> str:
    """Return the header of the column about photos, at which orphans are named; empty when no form has one."""
    return next((column.header for form in forms if (column := form.role(PHOTO))), "")


def measured(folder: Path, names: Sequence[str], progress: Progress) -> dict[str, PhotoFacts]:
    """Measure the photos of a folder in workers; one that its worker does not survive is broken."""
    facts: dict[str, PhotoFacts] = {}
    chunks = [names[at : at + _EACH] for at in range(0, len(names), _EACH)]
    with closing(_answers(folder, chunks)) as answers:
        for chunk in chunks:
            progress(len(facts), len(names), chunk[0])
            answer = next(answers)
            facts.update(zip(chunk, _one_by_one(folder, chunk) if isinstance(answer, str) else answer, strict=True))
    progress(len(names), len(names), "")
    return facts


def _answers(folder: Path, chunks: Iterable[Sequence[str]]) -> Generator[list[PhotoFacts] | str, None, None]:
    questions = [(_BETWEEN.join(chunk), 0) for chunk in chunks]
    return isolated(partial(measure, folder), questions, _begin, ())


def _one_by_one(folder: Path, chunk: Sequence[str]) -> list[PhotoFacts]:
    """Measure what a worker did not finish, so that only the photo at fault suffers."""
    with closing(_answers(folder, [[name] for name in chunk])) as answers:
        return [
            PhotoFacts(name, 0, None, None, None, "broken") if isinstance(answer, str) else answer[0]
            for name, answer in zip(chunk, answers, strict=True)
        ]


def measure(folder: Path, names: str) -> list[PhotoFacts]:
    """Measure some photos. Runs in a worker."""
    # The parent only names this function: it loads nothing that decodes.
    from zcert_addin.photos.album import facts_of  # noqa: PLC0415

    return [facts_of(folder / name) for name in names.split(_BETWEEN)]


def _begin() -> None:
    """Nothing is needed but the imports of the work."""
