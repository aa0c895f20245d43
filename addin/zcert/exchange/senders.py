"""Who sent the files that were merged, and which units had sent before?"""

from dataclasses import dataclass

from zcert.exchange.changes import Changes


@dataclass(frozen=True, slots=True)
class SentBy:
    """Who sent one file of the folder, or a file below one.

    file:    file names from the level above down, joined by ``LEVELS``.
    state:   what became of it last, as the ledger says; empty below the folder's own files.
    package: name of the package; empty for a loose workbook.
    packed:  when it was packed, see ``zcert.exchange.ledger.Below``.
    """

    file: str
    unit: str
    rows: int
    state: str
    package: str
    packed: str


@dataclass(frozen=True, slots=True)
class Resent:
    """A unit that sent again after it was merged, and what it changed each time."""

    file: str
    unit: str
    changes: tuple[Changes, ...]

    @property
    def sentence(self) -> str:
        """What was changed, one time after the other."""
        return "；".join(one.sentence for one in self.changes)
