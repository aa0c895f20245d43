"""The ledger as data: its entries, what happened to them, and who sent the file of an origin."""

from dataclasses import replace

import pytest

from zcert.exchange.changes import NO_CHANGES, ChangedPerson, Changes
from zcert.exchange.ledger import NO_LEDGER, Below, Entry, Event, Ledger, State, senders

SENT = Event(State.SENT, "2026-11-25T09:00:00+08:00")
RECEIVED = Event(State.RECEIVED, "2026-11-25T10:00:00+08:00", rows=12, digest="a")
RETURNED = Event(State.RETURNED, "2026-11-26T09:00:00+08:00", "退回/甲.xlsx", 2)
MENDED = Event(State.MENDED, "2026-11-24T09:00:00+08:00", rows=2, digest="b")
AGAIN = replace(RECEIVED, digest="c")
ACCEPTED = Event(State.MENDED, "2026-11-27T09:00:00+08:00", rows=1)


def entry(*events: Event, merged: str = "") -> Entry:
    return Entry("甲.xlsx", "甲", events, merged=merged)


def test_the_state_is_the_last_event_whatever_the_clock_says() -> None:
    assert [entry(*[SENT, RECEIVED, RETURNED, MENDED][: at + 1]).state for at in range(4)] == list(State)


def test_what_was_received() -> None:
    assert (entry(SENT).received, entry(SENT).digest) == (False, "")
    assert (entry(SENT, RECEIVED, SENT).received, entry(SENT, RECEIVED, RETURNED).digest) == (True, "a")
    assert entry(RECEIVED, RETURNED, MENDED).digests == ("a", "b")
    assert entry(SENT, RECEIVED, RETURNED).last(State.RECEIVED) == RECEIVED
    assert entry(SENT).last(State.RETURNED) is None


@pytest.mark.parametrize(
    ("events", "merged", "found"),
    [
        pytest.param((RECEIVED,), "", (), id="never merged"),
        pytest.param((RECEIVED,), "a", (), id="merged as it is"),
        pytest.param((RECEIVED, RETURNED, MENDED), "a", (MENDED,), id="replaced since"),
        pytest.param((RECEIVED, MENDED), "b", (), id="merged after it was replaced"),
        pytest.param((RECEIVED, ACCEPTED), "a", (), id="mended in the summary only"),
        pytest.param((RECEIVED, MENDED, AGAIN), "a", (MENDED, AGAIN), id="replaced twice since"),
        pytest.param((RECEIVED, MENDED, AGAIN), "b", (AGAIN,), id="the last one"),
        pytest.param((RECEIVED,), "z", (), id="merged when there was no ledger"),
    ],
)
def test_what_changed_since_the_merge(events: tuple[Event, ...], merged: str, found: tuple[Event, ...]) -> None:
    assert entry(*events, merged=merged).not_merged == found


def test_findings_by_their_weight() -> None:
    one = replace(entry(RECEIVED), findings={"id-check-digit": 2, "photo-turned": 3, "of-a-later-version": 1})
    assert (one.errors, one.warnings) == (3, 3)


def test_record_adds_to_the_entry_of_a_file_and_makes_one() -> None:
    ledger = NO_LEDGER.record("甲.XLSX", SENT, "甲局").record("乙.xlsx", SENT)
    assert [(one.file, one.unit) for one in ledger.entries] == [("甲.XLSX", "甲局"), ("乙.xlsx", "乙")]
    ledger = ledger.record("甲.xlsx > 丙.xlsx", RETURNED, "丙")
    assert [(one.unit, one.state) for one in ledger.entries] == [("甲局", State.RETURNED), ("乙", State.SENT)]
    assert ledger.entries[0].history == (SENT, RETURNED)
    assert NO_LEDGER.record("丁.xlsx > 丙.xlsx", RETURNED).entries == (Entry("丁.xlsx", "丁", (RETURNED,)),)
    assert NO_LEDGER.record("没有扩展名", SENT).entries[0].unit == "没有扩展名"


def test_put_keeps_the_order() -> None:
    one, two = entry(SENT), Entry("乙.xlsx", "乙", (SENT,))
    ledger = Ledger((one, two)).put(replace(one, rows=3))
    assert [(found.file, found.rows) for found in ledger.entries] == [("甲.xlsx", 3), ("乙.xlsx", 0)]
    assert ledger.put(Entry("丙.xlsx", "丙", (SENT,))).entries[2].unit == "丙"


def test_a_unit_is_found_however_it_is_spelled() -> None:
    ledger = Ledger((Entry("甲.xlsx", "杭州市第一中学（城东校区）", (SENT,)),))
    assert ledger.of_unit("杭州市 第１中学(城东校区)") == ledger.entries
    assert ledger.of_unit("杭州市第二中学") == ()
    assert (ledger.find("甲.xlsx > 乙.xlsx"), ledger.find("乙.xlsx")) == (ledger.entries[0], None)


def test_senders_of_an_origin() -> None:
    unit = Below("甲中学.xlsx", "甲中学", "甲.zip")
    county = Below("西湖区.xlsx", "西湖区", below=(unit,))
    city = replace(Entry("杭州市.xlsx", "杭州市", (RECEIVED,)), below=(county,))
    origin = "杭州市.xlsx > 西湖区.xlsx > 甲中学.xlsx"
    assert senders([city], origin) == (city, county, unit)
    assert senders([city], "杭州市.XLSX > 余杭区.xlsx > 甲中学.xlsx") == (city,)
    assert senders([city], "宁波市.xlsx") == ()


def test_what_changed_in_words() -> None:
    people = [
        ChangedPerson("added", "甲", ""),
        ChangedPerson("mended", "乙", "", ("姓名",)),
        ChangedPerson("added", "丙", ""),
    ]
    assert Changes(tuple(people)).sentence == "新增2人、改正1人"
    assert (NO_CHANGES.sentence, bool(NO_CHANGES)) == ("人员没有变化", False)
