"""What does checking photos cost: zcert, bare simplejpeg and Pillow, all in one run?"""

import random
import statistics
import tempfile
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Final

import simplejpeg
from PIL import Image

from zcert.photos.limits import photo_faults
from zcert_addin.photos.folder import scan_folder
from zcert_addin.photos.jpeg import read_photo

SIZE_PX: Final = (240, 336)
ROUNDS: Final = 3


def make_photos(folder: Path, count: int) -> None:
    """Write JPEG files of 15 to 40 KB; the pictures are noise of many grain sizes, the same in each run."""
    draw = random.Random(count)
    for number in range(count):
        grain = draw.uniform(2.8, 6.0)
        width, height = round(SIZE_PX[0] / grain), round(SIZE_PX[1] / grain)
        noise = Image.frombytes("RGB", (width, height), draw.randbytes(3 * width * height))
        noise.resize(SIZE_PX, Image.Resampling.BICUBIC).save(
            folder / f"{number:017}X.jpg", quality=draw.randrange(65, 85), dpi=(200, 200)
        )


def bare(folder: Path) -> None:
    for path in folder.iterdir():
        content = path.read_bytes()
        simplejpeg.decode_jpeg_header(content)
        simplejpeg.decode_jpeg(content, colorspace="GRAY", fastdct=True, min_height=1, min_width=1)


def ours(folder: Path) -> None:
    for names in scan_folder(folder).photos.values():
        for name in names:
            photo_faults(read_photo(folder / name))


def pillow_load(folder: Path) -> None:
    for path in folder.iterdir():
        with Image.open(BytesIO(path.read_bytes())) as image:
            image.load()


def pillow_verify(folder: Path) -> None:
    for path in folder.iterdir():
        with Image.open(BytesIO(path.read_bytes())) as image:
            image.verify()


WAYS: Final[dict[str, Callable[[Path], None]]] = {
    "bare simplejpeg": bare,
    "zcert": ours,
    "Pillow load": pillow_load,
    "Pillow verify": pillow_verify,
}


def compare(count: int = 5000) -> dict[str, float]:
    """Return the microseconds per photo of each way: medians of three rounds, the ways taking turns."""
    seconds: dict[str, list[float]] = {way: [] for way in WAYS}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make_photos(folder, count)
        for _ in range(ROUNDS):
            for way, look in WAYS.items():
                start = time.perf_counter()
                look(folder)
                seconds[way].append(time.perf_counter() - start)
    return {way: statistics.median(rounds) / count * 1e6 for way, rounds in seconds.items()}


if __name__ == "__main__":
    found = compare()
    floor = found["bare simplejpeg"]
    print(f"{'way':<18}{'µs/photo':>10}{'ratio':>8}")
    for way, cost in found.items():
        print(f"{way:<18}{cost:>10.0f}{cost / floor:>8.2f}")
