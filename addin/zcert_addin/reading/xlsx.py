"""Reads workbooks that are a zip of XML parts (.xlsx, .xlsm): the values, and what the values do not tell."""

from zcert_addin.opc.reader import BadPackage, PackageReader
from zcert_addin.opc.relationships import sheet_parts
from zcert_addin.reading import calamine, duplicates
from zcert_addin.reading.format import Source, Workbook
from zcert_addin.reading.looks import looks_of
from zcert_addin.reading.preflight import DUPLICATE_SHEET, Duplicate
from zcert_addin.reading.sheet import NO_NOTES, Notes, as_grid
from zcert_addin.reading.sheet_xml import notes_of
from zcert_templates.own_sheets import is_own


def recognises(source: Source) -> bool:
    """Return whether it is a zip; reading refuses one that is no workbook."""
    return source.package is not None


def read(source: Source) -> Workbook:
    """Read all sheets, duplicate ones and their duplicate rows too; raises Unreadable."""
    data, notes = _made_unique(source.data, source.package) if source.package else (source.data, {})
    sheets, dictionary = calamine.read(data, dictionary=source.dictionary)
    return Workbook(tuple(as_grid(sheet, notes.get(sheet.name, NO_NOTES)) for sheet in sheets), dictionary)


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
