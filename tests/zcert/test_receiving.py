"""What is to become of something that a unit sends."""

from dataclasses import replace

import pytest

from zcert.exchange.ledger import NO_LEDGER, Below, Entry, Event, Ledger, State
from zcert.exchange.receiving import Offer, is_outgoing, judge, state_after

EARLY, LATE = "2026-11-25T09:00:00+08:00", "2026-11-25T09:00:01+08:00"
SENT = Event(State.SENT, EARLY)
FIRST = Event(State.RECEIVED, EARLY, digest="a")
THERE = Entry("甲中学.xlsx", "甲中学", (SENT, FIRST), ("id",), rows=3, packed=EARLY)
OFFER = Offer("甲中学", ("id",), summary=False, rows=3, digest="b", packed=LATE)


@pytest.mark.parametrize(
    ("entries", "offer", "verdict"),
    [
        pytest.param([], OFFER, "new", id="nothing there"),
        pytest.param([replace(THERE, unit="乙中学")], OFFER, "new", id="another unit"),
        pytest.param([THERE], OFFER, "newer", id="packed later"),
        pytest.param([THERE], replace(OFFER, unit="甲 中学"), "newer", id="spelled otherwise"),
        pytest.param([THERE], replace(OFFER, packed=EARLY), "newer", id="packed in the same second"),
        pytest.param([THERE], replace(OFFER, packed=""), "newer", id="loose"),
        pytest.param([replace(THERE, packed="")], replace(OFFER, packed=EARLY), "newer", id="after a loose one"),
        pytest.param([replace(THERE, packed=LATE)], replace(OFFER, packed=EARLY), "older", id="packed before"),
        pytest.param(
            [THERE], replace(OFFER, packed="2026-11-25T02:00:00+01:00"), "newer", id="another time zone, same moment"
        ),
        pytest.param([THERE], replace(OFFER, digest="a"), "twice", id="the same"),
        pytest.param(
            [replace(THERE, history=(FIRST, replace(FIRST, digest="c")))],
            replace(OFFER, digest="a"),
            "former",
            id="was",
        ),
        pytest.param([THERE], replace(OFFER, unit="乙中学", digest="a"), "copied", id="another unit's"),
        pytest.param([THERE], replace(OFFER, unit="乙中学", digest="a", rows=0), "new", id="the same empty template"),
        pytest.param([THERE], replace(OFFER, forms=("special",)), "new", id="another form"),
        pytest.param([THERE], replace(OFFER, forms=("id", "special")), "newer", id="one form more"),
        pytest.param([THERE], replace(OFFER, forms=()), "newer", id="nobody left"),
        pytest.param([THERE], replace(OFFER, summary=True), "new", id="a summary beside the unit's own workbook"),
        pytest.param(
            [THERE, replace(THERE, file="甲中学(特殊证书).xlsx", forms=("special",), history=(FIRST,))],
            replace(OFFER, forms=("id", "special")),
            "unclear",
            id="in the place of two",
        ),
        pytest.param([replace(THERE, history=(SENT,))], OFFER, "new", id="seen but not received"),
    ],
)
def test_the_verdict(entries: list[Entry], offer: Offer, verdict: str) -> None:
    assert judge(Ledger(tuple(entries)), offer).verdict == verdict


def test_the_entry_that_is_concerned() -> None:
    other = replace(THERE, file="乙.xlsx", unit="乙")
    assert judge(Ledger((other, THERE)), OFFER).entry == THERE
    assert judge(NO_LEDGER, OFFER).entry is None
    seen = replace(THERE, history=(SENT,))
    assert judge(Ledger((seen,)), OFFER).entry == seen
    assert judge(Ledger((other,)), replace(OFFER, digest="a")).entry == other


@pytest.mark.parametrize(
    ("states", "after"),
    [
        pytest.param([], State.RECEIVED, id="nothing there"),
        pytest.param([State.SENT], State.RECEIVED, id="refused before"),
        pytest.param([State.SENT, State.RECEIVED], State.RECEIVED, id="sent again"),
        pytest.param([State.RECEIVED, State.RETURNED], State.MENDED, id="returned"),
        pytest.param([State.RECEIVED, State.RETURNED, State.SENT], State.MENDED, id="returned, then refused once"),
        pytest.param([State.RETURNED, State.MENDED], State.RECEIVED, id="mended, then sent again"),
    ],
)
def test_the_state_in_which_it_is_received(states: list[State], after: State) -> None:
    entry = replace(THERE, history=tuple(Event(state, EARLY) for state in states)) if states else None
    assert state_after(entry) is after


@pytest.mark.parametrize(
    ("below", "outgoing"),
    [
        pytest.param([], False, id="a unit's"),
        pytest.param([Below("甲中学.xlsx", "甲中学", digest="a")], True, id="as it is here"),
        pytest.param([Below("甲中学.XLSX", "甲中学", digest="c")], True, id="as it was here"),
        pytest.param([Below("乙.xlsx", "乙")], True, id="never received, merged all the same"),
        pytest.param([Below("甲中学.xlsx", "甲中学", digest="d")], False, id="another workbook of that name"),
        pytest.param([Below("丙.xlsx", "丙", digest="a")], False, id="another file"),
        pytest.param([Below("甲中学.xlsx", "甲中学", digest="a"), Below("丙.xlsx", "丙")], False, id="one more"),
    ],
)
def test_a_package_that_goes_up_is_told_from_those_that_come(below: list[Below], *, outgoing: bool) -> None:
    there = replace(THERE, history=(replace(FIRST, digest="c"), FIRST))
    back = Entry("乙.xlsx", "乙", (Event(State.RETURNED, EARLY),))
    assert is_outgoing([there, back], below) is outgoing
