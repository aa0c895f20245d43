"""What comes out of the printer: the pages that LibreOffice makes of the workbooks."""

from pathlib import Path

import pytest

from support import pdf
from support.built_books import EACH_FORM, EDITION, REGIONS, opened
from support.office import convert
from zcert.form import FIRST_DATA_ROW, Form
from zcert_addin.filling.collection import filled
from zcert_templates import RESIDENT
from zcert_templates.build import COLLECTION_SHEET, build_collection
from zcert_templates.data_sheet import RULED_ROWS

PAGES_WIDE = 3
IN_SECOND_COLUMN = 0.17
"""Where column B is printed, of the width of the page."""

pytestmark = pytest.mark.office


def printed(folder: Path, content: bytes) -> Path:
    (folder / "表.xlsx").write_bytes(content)
    return convert(folder / "表.xlsx", "pdf", folder / "office")


@EACH_FORM
def test_every_page_bears_the_whole_title_and_note_and_rows_to_write_in(form: Form, tmp_path: Path) -> None:
    pages = printed(tmp_path, build_collection(form, EDITION, REGIONS))
    texts = pdf.texts(pages)
    assert len(texts) == PAGES_WIDE
    assert [form.title in text and form.note in text for text in texts] == [True] * PAGES_WIDE
    assert all(header in "".join(texts) for header in form.headers)
    assert min(pdf.lines_across(pages, IN_SECOND_COLUMN)) >= RULED_ROWS


def test_every_row_of_a_filled_form_is_printed(tmp_path: Path) -> None:
    names = [f"张{number}号" for number in range(3 * RULED_ROWS)]
    rows = [[name if header == "姓名" else "" for header in RESIDENT.headers] for name in names]
    texts = pdf.texts(printed(tmp_path, filled(RESIDENT, EDITION, rows)))
    assert [name for name in names if "".join(texts).count(name) != PAGES_WIDE] == []
    assert all(RESIDENT.title in text for text in texts)


def test_rows_typed_below_the_ruled_ones_are_printed_too(tmp_path: Path) -> None:
    book = opened(build_collection(RESIDENT, EDITION, REGIONS))
    last = FIRST_DATA_ROW + 2 * RULED_ROWS
    book[COLLECTION_SHEET].cell(last, RESIDENT.index["姓名"] + 1, "张末行")
    book.save(tmp_path / "typed.xlsx")
    texts = pdf.texts(printed(tmp_path, (tmp_path / "typed.xlsx").read_bytes()))
    assert "张末行" in "".join(texts)
