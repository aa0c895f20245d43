"""Reads workbooks that are a zip of XML parts (.xlsx, .xlsm): the values, and what the values do not tell.

What python-calamine may misread is first brought into the form that it reads for certain (``certain``, ``canonical``).
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from zcert.table import PICTURES, LeftOut
from zcert_addin.opc.reader import BadPackage, PackageReader
from zcert_addin.opc.relationships import sheet_parts
from zcert_addin.reading import calamine, duplicates
from zcert_addin.reading.canonical import canonical
from zcert_addin.reading.certain import all_read, filled, usual_sheets
from zcert_addin.reading.format import Source, Workbook
from zcert_addin.reading.looks import looks_of
from zcert_addin.reading.preflight import BROKEN_INSIDE, DAMAGED, DUPLICATE_SHEET, Duplicate, Unreadable
from zcert_addin.reading.sheet import NO_NOTES, Notes, Sheet, as_grid
from zcert_addin.reading.sheet_xml import notes_of
from zcert_templates import dictionary_sheet
from zcert_templates.own_sheets import is_own

_ERRORS: Final = {"error", *PICTURES}
"""Doubts about cells whose values python-calamine leaves out: pictures are kept in cells that are errors."""


def recognises(source: Source) -> bool:
    """Return whether it is a zip; reading refuses one that is no workbook."""
    return source.package is not None


def read(source: Source) -> Workbook:
    """Read all sheets, duplicate ones and their duplicate rows too; raises Unreadable."""
    if source.package is None:
        return _workbook(*calamine.read(source.data, dictionary=source.dictionary), {})
    return _as_it_is(source, source.package) or _anew(source.package, dictionary=source.dictionary)


def _as_it_is(source: Source, package: PackageReader) -> Workbook | None:
    """Read a usual package; None for any other, and where something went wrong."""
    try:
        expected = usual_sheets(package)
        if expected is None or (source.dictionary and not _is_readable_dictionary(package)):
            return None
        sheets, dictionary, notes = _read(source.data, package, dictionary=source.dictionary)
    except (BadPackage, Unreadable):
        return None
    if len(sheets) != len(expected):
        return None
    errors = (sum(doubt in _ERRORS for *_, doubt in notes.get(sheet.name, NO_NOTES).doubts) for sheet in sheets)
    found = zip(expected, sheets, errors, strict=True)
    complete = all(all_read(xml, sheet.cells, count) for xml, sheet, count in found)
    return _workbook(sheets, dictionary, notes) if complete else None


def _anew(package: PackageReader, *, dictionary: bool) -> Workbook:
    """Read a package in a canonical copy; raises Unreadable."""
    copy = canonical(package, dictionary=dictionary)
    package = PackageReader(copy.data)
    wanted = dictionary and _is_readable_dictionary(package)
    try:
        sheets, labels, notes = _read(copy.data, package, dictionary=wanted)
    except Unreadable as unreadable:
        # A zip that can be unpacked may open elsewhere.
        raise (Unreadable(BROKEN_INSIDE) if str(unreadable) == DAMAGED else unreadable) from None
    if [filled(sheet.cells) for sheet in sheets] != [*copy.values]:
        raise Unreadable(BROKEN_INSIDE)
    return _workbook(sheets, labels, notes, copy.left_out)


def _read(
    data: bytes, package: PackageReader, *, dictionary: bool
) -> tuple[list[Sheet], Mapping[str, str], Mapping[str, Notes]]:
    data, notes = _made_unique(data, package)
    sheets, labels = calamine.read(data, dictionary=dictionary)
    return sheets, labels, notes


def _is_readable_dictionary(package: PackageReader) -> bool:
    """Return whether the dictionary sheet, which nobody sees, is none that its reader dies of, or there is none."""
    part = dict(sheet_parts(package)).get(dictionary_sheet.SHEET)
    try:
        return part is None or bool(notes_of(package.read(part)))
    except (BadPackage, Unreadable):
        return False


def _workbook(
    sheets: Sequence[Sheet],
    dictionary: Mapping[str, str],
    notes: Mapping[str, Notes],
    left_out: tuple[LeftOut, ...] = (),
) -> Workbook:
    noted = ((sheet, notes.get(sheet.name, NO_NOTES)) for sheet in sheets)
    if left_out:
        noted = ((sheet, replace(note, left_out=left_out)) for sheet, note in noted)
    return Workbook(tuple(as_grid(sheet, note) for sheet, note in noted), dictionary)


def facts(package: PackageReader) -> dict[str, Notes]:
    """Look at every worksheet by name; empty where the package does not say which there are.

    Raises Duplicate, Unreadable.
    """
    try:
        parts = sheet_parts(package)
        if len({name.casefold() for name, _ in parts}) < len(parts):
            raise Duplicate(DUPLICATE_SHEET)
        looks = looks_of(package)
        sheets = ((name, part) for name, part in parts if part and not is_own(name))
        return {name: notes_of(package.read(part), looks) for name, part in sheets}
    except BadPackage:
        return {}


def _made_unique(data: bytes, package: PackageReader) -> tuple[bytes, dict[str, Notes]]:
    try:
        return data, facts(package)
    except Duplicate:
        copy = duplicates.made_unique(package)
        if copy is None:
            raise
        return copy
