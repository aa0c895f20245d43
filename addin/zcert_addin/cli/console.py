"""What the command line shows: progress bars, tables, and numbers masked wherever they might turn up."""

import errno
import json
import os
import re
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from io import StringIO

from zcert.values.masking import mask_within
from zcert_addin.cli import streams

_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
_WIDTH_OF_FILES = 120
_WIDTH_OF_BAR = 20
_WIDTH_OF_FIGURES = 36
"""Columns of a terminal for what is done, up to five digits of how much there is, the time that is left, and blanks."""


class ReaderGone(Exception):  # noqa: N818  the name says the fault
    """Nobody reads standard output any more. No OSError: click would end the program itself, with another exit code."""


def masked(text: str) -> str:
    """Hide the middle of every run of 15 or 18 characters that could be an identity number.

    What cannot be seen or would begin another line, as a line break in a file name, is shown as one mark.
    """
    return mask_within(_UNSEEN.sub("�", text))


def say(text: str = "") -> None:
    """Print one line for people."""
    _write(masked(text) + "\n")


def show(text: str) -> None:
    """Print a text of the program itself, such as a help, of several lines."""
    _write(text + "\n")


def _write(text: str) -> None:
    with _reader_may_go():
        sys.stdout.write(text)


def flush() -> None:
    """Hand over what has been printed; raises ReaderGone, OSError as the disk does."""
    with _reader_may_go():
        sys.stdout.flush()


@contextmanager
def _reader_may_go() -> Iterator[None]:
    """Raise ReaderGone for what means that of standard output only: Windows reports EINVAL."""
    try:
        yield
    except OSError as error:
        if error.errno in {errno.EPIPE, errno.EINVAL}:
            raise ReaderGone from error
        raise


def complain(text: str) -> None:
    """Print one sentence on standard error, if anybody still reads that."""
    with suppress(OSError):
        sys.stderr.write(f"zcert：{masked(text)}\n")


def print_json(value: object) -> None:
    """Print one JSON document on one line, in UTF-8 unless the environment names another encoding (streams).

    Texts from outside stay as they are, lone surrogates escaped; all is escaped where the encoding lacks a character.
    """
    streams.prepare_for_json(sys.stdout)
    text = json.dumps(value, ensure_ascii=False).encode("utf-8", "backslashreplace").decode()
    try:
        text.encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:
        text = json.dumps(value)
    _write(text + "\n")


def table(
    headers: Sequence[str], rows: Iterable[Sequence[str]], styles: Sequence[str] = (), *, figures: Collection[int] = ()
) -> None:
    """Print a table for people; ``styles`` are rich styles of the columns, ``figures`` those (0-based) of numbers."""
    from rich.box import SIMPLE_HEAD  # noqa: PLC0415  rich is slow to import and not always needed
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    watched = sys.stdout.isatty()
    width = None if watched or os.environ.get("COLUMNS") else _WIDTH_OF_FILES
    # Not standard output: rich draws other lines for another encoding than UTF-8, and all of them have these.
    console = Console(file=None if watched else StringIO(), width=width, highlight=False)
    shown = Table(box=SIMPLE_HEAD, pad_edge=False)
    for at, header in enumerate(headers):
        style = styles[at] if at < len(styles) else ""
        shown.add_column(header, style=style, overflow="fold", justify="right" if at in figures else "left")
    for row in rows:
        shown.add_row(*(Text(masked(cell)) for cell in row))
    if watched:
        console.print(shown)
        return
    with console.capture() as captured:
        console.print(shown)
    _write("".join(f"{line.rstrip()}\n" for line in captured.get().splitlines()))


@contextmanager
def progress(what: str) -> Iterator[Callable[[int, int, str], None]]:
    """Show a bar on standard error during a long task; yield the function that moves it.

    The function takes what is done, how much there is, and what comes next. No bar unless standard error is a terminal.
    """
    if not sys.stderr.isatty():
        yield lambda _done, _total, _name: None
        return
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415

    console = Console(stderr=True)
    free = max(0, console.width - _WIDTH_OF_FIGURES)
    bar_width = min(_WIDTH_OF_BAR, free // 2)
    columns = (
        TextColumn(what),
        BarColumn(bar_width),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[name]}", markup=False),
    )
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(what, total=None, name="")
        yield lambda done, total, name: bar.update(
            task, completed=done, total=total, name=_end(masked(name), free - bar_width)
        )


def _end(text: str, width: int) -> str:
    """Return as much of the end of a text as fits into some columns of a terminal."""
    from rich.cells import cell_len  # noqa: PLC0415  as above

    while cell_len(text) > width:
        text = text[1:]
    return text
