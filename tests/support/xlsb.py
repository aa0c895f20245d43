"""A minimal Excel binary workbook (.xlsb) with texts in one sheet, because no library here writes one.

Records and their numbers: MS-XLSB 2.3 and 2.4; a record is its number and length (7 bits a byte, low first) and data.
"""

import io
import struct
import zipfile
from collections.abc import Collection, Iterable, Sequence

_ROW, _CELL_ERROR, _CELL_REAL, _CELL_TEXT, _FORMULA_ERROR = 0, 3, 5, 6, 11
_MERGED, _FORMAT, _STYLE, _BEGIN_STYLES, _END_STYLES, _BEGIN_FORMATS, _END_FORMATS = 176, 44, 47, 617, 618, 615, 616
_HIDDEN_ROW = 0x10
_NA, _NAME = 0x2A, 0x1D
_FIRST_OWN_FORMAT = 164
ERROR, CALCULATED_ERROR = "#N/A", "=NA()"
"""Texts that become an error cell, and a formula whose result is an error."""
PICTURE = "=DISPIMG"
"""A text that becomes the formula of a picture inside the cell, as Excel saves it again."""
_BEGIN_SHEET, _END_SHEET, _BEGIN_BOOK, _END_BOOK = 129, 130, 131, 132
_BEGIN_SHEETS, _END_SHEETS, _BEGIN_DATA, _END_DATA, _DIMENSION, _SHEET = 143, 144, 145, 146, 148, 156
_TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/xl/workbook.bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/>'
    '<Override PartName="/xl/worksheets/sheet1.bin" ContentType="application/vnd.ms-excel.worksheet"/></Types>'
)
_RELATION = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" Target="{target}"/>'
    "</Relationships>"
)
_STYLES = (
    '<Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" '
    'Target="styles.bin"/></Relationships>'
)


def xlsb(
    name: str,
    rows: Iterable[Sequence[str | tuple[float, str]]],
    *,
    hidden: Collection[int] = (),
    numbers: Sequence[int] = (),
    merged: Sequence[tuple[int, int, int, int]] = (),
) -> bytes:
    """Return a workbook whose one sheet holds these texts, and numbers with their formats, from A1 on.

    hidden:  row numbers, 1-based.
    numbers: row numbers, 1-based, instead of 1, 2, 3 and so on.
    merged:  first row, last row, first column and last column of merged areas, 0-based.
    """
    rows = list(rows)
    formats = sorted({cell[1] for row in rows for cell in row if isinstance(cell, tuple)})
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("_rels/.rels", _RELATION.format(kind="officeDocument", target="xl/workbook.bin"))
        archive.writestr("xl/workbook.bin", _book(name))
        target = "worksheets/sheet1.bin"
        relations = _RELATION.format(kind="worksheet", target=target)
        if formats:
            archive.writestr("xl/styles.bin", _styles(formats))
            relations = relations.replace("</Relationships>", _STYLES)
        archive.writestr("xl/_rels/workbook.bin.rels", relations)
        lines = _sheet(rows, hidden, numbers or range(1, len(rows) + 1), formats)
        areas = b"".join(_record(_MERGED, struct.pack("<4I", *area)) for area in merged)
        archive.writestr("xl/worksheets/sheet1.bin", lines + areas + _record(_END_SHEET))
    return file.getvalue()


def _book(name: str) -> bytes:
    sheet = struct.pack("<II", 0, 1) + _text("rId1") + _text(name)
    return (
        _record(_BEGIN_BOOK)
        + _record(_BEGIN_SHEETS)
        + _record(_SHEET, sheet)
        + _record(_END_SHEETS)
        + _record(_END_BOOK)
    )


def _styles(formats: Sequence[str]) -> bytes:
    """Write General as the first style, then one for each format."""
    written = [
        _record(_FORMAT, struct.pack("<H", at) + _text(code)) for at, code in enumerate(formats, _FIRST_OWN_FORMAT)
    ]
    styles = [_record(_STYLE, struct.pack("<HHHHHBBHH", 0, 0, 0, 0, 0, 0, 0, 0, 0))]
    styles += [
        _record(_STYLE, struct.pack("<HHHHHBBHH", 0, at, 0, 0, 0, 0, 0, 0, 0))
        for at in range(_FIRST_OWN_FORMAT, _FIRST_OWN_FORMAT + len(formats))
    ]
    written = [_record(_BEGIN_FORMATS, struct.pack("<I", len(formats))), *written, _record(_END_FORMATS)]
    return b"".join([*written, _record(_BEGIN_STYLES, struct.pack("<I", len(styles))), *styles, _record(_END_STYLES)])


def _sheet(
    rows: Sequence[Sequence[str | tuple[float, str]]],
    hidden: Collection[int],
    numbers: Sequence[int],
    formats: Sequence[str],
) -> bytes:
    width = max(map(len, rows))
    out = [_record(_BEGIN_SHEET), _record(_DIMENSION, struct.pack("<4I", 0, len(rows) - 1, 0, width - 1))]
    out.append(_record(_BEGIN_DATA))
    for number, row in zip(numbers, rows, strict=True):
        flags = _HIDDEN_ROW if number in hidden else 0
        out.append(_record(_ROW, struct.pack("<IIHBBBI", number - 1, 0, 300, 0, flags, 0, 0)))
        for column, text in enumerate(row):
            if isinstance(text, tuple):
                style = 1 + formats.index(text[1])
                out.append(_record(_CELL_REAL, struct.pack("<IId", column, style, text[0])))
            elif text == PICTURE:
                name = b"\x17\x23\x00" + f"ID_{0:032X}".encode("utf-16-le")
                out.append(_record(_FORMULA_ERROR, struct.pack("<IIBHI", column, 0, _NAME, 0, len(name)) + name))
            elif text == ERROR:
                out.append(_record(_CELL_ERROR, struct.pack("<IIB", column, 0, _NA)))
            elif text == CALCULATED_ERROR:
                formula = struct.pack("<IIBHIHI", column, 0, _NA, 0, 2, 0x2A1C, 0)
                out.append(_record(_FORMULA_ERROR, formula))
            elif text:
                out.append(_record(_CELL_TEXT, struct.pack("<II", column, 0) + _text(text)))
    return b"".join([*out, _record(_END_DATA)])


def _text(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def _record(number: int, data: bytes = b"") -> bytes:
    return _seven_bits(number) + _seven_bits(len(data)) + data


def _seven_bits(value: int) -> bytes:
    out = bytearray()
    while True:
        value, low = value >> 7, value & 0x7F
        out.append(low | (0x80 if value else 0))
        if not value:
            return bytes(out)
