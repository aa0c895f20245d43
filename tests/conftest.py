"""Fixtures that several test modules share."""

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from support import excel_engine, moving_clock
from support.calc_office import CalcError, CalcOffice
from support.contract import Case
from support.domain import TODAY
from support.returning import mend_some, return_all
from support.windows_disk import WindowsDisk
from zcert import clock
from zcert_addin.commands import choose_folder
from zcert_addin.commands.check_workbook import Settings
from zcert_addin.commands.pack_up import look, pack
from zcert_addin.demonstration.units import FAULTY, write_units
from zcert_dictionaries import load_edition

# How long an example takes says how busy the machine is.
settings.register_profile("busy", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("busy")

# Only Windows Python can import them.
collect_ignore_glob = [] if sys.platform == "win32" else ["support/com_excel/*", "support/excel_client.py"]

# How wide a terminal is, which pytest-xdist hands on to its processes.
os.environ.pop("COLUMNS", None)


@pytest.fixture(scope="session", autouse=True)
def moving() -> Iterator[None]:
    """Make time pass between any two workbooks that a test makes."""
    with pytest.MonkeyPatch.context() as patch:
        moving_clock.install(patch)
        yield


@pytest.fixture(autouse=True)
def no_folder_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Begin every test in a program in which no folder was chosen yet, whatever ran before."""
    monkeypatch.setattr(choose_folder, "_CHOSEN", {})


@pytest.fixture(scope="module")
def today() -> Iterator[None]:
    """Fix the day that the cell functions take for today."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "today", lambda: TODAY)
        yield


@pytest.fixture
def windows_disk(monkeypatch: pytest.MonkeyPatch) -> WindowsDisk:
    """Make the disk refuse what Windows refuses."""
    return WindowsDisk(monkeypatch)


@pytest.fixture
def excel() -> Iterator[excel_engine.App]:
    """Yield a running imitation of Excel that xlwings takes for the real one."""
    with excel_engine.installed() as engine:
        yield engine.apps.add()


@pytest.fixture(scope="session")
def units(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder that is not to be changed: a unit's workbook with faults of every kind, and its photos."""
    folder = tmp_path_factory.mktemp("units")
    write_units(folder, load_edition())
    return folder / Path(FAULTY).stem


@pytest.fixture(scope="session")
def back(units: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder that is not to be changed: what went back to that unit, two rows mended, one not quite."""
    folder = tmp_path_factory.mktemp("交回")
    (path,) = return_all(units / FAULTY, folder).values()
    mend_some(path)
    return folder


@pytest.fixture(scope="session")
def parcels(units: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder that is not to be changed: the package of that unit."""
    folder = tmp_path_factory.mktemp("报送包")
    settings = Settings(TODAY, load_edition(), units)
    pack(look(units / FAULTY, "", settings), folder, settings)
    return folder


@pytest.fixture
def case(units: Path, back: Path, parcels: Path, tmp_path: Path) -> Case:
    """Return a copy of that workbook, and answers."""
    folder = tmp_path / "单位"
    shutil.copytree(units, folder)
    backup = tmp_path / "采集表_20260101_080000.备份.xlsx"
    shutil.copy(folder / FAULTY, backup)
    listing = tmp_path / "单位清单.csv"
    listing.write_text("单位名称,上报单位\n甲中学,杭州市\n乙/中学,\n", "gb18030")
    return Case(folder / FAULTY, folder=folder, file=backup, listing=listing, back=back, parcels=parcels)


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], CalcOffice]]:
    """Yield a function that returns LibreOffice with the extension; a new one when the last was killed."""
    office = CalcOffice(tmp_path_factory.mktemp("calc"))
    office.install_extension()

    def get() -> CalcOffice:
        office.ensure_started()
        return office

    yield get
    office.end()


@pytest.fixture
def office(running: Callable[[], CalcOffice]) -> Iterator[CalcOffice]:
    """Yield LibreOffice with the extension and no document open."""
    started = running()
    yield started
    try:
        started.close_all()
    except CalcError:
        started.kill()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the long trials of ``make fault`` unless it asks for them."""
    if "ZCERT_FAULT_ROUNDS" in os.environ:
        return
    long = [item for item in items if item.get_closest_marker("fault")]
    items[:] = [item for item in items if not item.get_closest_marker("fault")]
    config.hook.pytest_deselected(items=long)
