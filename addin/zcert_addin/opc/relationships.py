"""Which part of a workbook package holds the sheet of a given name?

The way leads from the package's relationships to the workbook part, and from its ``<sheet>`` element over its own
relationships to the sheet (ECMA-376-1, 18.2.19; ECMA-376-2, 9.3), in the transitional and the strict namespaces.
"""

import posixpath
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final, NamedTuple, NoReturn
from urllib.parse import unquote
from xml.parsers import expat

from zcert_addin.opc.reader import BadPackage, PackageReader

SPREADSHEET: Final = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
RELATIONS: Final = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "http://purl.oclc.org/ooxml/officeDocument/relationships",
)
_SHEETS: Final = tuple(f"{space} sheet" for space in SPREADSHEET)
_PROPERTIES: Final = tuple(f"{space} workbookPr" for space in SPREADSHEET)
_IDS: Final = tuple(f"{space} id" for space in RELATIONS)
_RELATIONSHIP: Final = "http://schemas.openxmlformats.org/package/2006/relationships Relationship"
DOCTYPE: Final = "文件内容含有不允许的DOCTYPE声明，请在Excel或WPS中另存为.xlsx后重试"

_NO_WORKBOOK: Final = "文件不是.xlsx或.xlsm工作簿，请在Excel或WPS中另存为.xlsx后重试"


class Relation(NamedTuple):
    """One relationship of a part to another one.

    kind:   its type, a URI.
    target: as the file writes it.
    part:   name of the other part; None when it is missing.
    """

    identity: str
    kind: str
    target: str
    part: str | None

    def is_a(self, kind: str) -> bool:
        """Return whether its type is one of those that the standard names so."""
        return self.kind in {f"{space}/{kind}" for space in RELATIONS}


class ListedSheet(NamedTuple):
    """One ``<sheet>`` of a workbook part, of any kind."""

    name: str
    state: str
    identity: str


def find_sheet_part(package: PackageReader, sheet: str) -> str:
    """Return the name of the part that holds the worksheet; BadPackage when there is none of that name."""
    workbook = workbook_part(package)
    for name, attributes in _elements(package.read(workbook)):
        if is_sheet(name) and attributes.get("name") == sheet:
            identity = next((attributes[key] for space in RELATIONS if (key := f"{space} id") in attributes), None)
            part = dict(related(package, workbook, "worksheet")).get(identity or "")
            if part is None:
                raise BadPackage(f"“{sheet}”不是普通工作表，请换一个工作表后重试")
            return part
    raise BadPackage(f"工作簿里没有工作表“{sheet}”，请核对工作表名称后重试")


def sheet_parts(package: PackageReader) -> list[tuple[str, str | None]]:
    """Return the names of all sheets with their parts, None for those that are no worksheet; raises BadPackage."""
    workbook = workbook_part(package)
    parts = dict(related(package, workbook, "worksheet"))
    return [(sheet.name, parts.get(sheet.identity)) for sheet in listed_sheets(package.read(workbook))]


def listed_sheets(workbook: bytes) -> list[ListedSheet]:
    """Return the sheets that the XML of a workbook part lists, in order; raises BadPackage."""
    return [
        ListedSheet(
            attributes.get("name", ""),
            attributes.get("state", "visible"),
            next((attributes[key] for key in _IDS if key in attributes), ""),
        )
        for name, attributes in _elements(workbook)
        if is_sheet(name)
    ]


def counts_from_1904(workbook: bytes) -> str:
    """Return how the XML of a workbook part says whether its days count from 1904; raises BadPackage."""
    properties = (attributes for name, attributes in _elements(workbook) if name in _PROPERTIES)
    return next((attributes.get("date1904", "0") for attributes in properties), "0")


def workbook_part(package: PackageReader) -> str:
    """Return the name of the part that lists the sheets; raises BadPackage."""
    part = next(related(package, "", "officeDocument"), ("", None))[1]
    if part is None:
        raise BadPackage(_NO_WORKBOOK)
    return part


def is_sheet(element: str) -> bool:
    """Return whether an element, as ``namespace local``, lists a sheet."""
    return element in _SHEETS


def _refuse_doctype(*_declaration: object) -> NoReturn:
    """Stop the XML parser before any entity is declared."""
    raise BadPackage(DOCTYPE)


def related(package: PackageReader, source: str, kind: str) -> Iterator[tuple[str, str | None]]:
    """Yield the identity and the part of every relationship of that kind; the part is None when it is missing."""
    return ((one.identity, one.part) for one in relations(package, source) if one.is_a(kind))


def relations(package: PackageReader, source: str) -> Iterator[Relation]:
    """Yield the relationships of a part to others, of the package itself for an empty name; raises BadPackage."""
    folder, name = posixpath.split(source)
    part = package.find(posixpath.join(folder, "_rels", f"{name}.rels"))
    if part is None:
        return
    for element, attributes in _elements(package.read(part)):
        if element == _RELATIONSHIP and attributes.get("TargetMode") != "External":
            target = attributes.get("Target", "")
            path = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            found = package.find(path) or package.find(unquote(path))
            yield Relation(attributes.get("Id", ""), attributes.get("Type", ""), target, found)


@lru_cache(maxsize=8)  # the same few parts are asked several times for each file
def _elements(xml: bytes) -> Sequence[tuple[str, Mapping[str, str]]]:
    """Return name and attributes of every element of a small part, names as ``namespace local``."""
    found: list[tuple[str, dict[str, str]]] = []
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.StartElementHandler = lambda name, attributes: found.append((name, attributes))
    try:
        parser.Parse(xml, True)  # noqa: FBT003  # the parser takes no keyword
    except (expat.ExpatError, ValueError, LookupError):
        raise BadPackage(_NO_WORKBOOK) from None
    return tuple(found)
