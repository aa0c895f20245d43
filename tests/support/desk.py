"""A clerk at a screen with LibreOffice Calc: clicks buttons, answers boxes, types, and keeps pictures."""

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from support.calc_office import OK, CalcOffice, wait_for
from support.screen import HEIGHT_PX, WIDTH_PX, Screen, save, screen
from zcert import words

PICTURES = "ZCERT_PICTURES"
"""The folder for the pictures that ``make pictures`` asks for."""
ZOOM = 75
SETTLED_S = 0.3
"""How long a box is left alone after it has appeared."""
GRID_PX = (560, 500)
"""A place that is inside the sheet, in every window."""
PICKER = {"file_name", "open"}
CHINESE = {"ZCERT_TEST_LOCALE": "zh-CN", "FC_LANG": "zh-cn"}
"""The language of the windows, and whose forms of the characters are shown."""


class Desk:
    """One clerk's LibreOffice on a screen."""

    def __init__(self, office: CalcOffice, seen: Screen, pictures: Path) -> None:
        self.office, self.screen, self.pictures = office, seen, pictures
        self.taken: list[str] = []

    def open(self, path: Path) -> None:
        """Open a workbook in a window as large as the screen."""
        self.office.open(path)
        self.settle()

    def settle(self, zoom: int = ZOOM) -> None:
        """Make the window in front as large as the screen, the sheet at this percentage, and put the mouse on it."""
        self.office.fill_screen(WIDTH_PX, HEIGHT_PX, zoom)
        self.screen.point(*GRID_PX)

    def click(self, label: str) -> None:
        """Click a button of the toolbar with the mouse, or as a screen reader does where the window hides it."""
        place = self.still_place(label)
        if place:
            self.screen.click(*place)
        else:
            self.office.press(label)

    def still_place(self, label: str) -> list[int] | None:
        """Return where a button is as soon as two looks agree: while a window is laid out anew, its buttons move.

        A click on the place of a moment ago can meet the cross that closes the document.
        """
        before, place = None, self.office.place(label)
        while place != before:
            time.sleep(SETTLED_S)
            before, place = place, self.office.place(label)
        return place

    def answer(self, answer: list[str] = OK, picture: str = "") -> str:
        """Answer a box with the mouse, or with Return where there is nothing to choose; return what it said."""
        # LibreOffice can crash when it is asked about a window that is just appearing or closing.
        wait_for(lambda: self.screen.windows(words.PROGRAM))
        (box, *_) = self.screen.windows(words.PROGRAM)
        time.sleep(SETTLED_S)
        text, x_px, y_px = self.office.box_place(answer)
        if picture:
            self.keep(picture)
        if answer is OK:
            self.screen.point(x_px, y_px)
            self.screen.press("Return")
        else:
            self.screen.click(x_px, y_px)
        wait_for(lambda: box not in self.screen.windows(words.PROGRAM))
        self.screen.point(*GRID_PX)
        return str(text)

    def finish(self) -> None:
        """Wait until the button has ended, and go on in the window that it has left in front."""
        wait_for(lambda: not self.office.is_working())
        self.office.latest()
        self.settle()

    def pressed(self, label: str, picture: str = "") -> str:
        """Click a button that only tells something; return what it said."""
        self.click(label)
        said = self.answer(OK, picture)
        wait_for(lambda: not self.office.is_working())
        return said

    def choose(self, path: Path, picture: str = "") -> None:
        """Choose a file or folder in LibreOffice's dialog."""
        wait_for(lambda: set(self.office.children()) >= PICKER)
        if picture:
            self.keep(picture)
        self.office.choose(str(path))

    def type_into(self, cell: str, text: str) -> None:
        """Type letters and digits into a cell of the first sheet, with the keys."""
        self.office.select(cell)
        self.screen.point(*GRID_PX)
        self.screen.type(text)
        self.screen.press("Return")

    def keep(self, name: str) -> None:
        """Keep a picture of the screen."""
        save(self.screen.picture(), self.pictures / f"{name}.png")
        self.taken.append(name)


@contextmanager
def place(folder: Path) -> Iterator[Path]:
    """Give the folder of the walk: the one that is offered, or for pictures one that can be shown."""
    if PICTURES not in os.environ:
        yield folder
        return
    shown = Path(tempfile.gettempdir()) / words.PROGRAM
    shutil.rmtree(shown, ignore_errors=True)
    shown.mkdir()
    yield shown
    shutil.rmtree(shown)


@contextmanager
def desk(folder: Path) -> Iterator[Desk]:
    """Give a desk with the extension installed; the pictures go into the folder unless another one is asked for."""
    with screen() as seen, pytest.MonkeyPatch.context() as patch:
        for name, value in CHINESE.items():
            patch.setenv(name, value)
        office = CalcOffice(folder, seen.display)
        office.install_extension()
        office.ensure_started()
        one = Desk(office, seen, Path(os.environ.get(PICTURES) or folder))
        try:
            yield one
            office.close_all()
            office.stop()
        except BaseException:
            save(seen.picture(), folder / "failed.png")
            raise
        finally:
            office.end()
