"""The one resident helper: started when first needed, restarted when it has died, ended with LibreOffice.

A message is one line of JSON. The side that asks waits for the answer, so one side is always waiting and the other may
ask; a cell recalculated while a button waits for its message box is answered in between.
"""

from __future__ import annotations

import json
import subprocess
import time
from typing import Any

from zcert_glue import Problem, program

DIED = "zcert程序意外结束，操作没有完成，请再试一次"

_PAUSE_S = 5.0
"""Seconds before a program that could not be started is looked for again: a sheet can hold thousands of formulas."""

_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


class Dead(Exception):
    """The process has ended."""


class Helper:
    """One helper process."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] = program.start()

    def send(self, message: dict[str, Any]) -> None:
        """Send one message; raises Dead."""
        line = _ENCODER.encode(message).encode("utf-8", "surrogatepass")
        pipe = self._process.stdin
        try:
            pipe.write(line + b"\n")  # type: ignore[union-attr]
            pipe.flush()  # type: ignore[union-attr]
        except (OSError, ValueError):
            self._bury()
            raise Dead from None

    def receive(self) -> dict[str, Any]:
        """Wait for one message; raises Dead."""
        line = self._process.stdout.readline()  # type: ignore[union-attr]
        try:
            return json.loads(line)  # type: ignore[no-any-return]
        except ValueError:
            # An empty or cut-off line, or the output of another program of the same name.
            self._bury()
            raise Dead from None

    def _bury(self) -> None:
        self._process.kill()
        self._process.wait()


class _Resident:
    """The helper in use; the only state of this package."""

    def __init__(self) -> None:
        self.helper: Helper | None = None
        self.problem = ""
        self.again_at_s = 0.0


_RESIDENT = _Resident()


def begin(message: dict[str, Any]) -> Helper:
    """Send the first message of a button and return the helper that has it; raises Problem when that fails."""
    for _ in range(2):
        if _RESIDENT.helper is None:
            _RESIDENT.helper = Helper()
        helper = _RESIDENT.helper
        try:
            # A process that died while idle takes the message and never answers, hence the greeting.
            helper.send({"greeting": True})
            helper.receive()
            helper.send(message)
        except Dead:
            forget(helper)
            continue
        return helper
    raise Problem(DIED)


def call(name: str, arguments: list[Any]) -> Any:  # noqa: ANN401  what a cell can hold
    """Evaluate a cell function; return a sentence when that fails."""
    for _ in range(2):
        helper = None
        try:
            helper = _resident()
            helper.send({"function": name, "arguments": arguments})
            return helper.receive()["answer"]
        except Dead:
            if helper is not None:
                forget(helper)
        except Problem as problem:
            return str(problem)
    return DIED


def forget(helper: Helper) -> None:
    """Let the next request start another process."""
    if _RESIDENT.helper is helper:
        _RESIDENT.helper = None


def _resident() -> Helper:
    if _RESIDENT.helper is None:
        if time.monotonic() < _RESIDENT.again_at_s:
            raise Problem(_RESIDENT.problem)
        try:
            _RESIDENT.helper = Helper()
        except Problem as problem:
            _RESIDENT.problem, _RESIDENT.again_at_s = str(problem), time.monotonic() + _PAUSE_S
            raise
    return _RESIDENT.helper
