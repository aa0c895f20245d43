"""What does a package or a loose workbook hold? Asked in a worker process, as ``read_unit`` is for a merge."""

import datetime as dt
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from zcert.errors import UserError
from zcert.exchange.naming import unit_of
from zcert.form import Form
from zcert.preset import preset_of
from zcert_addin.commands.read_unit import Unit, guarded, prepare
from zcert_addin.exchange.package_reader import opened
from zcert_addin.reading.preflight import Unreadable, read_regular
from zcert_addin.reading.workbook import parse_dictionary
from zcert_dictionaries import Edition


class Seen(NamedTuple):
    """What is in it.

    unit:    its rows, and what is wrong with them, photos apart.
    known:   the name of the unit that a loose workbook gives; empty when nothing tells it.
    summary: whether it is a summary.
    numbers: the numbers of the people of a loose workbook, to find their photos.
    """

    unit: Unit
    known: str = ""
    summary: bool = False
    numbers: tuple[str, ...] = ()


class _Looking:
    """What a process needs besides; set once when it starts."""

    forms: tuple[Form, ...]
    passwords: Mapping[str, str]


def prepare_looking(today: dt.date, edition: Edition, forms: tuple[Form, ...], passwords: Mapping[str, str]) -> None:
    """Tell this process what it will need; passwords: of sealed packages, by path."""
    prepare("", today, edition, forms)
    _Looking.forms, _Looking.passwords = forms, passwords


def look_into(question: str) -> Seen:
    """Read one workbook; question: kind, NUL, path, as of ``incoming``."""
    kind, _, name = question.partition("\0")
    path, content = Path(name), BytesIO()

    def read() -> bytes:
        if kind == "loose":
            content.write(read_regular(path))
        else:
            _unpack(path, content)
        return content.getvalue()

    unit = guarded(read)
    tables = [block.table for block in unit.blocks(_Looking.forms)]
    summary = any(table.origins for table in tables)
    if kind != "loose" or unit.status != "merged":
        return Seen(unit, summary=summary)
    known = unit_of(preset_of(parse_dictionary(content.getvalue())), tables, path.stem)
    numbers = tuple(number for table in tables for number in table.columns[table.form.key])
    return Seen(unit, known, summary, numbers)


def _unpack(path: Path, content: BytesIO) -> None:
    try:
        with opened(path, lambda _name: _Looking.passwords.get(str(path), "")) as package:
            package.copy(package.manifest.workbook, content)
    except UserError as error:
        raise Unreadable(str(error)) from None
