"""What does a photo file hold?

Each photo is decoded to a grey picture of an eighth of its size: that finds every photo that was cut off and most
that were garbled, in half the time of a full decode. What programs only grumble about is never called broken.
"""

import os
import re
import warnings
from io import BytesIO
from pathlib import Path
from struct import error as StructError  # noqa: N812  # an exception by its use
from typing import Final, Literal

import simplejpeg

from zcert.photos.album import PhotoFacts
from zcert.photos.limits import MAX_PIXELS

# Of a file above this only the start is read, for the header; it is not decoded.
MAX_READ_BYTES: Final = 20 * 1024 * 1024
_HEAD_BYTES: Final = 1024 * 1024

# A progressive JPEG passes over its pixels once per scan. Programs write some 10 scans, a hostile file 100,000:
# above this many pixels times scans a photo is refused.
_MAX_WORK: Final = 20 * MAX_PIXELS
_MIN_SCAN_BYTES: Final = 10

_MAGIC: Final = b"\xff\xd8\xff"
_SCAN: Final = b"\xff\xda"
_FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_BARE_MARKERS: Final = frozenset({0x00, 0x01, *range(0xD0, 0xD9)})
_DAMAGE: Final = re.compile("Premature end|Corrupt JPEG data")
_LEFT_OVER: Final = re.compile(r"(\d+) extraneous bytes before marker 0xd9")
_END: Final = b"\xff\xd9"

_EXIF: Final = b"Exif\0\0"
MAX_HEADER_BYTES: Final = 128 * 1024
"""An EXIF segment has at most 64 KB, and it is the first or the second."""
_ORIENTATION: Final = 274
_UPRIGHT: Final = 1
_TURNS: Final = range(1, 9)
_LYING: Final = range(5, 9)

# JFIF density units: pixels per inch, pixels per cm.
_INCHES: Final = {b"\x01": 1.0, b"\x02": 2.54}

# What Pillow's readers raise for damaged files; it defines no exception for them.
_PILLOW_FAILURES: Final = (OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, TypeError, StructError)

Problem = Literal["broken", "huge"] | None


def read_photo(path: Path) -> PhotoFacts:
    """Measure one photo and try to decode it.

    Raises OSError when the file cannot be read; what is wrong inside it is in the facts.
    """
    with path.open("rb", buffering=0) as file:
        bytes_ = os.fstat(file.fileno()).st_size
        whole = bytes_ <= MAX_READ_BYTES
        content = file.read() if whole else file.read(_HEAD_BYTES)
    if not content.startswith(_MAGIC):
        return PhotoFacts(path.name, bytes_, None, None, None, "not-jpeg")
    try:
        height, width = simplejpeg.decode_jpeg_header(content)[:2]
        decodes = _decodes
    except ValueError:
        # Odd headers are common and harmless (padding, an unknown JFIF version, rare subsampling): ask Pillow.
        height, width = _frame_size(content)
        decodes = _pillow_decodes
    problem: Problem = None
    if _is_huge(content, width * height):
        problem = "huge"
    elif whole and not decodes(content):
        problem = "broken"
    turn = _orientation(content)
    if turn in _LYING:
        width, height = height, width
    return PhotoFacts(path.name, bytes_, width or None, height or None, _dpi(content), problem, turn != _UPRIGHT)


def _is_huge(content: bytes, pixels: int) -> bool:
    """Return whether a photo has more pixels, or pixels times scans, than are decoded."""
    if pixels > MAX_PIXELS:
        return True
    # Counting takes a tenth of the time of decoding, and files as small as they should be cannot hold so many scans.
    could_be = pixels * len(content) > _MAX_WORK * _MIN_SCAN_BYTES
    return could_be and pixels * content.count(_SCAN) > _MAX_WORK


def _decodes(content: bytes) -> bool:
    try:
        # The smallest size of at least 1x1 is an eighth; simplejpeg has no other way to ask for it.
        simplejpeg.decode_jpeg(content, colorspace="GRAY", fastdct=True, min_height=1, min_width=1)
    except ValueError as error:
        message = str(error)
        left_over = _LEFT_OVER.search(message)
        if left_over and bytes(int(left_over[1])) + _END in content:
            return True  # zeros between picture and end marker, as some cameras write
        return not _DAMAGE.match(message) and _pillow_decodes(content)
    return True


def _pillow_decodes(content: bytes) -> bool:
    """Return whether Pillow can decode a photo for which simplejpeg is too strict or lacks the colour space."""
    from PIL import Image  # noqa: PLC0415  # few runs need it

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # damaged EXIF does not hurt the picture
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            with Image.open(BytesIO(content), formats=("JPEG",)) as image:
                if image.width * image.height > MAX_PIXELS:
                    return False
                image.load()
        except (*_PILLOW_FAILURES, Image.DecompressionBombError, Image.DecompressionBombWarning):
            return False
    return True


def _frame_size(content: bytes) -> tuple[int, int]:
    """Read height and width in pixels from the first frame header (ITU-T T.81, B.2.2); 0, 0 when there is none."""
    at = 2
    while 0 <= (at := content.find(b"\xff", at)) < len(content) - 9:
        marker = content[at + 1]
        if marker in _FRAMES:
            return int.from_bytes(content[at + 5 : at + 7]), int.from_bytes(content[at + 7 : at + 9])
        if marker == _SCAN[1]:
            break
        if marker == 0xFF:  # noqa: PLR2004  # a fill byte, B.1.1.2
            at += 1
        elif marker in _BARE_MARKERS:
            at += 2
        else:
            at += 2 + int.from_bytes(content[at + 2 : at + 4])
    return 0, 0


def _orientation(content: bytes) -> int:
    """Read how the picture is to be turned (Exif 2.32, tag 274: 1 to 8); 1 when nothing valid is said."""
    if _EXIF not in content[:MAX_HEADER_BYTES]:
        return _UPRIGHT
    from PIL import Image  # noqa: PLC0415  # few photos need it

    exif, start = Image.Exif(), content.index(_EXIF)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what is damaged says nothing
        try:
            exif.load(content[start : start + MAX_HEADER_BYTES])
            turn = exif.get(_ORIENTATION, _UPRIGHT)
        except _PILLOW_FAILURES:
            return _UPRIGHT
    return turn if turn in _TURNS else _UPRIGHT


def _dpi(content: bytes) -> float | None:
    """Read the horizontal density from the JFIF header (JFIF 1.02: unit 1 per inch, 2 per cm) in pixels per inch."""
    if content[2:4] != b"\xff\xe0" or content[6:11] != b"JFIF\0":
        return None
    inches, density = _INCHES.get(content[13:14]), int.from_bytes(content[14:16])
    return density * inches if inches and density else None
