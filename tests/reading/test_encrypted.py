"""Files that are encrypted under the password which every spreadsheet program tries first are read; others are not."""

import hashlib
import io
import struct

import pytest
from msoffcrypto.format.ooxml import OOXMLFile
from msoffcrypto.method.rc4 import DocumentRC4

from support.biff import compound, xls
from support.merging import people, sheet_rows, workbook
from support.read_tables import codes, table
from support.xlsb import xlsb
from zcert_addin.opc.reader import ENCRYPTED
from zcert_addin.reading import xls_records
from zcert_addin.reading.encrypted import PROTECTED
from zcert_addin.reading.preflight import Unreadable
from zcert_addin.reading.workbook import parse

NOBODY_IS_ASKED, OWN = "VelvetSweatshop", "zc-1234"
ROWS = people(40)
SALT = bytes(range(16))


def package(password: str, plain: bytes) -> bytes:
    file = io.BytesIO()
    OOXMLFile(io.BytesIO(plain)).encrypt(password, file)
    return file.getvalue()


def old(password: str) -> bytes:
    """Encrypt a workbook before 2007 (MS-XLS 2.2.10: every record's data but BOF, FILEPASS, a sheet's first byte)."""
    stream = xls_records.stream(xls("采集表", sheet_rows(ROWS)))
    verifier = DocumentRC4.decrypt(password, SALT, io.BytesIO(SALT + hashlib.md5(SALT).digest())).read()
    passed = struct.pack("<HHHHH", 0x2F, 54, 1, 1, 1) + SALT + verifier
    stream = stream[:20] + passed + stream[20:]
    where = stream.index(b"\x85\0") + 4
    stream = (
        stream[:where]
        + struct.pack("<I", struct.unpack_from("<I", stream, where)[0] + len(passed))
        + stream[where + 4 :]
    )
    secret = bytearray(DocumentRC4.decrypt(password, SALT, io.BytesIO(stream), blocksize=1024).read())
    at = 0
    while at + 4 <= len(stream):
        number, length = struct.unpack_from("<HH", stream, at)
        plain = 4 + length if number in {0x809, 0x2F, 0} else 8 if number == 0x85 else 4
        secret[at : at + plain] = stream[at : at + plain]
        at += 4 + length
    return compound(bytes(secret))


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(package(NOBODY_IS_ASKED, workbook(sheet_rows(ROWS))), id="xlsx"),
        pytest.param(package(NOBODY_IS_ASKED, xlsb("采集表", sheet_rows(ROWS))), id="xlsb"),
        pytest.param(old(NOBODY_IS_ASKED), id="xls"),
    ],
)
def test_what_opens_without_a_password_is_read(data: bytes) -> None:
    found = table(data)
    assert (found.rows, codes(found)) == (ROWS, [])


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(package(OWN, workbook(sheet_rows(ROWS))), id="xlsx"),
        pytest.param(old(OWN), id="xls"),
        pytest.param(package(NOBODY_IS_ASKED, workbook(sheet_rows(ROWS)))[:4096], id="cut off"),
        pytest.param(
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le"), id="odd"
        ),
    ],
)
def test_what_asks_for_a_password_is_not(data: bytes) -> None:
    with pytest.raises(Unreadable, match=ENCRYPTED):
        parse(data)


def test_what_opens_without_a_password_but_cannot_be_decrypted_is_not_called_locked() -> None:
    # Of a package this small the library writes both streams to the same place.
    with pytest.raises(Unreadable, match=PROTECTED):
        parse(package(NOBODY_IS_ASKED, xlsb("采集表", sheet_rows(people(1)))))
