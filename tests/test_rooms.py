"""Every room of the add-in says what it is for, and the tests mirror the rooms."""

from pathlib import Path

import pytest

TESTS = Path(__file__).parent
ADDIN = TESTS.parent / "addin" / "zcert_addin"
ROOMS = sorted(folder.name for folder in ADDIN.iterdir() if (folder / "__init__.py").exists())


def test_these_are_the_rooms() -> None:
    assert {"cli", "buttons", "commands", "hosts", "reading", "opc", "disk"} <= set(ROOMS)
    assert [path.name for path in ADDIN.glob("*.py")] == ["__init__.py"]


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_says_what_it_is_for(room: str) -> None:
    lines = (ADDIN / room / "README.md").read_text("utf-8").splitlines()
    assert lines[0].startswith(f"# {room}：")
    assert 3 <= len(lines) <= 12


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_has_its_tests(room: str) -> None:
    assert list((TESTS / room).glob("test_*.py"))


def test_what_tests_share_is_no_test() -> None:
    assert list((TESTS / "support").rglob("test_*.py")) == []
    others = {path.name for path in TESTS.glob("*.py") if not path.name.startswith("test_")}
    assert others == {"conftest.py"}
