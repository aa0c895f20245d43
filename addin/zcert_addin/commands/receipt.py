"""How are packages received, and what became of each of them?"""

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from zcert import words
from zcert.exchange.changes import NO_CHANGES, Changes
from zcert.form import Form
from zcert.values.unit_name import compared
from zcert_addin.exchange.package_reader import Password
from zcert_addin.photos.album import Progress
from zcert_dictionaries import Edition
from zcert_templates import FORMS

Status = Literal["received", "replaced", "mended", "twice", "refused", "skipped"]
"""
``received``: the first time. ``replaced``: in the place of what the unit sent before. ``mended``: likewise, after it
was returned. ``twice``: is there already, nothing was changed. ``refused``: is not received. ``skipped``: need not be.
"""

SAID: Final[Mapping[Status, str]] = {
    "received": "已接收",
    "replaced": "已更新",
    "mended": "已更正",
    "twice": "已有",
    "refused": "没有接收",
    "skipped": words.STATUSES["skipped"],
}
"""What people read for each."""


@dataclass(frozen=True, slots=True)
class ReceiveSettings:
    """How packages are received.

    password: asked for each sealed package, by name; an empty one refuses it.
    units:    names of the units that may send; None = any.
    older:    whether a package that was packed before what is there takes its place all the same.
    """

    today: dt.date
    edition: Edition
    progress: Progress = lambda _done, _total, _name: None
    forms: tuple[Form, ...] = FORMS
    password: Password = lambda _name: ""
    units: Sequence[str] | None = None
    older: bool = False

    def knows(self, unit: str) -> bool:
        """Return whether a unit may send, whichever way its name is spelled."""
        return self.units is None or compared(unit) in set(map(compared, self.units))


@dataclass(slots=True)
class Received:
    """What became of one package or loose workbook.

    name:      as it was shown, see ``Incoming``.
    unit, file: name of the unit and of its workbook in the folder; empty when refused before they were known.
    conflicts: for each photo that was there with other content: its name, and the name that the new one got.
    changes:   what is different from what the unit sent before.
    notes:     Chinese sentences: why it was refused, and what is to be looked at.
    doubtful:  whether a person must look at it although it was received.
    """

    name: str
    status: Status = "refused"
    unit: str = ""
    file: str = ""
    rows: int = 0
    photos: int = 0
    conflicts: list[tuple[str, str]] = field(default_factory=list)
    changes: Changes = NO_CHANGES
    notes: list[str] = field(default_factory=list)
    doubtful: bool = False

    @property
    def clean(self) -> bool:
        """Whether nobody needs to look at it."""
        return self.status != "refused" and not self.conflicts and not self.doubtful


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of all; ledger: one sentence when its workbook could not be written; stopped: by the user."""

    received: tuple[Received, ...]
    ledger: str = ""
    stopped: bool = False

    @property
    def clean(self) -> bool:
        """Whether nothing was refused or in conflict."""
        return not self.stopped and all(one.clean for one in self.received)

    @property
    def statuses(self) -> Counter[Status]:
        """How many became what."""
        return Counter(one.status for one in self.received)

    @property
    def counted(self) -> str:
        """How many became what, in one sentence."""
        by = self.statuses
        counted = "，".join(f"{said}{by[status]}个" for status, said in SAID.items() if by[status])
        return f"{'已停止' if self.stopped else '接收完成'}：{counted or '没有接收'}"

    @property
    def in_conflict(self) -> list[str]:
        """One sentence for each photo that was there with other content."""
        return [
            f"照片“{there}”与{one.unit}报送的不同，两张都保留，后者为“{kept}”，请核对"
            for one in self.received
            for there, kept in one.conflicts
        ]
