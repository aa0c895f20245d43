"""What every format module receives and returns: a file that was judged, and the workbook in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Protocol

from zcert.fitting import Grid
from zcert_addin.opc.reader import PackageReader

ZIP: Final = b"PK\x03\x04"
COMPOUND: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

WIDE: Final = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"<\0": "utf-16-le", b"\0<": "utf-16-be"}
"""The encoding of texts with 16 bits a character, by their first two bytes: a byte order mark, or a tag without one."""

_START_BYTES: Final = 512


@dataclass(frozen=True)
class Source:
    """A foreign file that passed the preflight.

    package:    its parts, opened once for all who look into them; None = it is no zip.
    dictionary: whether the dictionary sheet is asked for, which takes five times as long as a sheet of 40 people.
    """

    data: bytes
    package: PackageReader | None = None
    dictionary: bool = False

    @cached_property
    def start(self) -> str:
        """The first characters in lower case, without blanks before them, as far as they are text."""
        encoding = WIDE.get(self.data[:2], "latin-1")
        return self.data[:_START_BYTES].decode(encoding, "replace").lstrip("\ufeffï»¿ \r\n\t").lower()


@dataclass(frozen=True, slots=True)
class Workbook:
    """A workbook as it was read.

    sheets:     all worksheets but that of our own lists, hidden ones too.
    dictionary: the labelled facts of that sheet, e.g. 字典日期; empty without one, or where it was not asked for.
    """

    sheets: tuple[Grid, ...]
    dictionary: Mapping[str, str]


class Format(Protocol):
    """A module that reads one file format."""

    def recognises(self, source: Source) -> bool:
        """Return whether a file is of this format."""
        ...

    def read(self, source: Source) -> Workbook:
        """Read a file of this format; raises Unreadable."""
        ...
