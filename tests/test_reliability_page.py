"""docs/reliability.md names tests that exist."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "reliability.md").read_text("utf-8")
TESTS = "\n".join(path.read_text("utf-8") for path in Path(__file__).parent.rglob("test_*.py"))


@pytest.mark.parametrize("name", sorted(set(re.findall(r"test_\w+(?:\.py)?", PAGE))))
def test_it_exists(name: str) -> None:
    assert any(Path(__file__).parent.rglob(name)) if name.endswith(".py") else f"\ndef {name}(" in TESTS


def test_there_are_thirteen_promises() -> None:
    assert [int(number) for number in re.findall(r"^\| (\d+)\. ", PAGE, re.MULTILINE)] == list(range(1, 14))
