"""Cell functions about photo files."""

from collections.abc import Sequence
from pathlib import Path

from zcert import words
from zcert.photos.album import Album
from zcert.photos.key import photo_key
from zcert.results import summed_up
from zcert.rules.photo import faults_of
from zcert.values import id_number
from zcert.values.text import Cell, cell_text
from zcert_udfs.ranges import Answer, whole_columns

_QUOTES = ' \t"“”'
"""Windows copies a path with quotation marks."""


@whole_columns("number")
def check_photo(number: Sequence[Cell], folder: Sequence[Cell]) -> list[Answer]:
    """Say 正常, or what is wrong with the photo of each number; a folder is listed once per call."""
    places = [cell_text(cell).strip(_QUOTES) for cell in folder]
    people: dict[str, list[str]] = {place: [] for place in places}
    for cell, place in zip(number, places, strict=True):
        if isinstance(cell, str):
            people[place].append(cell)
    albums = {place: _album(place, numbers) for place, numbers in people.items()}
    return [_verdict(cell, albums[place]) for cell, place in zip(number, places, strict=True)]


def _album(folder: str, numbers: Sequence[str]) -> Album | str:
    """Read the photos of these numbers; a text says why that cannot be done."""
    if not folder:
        return "没有给出照片文件夹，请写完整路径"
    path = Path(folder)
    if not path.is_absolute():
        return "照片文件夹应写完整路径，如D:\\照片"
    # It loads numpy, which few formulas need.
    from zcert_addin.photos.album import read_album  # noqa: PLC0415

    try:
        return read_album(path, numbers)
    except (OSError, ValueError):  # ValueError: characters that no path can hold
        return "找不到照片文件夹或无法打开，请核对路径"


def _verdict(number: Cell, album: Album | str) -> str:
    if not isinstance(number, str):
        return id_number.STORED_AS_NUMBER.message
    return album if isinstance(album, str) else summed_up(faults_of(album, photo_key(number)), words.NORMAL).text
