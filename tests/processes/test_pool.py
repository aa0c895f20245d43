"""What kills, stops or overfills a reading process costs the one file that it was reading."""

import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from support.deeds import do, leave, prepare
from zcert_addin.processes import limits, worker
from zcert_addin.processes.pool import isolated

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the limits of Linux")


@pytest.fixture(autouse=True)
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "CPU_S", 1)


def answers(*deeds: str, size: int = 1) -> list[str]:
    return list(isolated(do, [(deed, size) for deed in deeds], prepare, ()))


def test_answers_come_in_order() -> None:
    assert answers("wait", *"abcdefgh") == ["wait", *"abcdefgh"]
    assert answers("wait", *"abc", size=100 << 20) == ["wait", *"abc"]
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


def test_large_files_may_take_longer() -> None:
    assert [limits.cpu_seconds(mebibytes << 20) for mebibytes in (0, 16, 100)] == [1, 33, 201]


def test_nothing_is_said_of_the_data(capfd: pytest.CaptureFixture[str]) -> None:
    assert answers("speak", "abort", *"abcdef") == ["speak", "dead", *"abcdef"]
    assert capfd.readouterr() == ("", "")


def test_work_can_be_stopped(capfd: pytest.CaptureFixture[str]) -> None:
    with closing(isolated(do, [("wait", 1)] * 1000, prepare, ())) as some:
        assert next(some) == "wait"
    assert capfd.readouterr() == ("", "")


def test_a_process_that_is_still_starting_is_stopped_in_silence(capfd: pytest.CaptureFixture[str]) -> None:
    for _ in range(5):
        # The first one has answered both before the second one has begun.
        assert list(isolated(do, [("a", 1), ("b", 1)], prepare, ())) == ["a", "b"]
    assert capfd.readouterr() == ("", "")


def test_processes_are_replaced_after_many_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "ANSWERS_EACH", 2)
    pids = answers(*["pid"] * 9)
    assert len(pids) == 9
    assert max(pids.count(pid) for pid in pids) <= 2


def test_only_the_file_that_was_being_read_is_lost() -> None:
    # Small ones wait in the same process as the one that dies.
    deeds = [f"{at}" if at % 5 else "kill" for at in range(40)]
    assert answers(*deeds) == ["dead" if deed == "kill" else deed for deed in deeds]


def test_what_waits_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "WALL_TIMES", 3)
    assert answers("a", "sleep", "b", "c") == ["a", "slow", "b", "c"]


def test_a_system_without_processes_is_named() -> None:
    with pytest.raises(worker.NoProcess, match="读取文件的辅助进程无法启动"):
        list(isolated(do, [("a", 1)], leave, ()))


def test_a_process_ends_with_the_one_that_asked() -> None:
    script = "import os; from support.deeds import *; from zcert_addin.processes.pool import isolated\n"
    script += "some = isolated(do, [('pid', 1), ('wait', 1)], prepare, ())\n"
    script += "if __name__ == '__main__': print(next(some), flush=True); os.kill(os.getpid(), 9)"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=Path(__file__).parents[1], capture_output=True, check=False
    )
    pid = int(done.stdout)
    for _ in range(100):
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
