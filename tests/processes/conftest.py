import pytest

from zcert_addin.processes import limits


@pytest.fixture(autouse=True)
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a file that computes without end be given up after a second."""
    monkeypatch.setattr(limits, "CPU_S", 1)
