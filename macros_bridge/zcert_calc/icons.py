"""The icons of the buttons in LibreOffice, drawn in their declarations, enlarged to the sizes it asks for."""

import io
from typing import Final

from PIL import Image

SIZES_PX: Final = (16, 24)

_COLOURS: Final = {
    ".": bytes((0, 0, 0, 0)),
    "#": bytes((38, 70, 110, 255)),
    "g": bytes((40, 140, 70, 255)),
    "o": bytes((220, 130, 30, 255)),
    "-": bytes((160, 185, 215, 255)),
}


def icon(drawing: str, width_px: int) -> bytes:
    """Return the icon of a button as a PNG file; its drawing is as ``Button.icon`` says."""
    rows = drawing.split()
    squares = b"".join(_COLOURS[square] for row in rows for square in row)
    drawn = Image.frombytes("RGBA", (len(rows[0]), len(rows)), squares)
    file = io.BytesIO()
    # Stored, not compressed: the same bytes from zlib and zlib-ng, from Pillow 11.0 to 13.0.
    drawn.resize((width_px, width_px), Image.Resampling.NEAREST).save(file, "PNG", compress_level=0)
    return file.getvalue()
