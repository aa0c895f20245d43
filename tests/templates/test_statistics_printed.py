"""The statistics as LibreOffice prints them: pages, tables and charts."""

from pathlib import Path

import pypdfium2
import pytest

from support import pdf
from support.domain import MAN, SPECIAL, TODAY, make_table
from support.office import convert
from zcert.counting import count
from zcert.tabulating import TITLE
from zcert.topics import TOPICS
from zcert_dictionaries import load_edition
from zcert_templates.build import build_statistics
from zcert_templates.statistics_charts import _FILLS

pytestmark = pytest.mark.office

_BEHIND_TABLES = 0.53
"""Where the charts begin, of the width of the page."""


def coloured(page: pypdfium2.PdfPage, colour: str) -> int:
    """Count the dots of a colour in the right half of a page."""
    image = page.render(scale=1).to_pil().convert("RGB")
    right = image.crop((int(image.width * _BEHIND_TABLES), 0, image.width, image.height))
    wanted = tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return sum(number for number, found in right.getcolors(1 << 24) or [] if found == wanted)


def test_tables_and_charts_are_printed_one_page_wide(tmp_path: Path) -> None:
    rows = [{"工作单位": f"第{number}局", "性别": "男女"[number % 2]} for number in range(45)]
    groups = count([make_table(*rows, {"身份证号码": MAN}), make_table({}, form=SPECIAL)], TODAY, load_edition())
    (tmp_path / "统计.xlsx").write_bytes(build_statistics(groups, "共47人"))
    printed = convert(tmp_path / "统计.xlsx", "pdf", tmp_path / "office")
    pages = pdf.texts(printed)
    together = [text for text in pages if f"统计第{pages.index(text) + 1}页，共{len(pages)}页" in text]
    assert len(together) == 3
    assert all(TITLE in text and "共47人" in text for text in pages)
    everything = "".join(together)
    assert [topic.label for topic in TOPICS if f"按{topic.label}统计" not in everything] == []
    assert [number for number in range(45) if f"第{number}局" not in together[2]] == []
    assert ("各单位人数（人数最多的20个）" in everything, "性别比例" in everything) == (True, True)
    men, women = (str(fill["fill"]["color"]) for fill in _FILLS[:2])
    with pypdfium2.PdfDocument(printed) as document:
        drawn = [(coloured(page, men), coloured(page, women)) for page in document]
    assert min(drawn[0]) > 1000
    assert any(min(one) > 100 for one in drawn[1:3])
