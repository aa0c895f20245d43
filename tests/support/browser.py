"""Debian's Chromium without a window, driven as its DevTools drive it (https://chromedevtools.github.io/devtools-protocol)."""

import base64
import json
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from websockets.sync.client import ClientConnection, connect

SECONDS = 60
_KEYS = {"Escape": 27, "Enter": 13, "Backspace": 8}


class Browser:
    """One tab; ``events`` are those that came in between, each with its method and its params."""

    def __init__(self, connection: ClientConnection) -> None:
        self._connection, self._number, self._session = connection, 0, ""
        self.events: list[dict[str, Any]] = []
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.call(f"{domain}.enable")

    def call(self, method: str, **params: object) -> dict[str, Any]:
        """Call a method of the protocol and return its result; AssertionError when it fails."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": params}
        self._connection.send(json.dumps(message | ({"sessionId": self._session} if self._session else {})))
        while True:
            answer: dict[str, Any] = json.loads(self._connection.recv(timeout=SECONDS))
            if answer.get("id") == self._number:
                assert "error" not in answer, answer["error"]
                return dict(answer["result"])
            self.events.append(answer)

    def open(self, path: Path) -> None:
        """Open a page and wait until all of it is loaded."""
        self.events.clear()
        self.call("Page.navigate", url=path.as_uri())
        while self.run("document.readyState") != "complete":
            time.sleep(0.05)

    def run(self, script: str) -> Any:  # noqa: ANN401  whatever the expression is
        """Return the value of a JavaScript expression."""
        answer = self.call("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def type(self, text: str) -> None:
        """Type a text where the cursor is."""
        self.call("Input.insertText", text=text)

    def press(self, key: str) -> None:
        """Press and release a key."""
        for kind in ("rawKeyDown", "keyUp"):
            self.call("Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=_KEYS[key])

    def click(self, selector: str) -> None:
        """Click an element with the mouse, in the middle of its first line, after scrolling it into sight."""
        middle = "var box = it.getClientRects()[0]; [box.x + box.width / 2, box.y + box.height / 2]"
        x, y = self.run(
            f"var it = document.querySelector({selector!r}); it.scrollIntoView({{block: 'center'}}); {middle}"
        )
        for kind in ("mousePressed", "mouseReleased"):
            self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)
        self.run("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")

    def resize(self, width_px: int, height_px: int) -> None:
        """Give the page this size."""
        self.call(
            "Emulation.setDeviceMetricsOverride", width=width_px, height=height_px, deviceScaleFactor=1, mobile=False
        )

    def print(self) -> bytes:
        """Return the page as it is printed, a PDF on the paper that its style asks for."""
        return base64.b64decode(self.call("Page.printToPDF", preferCSSPageSize=True, printBackground=True)["data"])

    def requested(self) -> list[str]:
        """Return the addresses that were asked for since the page was opened."""
        named = [one["params"] for one in self.events if one["method"] == "Network.requestWillBeSent"]
        return [one["request"]["url"] for one in named]

    def complaints(self) -> list[dict[str, Any]]:
        """Return what is in the console since the page was opened."""
        wanted = {"Runtime.consoleAPICalled", "Runtime.exceptionThrown", "Log.entryAdded"}
        return [one["params"] for one in self.events if one["method"] in wanted]


@contextmanager
def browser(folder: Path) -> Iterator[Browser]:
    """Give a browser with its profile in the folder."""
    program = shutil.which("chromium")
    assert program, "chromium is missing: install chromium"
    # As root, as in CI, Chromium has no sandbox; the page is ours.
    command = [program, "--headless", "--no-sandbox", "--disable-gpu", "--remote-debugging-port=0"]
    port = folder / "DevToolsActivePort"
    process = subprocess.Popen(
        [*command, f"--user-data-dir={folder}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        end_s = time.monotonic() + SECONDS
        while not port.exists() or len(port.read_text().split()) < 2:
            assert process.poll() is None, "chromium ended"
            assert time.monotonic() < end_s, "chromium did not start"
            time.sleep(0.05)
        number, address = port.read_text().split()
        with connect(f"ws://127.0.0.1:{number}{address}", max_size=None, proxy=None) as connection:
            yield Browser(connection)
    finally:
        process.terminate()
        process.wait(SECONDS)
