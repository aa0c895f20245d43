"""What is to become of something that a unit sends, after all that was received from it before?

Decided by its content and by when it was packed. Clocks of units may be wrong: what seems older than what is there
replaces nothing unless a person says so.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple

from zcert.exchange.ledger import Below, Entry, Ledger, State, same_file

Verdict = Literal["new", "newer", "twice", "former", "older", "copied", "unclear"]
"""
``new``:     nothing was received from the unit yet.
``newer``:   takes the place of what is there.
``twice``:   is there already.
``former``:  was there before and has been replaced since.
``older``:   was packed before what is there.
``copied``:  another unit has sent just this.
``unclear``: two workbooks of the unit are there, and it would take the place of both.
"""


@dataclass(frozen=True, slots=True)
class Offer:
    """What is sent; forms, summary, rows, digest and packed as of a ledger's Entry."""

    unit: str
    forms: tuple[str, ...]
    summary: bool
    rows: int
    digest: str
    packed: str = ""


class Judgement(NamedTuple):
    """What is to become of it, and the entry that is concerned; of a new one, that of a package seen before, if any."""

    verdict: Verdict
    entry: Entry | None


def judge(ledger: Ledger, offer: Offer) -> Judgement:
    """Decide what is to become of an offer."""
    own = ledger.of_unit(offer.unit)
    for entry in own:
        if entry.digest == offer.digest:
            return Judgement("twice", entry)
    for entry in own:
        if offer.digest in entry.digests:
            return Judgement("former", entry)
    for entry in ledger.entries:
        if offer.rows and entry.digest == offer.digest:
            return Judgement("copied", entry)
    matching = [entry for entry in own if _is_same_kind(entry, offer)]
    there = [entry for entry in matching if entry.received]
    if not there:
        return Judgement("new", matching[0] if matching else None)
    if len(there) > 1:
        return Judgement("unclear", there[0])
    return Judgement("older" if _is_before(offer.packed, there[0].packed) else "newer", there[0])


def state_after(entry: Entry | None) -> State:
    """Return the state in which what a unit sends is received."""
    known = [event.state for event in entry.history if event.state is not State.SENT] if entry else []
    return State.MENDED if known[-1:] == [State.RETURNED] else State.RECEIVED


def is_outgoing(entries: Iterable[Entry], below: Iterable[Below]) -> bool:
    """Tell whether a package holds a summary of just these workbooks: it goes up, and here all are counted already.

    below: what the package says of the level below; a package without it is nobody's.
    """
    known = {(same_file(entry.file), digest) for entry in entries for digest in (*entry.digests, "")}
    told = [(same_file(one.file), one.digest) for one in below]
    return bool(told) and all(one in known for one in told)


def _is_same_kind(entry: Entry, offer: Offer) -> bool:
    """Return whether an offer is about the same people; a workbook without rows has no form."""
    if entry.summary is not offer.summary:
        return False
    return not entry.forms or not offer.forms or bool(set(entry.forms) & set(offer.forms))


def _is_before(one: str, other: str) -> bool:
    """Return whether a moment is before another one; what is not known is not."""
    return bool(one and other) and dt.datetime.fromisoformat(one) < dt.datetime.fromisoformat(other)
