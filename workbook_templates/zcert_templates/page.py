"""How is a sheet printed, and what is in its title rows?"""

from typing import Final

from xlsxwriter.worksheet import Worksheet

from zcert.form import NOTE_ROW, TITLE_ROW
from zcert_templates.styles import Styles

A4: Final = 9
GRID_PRINTED: Final = 0
GRID_HIDDEN: Final = 2
_TITLE_HEIGHT: Final = 34
_NOTE_HEIGHT: Final = 30
_CORNER_HEIGHTS: Final = (38, 52)
"""In pt, of a title of two lines and a note of four; neither Excel nor Calc fits a row to merged cells."""


def set_up(sheet: Worksheet, head_rows: int, *, pages_wide: int = 1) -> None:
    """Set A4 landscape, ``pages_wide`` pages wide, the first rows on every page, numbered pages."""
    sheet.set_paper(A4)
    sheet.set_landscape()
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.fit_to_pages(pages_wide, 0)
    sheet.repeat_rows(0, head_rows - 1)
    sheet.set_footer("&L&A&C第&P页，共&N页")


def write_heading(sheet: Worksheet, styles: Styles, texts: tuple[str, str], last_column: int) -> None:
    """Write title and note over the columns A to ``last_column`` (0-based).

    Both begin at the left, where they are seen without scrolling; for a sheet that is printed one page wide.
    """
    title, note = texts
    sheet.set_row(TITLE_ROW - 1, _TITLE_HEIGHT)
    sheet.set_row(NOTE_ROW - 1, _NOTE_HEIGHT)
    sheet.merge_range(TITLE_ROW - 1, 0, TITLE_ROW - 1, last_column, title, styles.get("title"))
    sheet.merge_range(NOTE_ROW - 1, 0, NOTE_ROW - 1, last_column, note, styles.get("note"))


def write_corner(sheet: Worksheet, styles: Styles, texts: tuple[str, str, str], frozen: int, last_column: int) -> None:
    """Write title and note into the first ``frozen`` columns, wrapped, and the third text beside them, to the last one.

    Columns that do not scroll and are repeated on every printed page always show both texts whole. The rest is one
    cell, so that no grid shows in it, and white: Calc lets a colour run over the edge of the printed page.
    """
    *corner, beside = texts
    for row, (look, text, height) in enumerate(zip(("title", "note"), corner, _CORNER_HEIGHTS, strict=True)):
        sheet.set_row(row, height)
        sheet.merge_range(row, 0, row, frozen - 1, text, styles.get(f"corner {look}"))
    if last_column >= frozen:
        look = styles.get("whose" if beside else "beside corner")
        sheet.merge_range(TITLE_ROW - 1, frozen, NOTE_ROW - 1, last_column, beside, look)
