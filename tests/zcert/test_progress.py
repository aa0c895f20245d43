"""How far are the units of a folder? Missing, sent, received, returned, mended, and who is not on the list."""

import pytest

from zcert.exchange.ledger import NO_LEDGER, Below, Entry, Event, Ledger, State
from zcert.exchange.progress import MISSING, STATES, Standing, counts, sentence, standings

MORNING, NOON, EVENING = (f"2026-11-21T{hour}:00:00+08:00" for hour in ("08", "12", "20"))


def received(unit: str, *more: Event, **facts: object) -> Entry:
    history = (Event(State.RECEIVED, MORNING, f"{unit}.zip", 5, "d"), *more)
    return Entry(f"{unit}.xlsx", unit, history, ("id",), rows=5, **facts)  # type: ignore[arg-type]


BACK = Event(State.RETURNED, NOON, "退回/甲.xlsx", 3)
MENDED = Event(State.MENDED, EVENING, "甲（退回）.xlsx", 2, note="其中1行仍有错误")


def labels(found: list[Standing]) -> list[tuple[str, str]]:
    return [(one.unit, one.label) for one in found]


@pytest.mark.parametrize(
    ("history", "state", "returned", "mended"),
    [
        pytest.param((), State.RECEIVED, 0, 0, id="received"),
        pytest.param((BACK,), State.RETURNED, 3, 0, id="returned"),
        pytest.param((BACK, MENDED), State.MENDED, 3, 2, id="mended"),
        pytest.param((BACK, MENDED, MENDED), State.MENDED, 3, 4, id="mended in two parts"),
        pytest.param((BACK, MENDED, BACK), State.RETURNED, 3, 0, id="returned again"),
    ],
)
def test_states_of_one_unit(history: tuple[Event, ...], state: State, returned: int, mended: int) -> None:
    (one,) = standings(Ledger((received("甲", *history),)), [])
    assert (one.state, one.returned, one.mended, one.rows, one.files) == (state, returned, mended, 5, ("甲.xlsx",))
    assert one.is_open == (state is State.RETURNED)
    assert one.note == (history[-1].note if history else "")


def test_the_list_comes_first_in_its_order_then_those_that_are_not_on_it() -> None:
    ledger = Ledger((received("丁"), received("乙 中学", BACK), received("甲医院")))
    found = standings(ledger, ["甲医院", "丙", "乙中学"])
    assert labels(found) == [("甲医院", "已接收"), ("丙", MISSING), ("乙中学", "已退回"), ("丁", "已接收")]
    assert [one.listed for one in found] == [True, True, True, False]
    assert counts(one for one in found if one.listed) == {
        "未报送": 1,
        "已报送": 0,
        "已接收": 1,
        "已退回": 1,
        "已更正": 0,
    }
    assert sentence(found, listed=True) == "清单中的3个单位：未报送1个，已接收1个，已退回1个；清单以外1个"


def test_without_a_list_nobody_is_missing() -> None:
    found = standings(Ledger((received("丁"),)), [])
    assert (labels(found), found[0].listed) == ([("丁", "已接收")], True)
    assert sentence(found, listed=False) == "共1个单位：已接收1个"


def test_a_package_that_was_not_received() -> None:
    ledger = NO_LEDGER.record("甲.xlsx", Event(State.SENT, MORNING, "甲.zip", note="清单核对不符"))
    (one,) = standings(ledger, ["甲"])
    assert (one.state, one.rows, one.files, one.note, one.is_open) == (State.SENT, None, (), "清单核对不符", True)


def test_units_below_are_found_by_the_list_only() -> None:
    below = (Below("甲中学.xlsx", "甲中学", "甲.zip", "d", MORNING, 4, (Below("分校.xlsx", "分校"),)),)
    ledger = Ledger((received("西湖区", BACK, below=below),))
    assert labels(standings(ledger, [])) == [("西湖区", "已退回")]
    found = standings(ledger, ["甲中学", "分校", "乙中学", "西湖区"])
    assert labels(found) == [("甲中学", "已退回"), ("分校", "已退回"), ("乙中学", MISSING), ("西湖区", "已退回")]
    assert [(one.rows, one.via, one.returned) for one in found] == [
        (4, ("西湖区",), 0),
        (0, ("西湖区", "甲中学"), 0),
        (None, (), 0),
        (5, (), 3),
    ]


def test_two_workbooks_of_a_unit_are_one_line_in_the_state_that_waits() -> None:
    other = Entry("甲（特殊证书）.xlsx", "甲", (Event(State.RECEIVED, NOON, "x", 2, "d"),), ("special",), rows=2)
    (one,) = standings(Ledger((received("甲", BACK), other)), ["甲"])
    assert (one.state, one.rows, one.returned, one.files) == (
        State.RETURNED,
        7,
        3,
        ("甲.xlsx", "甲（特殊证书）.xlsx"),
    )
    assert one.times == {State.RECEIVED: NOON, State.RETURNED: NOON}


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("乙中学.xlsx", "乙中学"),
        ("乙中学高级专业技术资格证书采集表.xls", "乙中学"),
        ("报送 乙 中学.xlsx", "乙中学"),
        ("乙中学分校采集表.xlsx", "乙中学分校"),
        ("县/乙中学.xlsx", "乙中学"),
        ("丙中学.xlsx", "丙中学"),
    ],
)
def test_a_workbook_put_there_by_hand(name: str, unit: str) -> None:
    found = standings(NO_LEDGER, ["乙中学", "乙中学分校"], {name: 3})
    (one,) = (one for one in found if one.state)
    assert (one.unit, one.state, one.files, one.rows) == (unit, State.RECEIVED, (name,), 3)
    assert one.note == "不是用“接收报送”收的，没有登记"


def test_a_workbook_put_there_by_hand_that_cannot_be_read() -> None:
    (one,) = standings(NO_LEDGER, [], {"甲.xlsx": None})
    assert (one.unit, one.rows, one.note) == ("甲", None, "不是用“接收报送”收的，没有登记，也读不出来")


def test_every_state_has_a_name() -> None:
    assert STATES == ("未报送", "已报送", "已接收", "已退回", "已更正")
    assert Standing("甲").is_open


def test_a_package_tells_when_it_was_packed() -> None:
    (one,) = standings(Ledger((received("甲", packed=EVENING),)), [])
    assert (one.times[State.SENT], one.times[State.RECEIVED]) == (EVENING, MORNING)
