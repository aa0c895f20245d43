"""接收台账: which unit of a superior's folder sent what, and what became of it.

Pure data. A ledger has one entry for each workbook of the folder, known by its file name; an entry has a history, whose
last event is its state. Nothing is ever taken out of a history. Entries are replaced, never changed:

>>> sent = Event(State.SENT, "2026-11-25T09:00:00+08:00", "甲中学_身份证号_20261125.zip")
>>> back = Event(State.RETURNED, "2026-11-26T09:00:00+08:00", "退回/甲中学.xlsx", rows=2)
>>> ledger = NO_LEDGER.record("甲中学.xlsx", sent).record("甲中学.xlsx", back)
>>> ledger.find("甲中学.xlsx").state
<State.RETURNED: '已退回'>

For whoever returns and mends (``zcert return``, ``accept``, ``status``):

- ``Ledger.record(file, event, unit)`` adds an event to the entry of a file, and makes an entry of a file without one.
  The file is that of the row's origin up to the first ``LEVELS``; ``find`` and ``senders`` take the whole origin.
- ``zcert_addin.exchange.ledger_file``: ``load(folder)``, ``change(folder, function)``, which locks the folder, and
  ``store(folder, ledger)`` for a caller that holds ``folder_lock`` of the folder already.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final, Protocol

from zcert.codes import CODES
from zcert.exchange.changes import NO_CHANGES, Changes
from zcert.table import LEVELS
from zcert.values.unit_name import compared

NAME: Final = "接收台账"
"""What the ledger is called: its sheet, and its files without their endings."""


class State(StrEnum):
    """What became of a unit's workbook last.

    SENT:     a package of the unit was seen, but is not (or not yet) received; its event's note says why.
    RECEIVED: its workbook is in the folder.
    RETURNED: its wrong rows were sent back to it.
    MENDED:   what was returned came back mended.
    """

    SENT = "已报送"
    RECEIVED = "已接收"
    RETURNED = "已退回"
    MENDED = "已更正"


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened to a unit's workbook.

    at:      local time of this PC, of SENT that of the unit's PC, ISO 8601 with seconds and offset; clocks may go
             backwards, so that the order of events is that of the history; empty when it is not known.
    file:    the package, loose workbook or returned workbook: relative to the folder, with ``/``, or absolute.
    rows:    people received, returned or mended.
    digest:  of what is in the folder since this event, as of Below; empty where the event changed nothing there.
    note:    one Chinese sentence without closing mark; empty when there is nothing to say.
    changes: what is different from the workbook that was there before.
    """

    state: State
    at: str
    file: str = ""
    rows: int = 0
    digest: str = ""
    note: str = ""
    changes: Changes = NO_CHANGES


@dataclass(frozen=True, slots=True)
class Below:
    """A workbook behind one file of a summary: what the ledger of the level below says of it.

    file:    its file name there, as in the summary's origins.
    package: name of the package in which it came; empty for a loose workbook.
    digest:  of the content of that package, or of the loose files.
    packed:  when it was packed, by the unit's PC, as ``Event.at``; empty for a loose workbook.
    """

    file: str
    unit: str
    package: str = ""
    digest: str = ""
    packed: str = ""
    rows: int = 0
    below: tuple["Below", ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """A unit's workbook in the folder.

    file:     its name in the folder; of one that was never received, the name that it would get.
    forms:    names of the forms that its rows have.
    summary:  whether it is a summary of the level below.
    rows:     people in it.
    photos:   names of the photos in the folder that came with it, each with the first 16 hex digits of its SHA-256.
    findings: how many findings of each code it had when it was packed, received loose, or mended here.
    package, packed, below: as of Below; of what is in the folder now.
    merged:   digest of what was in the folder when it was merged last; empty = never merged.
    history:  what happened, oldest first; never empty.
    """

    file: str
    unit: str
    history: tuple[Event, ...]
    forms: tuple[str, ...] = ()
    summary: bool = False
    rows: int = 0
    photos: Mapping[str, str] = field(default_factory=dict)
    findings: Mapping[str, int] = field(default_factory=dict)
    package: str = ""
    packed: str = ""
    below: tuple[Below, ...] = ()
    merged: str = ""

    @property
    def state(self) -> State:
        """What became of it last."""
        return self.history[-1].state

    @property
    def received(self) -> bool:
        """Whether a workbook of the unit is in the folder."""
        return any(event.state is not State.SENT for event in self.history)

    @property
    def digests(self) -> tuple[str, ...]:
        """The digests of all that was in the folder, oldest first; empty when nothing was received yet."""
        return tuple(event.digest for event in self.history if event.digest)

    @property
    def digest(self) -> str:
        """The digest of what is in the folder now; empty when nothing was received yet."""
        return self.digests[-1] if self.digests else ""

    @property
    def errors(self) -> int:
        """Findings that must be mended; a code of a later version of this program counts as one."""
        return sum(count for code, count in self.findings.items() if code not in CODES or _is_error(code))

    @property
    def warnings(self) -> int:
        """Findings that a person should look at."""
        return sum(self.findings.values()) - self.errors

    @property
    def not_merged(self) -> tuple[Event, ...]:
        """The events since the last merge that changed what is in the folder; none before the first merge."""
        changed = [event for event in self.history if event.digest]
        last = max((at for at, event in enumerate(changed) if event.digest == self.merged), default=len(changed))
        return tuple(changed[last + 1 :])

    def last(self, state: State) -> Event | None:
        """Return the last event of a kind; None when there was none."""
        return next((event for event in reversed(self.history) if event.state is state), None)

    def with_event(self, event: Event) -> "Entry":
        """Return the entry with one more event."""
        return replace(self, history=(*self.history, event))


class Sender(Protocol):
    """Who sent a file: an Entry, or what is Below one."""

    @property
    def file(self) -> str: ...  # noqa: D102
    @property
    def unit(self) -> str: ...  # noqa: D102
    @property
    def package(self) -> str: ...  # noqa: D102
    @property
    def rows(self) -> int: ...  # noqa: D102
    @property
    def below(self) -> tuple[Below, ...]: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Ledger:
    """All entries, in the order in which their units were first seen; no two have the same file."""

    entries: tuple[Entry, ...] = ()

    def find(self, origin: str) -> Entry | None:
        """Return the entry of a file, or of the first file of a row's origin; None when there is none."""
        name = same_file(origin.split(LEVELS, maxsplit=1)[0])
        return next((entry for entry in self.entries if same_file(entry.file) == name), None)

    def of_unit(self, unit: str) -> tuple[Entry, ...]:
        """Return the entries of a unit, whichever way its name is spelled (see ``zcert.values.unit_name``)."""
        wanted = compared(unit)
        return tuple(entry for entry in self.entries if compared(entry.unit) == wanted)

    def put(self, entry: Entry, former: str = "") -> "Ledger":
        """Return the ledger with this entry in the place of the one of its file, or at the end.

        former: the file that the entry had before; empty = the same.
        """
        name = same_file(former or entry.file)
        if all(same_file(one.file) != name for one in self.entries):
            return Ledger((*self.entries, entry))
        return Ledger(tuple(entry if same_file(one.file) == name else one for one in self.entries))

    def record(self, file: str, event: Event, unit: str = "") -> "Ledger":
        """Return the ledger with one more event of a file.

        unit: name of the unit, for a file that has no entry yet; empty = the file's name without its ending.
        """
        found = self.find(file)
        if found:
            return self.put(found.with_event(event))
        first = file.split(LEVELS, maxsplit=1)[0]
        return self.put(Entry(first, unit or first.rpartition(".")[0] or first, (event,)))


NO_LEDGER: Final = Ledger()


def _is_error(code: str) -> bool:
    return CODES[code].severity == "error"


def same_file(name: str) -> str:
    """Return a file name as it is compared: disks of Windows do not tell A from a."""
    return name.casefold()


def senders(entries: Iterable[Sender], origin: str) -> tuple[Sender, ...]:
    """Return who sent each file of a row's origin, from the level above down, as far as it is known.

    origin: file names joined by ``LEVELS``; a name in sub-folders has them in front, with ``/``.

    >>> county = Entry("西湖区.xlsx", "西湖区", (), below=(Below("甲中学.xlsx", "甲中学"),))
    >>> [one.unit for one in senders([county], "西湖区.xlsx > 甲中学.xlsx")]
    ['西湖区', '甲中学']
    """
    found: list[Sender] = []
    for name in origin.split(LEVELS):
        wanted = same_file(name)
        sender = next((one for one in entries if same_file(one.file) == wanted), None)
        if sender is None:
            break
        found.append(sender)
        entries = sender.below
    return tuple(found)
