import pytest

from zcert_addin.processes import limits, worker


@pytest.fixture(autouse=True)
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Abandon a file that computes without end after a second of a core; the clock of a busy machine waits."""
    monkeypatch.setattr(limits, "CPU_S", 1)
    monkeypatch.setattr(worker, "WALL_TIMES", 100)
