"""LibreOffice Calc for tests, driven from another Python, because the office's modules belong to the system's own."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

PYTHON = "/usr/bin/python3"
ZCERT = Path(sys.executable).parent / "zcert"


class CalcError(Exception):
    """What the office or its driver said."""


class CalcOffice:
    """A running office; every method of the driver can be called by its name."""

    def __init__(self, profile: Path, display: str = "") -> None:
        assert shutil.which("soffice"), "soffice is missing: install libreoffice-calc and python3-uno"
        driver = Path(__file__).parent / "calc_driver.py"
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
        self._process = subprocess.Popen(
            [PYTHON, str(driver), str(profile), display],
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

    def end(self) -> None:
        assert self._process.stdin
        self._process.stdin.close()
        self._process.wait(30)
        assert self._process.stdout
        self._process.stdout.close()
