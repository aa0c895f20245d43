"""Answers come in order, and those of other files survive any end of a worker."""

import os
import signal
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from support.worker_actions import answers, do, prepare
from zcert_addin.processes import pool, worker
from zcert_addin.processes.pool import isolated

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes as Linux shows them")


def test_answers_come_in_order() -> None:
    assert answers("wait", *"abcdefgh") == ["wait", *"abcdefgh"]
    assert answers("wait", *"abc", size=100 << 20) == ["wait", *"abc"]
    assert answers() == []


def test_only_the_file_that_was_being_read_is_lost() -> None:
    # Small ones wait in the same process as the one that dies.
    actions = [f"{at}" if at % 5 else "kill" for at in range(40)]
    assert answers(*actions) == ["dead" if action == "kill" else action for action in actions]


def test_work_can_be_stopped(capfd: pytest.CaptureFixture[str]) -> None:
    with closing(isolated(do, [("wait", 1)] * 1000, prepare, ())) as some:
        assert next(some) == "wait"
    assert capfd.readouterr() == ("", "")


def test_a_process_that_is_still_starting_is_stopped_in_silence(capfd: pytest.CaptureFixture[str]) -> None:
    for _ in range(5):
        # The first one has answered both before the second one has begun.
        assert list(isolated(do, [("a", 1), ("b", 1)], prepare, ())) == ["a", "b"]
    assert capfd.readouterr() == ("", "")


def test_a_process_ends_with_the_one_that_asked() -> None:
    script = "import os; from support.worker_actions import *; from zcert_addin.processes.pool import isolated\n"
    script += "some = isolated(do, [('pid', 1), ('wait', 1)], prepare, ())\n"
    script += "if __name__ == '__main__': print(next(some), flush=True); os.kill(os.getpid(), 9)"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=Path(__file__).parents[1], capture_output=True, check=False
    )
    pid = int(done.stdout)
    for _ in range(600):
        if not is_running(pid):
            return
        time.sleep(0.1)
    pytest.fail("it still runs")


def is_running(pid: int) -> bool:
    try:
        # What has ended and was not waited for yet still has a number.
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    except FileNotFoundError:
        return False


def test_a_process_killed_while_it_sends_costs_no_file() -> None:
    # A pipe takes less than one of these answers, and nothing reads it while this test is at work.
    with closing(isolated(do, [("large", 1)] * 8, prepare, ())) as some:
        pid = int(next(some).split()[0])
        os.kill(pid, signal.SIGKILL)
        rest = list(some)
    assert [len(answer.rpartition(" ")[2]) for answer in rest] == [8 << 20] * 7


def test_a_file_at_which_something_else_killed_the_process_is_asked_once_more(tmp_path: Path) -> None:
    actions = [f"die at first: {tmp_path / str(at)}" if at % 4 == 1 else str(at) for at in range(12)]
    assert answers(*actions) == actions
    assert len(list(tmp_path.iterdir())) == 3


def test_the_only_file_is_asked_once_more(tmp_path: Path) -> None:
    (action,) = actions = [f"die at first: {tmp_path / 'one'}"]
    assert answers(action) == actions


@pytest.mark.parametrize("size", [1, 100 << 20])
def test_a_file_that_kills_its_process_twice_is_refused(tmp_path: Path, size: int) -> None:
    killing = f"note: {tmp_path / 'notes'}"
    assert answers("a", killing, "wait", "b", size=size) == ["a", "dead", "wait", "b"]
    pids = (tmp_path / "notes").read_text("ascii").split()
    assert len(pids) == len(set(pids)) == 2


@pytest.mark.parametrize(
    ("action", "answer", "times"), [("leave", "dead", 1), ("spin", "slow", 1), ("kill", "dead", 2)]
)
def test_only_a_death_is_asked_again(monkeypatch: pytest.MonkeyPatch, action: str, answer: str, times: int) -> None:
    asked = []
    ask = worker.Worker.ask
    monkeypatch.setattr(worker.Worker, "ask", lambda self, question: [asked.append(question), ask(self, question)])
    assert answers(action) == [answer]
    assert [question.again for question in asked] == [False, True][:times]


def test_what_is_asked_once_more_is_asked_alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    alone = []
    begun: list[worker.Worker] = []
    begin, ask = worker.Worker.__init__, worker.Worker.ask

    def asked(one: worker.Worker, question: worker.Question) -> None:
        busy = [other for other in begun if other.asked and not other.link.closed]
        alone.append(not busy if question.again else not any(other.asked[0].again for other in busy))
        ask(one, question)

    monkeypatch.setattr(worker.Worker, "__init__", lambda one, *setting: [begun.append(one), begin(one, *setting)][1])
    monkeypatch.setattr(worker.Worker, "ask", asked)
    monkeypatch.setattr(pool, "_cores", lambda: 3)
    actions = [f"die at first: {tmp_path / str(at)}" if at % 3 == 1 else "wait" for at in range(9)]
    assert answers(*actions) == actions
    assert all(alone)
    assert len(alone) >= 12


def test_a_process_that_ends_without_a_word_is_noticed_at_once() -> None:
    assert answers("a", "quit", "b") == ["a", "dead", "b"]
