"""Fill a copy of a built template with rows and keep everything else byte for byte.

Lists, rules, ribbon and macros survive because their parts are copied still compressed. The first sheet is streamed
straight to the file; the others are compressed in memory meanwhile. What precedes the rows of a sheet is written anew
at the end where columns were added, and the list of sheets, which names the filters, only then.
"""

import zipfile
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import IO, BinaryIO

from zcert_addin.filling import shared_strings
from zcert_addin.filling.rows import SheetRows, SheetTemplate
from zcert_addin.opc.closing_writer import ClosingWriter
from zcert_addin.opc.relationships import find_sheet_part, sheet_parts, workbook_part
from zcert_addin.opc.writer import PackageReader, PackageWriter, PartStream, Spooled

_ROW = b"<row "
_BLOCK = 1 << 20


class TemplateFiller(ClosingWriter):
    """A workbook being written from a template.

    template:   the built workbook.
    file:       an open, seekable binary file, which stays open; also readable where columns are added.
    sheets:     first pattern row (1-based) of each sheet to fill; the first sheet is streamed.
    written_later: parts that will be passed to ``write``.
    strings:    the ends of the cells that show texts.
    """

    def __init__(
        self, template: bytes, file: BinaryIO, sheets: Mapping[str, int], written_later: Collection[str] = ()
    ) -> None:
        self._package, self._template = PackageWriter(file), template
        with PackageReader(template) as reader:
            self.parts = {sheet: find_sheet_part(reader, sheet) for sheet in sheets}
            own = {*self.parts.values(), *written_later, shared_strings.PART, workbook_part(reader)}
            for name in reader.names:
                if name not in own:
                    self._package.copy(reader, name)
            has_strings = shared_strings.PART in reader.names
            if not has_strings:
                raise ValueError("the template has no table of strings")
            self.strings = shared_strings.SharedStrings(reader.read(shared_strings.PART))
            self.rows: dict[str, SheetRows] = {}
            self._begun: dict[str, PartStream | Spooled] = {}
            for sheet, part in self.parts.items():
                pattern = SheetTemplate.parse(reader.read(part).decode(), sheets[sheet])
                head = pattern.head.encode()
                sink = Spooled(head=head) if self._begun else self._package.stream(part, head)
                self._begun[sheet] = sink
                self.rows[sheet] = SheetRows(pattern, self.strings, sink.write)
        self._later: dict[str, bytes] = {}

    def write(self, name: str, data: bytes) -> None:
        """Set the content of a part named in ``written_later``."""
        self._later[name] = data

    def close(self) -> None:
        """Finish all sheets and the package."""
        for sheet, rows in self.rows.items():
            rows.finish()
            sink = self._begun[sheet]
            if rows.has_other_head:
                sink.replace_head(rows.head())
            if isinstance(sink, Spooled):
                self._package.append(self.parts[sheet], sink)
            else:
                sink.close()
        self._write_workbook()
        for name, data in self._later.items():
            self._package.write(name, data)
        with self._package.stream(shared_strings.PART) as stream:
            for piece in self.strings.xml():
                stream.write(piece)
        self._package.close()

    def _write_workbook(self) -> None:
        with PackageReader(self._template) as reader:
            name = workbook_part(reader)
            written = self._later.pop(name, None)
            if written is None and not any(rows.added for rows in self.rows.values()):
                self._package.copy(reader, name)
                return
            part = (written or reader.read(name)).decode()
            for at, (sheet, _) in enumerate(sheet_parts(reader)):
                if sheet in self.rows and self.rows[sheet].added:
                    part = self.rows[sheet].added.workbook(part, at)
            self._package.write(name, part.encode())


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
