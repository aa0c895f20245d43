"""What kills, stops or overfills a reading process costs the one file that it was reading."""

import sys
from contextlib import closing

import pytest

from deeds import do, prepare
from zcert_addin.hosts.isolation import isolated

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the limits of Linux")


def answers(*deeds: str, size: int = 1) -> list[str]:
    return list(isolated(do, [(deed, size) for deed in deeds], prepare, (1,)))


def test_answers_come_in_order() -> None:
    assert answers("wait", *"abcdefgh") == ["wait", *"abcdefgh"]
    assert answers("wait", *"abc", size=1 << 30) == ["wait", *"abc"]
    assert answers() == []


@pytest.mark.parametrize(
    ("deed", "answer"),
    [
        pytest.param("exit", "dead", id="leaves at once"),
        pytest.param("abort", "dead", id="gives up"),
        pytest.param("kill", "dead", id="is killed"),
        pytest.param("leave", "dead", id="asks to leave"),
        pytest.param("fill", "dead", id="wants more memory than there is for it"),
        pytest.param("spin", "slow", id="computes without end"),
    ],
)
def test_one_file_is_lost(deed: str, answer: str) -> None:
    assert answers("a", "b", deed, "c", "d", deed, "e") == ["a", "b", answer, "c", "d", answer, "e"]


def test_nothing_is_said_of_the_data(capfd: pytest.CaptureFixture[str]) -> None:
    assert answers("speak", "abort", *"abcdef") == ["speak", "dead", *"abcdef"]
    out, err = capfd.readouterr()
    assert "330106196503149112" not in out + err


def test_work_can_be_stopped() -> None:
    with closing(isolated(do, [("wait", 1)] * 1000, prepare, (1,))) as some:
        assert next(some) == "wait"
