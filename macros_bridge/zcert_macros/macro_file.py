"""How does a plain workbook become one with macros and a ribbon tab?

>>> sorted(MACRO_SUFFIX.values())
['.xlam', '.xlsm']
"""

import io
import zipfile
from collections.abc import Mapping
from typing import Final

from zcert_macros.flavour import ADDIN, BOOK, Flavour
from zcert_macros.ribbon import ribbon_xml
from zcert_macros.vba_project import PROJECT_PART, finished, with_project

RIBBON_PART: Final = "customUI/customUI14.xml"
RIBBON_RELATIONSHIP: Final = "http://schemas.microsoft.com/office/2007/relationships/ui/extensibility"
MACRO_SUFFIX: Final = {BOOK.prefix: ".xlsm", ADDIN.prefix: ".xlam"}

_TYPES: Final = "[Content_Types].xml"
_RELATIONSHIPS: Final = "_rels/.rels"
_PLAIN: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_DAY: Final = (1980, 1, 1, 0, 0, 0)


def macro_enabled(plain: bytes, flavour: Flavour) -> bytes:
    """Return the bytes of an .xlsm or .xlam made from those of an .xlsx; nothing else in it changes.

    Raises ValueError when the workbook is not a plain .xlsx or has a ribbon already.
    """
    parts = _read(plain)
    parts[_TYPES] = _replaced(parts[_TYPES], _PLAIN, BOOK.content_type)
    parts = _read(with_project(_packed(parts), flavour))
    parts[_TYPES] = _replaced(parts[_TYPES], BOOK.content_type, flavour.content_type)
    parts[PROJECT_PART] = finished(parts[PROJECT_PART])
    _add_ribbon(parts, flavour)
    return _packed(parts)


def _add_ribbon(parts: dict[str, bytes], flavour: Flavour) -> None:
    if RIBBON_PART in parts:
        raise ValueError("the workbook has a ribbon already")
    parts[RIBBON_PART] = ribbon_xml(flavour).encode()
    relationship = f'<Relationship Id="rIdRibbon" Type="{RIBBON_RELATIONSHIP}" Target="{RIBBON_PART}"/>'
    # Last, because programs that rewrite a workbook drop what they do not know.
    end = "</Relationships>"
    parts[_RELATIONSHIPS] = _replaced(parts[_RELATIONSHIPS], end, relationship + end)


def _replaced(part: bytes, old: str, new: str) -> bytes:
    if part.count(old.encode()) != 1:
        raise ValueError(f"{old} does not stand in the part exactly once")
    return part.replace(old.encode(), new.encode())


def _read(package: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _packed(parts: Mapping[str, bytes]) -> bytes:
    """Zip parts, content types and package relationships first; the same parts produce the same bytes."""
    first = (_TYPES, _RELATIONSHIPS)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name in (*first, *(name for name in parts if name not in first)):
            entry = zipfile.ZipInfo(name, _DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, parts[name])
    return file.getvalue()
