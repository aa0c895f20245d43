import io
import os
import random
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import pytest
import simplejpeg
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageOps

from zcert.photos.album import PhotoFacts
from zcert.photos.limits import MAX_BYTES, MAX_PIXELS, photo_faults
from zcert_addin.photos import jpeg as photos_jpeg
from zcert_addin.photos.jpeg import read_photo

NUMBER = "11010519491231002X"

Problem = Literal["not-jpeg", "broken", "huge"] | None


def picture(width: int = 240, height: int = 336, mode: str = "RGB") -> Image.Image:
    """Noise of a fixed seed, coarse enough for a file of some 10 KB."""
    grains = (width // 6, height // 6)
    noise = Image.frombytes("RGB", grains, random.Random(7).randbytes(3 * grains[0] * grains[1]))
    return noise.resize((width, height), Image.Resampling.BICUBIC).convert(mode)


def jpeg(width: int = 240, height: int = 336, mode: str = "RGB", **options: object) -> bytes:
    return encoded(picture(width, height, mode), "JPEG", **options)


def encoded(image: Image.Image, format_: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, format_, **options)
    return out.getvalue()


def turned(turn: int) -> Image.Exif:
    exif = Image.Exif()
    exif[274] = turn
    return exif


def replaced(content: bytes, at: int, part: bytes) -> bytes:
    return content[:at] + part + content[at + len(part) :]


def padded_to(size: int) -> bytes:
    content = jpeg()
    return content + bytes(size - len(content))


def claiming(width: int, height: int) -> bytes:
    content = jpeg()
    frame = content.index(b"\xff\xc0")
    return replaced(content, frame + 5, height.to_bytes(2) + width.to_bytes(2))


def odd_sampling(content: bytes) -> bytes:
    """Sampling for which simplejpeg has no name and reads no header."""
    frame = content.index(b"\xff\xc0")
    return replaced(content, frame + 11, b"\x31")


def scans(content: bytes, extra: int) -> bytes:
    """A progressive JPEG whose last scan is repeated."""
    last = content[content.rindex(b"\xff\xda") : -2]
    return content[:-2] + last * extra + content[-2:]


def before_end(content: bytes, part: bytes) -> bytes:
    return content[:-2] + part + content[-2:]


def before_tables(content: bytes, part: bytes) -> bytes:
    tables = content.index(b"\xff\xdb")
    return content[:tables] + part + content[tables:]


GOOD = jpeg()
PROGRESSIVE = jpeg(progressive=True)
FLAT = encoded(Image.new("RGB", (240, 336), "white"), "JPEG", progressive=True)
SCAN_START = GOOD.index(b"\xff\xda") + 14


@pytest.fixture
def read(tmp_path: Path) -> Callable[[bytes], PhotoFacts]:
    def read_content(content: bytes) -> PhotoFacts:
        path = tmp_path / f"{NUMBER}.jpg"
        path.write_bytes(content)
        return read_photo(path)

    return read_content


def codes(facts: PhotoFacts) -> list[str]:
    return [fault.code for fault in photo_faults(facts)]


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(GOOD, id="baseline"),
        pytest.param(jpeg(200, 280), id="smallest"),
        pytest.param(jpeg(300, 420), id="largest"),
        pytest.param(jpeg(200, 300), id="3:2"),
        pytest.param(jpeg(250, 350), id="1.4:1"),
        pytest.param(jpeg(280, 378), id="ratio 1.35"),
        pytest.param(jpeg(200, 310), id="ratio 1.55"),
        pytest.param(jpeg(239, 337), id="sides no multiple of eight"),
        pytest.param(PROGRESSIVE, id="progressive"),
        pytest.param(jpeg(mode="L"), id="grey"),
        pytest.param(jpeg(mode="L", progressive=True), id="grey progressive"),
        pytest.param(jpeg(mode="CMYK"), id="CMYK"),
        pytest.param(jpeg(keep_rgb=True), id="stored as RGB"),
        pytest.param(jpeg(subsampling=0), id="4:4:4"),
        pytest.param(jpeg(restart_marker_blocks=4), id="restart markers"),
        pytest.param(jpeg(exif=turned(1)), id="EXIF, upright"),
        pytest.param(jpeg(exif=turned(0)), id="EXIF, a turn that does not exist"),
        pytest.param(jpeg(exif=turned(9)), id="EXIF, another turn that does not exist"),
        pytest.param(jpeg(exif=Image.Exif()), id="EXIF without a turn"),
        pytest.param(jpeg(exif=b"Exif\0\0MM\0*\xff\xff\xff\xff"), id="EXIF, damaged"),
        pytest.param(jpeg(exif=b"Exif\0\0"), id="EXIF, empty"),
        pytest.param(jpeg(icc_profile=b"x" * 20_000), id="a colour profile that is none"),
        pytest.param(jpeg(comment=b"\xff\xd9 \xff\xda"), id="markers in a comment"),
        pytest.param(GOOD + b"junk" * 50, id="junk after the end"),
        pytest.param(GOOD + bytes(50), id="zeros after the end"),
        pytest.param(GOOD + GOOD[: len(GOOD) // 2], id="half a photo after the end"),
        pytest.param(before_end(GOOD, b"\xff" * 9), id="fill bytes before the end"),
        pytest.param(before_end(GOOD, bytes(3)), id="few zeros before the end"),
        pytest.param(before_end(GOOD, bytes(90)), id="many zeros before the end"),
        pytest.param(before_tables(GOOD, bytes(9)), id="zeros between headers"),
        pytest.param(before_tables(GOOD, b"\x00\x01\xff\x00\x02"), id="junk between headers"),
        pytest.param(replaced(GOOD, 11, b"\x09"), id="unknown JFIF version"),
        pytest.param(replaced(before_tables(GOOD, b"\xff" * 9), 11, b"\x09"), id="unknown JFIF version, fill bytes"),
        pytest.param(padded_to(MAX_BYTES), id="50 KB"),
        pytest.param(scans(FLAT, 100), id="hundred scans"),
    ],
)
def test_good_photos_have_no_fault(read: Callable[[bytes], PhotoFacts], content: bytes) -> None:
    facts = read(content)
    assert (facts.problem, codes(facts)) == (None, [])


@pytest.mark.parametrize("turn", range(2, 9))
@pytest.mark.parametrize(("width", "height"), [(240, 336), (336, 240)])
def test_photos_are_measured_as_they_are_shown(
    turn: int, width: int, height: int, read: Callable[[bytes], PhotoFacts]
) -> None:
    content = jpeg(width, height, exif=turned(turn))
    with Image.open(io.BytesIO(content)) as stored:
        shown = ImageOps.exif_transpose(stored).size
    facts = read(content)
    assert (facts.width_px, facts.height_px, facts.turned) == (*shown, True)
    assert codes(facts) == (["photo-turned"] if shown == (240, 336) else ["photo-pixels", "photo-turned"])


def test_a_turn_in_the_profile_of_a_progressive_photo(read: Callable[[bytes], PhotoFacts]) -> None:
    facts = read(jpeg(336, 240, exif=turned(8), progressive=True, icc_profile=b"x" * 20_000))
    assert (facts.width_px, facts.height_px, facts.turned) == (240, 336, True)


def test_what_turned_photos_are_told(read: Callable[[bytes], PhotoFacts]) -> None:
    (fault,) = photo_faults(read(jpeg(336, 240, exif=turned(6))))
    assert fault.message == "照片带有旋转标记，有的软件会显示成横的或倒的，请转成正立后另存，再看一遍方向"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param(b"", ["photo-not-jpeg"], id="empty"),
        pytest.param(b"\xff\xd8", ["photo-not-jpeg"], id="two bytes"),
        pytest.param(encoded(picture(), "PNG"), ["photo-not-jpeg"], id="PNG"),
        pytest.param(encoded(picture(), "BMP"), ["photo-not-jpeg"], id="BMP"),
        pytest.param(b"<!DOCTYPE html><html></html>", ["photo-not-jpeg"], id="HTML"),
        pytest.param(b" " + GOOD, ["photo-not-jpeg"], id="blank before the start"),
        pytest.param(GOOD[:3], ["photo-broken"], id="start marker alone"),
        pytest.param(GOOD[:12], ["photo-broken"], id="cut in the JFIF header"),
        pytest.param(GOOD[:SCAN_START], ["photo-broken"], id="cut before the scan"),
        pytest.param(GOOD[: len(GOOD) // 2], ["photo-broken"], id="half"),
        pytest.param(GOOD[:-1], ["photo-broken"], id="last byte missing"),
        pytest.param(GOOD[:-2], ["photo-broken"], id="end marker missing"),
        pytest.param(GOOD[: len(GOOD) // 2] + bytes(len(GOOD) // 2), ["photo-broken"], id="half, then zeros"),
        pytest.param(PROGRESSIVE[: len(PROGRESSIVE) // 2], ["photo-broken"], id="progressive, half"),
        pytest.param(PROGRESSIVE[:-2], ["photo-broken"], id="progressive, end marker missing"),
        pytest.param(jpeg(mode="L")[:-100], ["photo-broken"], id="grey, cut"),
        pytest.param(jpeg(mode="CMYK")[:-100], ["photo-broken"], id="CMYK, cut"),
        pytest.param(jpeg(exif=turned(6))[:-100], ["photo-broken"], id="EXIF, cut"),
        pytest.param(replaced(GOOD, 11, b"\x09")[:-1], ["photo-broken"], id="unknown JFIF version, cut"),
        pytest.param(before_tables(GOOD, bytes(9))[:-100], ["photo-broken"], id="zeros between headers, cut"),
        pytest.param(before_end(GOOD, b"\x17" * 90), ["photo-broken"], id="scan too long"),
        pytest.param(b"\xff\xd8\xff" + b"\xff" * 99, ["photo-broken"], id="fill bytes only"),
        pytest.param(GOOD[:2] + GOOD[SCAN_START - 14 :], ["photo-broken"], id="scan without headers"),
        pytest.param(b"\xff\xd8\xff\xd9", ["photo-broken"], id="no picture"),
        pytest.param(claiming(0, 336), ["photo-broken"], id="no width"),
        pytest.param(claiming(20_000, 20_000), ["photo-pixels"], id="header of 400 megapixels"),
        pytest.param(claiming(20_000, 20_000)[:200], ["photo-pixels"], id="header of 400 megapixels, cut"),
        pytest.param(odd_sampling(claiming(5_001, 5_000)), ["photo-pixels"], id="above 25 megapixels, odd sampling"),
        pytest.param(padded_to(MAX_BYTES + 1), ["photo-bytes"], id="51,201 bytes"),
        pytest.param(jpeg(199, 280), ["photo-pixels"], id="one pixel too narrow"),
        pytest.param(jpeg(301, 420), ["photo-pixels"], id="one pixel too wide"),
        pytest.param(jpeg(200, 279), ["photo-pixels"], id="one pixel too low"),
        pytest.param(jpeg(300, 421), ["photo-pixels"], id="one pixel too high"),
        pytest.param(jpeg(600, 600, quality=20), ["photo-pixels"], id="square outside the limits"),
        pytest.param(jpeg(1600, 2240, quality=95), ["photo-pixels", "photo-bytes"], id="from the camera"),
        pytest.param(jpeg(290, 290), ["photo-ratio"], id="square inside the limits"),
        pytest.param(jpeg(300, 404), ["photo-ratio"], id="a little too wide"),
        pytest.param(jpeg(200, 311), ["photo-ratio"], id="a little too high"),
    ],
)
def test_bad_photos(read: Callable[[bytes], PhotoFacts], content: bytes, expected: list[str]) -> None:
    assert codes(read(content)) == expected


def test_garbled_scans_are_mostly_found(read: Callable[[bytes], PhotoFacts]) -> None:
    draw = random.Random(3)
    found = 0
    for _ in range(60):
        content = bytearray(GOOD)
        for _ in range(20):
            content[draw.randrange(SCAN_START, len(GOOD) - 2)] = draw.randrange(256)
        found += read(bytes(content)).problem == "broken"
    assert found >= 54


@given(data=st.data(), content=st.sampled_from([GOOD, jpeg(200, 280, mode="L"), jpeg(300, 420, quality=30)]))
def test_a_cut_inside_the_scan_is_always_found(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject, content: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "cut.jpg"
    cut = data.draw(st.integers(content.index(b"\xff\xda") + 2, len(content) - 1))
    path.write_bytes(content[:cut])
    assert read_photo(path).problem == "broken"


def test_every_hundredth_cut_of_a_progressive_photo_is_found(read: Callable[[bytes], PhotoFacts]) -> None:
    cuts = range(3, len(PROGRESSIVE), 101)
    assert {read(PROGRESSIVE[:cut]).problem for cut in cuts} == {"broken"}


def test_odd_sampling_is_left_to_pillow(read: Callable[[bytes], PhotoFacts], monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise ValueError("no such colour space")

    monkeypatch.setattr(simplejpeg, "decode_jpeg", refuse)
    assert read(jpeg(mode="CMYK")).problem is None
    assert read(jpeg(mode="CMYK")[:-1]).problem == "broken"
    monkeypatch.setattr(simplejpeg, "decode_jpeg_header", refuse)
    facts = read(jpeg(mode="CMYK", comment=b"\xff\xc0" * 9))
    assert (facts.problem, facts.width_px, facts.height_px) == (None, 240, 336)


def test_pillow_does_not_decode_what_it_finds_larger(
    read: Callable[[bytes], PhotoFacts], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(photos_jpeg, "_frame_size", lambda _: (9, 9))
    monkeypatch.setattr(photos_jpeg, "MAX_PIXELS", 100)
    assert read(replaced(GOOD, 11, b"\x09")).problem == "broken"


@pytest.mark.parametrize(
    ("change", "decoded"),
    [pytest.param(bytes, "broken", id="cut off"), pytest.param(odd_sampling, None, id="by Pillow")],
)
def test_the_most_pixels_that_are_decoded(
    read: Callable[[bytes], PhotoFacts], change: Callable[[bytes], bytes], decoded: Problem
) -> None:
    assert read(change(claiming(5_000, 5_000))).problem == decoded
    assert read(change(claiming(5_101, 4_901))).problem == "huge"
    assert (MAX_PIXELS, MAX_PIXELS + 1) == (5_000 * 5_000, 5_101 * 4_901)


def test_a_whole_photo_of_the_most_pixels_is_judged_by_its_size(read: Callable[[bytes], PhotoFacts]) -> None:
    facts = read(encoded(Image.new("L", (5_000, 5_000), "white"), "JPEG"))
    assert (facts.problem, codes(facts)[0]) == (None, "photo-pixels")


def test_too_many_scans_are_refused_before_decoding(read: Callable[[bytes], PhotoFacts]) -> None:
    assert read(scans(FLAT, 7_000)).problem == "huge"


def test_a_file_above_20_mib_is_not_decoded(tmp_path: Path) -> None:
    path = tmp_path / "large.jpg"
    for content, size in ((GOOD[:-99], (240, 336)), (GOOD[:99], (None, None))):
        path.write_bytes(content)
        os.truncate(path, photos_jpeg.MAX_READ_BYTES + 1)
        facts = read_photo(path)
        assert (facts.problem, facts.width_px, facts.height_px) == (None, *size)
        assert codes(facts) == ["photo-bytes"]


@pytest.mark.parametrize(
    ("content", "dpi"),
    [
        pytest.param(jpeg(dpi=(200, 200)), 200.0, id="per inch"),
        pytest.param(replaced(jpeg(dpi=(200, 200)), 13, b"\x02\x00\x64"), 254.0, id="per centimetre"),
        pytest.param(jpeg(), None, id="aspect ratio only"),
        pytest.param(replaced(jpeg(dpi=(200, 200)), 14, bytes(4)), None, id="zero"),
        pytest.param(jpeg(keep_rgb=True), None, id="no JFIF header"),
    ],
)
def test_dpi(read: Callable[[bytes], PhotoFacts], content: bytes, dpi: float | None) -> None:
    assert read(content).dpi == dpi


def test_facts(read: Callable[[bytes], PhotoFacts]) -> None:
    facts = read(GOOD)
    assert facts == PhotoFacts(f"{NUMBER}.jpg", len(GOOD), 240, 336, None, None)
    assert facts.ratio == 1.4
    assert read(b"").ratio is None


def test_a_vanished_photo_is_an_exception(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_photo(tmp_path / "gone.jpg")
