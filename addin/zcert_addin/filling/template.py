"""Fill a copy of a built template with rows and keep everything else byte for byte.

Lists, rules, ribbon and macros survive because their parts are copied still compressed. The first sheet is streamed
straight to the file; the others are compressed in memory meanwhile.
"""

import zipfile
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import IO, BinaryIO

from zcert_addin.filling import shared_strings
from zcert_addin.filling.rows import SheetRows, SheetTemplate
from zcert_addin.opc.closing_writer import ClosingWriter
from zcert_addin.opc.relationships import find_sheet_part
from zcert_addin.opc.writer import PackageReader, PackageWriter, Spooled

_ROW = b"<row "
_BLOCK = 1 << 20


class TemplateFiller(ClosingWriter):
    """A workbook being written from a template.

    template:   the built workbook.
    file:       an open, seekable binary file, which stays open.
    sheets:     first pattern row (1-based) of each sheet to fill; the first sheet is streamed.
    written_later: parts that will be passed to ``write``.
    strings:    the ends of the cells that show texts.
    """

    def __init__(
        self, template: bytes, file: BinaryIO, sheets: Mapping[str, int], written_later: Collection[str] = ()
    ) -> None:
        self._package = PackageWriter(file)
        with PackageReader(template) as reader:
            self.parts = {sheet: find_sheet_part(reader, sheet) for sheet in sheets}
            own = {*self.parts.values(), *written_later, shared_strings.PART}
            for name in reader.names:
                if name not in own:
                    self._package.copy(reader, name)
            has_strings = shared_strings.PART in reader.names
            if not has_strings:
                raise ValueError("the template has no table of strings")
            self.strings = shared_strings.SharedStrings(reader.read(shared_strings.PART))
            first, *others = self.parts.items()
            self._stream = self._package.stream(first[1])
            self._spools = {part: Spooled() for _, part in others}
            self.rows: dict[str, SheetRows] = {}
            for sheet, part in self.parts.items():
                sink = self._spools[part].write if part in self._spools else self._stream.write
                pattern = SheetTemplate.parse(reader.read(part).decode(), sheets[sheet])
                self.rows[sheet] = SheetRows(pattern, self.strings, sink)
        self._later: dict[str, bytes] = {}

    def write(self, name: str, data: bytes) -> None:
        """Set the content of a part named in ``written_later``."""
        self._later[name] = data

    def close(self) -> None:
        """Finish all sheets and the package."""
        for rows in self.rows.values():
            rows.finish()
        self._stream.close()
        for part, spool in self._spools.items():
            self._package.append(part, spool)
        for name, data in self._later.items():
            self._package.write(name, data)
        with self._package.stream(shared_strings.PART) as stream:
            for piece in self.strings.xml():
                stream.write(piece)
        self._package.close()


def count_rows(path: Path, parts: Collection[str]) -> dict[str, int]:
    """Read sheet parts back from disk and count their rows; zipfile.BadZipFile when a CRC does not match."""
    counts = {}
    with zipfile.ZipFile(path) as archive:
        for part in parts:
            with archive.open(part) as stream:
                counts[part] = _count(stream)
    return counts


def _count(stream: IO[bytes]) -> int:
    count, rest = 0, b""
    while block := stream.read(_BLOCK):
        # Keep one byte less than the tag, so that none is counted again or missed between two blocks.
        text = rest + block
        count += text.count(_ROW)
        rest = text[-(len(_ROW) - 1) :]
    return count
