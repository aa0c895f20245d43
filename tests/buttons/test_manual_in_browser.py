"""The manual as it is read: in Debian's Chromium, from a file, without a network."""

import re
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest

from support.browser import Browser, browser
from zcert_addin.buttons import declarations

pytestmark = pytest.mark.browser

PAGE = Path(__file__).parents[2] / "addin" / "zcert_addin" / "buttons" / "help.html"
TEXT = PAGE.read_text("utf-8")
CHAPTERS = re.findall(r'<section id="\w+">\n<h2>(.+?)</h2>', TEXT)
A4_PT = (595, 842)
VISIBLE = "Array.from(document.querySelectorAll({!r})).filter(one => one.offsetParent)"
ROWS = VISIBLE.format("main tbody tr:not(.group)")


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with browser(tmp_path_factory.mktemp("browser")) as one:
        one.open(PAGE)
        yield one


@pytest.fixture
def reader(opened: Browser) -> Browser:
    """Give the page as it is when it is opened."""
    opened.resize(1280, 900)
    opened.press("Escape")
    opened.run("scrollTo(0, 0)")
    return opened


def search(reader: Browser, text: str) -> str:
    """Type into the search box and return what is said beside it."""
    reader.click("#search")
    reader.type(text)
    return str(reader.run("document.getElementById('hits').textContent"))


def count(reader: Browser, elements: str) -> int:
    return int(reader.run(f"{elements}.length"))


def test_nothing_is_asked_for_and_nothing_complained_of(opened: Browser) -> None:
    opened.open(PAGE)
    opened.run("scrollTo(0, document.body.scrollHeight)")
    assert {address for address in opened.requested() if not address.startswith("data:")} == {PAGE.as_uri()}
    assert opened.complaints() == []


def test_a_complaint_would_be_heard(opened: Browser) -> None:
    opened.open(PAGE)
    opened.run("console.error('planted'), 0")
    opened.run("0")
    assert len(opened.complaints()) == 1


def test_every_picture_is_shown(reader: Browser) -> None:
    shown = reader.run(
        "Array.from(document.images).map(one => one.complete && one.naturalWidth === +one.getAttribute('width'))"
    )
    assert shown
    assert all(shown)


def test_every_entry_of_the_contents_leads_to_its_heading(reader: Browser) -> None:
    entries = reader.run("Array.from(document.querySelectorAll('nav a')).map(one => [one.hash, one.textContent])")
    assert [title for _, title in entries if title in CHAPTERS] == CHAPTERS
    for anchor, title in entries:
        reader.click(f'nav a[href="{anchor}"]')
        heading, top, bottom = reader.run(
            f"var it = document.querySelector('{anchor}'), box = it.firstElementChild.getBoundingClientRect();"
            "[it.firstElementChild.textContent, box.top, innerHeight]"
        )
        assert heading == title
        assert 40 <= top < bottom, title


def test_every_link_of_the_text_leads_to_what_is_seen(reader: Browser) -> None:
    for anchor in reader.run("Array.from(document.querySelectorAll('main a')).map(one => one.hash)"):
        assert reader.run(f"Boolean(document.querySelector('{anchor}').offsetParent)"), anchor


@pytest.mark.parametrize(
    ("text", "in_every_row"),
    [
        pytest.param("校验码", ["校验码"], id="word"),
        pytest.param("照片 像素", ["照片", "像素"], id="two words"),
        pytest.param("ＺＣ_checkid", ["zc_checkid"], id="full width and case"),
        pytest.param("id-checksum", ["id-checksum"], id="code"),
    ],
)
def test_the_search_box_leaves_what_has_the_words(reader: Browser, text: str, in_every_row: list[str]) -> None:
    everything = count(reader, ROWS)
    said = search(reader, text)
    rows = [row.lower() for row in reader.run(f"{ROWS}.map(one => one.textContent)")]
    assert 0 < len(rows) < everything
    assert all(word in row for row in rows for word in in_every_row)
    found = int(re.fullmatch(r"找到(\d+)处", said)[1])  # type: ignore[index]
    assert found >= len(rows)
    empty = "one => !Array.from(one.querySelectorAll('p, tr, ol, ul, pre')).some(inner => inner.offsetParent)"
    assert reader.run(f"{VISIBLE.format('main section')}.filter({empty}).map(one => one.id)") == []
    assert count(reader, VISIBLE.format("nav a")) == count(reader, VISIBLE.format("main section"))
    reader.press("Escape")
    assert (count(reader, ROWS), reader.run("document.getElementById('search').value")) == (everything, "")
    assert reader.run("document.getElementById('hits').textContent") == ""
    assert count(reader, "Array.from(document.querySelectorAll('main [hidden]:not(#none), nav [hidden]'))") == 0


def test_a_heading_that_has_the_word_shows_its_chapter(reader: Browser) -> None:
    search(reader, "照片的要求")
    assert "像素" in reader.run("document.getElementById('photos').innerText")


def test_what_is_not_there_is_said(reader: Browser) -> None:
    assert search(reader, "没有这样的词") == "找到0处"
    assert reader.run("document.querySelector('main').innerText").strip() == "没有找到，请换一个词，或按Esc显示全部"


def test_every_button_is_found_by_its_name(reader: Browser) -> None:
    for name, button in declarations().items():
        search(reader, button.label)
        assert reader.run(f"Boolean(document.getElementById('button-{name}').offsetParent)"), button.label
        reader.press("Escape")


def test_a_link_to_what_is_filtered_out_shows_everything(reader: Browser) -> None:
    search(reader, "文件名 扩展名大小写")
    assert not reader.run("Boolean(document.getElementById('code-photo-missing').offsetParent)")
    reader.click('main a[href="#code-photo-missing"]')
    assert reader.run("Boolean(document.getElementById('code-photo-missing').offsetParent)")
    assert reader.run("location.hash") == "#code-photo-missing"


@pytest.mark.parametrize("width_px", [800, 1280, 1920])
def test_nothing_is_wider_than_the_window(reader: Browser, width_px: int) -> None:
    reader.resize(width_px, 900)
    assert reader.run("document.documentElement.scrollWidth") <= width_px


def test_printed_on_a4(reader: Browser) -> None:
    printed = pypdfium2.PdfDocument(reader.print())
    pages = list(printed)
    assert {tuple(map(round, page.get_size())) for page in pages} == {A4_PT}
    texts = [page.get_textpage().get_text_bounded() for page in pages]
    assert all(text.strip() for text in texts)
    assert "搜索" not in texts[0]
    for chapter in CHAPTERS:
        assert any(chapter in text.splitlines()[0:40] for text in texts[1:]), chapter
    boxes = [one.get_bounds() for page in pages for one in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE])]
    assert len(boxes) == TEXT.count("<figure>")
    for left, bottom, right, top in boxes:
        assert 30 < left < right < A4_PT[0] - 30
        assert 30 < bottom < top < A4_PT[1] - 30
    assert len(TEXT) / 100_000 < len(pages) <= 40
