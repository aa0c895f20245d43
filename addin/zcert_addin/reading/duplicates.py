"""Replaces duplicate sheet names and row numbers by unique ones, so that calamine reads all of them.

Spreadsheet programs never write such files; other programs and careless repairs do. python-calamine would return one of
the two in place of both. In a copy, the later sheet gets a unique name, and the later row a unique number after all
others; the notes tell what it was called in the file. Nothing outside this module knows how that is done.
"""

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from html import escape, unescape
from typing import Final
from xml.parsers import expat

from zcert_addin.opc.reader import BadPackage, PackageReader
from zcert_addin.opc.relationships import is_sheet, sheet_parts, workbook_part
from zcert_addin.opc.writer import PackageWriter
from zcert_addin.reading.looks import looks_of
from zcert_addin.reading.sheet import Notes
from zcert_addin.reading.sheet_xml import notes_of, row_pattern
from zcert_templates.cell_ref import LAST_ROW
from zcert_templates.own_sheets import is_own

_NAME: Final = re.compile(rb"(\sname\s*=\s*[\"'])([^\"'<]*)")
_END: Final = re.compile(rb"</(?:\w+:)?sheetData\s*>")
_OWN_NUMBER: Final = re.compile(rb"(\sr=[\"'])\d+")
_CELL_ROW: Final = re.compile(rb"(<(?:\w+:)?c\s(?:[^>]*?\s)?r=[\"'][A-Za-z]+)\d+")


def made_unique(package: PackageReader) -> tuple[bytes, dict[str, Notes]] | None:
    """Return a copy without duplicates and the notes of its sheets by name; None where that is impossible.

    Raises Unreadable for what is wrong with a sheet besides.
    """
    try:
        book, sheets = workbook_part(package), sheet_parts(package)
        names = _unique_names([name for name, _ in sheets])
        changed = {book: _renamed(package.read(book), names)} if names else {}
        moved: dict[str, Mapping[int, int]] = {}
        for part in {part: None for _, part in sheets if part}:
            changed[part], moved[part] = _renumbered(package.read(part))
        data, looks = _copy(package, changed), looks_of(package)
    except (BadPackage, _CannotRename):
        return None
    shared = {sheets[at][0].casefold() for at in names}
    notes = {
        names.get(at, name): replace(
            notes_of(changed[part], looks), same_name=name if name.casefold() in shared else "", moved_rows=moved[part]
        )
        for at, (name, part) in enumerate(sheets)
        if part and not is_own(names.get(at, name))
    }
    return data, notes


class _CannotRename(Exception):  # noqa: N818  named for what happened
    """The duplicates cannot be made unique."""


def _copy(package: PackageReader, changed: Mapping[str, bytes]) -> bytes:
    file = io.BytesIO()
    with PackageWriter(file) as copy:
        for part in package.names:
            if part in changed:
                copy.write(part, changed[part])
            else:
                copy.copy(package, part)
    return file.getvalue()


def _unique_names(names: list[str]) -> dict[int, str]:
    """Return a unique name for each sheet whose name another one has before it, by its place."""
    all_names, taken = {name.casefold() for name in names}, set[str]()
    given: dict[int, str] = {}
    for at, name in enumerate(names):
        own, count = name, 1
        while own.casefold() in taken or (count > 1 and own.casefold() in all_names):
            count += 1
            own = f"{name}（{count}）"
        taken.add(own.casefold())
        if own != name:
            given[at] = own
    return given


def _renamed(xml: bytes, names: Mapping[int, str]) -> bytes:
    out, done = [], 0
    for at, start in enumerate(_sheet_tags(xml)):
        if at in names:
            name = _NAME.search(xml, start)
            # What the parser understood and these bytes must be the same text: not so in UTF-16.
            if name is None or not names[at].startswith(unescape(name[2].decode("utf-8", "replace"))):
                raise _CannotRename
            out += [xml[done : name.start(2)], escape(names[at]).encode()]
            done = name.end(2)
    return b"".join([*out, xml[done:]])


def _sheet_tags(xml: bytes) -> Iterator[int]:
    """Yield the byte at which each sheet's tag begins; the part was parsed before."""
    starts: list[int] = []
    parser = expat.ParserCreate(namespace_separator=" ")

    def begin(name: str, _attributes: dict[str, str]) -> None:
        if is_sheet(name):
            starts.append(parser.CurrentByteIndex)

    parser.StartElementHandler = begin
    parser.Parse(xml, True)  # noqa: FBT003  # the parser takes no keyword
    yield from starts


def _renumbered(xml: bytes) -> tuple[bytes, dict[int, int]]:
    """Move each row whose number occurred before to the end, under a unique number."""
    found = list(row_pattern(xml).finditer(xml))
    last = _END.search(xml)
    if not last or not all(row[1] for row in found):
        return xml, {}
    ends = [row.start() for row in found[1:]] + [last.start()]
    highest = max((int(row[1]) for row in found), default=0)
    seen: set[int] = set()
    stay, behind = [xml[: found[0].start() if found else last.start()]], []
    moved: dict[int, int] = {}
    for row, end in zip(found, ends, strict=False):
        content, number = xml[row.start() : end], int(row[1])
        if number in seen:
            highest += 1
            moved[highest] = number
            behind.append(_with_number(content, highest))
        else:
            seen.add(number)
            stay.append(content)
    if highest > LAST_ROW:
        raise _CannotRename
    return b"".join([*stay, *behind, xml[last.start() :]]), moved


def _with_number(row: bytes, number: int) -> bytes:
    tag_end = row.index(b">")
    replacement = rb"\g<1>%d" % number
    return _OWN_NUMBER.sub(replacement, row[:tag_end], count=1) + _CELL_ROW.sub(replacement, row[tag_end:])
