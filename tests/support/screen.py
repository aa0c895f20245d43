"""A screen without a machine: an X server in memory, with a mouse, a keyboard and a camera."""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image, ImageGrab

WIDTH_PX, HEIGHT_PX = 1200, 720
WAIT_S = 120
"""How long the screen is waited for."""
COLOURS = 256
"""As many as a palette can have; windows and sheets look the same with them."""

_FEW_COLOURS = 32
"""A window that is not drawn yet has fewer."""


class Screen:
    """The screen with its X display name, such as ``:1``."""

    def __init__(self, display: str) -> None:
        self.display = display

    def _do(self, *words: object) -> str:
        environment = os.environ | {"DISPLAY": self.display}
        command = ["xdotool", *map(str, words)]
        return subprocess.run(
            command, env=environment, check=True, timeout=WAIT_S, capture_output=True, text=True
        ).stdout

    def _focus(self) -> None:
        """Give the keys to the window under the mouse, since there is no window manager to do it."""
        place = dict(line.split("=") for line in self._do("getmouselocation", "--shell").split())
        self._do("windowfocus", place["WINDOW"], "sleep", 0.1)

    def windows(self, title: str) -> list[str]:
        """Return the windows with this title that are shown, as the X server knows them, which disturbs no program."""
        environment = os.environ | {"DISPLAY": self.display, "LC_ALL": "C.UTF-8"}
        command = ["xdotool", "search", "--onlyvisible", "--name", f"^{title}$"]
        done = subprocess.run(command, check=False, env=environment, timeout=WAIT_S, capture_output=True, text=True)
        return done.stdout.split()

    def click(self, x_px: int, y_px: int) -> None:
        """Click as a hand does: move, give the window the keys, press.

        Where the press itself brings the keys to the window, what was shown for the cell goes, and the press with it.
        """
        self.point(x_px, y_px)
        self._focus()
        self._do("sleep", 0.2, "click", 1)

    def point(self, x_px: int, y_px: int) -> None:
        self._do("mousemove", x_px, y_px)

    def press(self, *keys: str) -> None:
        """Press keys by their X names, e.g. ``ctrl+s``, one after the other."""
        self._focus()
        self._do("key", "--delay", 40, *keys)

    def type(self, text: str) -> None:
        self._focus()
        self._do("type", "--delay", 15, text)

    def picture(self) -> Image.Image:
        """Return what is seen once a window is drawn and nothing moves any more."""
        before, end_s = None, time.monotonic() + WAIT_S
        while True:
            now = ImageGrab.grab(xdisplay=self.display)
            is_drawn = now.getcolors(_FEW_COLOURS) is None
            if is_drawn and before is not None and now.tobytes() == before.tobytes():
                return now
            assert time.monotonic() < end_s, "the screen does not come to rest"
            before = now
            time.sleep(0.2)


def save(picture: Image.Image, path: Path) -> None:
    """Save a picture as a small PNG with a palette, the same for the same pixels."""
    palette = picture.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, kmeans=2, dither=Image.Dither.NONE)
    palette.save(path, "PNG", optimize=True)


@contextmanager
def screen() -> Iterator[Screen]:
    """Give a screen of its own, whatever else runs on the machine."""
    for program in ("Xvfb", "xdotool"):
        assert shutil.which(program), f"{program} is missing: install xvfb and xdotool"
    reading, writing = os.pipe()
    command = [
        "Xvfb",
        "-displayfd",
        str(writing),
        "-screen",
        "0",
        f"{WIDTH_PX}x{HEIGHT_PX}x24",
        "-nolisten",
        "tcp",
        "-noreset",
    ]
    server = subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL)
    os.close(writing)
    try:
        with os.fdopen(reading) as told:
            number = told.readline().strip()
        assert number, "Xvfb did not start"
        yield Screen(f":{number}")
    finally:
        server.terminate()
        server.wait(20)
