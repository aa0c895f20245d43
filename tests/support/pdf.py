"""The text and drawings on the pages of a PDF."""

from pathlib import Path

import pypdfium2

_DARK = 230


def texts(path: Path) -> list[str]:
    """Return the text of every page, without blanks and line breaks."""
    with pypdfium2.PdfDocument(path) as document:
        return ["".join(page.get_textpage().get_text_range().split()) for page in document]


def lines_across(path: Path, at: float) -> list[int]:
    """Count on every page the dark places along a straight line from top to bottom, ``at`` of the width from the left.

    Where no text stands, these are the horizontal lines.
    """
    with pypdfium2.PdfDocument(path) as document:
        return [_dark_places(page, at) for page in document]


def _dark_places(page: pypdfium2.PdfPage, at: float) -> int:
    image = page.render(scale=3).to_pil().convert("L")
    column = image.crop((int(image.width * at), 0, int(image.width * at) + 1, image.height)).tobytes()
    dark = [value < _DARK for value in column]
    return sum(now and not before for before, now in zip([False, *dark], dark, strict=False))
