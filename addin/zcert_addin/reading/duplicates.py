"""Make a workbook readable in which two sheets share a name or two rows of a sheet a number.

Spreadsheet programs never write such files; other programs and careless mending do. python-calamine would give one of
the two in place of both. In a copy, the later sheet gets a name of its own, and the later row a number of its own
behind all others, so that everything is read, and whoever asks can say what was where.
"""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from html import escape, unescape
from typing import Final, NamedTuple
from xml.parsers import expat

from zcert_addin.opc.cell_ref import LAST_ROW
from zcert_addin.opc.reader import BadPackage, PackageReader
from zcert_addin.opc.relationships import is_sheet, sheet_parts, workbook_part
from zcert_addin.reading.xlsx import row_pattern

_NAME: Final = re.compile(rb"(\sname\s*=\s*[\"'])([^\"'<]*)")
_END: Final = re.compile(rb"</(?:\w+:)?sheetData\s*>")
_OWN_NUMBER: Final = re.compile(rb"(\sr=[\"'])\d+")
_CELL_ROW: Final = re.compile(rb"(<(?:\w+:)?c\s(?:[^>]*?\s)?r=[\"'][A-Za-z]+)\d+")


class Separated(NamedTuple):
    """A workbook in which each sheet and each row can be told from the others.

    data:  its bytes.
    names: name in the file of each sheet that shared it, by the name that it has now.
    rows:  for each sheet, by the name that it has now, the number in the file of each row that got another one.
    """

    data: bytes
    names: Mapping[str, str]
    rows: Mapping[str, Mapping[int, int]]


def separated(data: bytes) -> Separated:
    """Give a copy in which nothing is doubled; raises BadPackage for what cannot be told apart."""
    with PackageReader(data) as package:
        book = workbook_part(package)
        found = sheet_parts(package)
        names = _own_names([name for name, _ in found])
        changed = {book: _renamed(package.read(book), names)} if names else {}
        rows: dict[str, Mapping[int, int]] = {}
        for at, (name, part) in enumerate(found):
            if part:
                content, moved = _renumbered(package.read(part))
                if moved:
                    changed[part], rows[names.get(at, name)] = content, moved
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w") as copy:
            for part in package.names:
                copy.writestr(part, changed[part] if part in changed else package.read(part))
    shared = {found[at][0].casefold() for at in names}
    now = {names.get(at, name): name for at, (name, _) in enumerate(found) if name.casefold() in shared}
    return Separated(file.getvalue(), now, rows)


def _own_names(names: list[str]) -> dict[int, str]:
    """Give a name to each sheet whose name another one has before it, by its place."""
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
                raise BadPackage(names[at])
            out += [xml[done : name.start(2)], escape(names[at]).encode()]
            done = name.end(2)
    return b"".join([*out, xml[done:]])


def _sheet_tags(xml: bytes) -> Iterator[int]:
    """Give the byte at which each sheet's tag begins; the part was parsed before."""
    starts: list[int] = []
    parser = expat.ParserCreate(namespace_separator=" ")

    def begin(name: str, _attributes: dict[str, str]) -> None:
        if is_sheet(name):
            starts.append(parser.CurrentByteIndex)

    parser.StartElementHandler = begin
    parser.Parse(xml, True)  # noqa: FBT003  # the parser takes no keyword
    yield from starts


def _renumbered(xml: bytes) -> tuple[bytes, dict[int, int]]:
    """Move each row whose number was there before behind all others, under a number of its own."""
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
        raise BadPackage(str(highest))
    return b"".join([*stay, *behind, xml[last.start() :]]), moved


def _with_number(row: bytes, number: int) -> bytes:
    tag_end = row.index(b">")
    replacement = rb"\g<1>%d" % number
    return _OWN_NUMBER.sub(replacement, row[:tag_end], count=1) + _CELL_ROW.sub(replacement, row[tag_end:])
