"""PCs for the tests of this folder, all of which are tests on Windows."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from support.windows_pc import FOLDER, WindowsPc, copied_pc

HERE = Path(__file__).parent


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark them, and leave them out unless ``make windows`` has set the PC up."""
    ours = [item for item in items if HERE in item.path.parents]
    for item in ours:
        item.add_marker("windows")
    if FOLDER not in os.environ:
        items[:] = [item for item in items if item not in ours]
        config.hook.pytest_deselected(items=ours)


@pytest.fixture(scope="module")
def pc() -> Iterator[WindowsPc]:
    """Yield a PC on which tests may run programs and leave files, but install nothing."""
    with copied_pc() as started:
        yield started


@pytest.fixture
def fresh_pc() -> Iterator[WindowsPc]:
    """Yield a PC as one buys it, to which a test may do anything."""
    with copied_pc() as started:
        yield started


@pytest.fixture
def case_folder(units: Path, tmp_path: Path) -> Path:
    """Return a folder, with Chinese and a blank in its path, of a unit's workbook with faults and its photos."""
    folder = tmp_path / "甲 中学"
    shutil.copytree(units, folder)
    return folder
