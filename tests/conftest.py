"""Fixtures that several test modules share."""

import os
from collections.abc import Iterator

import pytest

import excel_engine


@pytest.fixture
def excel() -> Iterator[excel_engine.App]:
    """Give a running imitation of Excel that xlwings takes for the real one."""
    with excel_engine.installed() as engine:
        yield engine.apps.add()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the long trials of ``make fault`` unless it asks for them."""
    if "ZCERT_FAULT_ROUNDS" in os.environ:
        return
    long = [item for item in items if item.get_closest_marker("fault")]
    items[:] = [item for item in items if not item.get_closest_marker("fault")]
    config.hook.pytest_deselected(items=long)
