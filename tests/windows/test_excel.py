"""The buttons and cell functions in an imitation of Excel, reached through xlwings' DLL and its own Windows engine.

The tests themselves are in the folder excel and run on the PC, in a process that is the Excel; here they are started,
all in one go, and each of its modules is a test.
"""

from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from support.screen import screen
from support.windows_pc import FROZEN, PYTHON, copied_pc

FOLDER = Path(__file__).parent / "excel"
MODULES = sorted(path.stem for path in FOLDER.glob("test_*.py"))
TIMEOUT_S = 900


@pytest.fixture(scope="module")
def ran() -> Iterator[tuple[dict[str, list[ET.Element]], str]]:
    """Yield what came of each test, by module, and all that was written."""
    with screen() as shown, copied_pc(display=shown.display) as pc:
        # Without a window manager Wine waits two seconds for one at every window.
        pc.write_registry(r"HKCU\Software\Wine\X11 Driver", Managed="N")
        done = pc.run(
            *(PYTHON, "-X", "utf8", "-B", "-m", "pytest", "-q", "--durations=10", "-p", "no:cacheprovider"),
            *("-o", "faulthandler_timeout=120", "--basetemp", r"C:\pytest", "--junit-xml", r"C:\report.xml"),
            pc.windows(FOLDER),
            cwd=FOLDER.parents[2],
            timeout=TIMEOUT_S,
            ZCERT_PROGRAM=FROZEN.rpartition("\\")[0],
        )
        told = f"{done.text}\n{done.errors}"
        found: dict[str, list[ET.Element]] = {module: [] for module in MODULES}
        report = pc.path("C:/report.xml")
        assert report.exists(), told
        for one in ET.parse(report).iter("testcase"):
            found[one.get("classname", "").rpartition(".")[2]].append(one)
        yield found, told


@pytest.mark.parametrize("module", MODULES)
def test_in_excel(ran: tuple[dict[str, list[ET.Element]], str], module: str) -> None:
    found, told = ran
    assert found[module], told
    failed = [one.get("name") for one in found[module] if len(one)]
    assert failed == [], told
