"""LibreOffice Calc for tests, driven from the system's Python, which has LibreOffice's modules."""

import io
import json
import os
import shutil
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from zcert_addin.commands.build_files import EXTENSION
from zcert_calc.oxt import build_oxt

OK, YES, NO = ["OK", "确定"], ["Yes", "是"], ["No", "否"]
PYTHON = "/usr/bin/python3"
OFFICE_PYTHON = Path(__file__).parent / "office_python"
WAIT_S = 120
"""How long anything is waited for: a machine that does other work as well may take that long."""
PROBE = OFFICE_PYTHON / "probe.py"
ZCERT = Path(sys.executable).parent / "zcert"


class CalcError(Exception):
    """What LibreOffice or its driver said."""


class CalcOffice:
    """A running LibreOffice; every method of the driver can be called by its name."""

    def __init__(self, folder: Path, display: str = "") -> None:
        """Prepare LibreOffice with its profile in the folder; it draws into memory unless a display is given."""
        self.folder = folder
        self.environment = {
            "ZCERT_PROGRAM": str(ZCERT),
            "BROWSER": str(folder / "browser"),
            "ZCERT_SEEN": str(self.seen),
        }
        self._started = 0
        assert shutil.which("soffice"), "soffice is missing: install libreoffice-calc and python3-uno"
        driver = OFFICE_PYTHON / "driver.py"
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
        self._process = subprocess.Popen(
            [PYTHON, str(driver), str(folder / "profile"), display],
            env=environment | {"PYTHONIOENCODING": "utf-8"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )

    def __getattr__(self, method: str) -> Callable[..., Any]:
        def call(*arguments: object, **named: object) -> Any:  # noqa: ANN401  each method has its own answer
            assert self._process.stdin
            assert self._process.stdout
            self._process.stdin.write(json.dumps([method, arguments, named], default=str) + "\n")
            self._process.stdin.flush()
            line = self._process.stdout.readline()
            assert line, "the driver has ended; is python3-uno installed?"
            answer = json.loads(line)
            if "error" in answer:
                raise CalcError(answer["error"])
            return answer["result"]

        return call

    @property
    def browser(self) -> Path:
        """The script started instead of a browser."""
        return self.folder / "browser"

    @property
    def seen(self) -> Path:
        """The file with the address of the page last opened for reading."""
        return self.folder / "seen"

    def install_extension(self) -> None:
        """Install the extension, the probe, and the fake browser."""
        self.browser.write_text(BROWSER)
        self.browser.chmod(0o755)
        (self.folder / EXTENSION).write_bytes(build_oxt())
        (self.folder / "probe.oxt").write_bytes(component(PROBE.read_text("utf-8"), "zcert.test.Probe"))
        self.start()
        self.install(self.folder / EXTENSION)
        self.install(self.folder / "probe.oxt")
        self.stop()

    def ensure_started(self) -> None:
        """Start LibreOffice unless it is running."""
        if not self._started or not alive(self._started):
            self._started = self.start(self.environment)

    def helpers(self) -> list[int]:
        """Return the ids of the helper processes in this LibreOffice's session."""
        found = []
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                words = (folder / "cmdline").read_bytes().split(b"\0")
                own = os.getsid(int(folder.name)) == self._started
            except OSError:
                continue
            if b"calc-server" in words and own:
                found.append(int(folder.name))
        return found

    def end(self) -> None:
        assert self._process.stdin
        self._process.stdin.close()
        self._process.wait(30)
        assert self._process.stdout
        self._process.stdout.close()


def pressed(office: CalcOffice, label: str, *answers: list[str]) -> list[str]:
    """Press a toolbar button, answer its boxes, wait until it has ended, and return their texts."""
    office.press(label)
    said = [office.box(answer) for answer in answers or (OK,)]
    assert not office.is_working()
    return said


def alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def wait_for(what: Callable[[], Any], limit_s: float = WAIT_S) -> None:
    end_s = time.monotonic() + limit_s
    while not what():
        assert time.monotonic() < end_s
        time.sleep(0.05)


BROWSER = '#!/bin/sh\nprintf "%s" "$1" > "$ZCERT_SEEN.part" && mv "$ZCERT_SEEN.part" "$ZCERT_SEEN"\n'
COMPONENTS = """<components xmlns="http://openoffice.org/2010/uno-components">
<component loader="com.sun.star.loader.Python" uri="component.py">
<implementation name="{0}"><service name="{0}"/></implementation></component></components>"""
MANIFEST = """<manifest:manifest xmlns:manifest="http://openoffice.org/2001/manifest">
<manifest:file-entry manifest:media-type="application/vnd.sun.star.uno-components" manifest:full-path="one.components"/>
</manifest:manifest>"""


def component(source: str, service: str) -> bytes:
    """Return an extension that holds one component."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        package.writestr("component.py", source)
        package.writestr("one.components", COMPONENTS.format(service))
        package.writestr("META-INF/manifest.xml", MANIFEST)
    return file.getvalue()
