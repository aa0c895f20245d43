"""Who has sent, who has been returned something, who is missing? Of the units of a list, and of those that sent.

A unit that sent through the level above it is where that level is. A workbook that lies in the folder without an entry
in the ledger was put there by hand: it counts as received, of the unit that its name begins with or holds.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Final

from zcert.exchange.ledger import Below, Entry, Ledger, State
from zcert.values.unit_name import compared

MISSING: Final = "未报送"
"""The state of a unit of the list of which nothing was seen."""
NONE: Final[Mapping[str, int | None]] = MappingProxyType({})
STATES: Final = (MISSING, *(state.value for state in State))
"""What a unit's state is called, in the order in which it comes to pass."""

_FIRST: Final = (State.RETURNED, State.SENT, State.RECEIVED, State.MENDED)
"""Of a unit with several workbooks the state that waits for somebody longest."""
_BY_HAND: Final = "不是用“接收报送”收的，没有登记"
_UNREAD: Final = f"{_BY_HAND}，也读不出来"


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a unit is.

    state:    what became of it last; None = nothing was seen of it.
    listed:   whether it is on the list; True for all where there is no list.
    rows:     people in its workbooks; None where it is not known.
    returned: rows that went back last, mended: rows that came back since then.
    times:    when it came to each state last, ISO 8601; of a unit with several workbooks the latest.
    files:    its workbooks in the folder.
    via:      units through which it sent, from the level above down.
    """

    unit: str
    state: State | None = None
    listed: bool = True
    rows: int | None = None
    returned: int = 0
    mended: int = 0
    times: Mapping[State, str] = field(default_factory=dict)
    files: tuple[str, ...] = ()
    via: tuple[str, ...] = ()
    note: str = ""

    @property
    def label(self) -> str:
        """What its state is called."""
        return self.state.value if self.state else MISSING

    @property
    def is_open(self) -> bool:
        """Whether something is still to come: all of it, or what went back."""
        return self.state in {None, State.SENT, State.RETURNED}


def standings(ledger: Ledger, units: Sequence[str], loose: Mapping[str, int | None] = NONE) -> list[Standing]:
    """Return the units of the list in its order, and behind them those that sent and are not on it.

    units: the list; empty = there is none.
    loose: people in each of the folder's workbooks that the ledger does not know, by name; None where it is unreadable.
    """
    seen: dict[str, list[Standing]] = {}
    names = {compared(unit): unit for unit in units}
    for one in (*_entries(ledger), *(_by_hand(name, rows, names) for name, rows in loose.items())):
        seen.setdefault(compared(one.unit), []).append(one)
    found = [_together(unit, seen.pop(name, [])) for name, unit in names.items()]
    # Units below are asked after only by the list: a province has thousands of them.
    others = [[one for one in same if not one.via] for same in seen.values()]
    return [*found, *(replace(_together(same[0].unit, same), listed=not units) for same in others if same)]


def counts(found: Iterable[Standing]) -> dict[str, int]:
    """Return how many of these units are in each state, by what it is called; all states are named."""
    by = Counter(one.label for one in found)
    return {label: by[label] for label in STATES}


def sentence(found: Sequence[Standing], *, listed: bool) -> str:
    """Say how many units there are and how far they are.

    >>> sentence([Standing("甲"), Standing("乙", State.RECEIVED), Standing("丙", State.RECEIVED, False)], listed=True)
    '清单中的2个单位：未报送1个，已接收1个；清单以外1个'
    """
    own = [one for one in found if one.listed]
    parts = "，".join(f"{label}{count}个" for label, count in counts(own).items() if count)
    more = f"；清单以外{len(found) - len(own)}个" if len(found) > len(own) else ""
    return f"{'清单中的' if listed else '共'}{len(own)}个单位{f'：{parts}' if parts else ''}{more}"


def _entries(ledger: Ledger) -> Iterator[Standing]:
    for entry in ledger.entries:
        own = _entry(entry)
        yield own
        yield from _below(entry.below, own, (entry.unit,))


def _below(below: Iterable[Below], above: Standing, via: tuple[str, ...]) -> Iterator[Standing]:
    for one in below:
        times = {State.SENT: one.packed} if one.packed else {}
        yield replace(above, unit=one.unit, rows=one.rows, returned=0, mended=0, times=times, via=via, note="")
        yield from _below(one.below, above, (*via, one.unit))


def _entry(entry: Entry) -> Standing:
    states = [event.state for event in entry.history]
    last = len(states) - 1 - states[::-1].index(State.RETURNED) if State.RETURNED in states else len(states)
    times = {event.state: event.at for event in entry.history}
    if entry.packed:
        times.setdefault(State.SENT, entry.packed)
    return Standing(
        entry.unit,
        entry.state,
        rows=entry.rows if entry.rows or entry.package else None,
        returned=entry.history[last].rows if last < len(states) else 0,
        mended=sum(event.rows for event in entry.history[last:] if event.state is State.MENDED),
        times=times,
        files=(entry.file,) if entry.received else (),
        note=entry.history[-1].note,
    )


def _by_hand(name: str, rows: int | None, units: Mapping[str, str]) -> Standing:
    stem = PurePosixPath(name).stem
    plain = compared(stem)
    held = [unit for unit in units if unit and unit in plain]
    unit = units[max(held, key=lambda one: (plain.startswith(one), len(one)))] if held else stem
    return Standing(unit, State.RECEIVED, rows=rows, files=(name,), note=_BY_HAND if rows is not None else _UNREAD)


def _together(unit: str, same: Sequence[Standing]) -> Standing:
    """Return how far a unit is that has these workbooks; those that it sent itself count before those sent for it."""
    own = [one for one in same if not one.via] or list(same)
    if not own:
        return Standing(unit)
    if len(own) == 1:
        return replace(own[0], unit=unit)
    rows = [one.rows for one in own if one.rows is not None]
    return Standing(
        unit,
        min((one.state for one in own if one.state), key=_FIRST.index),
        rows=sum(rows) if rows else None,
        returned=sum(one.returned for one in own),
        mended=sum(one.mended for one in own),
        times={
            state: max(one.times[state] for one in own if state in one.times)
            for state in State
            if any(state in one.times for one in own)
        },
        files=tuple(dict.fromkeys(file for one in own for file in one.files)),
        via=own[0].via,
        note="；".join(dict.fromkeys(one.note for one in own if one.note)),
    )
