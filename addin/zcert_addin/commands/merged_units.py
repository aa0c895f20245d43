"""Who sent the workbooks of a merge, and what did units change that sent again since the merge before?

Told by the ledgers of the folders in which they are (接收台账). A folder without one is merged as ever, and so is one
whose ledger cannot be read: it decides about no row.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import nullcontext, suppress
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Final

from zcert.consolidating import Consolidation, FileReport
from zcert.errors import UserError
from zcert.exchange.ledger import NO_LEDGER, Below, Entry, Ledger
from zcert.exchange.receiving import is_outgoing
from zcert.exchange.senders import Resent, SentBy
from zcert.table import LEVELS
from zcert_addin.disk.folder_lock import folder_lock
from zcert_addin.exchange import ledger_file
from zcert_addin.exchange.package_reader import ENDING, kind_of, opened
from zcert_addin.summary.sources import Listed

RECEIVED: Final = "是已接收的报送包，其中的工作簿已在文件夹中"
NOT_RECEIVED: Final = "是报送包，还没有接收，请先接收报送，再重新汇总"
OUTGOING: Final = "是报送包，其中各单位的表都已在文件夹中"


class MergedUnits:
    """The ledgers of a merged folder and of those below it, each read when it is asked for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._ledgers: dict[PurePosixPath, Ledger] = {}

    def judged(self, listed: Sequence[Listed]) -> list[Listed]:
        """Return the files with what packages among them are: those received are needless, others hold rows."""
        packages = [one for one in listed if one.doubtful and PurePosixPath(one.name).suffix.lower() == ENDING]
        if not packages:
            return list(listed)
        places = {place for one in listed for place in PurePosixPath(one.name).parents}
        entries = [entry for place in places for entry in self._ledger(place).entries]
        return [self._judged(one, entries) if one in packages else one for one in listed]

    def _judged(self, one: Listed, entries: Sequence[Entry]) -> Listed:
        place = PurePosixPath(one.name)
        kind = kind_of(self._folder / place)
        if kind == "none":
            return one
        digest, below = _told(self._folder / place) if kind == "plain" else ("", ())
        if is_outgoing(entries, below):
            return replace(one, reason=OUTGOING, doubtful=False)
        known = any(digest in entry.digests or entry.package == place.name for entry in entries)
        return replace(one, reason=RECEIVED if known else NOT_RECEIVED, doubtful=not known)

    def tell(self, consolidation: Consolidation) -> None:
        """Enter into the report who sent the merged files and what was sent again."""
        for report, entry in self._entries(consolidation.merged):
            consolidation.senders.append(
                SentBy(report.file, entry.unit, report.rows, entry.state.value, entry.package, entry.packed)
            )
            consolidation.senders += _below(report.file, entry.below)
            if again := entry.not_merged:
                consolidation.resent.append(Resent(report.file, entry.unit, tuple(one.changes for one in again)))

    def remember(self, consolidation: Consolidation, locked: Path) -> None:
        """Enter into the ledgers what was merged; the summary is written, so that a failure here is none of the merge.

        locked: the folder that the caller has locked.
        """
        merged: dict[PurePosixPath, list[Entry]] = {}
        for report, entry in self._entries(consolidation.merged):
            if entry.digest and entry.merged != entry.digest:
                merged.setdefault(PurePosixPath(report.file).parent, []).append(entry)
        for below, entries in merged.items():
            folder = self._folder / below
            with suppress(OSError, UserError), nullcontext() if folder.samefile(locked) else folder_lock(folder):
                ledger_file.keep(folder, _remembered(ledger_file.load(folder), entries))

    def _entries(self, files: Iterable[FileReport]) -> Iterator[tuple[FileReport, Entry]]:
        for report in files:
            place = PurePosixPath(report.file)
            if entry := self._ledger(place.parent).find(place.name):
                yield report, entry

    def _ledger(self, below: PurePosixPath) -> Ledger:
        if below not in self._ledgers:
            try:
                self._ledgers[below] = ledger_file.load(self._folder / below)
            except (OSError, UserError):
                self._ledgers[below] = NO_LEDGER
        return self._ledgers[below]


def _told(path: Path) -> tuple[str, tuple[Below, ...]]:
    """Return the digest of a package, and who is below it; of one that cannot be read neither is known."""
    try:
        with opened(path, lambda _name: "") as package:
            return package.manifest.digest, package.manifest.below
    except (UserError, OSError):
        return "", ()


def _remembered(ledger: Ledger, merged: Iterable[Entry]) -> Ledger:
    """Return the ledger with what was merged of these entries, which may have changed since."""
    for entry in merged:
        if present := ledger.find(entry.file):
            ledger = ledger.put(replace(present, merged=entry.digest))
    return ledger


def _below(file: str, below: Iterable[Below]) -> Iterator[SentBy]:
    """Yield who sent the files of a summary, from the level above down."""
    for one in below:
        path = f"{file}{LEVELS}{one.file}"
        yield SentBy(path, one.unit, one.rows, "", one.package, one.packed)
        yield from _below(path, one.below)
