"""A macro-enabled file split into its parts, for the rules and for the tests that break one."""

import functools
import io
import struct
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from typing import BinaryIO
from xml.etree import ElementTree as ET

import olefile
from oletools.olevba import decompress_stream
from openpyxl import Workbook, load_workbook
from pyopenvba.cfb import CFB
from pyopenvba.vba import compress

from zcert.values.id_number import accepted_regions
from zcert_dictionaries import load_edition
from zcert_macros.macro_books import add_macros, build_addin
from zcert_macros.macro_file import RIBBON_PART
from zcert_macros.vba_project import PROJECT_PART
from zcert_templates import FORMS, RESIDENT, SPECIAL
from zcert_templates.build import build_collection, build_summary

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
OFFICE_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
NAMES = {1: "SYSKIND", 2: "LCID", 3: "CODEPAGE", 0x14: "LCIDINVOKE"}


@contextmanager
def opened_with_macros(file: BinaryIO) -> Iterator[Workbook]:
    """Open with openpyxl, which never closes the copy of the file that it keeps for the macros."""
    book = load_workbook(file, keep_vba=True)
    with closing(book.vba_archive):
        yield book


@functools.cache
def built(name: str) -> bytes:
    """Build one of the files once."""
    edition, regions = load_edition(), accepted_regions()
    if name == "zcert.xlam":
        return build_addin()
    if name == "summary.xlsm":
        return add_macros(build_summary(FORMS, edition, regions))
    return add_macros(build_collection({"id.xlsm": RESIDENT, "special.xlsm": SPECIAL}[name], edition, regions))


FILES = ("id.xlsm", "special.xlsm", "summary.xlsm", "zcert.xlam")


@dataclass(frozen=True)
class Module:
    """A module as the dir stream describes it, and its text as bytes."""

    name: str
    unicode_name: str
    stream: str
    offset: int
    kind: int
    source: bytes


@dataclass(frozen=True)
class MacroFile:
    """The parts in their order, duplicates included."""

    name: str
    entries: tuple[tuple[str, bytes], ...]

    @classmethod
    def read(cls, name: str, package: bytes) -> "MacroFile":
        archive = zipfile.ZipFile(io.BytesIO(package))
        return cls(name, tuple((info.filename, archive.read(info)) for info in archive.infolist()))

    @cached_property
    def parts(self) -> dict[str, bytes]:
        return dict(self.entries)

    def xml(self, part: str) -> ET.Element:
        return ET.fromstring(self.parts[part])

    def relationships(self, part: str) -> list[tuple[str, str, str]]:
        """Return identifier, type and target of each."""
        found = self.xml(part).iter(RELATIONSHIP)
        return [(one.get("Id", ""), one.get("Type", ""), one.get("Target", "")) for one in found]

    @cached_property
    def code_names(self) -> list[str | None]:
        """Code names of the workbook, then of its sheets in order."""
        book = self.xml("xl/workbook.xml")
        targets = {name: target for name, _, target in self.relationships("xl/_rels/workbook.xml.rels")}
        found = [book.find(f"{MAIN}workbookPr")]
        found += [
            self.xml(f"xl/{targets[sheet.get(OFFICE_ID, '')]}").find(f"{MAIN}sheetPr")
            for sheet in book.iter(f"{MAIN}sheet")
        ]
        return [None if element is None else element.get("codeName") for element in found]

    @cached_property
    def ribbon(self) -> ET.Element:
        return self.xml(RIBBON_PART)

    @cached_property
    def streams(self) -> dict[str, bytes]:
        container = olefile.OleFileIO(self.parts[PROJECT_PART], raise_defects=olefile.DEFECT_INCORRECT)
        return {"/".join(path): container.openstream(path).read() for path in container.listdir()}

    @cached_property
    def dir(self) -> bytes:
        return bytes(decompress_stream(bytearray(self.streams["VBA/dir"])))

    @cached_property
    def records(self) -> list[tuple[int, bytes]]:
        """The records of the dir stream, [MS-OVBA] 2.3.4.2."""
        at, found = 0, []
        while at + 6 <= len(self.dir):
            kind, size = struct.unpack_from("<HI", self.dir, at)
            size = 6 if kind == 9 else size  # PROJECTVERSION states no size
            found.append((kind, self.dir[at + 6 : at + 6 + size]))
            at += 6 + size
        return found

    @cached_property
    def modules(self) -> list[Module]:
        blocks: list[dict[int, bytes]] = []
        for kind, data in self.records:
            if kind == 0x19:
                blocks.append({})
            if blocks:
                blocks[-1][kind] = data
        return [self._module(block) for block in blocks]

    def _module(self, block: dict[int, bytes]) -> Module:
        stream, offset = block[0x1A].decode("cp1252"), struct.unpack("<I", block[0x31])[0]
        source = bytes(decompress_stream(bytearray(self.streams[f"VBA/{stream}"][offset:])))
        kind = 0x21 if 0x21 in block else 0x22
        return Module(block[0x19].decode("cp1252"), block[0x47].decode("utf-16-le"), stream, offset, kind, source)

    @cached_property
    def project_text(self) -> str:
        return self.streams["PROJECT"].decode("cp1252")

    # --- breaking -----------------------------------------------------------------------------------------------------

    def with_part(self, part: str, change: Callable[[bytes], bytes]) -> "MacroFile":
        return replace(
            self, entries=tuple((name, change(data) if name == part else data) for name, data in self.entries)
        )

    def replaced(self, part: str, old: str, new: str) -> "MacroFile":
        assert old.encode() in self.parts[part]
        return self.with_part(part, lambda data: data.replace(old.encode(), new.encode(), 1))

    def with_project(self, change: Callable[[CFB], None]) -> "MacroFile":
        def edited(data: bytes) -> bytes:
            container = CFB.from_bytes(data)
            change(container)
            return bytes(container.to_bytes())

        return self.with_part(PROJECT_PART, edited)

    def with_stream(self, name: str, change: Callable[[bytes], bytes]) -> "MacroFile":
        """Change one stream; compressed ones of the storage VBA are passed decompressed."""

        def edit(container: CFB) -> None:
            if not name.startswith("VBA/"):
                container.write_stream(name, change(container.get_stream(name)))
                return
            stream, packed = name[4:], name != "VBA/_VBA_PROJECT"
            old = container.get_stream_in_storage("VBA", stream)
            new = change(bytes(decompress_stream(bytearray(old))) if packed else old)
            container.write_stream_in_storage("VBA", stream, compress(new) if packed else new)

        return self.with_project(edit)
