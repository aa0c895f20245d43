"""The same XML in the plainest words: UTF-8, one namespace without prefix, no comments, CDATA sections or instructions.

Any reader of SpreadsheetML reads that alike. Elements of other namespaces are left out (ECMA-376-3: what a reader does
not know it may ignore). expat reads what comes in, so what is not well formed is refused; a DOCTYPE too.

>>> xml = plain(b'<x:a xmlns:x="http://purl.oclc.org/ooxml/spreadsheetml/main" b="1"><!-- --><![CDATA[<]]></x:a>')
>>> xml[:2], b' b="1"' in xml, xml[-9:]
(b'<a', True, b'>&lt;</a>')
"""

import re
from collections.abc import Mapping
from typing import Final, NoReturn
from xml.parsers import expat

from zcert_addin.opc.relationships import RELATIONS, SPREADSHEET
from zcert_addin.reading.preflight import BROKEN_INSIDE, DOCTYPE, Unreadable

XML_SPACE: Final = "http://www.w3.org/XML/1998/namespace space"

_PREFIXED: Final = {XML_SPACE: "xml:space"} | {f"{space} id": "r:id" for space in RELATIONS}
_MAIN: Final = tuple(f"{space} " for space in SPREADSHEET)
_ENCODING: Final = re.compile(rb"<\?xml\s[^>]*?\bencoding\s*=\s*[\"']([A-Za-z][\w.-]*)[\"']")
_KNOWN_TO_EXPAT: Final = frozenset({"utf-8", "utf-16", "utf-16le", "utf-16be"})
_TEXT: Final = {38: "&amp;", 60: "&lt;", 62: "&gt;", 13: "&#13;"}
_VALUE: Final = _TEXT | {34: "&quot;", 9: "&#9;", 10: "&#10;"}


def plain(xml: bytes) -> bytes:
    """Write a part of a workbook anew; raises Unreadable for what is not well formed."""
    writer = PlainWriter()
    writer.parse(xml)
    return writer.written()


def refuse_ill_formed(xml: bytes) -> None:
    """Raise Unreadable for XML that is not well formed."""
    _parse(expat.ParserCreate(), xml)


def has_asides(xml: bytes) -> bool:
    """Return whether there are comments, CDATA sections or instructions in XML; raises as ``refuse_ill_formed``."""
    found: list[object] = []
    parser = expat.ParserCreate()
    parser.CommentHandler = found.append
    parser.StartCdataSectionHandler = lambda: found.append(None)
    parser.ProcessingInstructionHandler = lambda target, _data: found.append(target)
    _parse(parser, xml)
    return bool(found)


def text(written: str) -> str:
    """Return a text as it stands between two tags."""
    return written.translate(_TEXT)


def tag(name: str, attributes: Mapping[str, str]) -> str:
    """Return a start tag without its closing bracket; attributes of foreign namespaces are left out."""
    named = ((_PREFIXED.get(key, key), value) for key, value in attributes.items())
    return f"<{name}" + "".join(f' {key}="{value.translate(_VALUE)}"' for key, value in named if " " not in key)


class PlainWriter:
    """Takes what expat finds in a part and writes it again; a subclass looks into what it is given."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self._foreign = 0
        self._root = f' xmlns="{SPREADSHEET[0]}" xmlns:r="{RELATIONS[0]}"'

    def parse(self, xml: bytes) -> None:
        """Read a whole part; raises Unreadable."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        _parse(parser, xml)

    def written(self) -> bytes:
        """Return what was written."""
        # Half a character, written as a reference, is refused by expat: there is none here.
        return "".join(self.pieces).encode()

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take the beginning of an element by its local name."""
        self.pieces.append(f"{tag(name, attributes)}{self._root}>")
        self._root = ""

    def end(self, name: str) -> None:
        """Take the end of an element by its local name."""
        self.pieces.append(f"</{name}>")

    def characters(self, characters: str) -> None:
        """Take some of the text between two tags."""
        self.pieces.append(text(characters))

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        if self._foreign or not name.startswith(_MAIN):
            self._foreign += 1
        else:
            self.start(name.rpartition(" ")[2], attributes)

    def _end(self, name: str) -> None:
        if self._foreign:
            self._foreign -= 1
        else:
            self.end(name.rpartition(" ")[2])

    def _characters(self, characters: str) -> None:
        if not self._foreign:
            self.characters(characters)


def _parse(parser: expat.XMLParserType, xml: bytes) -> None:
    parser.StartDoctypeDeclHandler = _refuse_doctype
    try:
        parser.Parse(_decoded(xml), True)  # noqa: FBT003  the parser takes no keyword
    except (expat.ExpatError, ValueError, LookupError):
        raise Unreadable(BROKEN_INSIDE) from None


def _decoded(xml: bytes) -> bytes | str:
    """Return XML as expat can read it: of multibyte encodings it knows those of Unicode only."""
    declared = _ENCODING.match(xml)
    name = declared[1].decode().lower() if declared else "utf-8"
    return xml if name in _KNOWN_TO_EXPAT else xml.decode(name)


def _refuse_doctype(*_declaration: object) -> NoReturn:
    raise Unreadable(DOCTYPE)
