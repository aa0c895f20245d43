"""What the command line shows: progress bars, tables, and numbers masked wherever they might turn up."""

import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager

from zcert.values.id_number import mask

_NUMBERS = re.compile(r"(?<![0-9])[0-9]{15}(?:[0-9]{2}[0-9Xx])?(?![0-9])")
_UNSEEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
_WIDTH_OF_FILES = 120


def masked(text: str) -> str:
    """Hide the middle of each 15- or 18-character run that may be an identity number; replace invisible characters."""
    return _NUMBERS.sub(lambda match: mask(match[0]), _UNSEEN.sub("�", text))


def say(text: str = "") -> None:
    """Print one line for people."""
    sys.stdout.write(masked(text) + "\n")


def complain(text: str) -> None:
    """Print one sentence on standard error."""
    sys.stderr.write(f"zcert：{masked(text)}\n")


def print_json(value: object) -> None:
    """Print one JSON document on one line; texts from outside stay as they are, lone surrogates escaped."""
    text = json.dumps(value, ensure_ascii=False)
    sys.stdout.write(text.encode("utf-8", "backslashreplace").decode() + "\n")


def table(headers: Sequence[str], rows: Iterable[Sequence[str]], styles: Sequence[str] = ()) -> None:
    """Print a table for people; ``styles`` are rich styles of the columns."""
    from rich.box import SIMPLE_HEAD  # noqa: PLC0415  rich is slow to import and not always needed
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    console = Console(width=None if sys.stdout.isatty() else _WIDTH_OF_FILES, highlight=False)
    shown = Table(box=SIMPLE_HEAD, pad_edge=False)
    for at, header in enumerate(headers):
        shown.add_column(header, style=styles[at] if at < len(styles) else "", overflow="fold")
    for row in rows:
        shown.add_row(*(Text(masked(cell)) for cell in row))
    console.print(shown)


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

    columns = (
        TextColumn(what),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[name]}"),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=None, name="")
        yield lambda done, total, name: bar.update(task, completed=done, total=total, name=masked(name)[-40:])
