"""The icons of the buttons, drawn here: eight by eight squares, enlarged to the sizes that the office asks for."""

import struct
import zlib
from typing import Final

SIZES_PX: Final = (16, 24)

_COLOURS: Final = {
    ".": bytes((0, 0, 0, 0)),
    "#": bytes((38, 70, 110, 255)),
    "g": bytes((40, 140, 70, 255)),
    "o": bytes((220, 130, 30, 255)),
    "-": bytes((160, 185, 215, 255)),
}
_DRAWN: Final = {
    "check_identity": "######## #.##---# #.##---# #......# #-####.g #-----gg ##g#gg#. ...gg...",
    "check_photos": "######## #--oo--# #--oo--# #-oooo-# #oooooog ######gg ..g.gg.. ...gg...",
    "check_data": "######.. #-#-#-.. ######.. #-#-#-.. ######.g #-#-#-gg ##g#gg.. ...gg...",
    "tidy_texts": ".....oo. ....oo.. ...oo... ######.. ######.. #.#.#.#. #.#.#.#. #.#.#.#.",
    "consolidate_folder": "##....## ##....## .#-..-#. ..#--#.. ..####.. ..#--#.. ..####.. ..####..",
    "back_up": "######.. #-##-##. #-##-### #------# #-####-# #-#..#-# #-#..#-# ########",
    "restore": "..####.. .#....#. #.....## #....### ......#. #......# .#....#. ..####..",
    "update_dictionary": "..gggg.g .g....gg g....ggg ######.. #-#-#-.. ######.g #-#-#-g. ######..",
    "show_help": "..####.. .##..##. .....##. ....##.. ...##... ...##... ........ ...##...",
    "show_about": "...##... ...##... ........ ..###... ...##... ...##... ...##... ..####..",
}


def icon(name: str, width_px: int) -> bytes:
    """Give the icon of a button as a PNG file."""
    rows = _DRAWN[name].split()
    scale = width_px // len(rows)
    lines = [b"\0" + b"".join(_COLOURS[square] * scale for square in row) for row in rows for _ in range(scale)]
    header = struct.pack(">IIBBBBB", width_px, width_px, 8, 6, 0, 0, 0)
    # Stored, not compressed: another zlib would compress to other bytes.
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(b"".join(lines), 0)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, content) for kind, content in parts)


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
