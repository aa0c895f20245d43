"""The resident helper of LibreOffice: buttons and cell functions, requested in lines of JSON.

The side that asks waits for the answer. LibreOffice sends ``{"button": …}``, gets commands ``{"do": …, "with": {…}}``
one by one, answers each with ``{"result": …}`` or ``{"refused": sentence}``, until it gets ``{"done": true}``. It sends
``{"function": …, "arguments": […]}`` at any time, also instead of answering a command, and gets ``{"answer": …}`` at
once. ``{"greeting": true}`` is echoed. When LibreOffice ends, so do the lines and the helper.
"""

import gc
import json
import os
import sys
from typing import IO, Any, Final

from zcert.errors import UserError
from zcert_addin.buttons import load
from zcert_addin.hosts.calc import CalcHost
from zcert_bridge import log
from zcert_bridge.sentences import sentence
from zcert_udfs import FUNCTIONS

UNKNOWN: Final = "zcert程序与LibreOffice扩展的版本不一致，请重新安装扩展"
BUSY: Final = "LibreOffice没有接受这个操作，请关闭打开的对话框后重试"

_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_FUNCTIONS: Final = {one.name: one.function for one in FUNCTIONS}


class DisconnectedError(Exception):
    """LibreOffice has closed the pipes."""


class Line:
    """The connection to LibreOffice through two pipes."""

    def __init__(self, source: IO[bytes], target: IO[bytes]) -> None:
        self._source, self._target = source, target

    def ask(self, command: str, **arguments: object) -> Any:  # noqa: ANN401  each command has its own answer
        """Have LibreOffice carry out a command and return its answer; raises UserError with its sentence."""
        self.send({"do": command, "with": arguments})
        answer = self.receive()
        if "refused" in answer:
            raise UserError(answer["refused"])
        return answer["result"]

    def send(self, message: dict[str, object]) -> None:
        """Send one message; raises DisconnectedError."""
        line = _ENCODER.encode(message).encode("utf-8", "surrogatepass")
        try:
            self._target.write(line + b"\n")
            self._target.flush()
        except OSError:
            raise DisconnectedError from None

    def receive(self) -> dict[str, Any]:
        """Wait for a message, answering cell functions meanwhile; raises DisconnectedError at the end."""
        while True:
            line = self._source.readline()
            if not line.endswith(b"\n"):
                raise DisconnectedError
            message: dict[str, Any] = json.loads(line)
            if "function" in message:
                self.send({"answer": call(message["function"], message["arguments"])})
            elif "greeting" in message:
                self.send(message)
            else:
                return message


def call(name: str, arguments: list[object]) -> object:
    """Evaluate a cell function; trailing arguments may be left out."""
    if name not in _FUNCTIONS:
        return UNKNOWN
    return _FUNCTIONS[name](*arguments)


def press(button: str, office: Line) -> None:
    """Run a button and show every error as one sentence; raises DisconnectedError only."""
    try:
        host = CalcHost(office)
        try:
            load(button).run(host)
        except DisconnectedError:
            raise
        except BaseException as error:  # noqa: BLE001  this is the edge
            host.complain(sentence(button, error, BUSY))
    except UserError as error:
        log.note(button, error)


def serve(source: IO[bytes], target: IO[bytes]) -> None:
    """Answer until LibreOffice closes the pipes."""
    office = Line(source, target)
    try:
        while True:
            button = office.receive()["button"]
            # Millions of cells are created at once, and none is garbage before the end.
            gc.disable()
            press(button, office)
            gc.enable()
            office.send({"done": True})
    except DisconnectedError:
        return


def main() -> None:
    """Serve on the standard streams; what a library prints is discarded."""
    source, target = sys.stdin.buffer, os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    with open(os.devnull, "wb") as nowhere:  # noqa: PTH123  a device
        os.dup2(nowhere.fileno(), sys.stdout.fileno())
    serve(source, target)
