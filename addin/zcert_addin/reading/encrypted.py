"""Opens encrypted workbooks that spreadsheet programs open without asking anybody for a password.

A workbook whose structure is protected, or that is recommended to be read only, is encrypted under a password known to
every program (MS-OFFCRYPTO 2.4.2.3; MS-XLS 2.2.10), which each tries before it asks. Other passwords are nobody's here.
"""

import io
import struct
from typing import Final
from xml.parsers.expat import ExpatError

from zcert_addin.opc.reader import ENCRYPTED
from zcert_addin.reading.format import COMPOUND
from zcert_addin.reading.preflight import Unreadable

PROTECTED: Final = "工作簿设了保护（已加密），请在Excel或WPS中另存为不加密的.xlsx"

_NOBODY_IS_ASKED: Final = "VelvetSweatshop"
_PACKAGE: Final = "EncryptedPackage".encode("utf-16-le")
_FILE_PASS: Final = 0x2F
_BEFORE: Final = frozenset({0x809, 0x86})
"""BOF and WRITEPROTECT, which may precede FILEPASS."""
_UNREADABLE: Final = (
    *(struct.error, ExpatError, OSError, AssertionError, AttributeError, IndexError, KeyError),
    *(NotImplementedError, OverflowError, TypeError, ValueError),
)
"""What the library raises for damaged files besides its own exceptions: it trusts what it reads."""


def opened(data: bytes) -> bytes:
    """Return a file as it is, or the package that is encrypted in it; raises Unreadable for a password of one's own."""
    if not data.startswith(COMPOUND) or _PACKAGE not in data:
        return data
    # Loaded only here: they take longer than reading a workbook.
    from msoffcrypto.exceptions import DecryptionError, FileFormatError, ParseError  # noqa: PLC0415
    from msoffcrypto.format.ooxml import OOXMLFile  # noqa: PLC0415

    package = io.BytesIO()
    try:
        file = OOXMLFile(io.BytesIO(data))
        file.load_key(password=_NOBODY_IS_ASKED, verify_password=True)
    except (DecryptionError, FileFormatError, ParseError, *_UNREADABLE):
        raise Unreadable(ENCRYPTED) from None
    try:
        file.decrypt(package)
    except (DecryptionError, *_UNREADABLE):
        raise Unreadable(PROTECTED) from None
    return package.getvalue()


def is_encrypted(stream: bytes) -> bool:
    """Return whether the records of a workbook before 2007 are encrypted."""
    at = 0
    while at + 4 <= len(stream):
        number, length = struct.unpack_from("<HH", stream, at)
        if number not in _BEFORE:
            return bool(number == _FILE_PASS)
        at += 4 + length
    return False


def opened_records(data: bytes) -> bytes:
    """Return an encrypted workbook before 2007 without its encryption; raises Unreadable as ``opened`` does."""
    from msoffcrypto.exceptions import DecryptionError, FileFormatError, ParseError  # noqa: PLC0415
    from msoffcrypto.format.xls97 import Xls97File  # noqa: PLC0415

    plain = io.BytesIO()
    try:
        file = Xls97File(io.BytesIO(data))
        file.load_key(password=_NOBODY_IS_ASKED)
    except (DecryptionError, FileFormatError, ParseError, *_UNREADABLE):
        raise Unreadable(ENCRYPTED) from None
    try:
        file.decrypt(plain)
    except (DecryptionError, *_UNREADABLE):
        raise Unreadable(PROTECTED) from None
    return plain.getvalue()
