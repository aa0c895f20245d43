"""An unusual package becomes the usual one that python-calamine reads for certain, with the same rows and values.

The names of parts are free, and relationships decide which part is what (ECMA-376-2, 9.3); python-calamine goes by
names. In a copy the workbook, its sheets, texts and styles get the usual names and the plainest XML. A table of texts
that no relationship names is left out; so are sheets that are no worksheets.
"""

import io
import posixpath
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import count
from typing import Final

from zcert.table import LeftOut
from zcert_addin.opc.reader import BadPackage, PackageReader
from zcert_addin.opc.relationships import (
    RELATIONS,
    SPREADSHEET,
    ListedSheet,
    counts_from_1904,
    listed_sheets,
    relations,
    workbook_part,
)
from zcert_addin.opc.writer import PackageWriter
from zcert_addin.reading.canonical_sheet import CanonicalSheet
from zcert_addin.reading.canonical_strings import CanonicalStrings
from zcert_addin.reading.plain_xml import plain
from zcert_addin.reading.preflight import BROKEN_INSIDE, Unreadable
from zcert_templates import dictionary_sheet
from zcert_templates.own_sheets import is_own

WORKBOOK: Final = "xl/workbook.xml"
STRINGS: Final = "xl/sharedStrings.xml"
STYLES: Final = "xl/styles.xml"
SHEETS: Final = "xl/worksheets"

_RELATIONS_NAMESPACE: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_WITHOUT_CELLS: Final = ("chartsheet", "dialogsheet")
_MACROS: Final = "macrosheet"
_STATES: Final = frozenset({"visible", "hidden", "veryHidden"})
_TRUE: Final = frozenset({"1", "true"})
_FAST: Final = 1


@dataclass(frozen=True, slots=True)
class Canonical:
    """A package written again.

    values:   how many cells with a value each worksheet but the dictionary sheet has, in order.
    left_out: the sheets that are no worksheets but can hold cells.
    """

    data: bytes
    values: tuple[int, ...]
    left_out: tuple[LeftOut, ...]


def canonical(package: PackageReader, *, dictionary: bool) -> Canonical:
    """Write the package again; raises Unreadable for what no program reads for certain.

    dictionary: whether the dictionary sheet is kept, as far as it can be read.
    """
    try:
        return _Rewriting(package, dictionary=dictionary).done()
    except BadPackage:
        raise Unreadable(BROKEN_INSIDE) from None


class _Rewriting:
    """One package on its way."""

    def __init__(self, package: PackageReader, *, dictionary: bool) -> None:
        self._package, self._dictionary = package, dictionary
        # Some programs forget the relationships of the package itself.
        part = _workbook_part(package)
        self._relations = {one.identity: one for one in relations(package, part)}
        workbook = plain(package.read(part))
        self._sheets = listed_sheets(workbook)
        self._from_1904 = counts_from_1904(workbook).strip() in _TRUE
        self._old = {part, *(one.part for one in self._relations.values() if one.part)}
        self._parts: dict[str, bytes] = {}
        self._written: list[tuple[ListedSheet, str]] = []

    def done(self) -> Canonical:
        strings = CanonicalStrings()
        if part := self._named("sharedStrings"):
            strings.parse(self._package.read(part))
            self._parts[STRINGS] = strings.written()
        if part := self._named("styles"):
            self._parts[STYLES] = plain(self._package.read(part))
        values = [found for sheet in self._sheets for found in self._sheet(sheet, strings.texts)]
        if not self._written:
            raise Unreadable(BROKEN_INSIDE)
        self._parts[WORKBOOK] = self._workbook().encode()
        return Canonical(self._packed(), tuple(values), tuple(self._left_out()))

    def _named(self, kind: str) -> str | None:
        return next((one.part for one in self._relations.values() if one.is_a(kind) and one.part), None)

    def _sheet(self, sheet: ListedSheet, strings: Sequence[str]) -> Iterator[int]:
        """Write a worksheet, and yield how many values it has; nothing for another kind and our own sheets."""
        relation = self._relations.get(sheet.identity)
        if relation is None or (relation.is_a("worksheet") and relation.part is None):
            raise Unreadable(BROKEN_INSIDE)
        if not relation.is_a("worksheet") or relation.part is None:
            return
        content = CanonicalSheet(strings)
        if not is_own(sheet.name):
            content.parse(self._package.read(relation.part))
            self._keep(sheet, relation.part, content.written())
            yield content.values
        elif self._dictionary and sheet.name == dictionary_sheet.SHEET:
            try:
                content.parse(self._package.read(relation.part))
            except Unreadable:
                return
            self._keep(sheet, relation.part, content.written())

    def _keep(self, sheet: ListedSheet, part: str, content: bytes) -> None:
        # A sheet in its usual place keeps its name, so that its own relationships still hold.
        usual = part if posixpath.dirname(part).casefold() == SHEETS else self._free_name()
        self._parts[usual] = content
        self._written.append((sheet, usual))

    def _free_name(self) -> str:
        names = (f"{SHEETS}/zc{at}.xml" for at in count(1))
        return next(name for name in names if name not in self._parts and not self._package.find(name))

    def _left_out(self) -> Iterator[LeftOut]:
        for sheet in self._sheets:
            kind = self._relations[sheet.identity].kind.lower()
            if not kind.endswith(("/worksheet", *(f"/{one}" for one in _WITHOUT_CELLS))):
                yield LeftOut(sheet.name, _MACROS in kind, sheet.state != "visible")

    def _workbook(self) -> str:
        sheets = "".join(
            f'<sheet name="{escape(sheet.name)}" sheetId="{at}" state="{_state(sheet)}" r:id="rId{at}"/>'
            for at, (sheet, _) in enumerate(self._written, 1)
        )
        opening = f'<workbook xmlns="{SPREADSHEET[0]}" xmlns:r="{RELATIONS[0]}">'
        return f'{opening}<workbookPr date1904="{int(self._from_1904)}"/><sheets>{sheets}</sheets></workbook>'

    def _packed(self) -> bytes:
        linked = [("worksheet", part) for _, part in self._written]
        linked += [
            (kind, part) for kind, part in (("sharedStrings", STRINGS), ("styles", STYLES)) if part in self._parts
        ]
        self._parts["_rels/.rels"] = _relationships([("officeDocument", WORKBOOK)])
        self._parts["xl/_rels/workbook.xml.rels"] = _relationships(linked)
        taken = {name.casefold() for name in (*self._parts, *self._old, STRINGS, STYLES)}
        file = io.BytesIO()
        with PackageWriter(file, _FAST) as copy:
            for name, content in self._parts.items():
                copy.write(name, content)
            for name in self._package.names:
                if name.casefold() not in taken:
                    copy.copy(self._package, name)
        return file.getvalue()


def _workbook_part(package: PackageReader) -> str:
    """Return the part that lists the sheets, by its usual name where the package does not tell; raises BadPackage."""
    try:
        return workbook_part(package)
    except BadPackage:
        if part := package.find(WORKBOOK):
            return part
        raise


def _state(sheet: ListedSheet) -> str:
    return sheet.state if sheet.state in _STATES else "visible"


def _relationships(linked: Sequence[tuple[str, str]]) -> bytes:
    """Return the relationships to parts of some kinds, numbered from rId1 on."""
    links = "".join(
        f'<Relationship Id="rId{at}" Type="{RELATIONS[0]}/{kind}" Target="/{escape(part)}"/>'
        for at, (kind, part) in enumerate(linked, 1)
    )
    return f'<Relationships xmlns="{_RELATIONS_NAMESPACE}">{links}</Relationships>'.encode()
