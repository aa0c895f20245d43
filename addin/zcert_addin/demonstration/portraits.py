"""Drawn portraits of fictitious people: valid photos, and one for each fault a photo can have."""

import io
from random import Random
from typing import Final

from PIL import Image, ImageDraw

SIZE: Final = (240, 336)
"""Width and height in px: ratio 1.4, within the limits of the notice."""

_HAIR: Final = ("#2b2118", "#1a1a1a", "#4a3a2a", "#777777")
_SKIN: Final = ("#f0c8a0", "#e8b98c", "#d9a577")
_COAT: Final = ("#223355", "#444444", "#552233", "#336655")


def portrait(rng: Random, size: tuple[int, int] = SIZE) -> bytes:
    """Draw a JPEG on a white background, about 6 KB, at 200 dpi; size: width and height in px."""
    return _saved(_drawn(rng, size), "JPEG", quality=85, dpi=(200, 200))


def faulty(rng: Random, code: str) -> bytes:
    """Draw a photo with this fault and no other; KeyError for an unknown code."""
    if code == "photo-not-jpeg":
        return _saved(_drawn(rng, SIZE), "PNG")
    if code == "photo-broken":
        whole = portrait(rng)
        return whole[: len(whole) // 2]
    if code == "photo-pixels":
        return portrait(rng, (480, 672))
    if code == "photo-bytes":
        return _saved(_grainy(rng, _drawn(rng, (300, 420))), "JPEG", quality=95)
    if code == "photo-ratio":
        return portrait(rng, (290, 290))
    raise KeyError(code)


def _drawn(rng: Random, size: tuple[int, int]) -> Image.Image:
    width, height = size
    image = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(image)

    def box(left: float, top: float, right: float, bottom: float) -> tuple[float, float, float, float]:
        return left * width, top * height, right * width, bottom * height

    draw.ellipse(box(0.08, 0.72, 0.92, 1.35), fill=rng.choice(_COAT))
    draw.rectangle(box(0.43, 0.60, 0.57, 0.76), fill="#d9a577")
    draw.ellipse(box(0.24, 0.12, 0.76, 0.62), fill=rng.choice(_HAIR))
    draw.ellipse(box(0.29, 0.20, 0.71, 0.68), fill=rng.choice(_SKIN))
    for left in (0.39, 0.55):
        draw.ellipse(box(left, 0.40, left + 0.06, 0.43), fill="#222222")
    draw.line(box(0.44, 0.58, 0.56, 0.58), fill="#993333", width=max(2, width // 80))
    return image


def _grainy(rng: Random, image: Image.Image) -> Image.Image:
    """Add the grain of a bad scanner, which JPEG hardly compresses."""
    grain = Image.frombytes("L", image.size, rng.randbytes(image.width * image.height)).convert("RGB")
    return Image.blend(image, grain, 0.4)


def _saved(image: Image.Image, kind: str, **options: object) -> bytes:
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()
