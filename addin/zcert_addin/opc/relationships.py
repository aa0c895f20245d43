"""Which part of a workbook package holds the sheet of a given name?

The way leads from the package's relationships to the workbook part, and from its ``<sheet>`` element over its own
relationships to the sheet (ECMA-376-1, 18.2.19; ECMA-376-2, 9.3), in the transitional and the strict namespaces.
"""

import posixpath
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NoReturn
from urllib.parse import unquote
from xml.parsers import expat

from zcert_addin.opc.reader import BadPackage, PackageReader

SPREADSHEET: Final = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
_RELATIONS: Final = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "http://purl.oclc.org/ooxml/officeDocument/relationships",
)
_SHEETS: Final = tuple(f"{space} sheet" for space in SPREADSHEET)
_IDS: Final = tuple(f"{space} id" for space in _RELATIONS)
_RELATIONSHIP: Final = "http://schemas.openxmlformats.org/package/2006/relationships Relationship"
DOCTYPE: Final = "文件内容含有不允许的DOCTYPE声明，请在Excel中另存为.xlsx后重试"

_NO_WORKBOOK: Final = "文件不是.xlsx或.xlsm工作簿，请在Excel中另存为.xlsx后重试"


def find_sheet_part(package: PackageReader, sheet: str) -> str:
    """Return the name of the part that holds the worksheet; BadPackage when there is none of that name."""
    workbook = workbook_part(package)
    for name, attributes in _elements(package.read(workbook)):
        if is_sheet(name) and attributes.get("name") == sheet:
            identity = next((attributes[key] for space in _RELATIONS if (key := f"{space} id") in attributes), None)
            part = dict(related(package, workbook, "worksheet")).get(identity or "")
            if part is None:
                raise BadPackage(f"“{sheet}”不是普通工作表，请换一个工作表后重试")
            return part
    raise BadPackage(f"工作簿里没有工作表“{sheet}”，请核对工作表名称后重试")


def sheet_parts(package: PackageReader) -> list[tuple[str, str | None]]:
    """Return the names of all sheets with their parts, None for those that are no worksheet; raises BadPackage."""
    workbook = workbook_part(package)
    parts = dict(related(package, workbook, "worksheet"))
    return [
        (attributes.get("name", ""), parts.get(next((attributes[key] for key in _IDS if key in attributes), "")))
        for name, attributes in _elements(package.read(workbook))
        if is_sheet(name)
    ]


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
    folder, name = posixpath.split(source)
    relations = package.find(posixpath.join(folder, "_rels", f"{name}.rels"))
    if relations is None:
        return
    types = {f"{space}/{kind}" for space in _RELATIONS}
    for element, attributes in _elements(package.read(relations)):
        if element == _RELATIONSHIP and attributes.get("Type") in types and attributes.get("TargetMode") != "External":
            path = posixpath.normpath(posixpath.join("/", folder, attributes.get("Target", ""))).lstrip("/")
            yield attributes.get("Id", ""), package.find(path) or package.find(unquote(path))


@lru_cache(maxsize=8)  # the same few parts are asked several times for each file
def _elements(xml: bytes) -> tuple[tuple[str, dict[str, str]], ...]:
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
