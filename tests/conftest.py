"""Fixtures that several test modules share."""

from collections.abc import Iterator

import pytest

import excel_engine


@pytest.fixture
def excel() -> Iterator[excel_engine.App]:
    """Give a running imitation of Excel that xlwings takes for the real one."""
    with excel_engine.installed() as engine:
        yield engine.apps.add()
