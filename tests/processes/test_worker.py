"""A file that crashes, hangs or exhausts a worker process costs only that file."""

import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from support.worker_actions import answers, do, leave, prepare
from zcert_addin.processes import pool, worker
from zcert_addin.processes.pool import isolated

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the limits of Linux")


@pytest.mark.parametrize(
    ("action", "answer"),
    [
        pytest.param("exit", "dead", id="leaves at once"),
        pytest.param("abort", "dead", id="gives up"),
        pytest.param("kill", "dead", id="is killed"),
        pytest.param("leave", "dead", id="asks to leave"),
        pytest.param("fill", "dead", id="wants more memory than there is for it"),
        pytest.param("spin", "slow", id="computes without end"),
    ],
)
def test_one_file_is_lost(action: str, answer: str) -> None:
    assert answers("a", "b", action, "c", "d", action, "e") == ["a", "b", answer, "c", "d", answer, "e"]


def test_nothing_is_said_of_the_data(capfd: pytest.CaptureFixture[str]) -> None:
    assert answers("speak", "abort", *"abcdef") == ["speak", "dead", *"abcdef"]
    assert capfd.readouterr() == ("", "")


def test_processes_are_replaced_after_many_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "ANSWERS_EACH", 2)
    pids = answers(*["pid"] * 9)
    assert len(pids) == 9
    assert max(pids.count(pid) for pid in pids) <= 2


def test_what_waits_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "_cores", lambda: 1)
    with closing(isolated(do, [(action, 1) for action in ("a", "sleep", "b", "c")], prepare, ())) as some:
        assert next(some) == "a"
        # Only now, because a busy machine takes long to start a process.
        with monkeypatch.context() as patch:
            patch.setattr(worker, "WALL_TIMES", 1)
            assert next(some) == "slow"
        assert list(some) == ["b", "c"]


def test_the_first_process_is_deaf_to_an_interrupt_from_its_start() -> None:
    script = "from pathlib import Path; from support.worker_actions import do, isolated, prepare\n"
    script += "some = isolated(do, [('pid', 1)], prepare, ())\n"
    script += "if __name__ == '__main__': print(Path(f'/proc/{next(some)}/status').read_text('ascii'))"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=Path(__file__).parents[1], capture_output=True, check=True, text=True
    )
    (blocked,) = re.findall(r"SigBlk:\s*(\w+)", done.stdout)
    assert int(blocked, 16) >> signal.SIGINT - 1 & 1


@pytest.mark.parametrize("name", ["multiprocessing", "random", "zcert"])
def test_no_module_is_taken_from_the_folder_of_the_files(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str
) -> None:
    (tmp_path / f"{name}.py").write_text("from pathlib import Path\nPath(__file__).with_name('started').touch()\n")
    monkeypatch.chdir(tmp_path)
    before = dict(os.environ)
    assert answers("a", "b") == ["a", "b"]
    assert not (tmp_path / "started").exists()
    assert dict(os.environ) == before


@pytest.fixture
def interruptible() -> Iterator[None]:
    """Let Ctrl-C raise KeyboardInterrupt, which it does not in a job in the background."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("interruptible")
def test_an_interrupt_through_another_thread_is_put_off() -> None:
    with pytest.raises(KeyboardInterrupt), worker.no_interrupts():  # noqa: PT012
        other = threading.Thread(target=take_interrupt)
        other.start()
        other.join()
        done = True
    assert done


def take_interrupt() -> None:
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    signal.raise_signal(signal.SIGINT)


def test_a_system_without_processes_is_named() -> None:
    with pytest.raises(worker.NoProcess, match="读取文件的辅助进程无法启动"):
        list(isolated(do, [("a", 1)], leave, ()))
