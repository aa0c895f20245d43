"""What does a sheet of statistics look like?

One table below the other, each with its chart at the right: what is counted in the columns A and B, then the figures.
A table that is too long for a chart has bars in its cells instead. A printed page begins with a table wherever that
one does not fit on the page before.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from zcert import tabulating
from zcert.counting import Statistics, Tabulation
from zcert.tabulating import Row
from zcert_templates import page, statistics_charts
from zcert_templates.statistics_charts import LABELS, ROW_HEIGHT_PX, Lines
from zcert_templates.styles import Styles

SHEET: Final = "统计"

_HEAD_ROWS: Final = 2
_LABEL_WIDTHS: Final = (22, 26)
_FIGURE_WIDTH: Final = 9
_GAP_WIDTH: Final = 2
_PT_PER_PX: Final = 0.75
_SHOWN: Final = 100
"""Most characters of a label; a cell shows no more, and holds no more than 32,767."""
_PAGE_ROWS: Final = 50
"""That fit on a printed page below the title, at the scale to which the width of the sheet leads."""


@dataclass(frozen=True, slots=True)
class _Target:
    """The sheet to write into, and what is written."""

    book: Workbook
    sheet: Worksheet
    styles: Styles
    statistics: Statistics

    @property
    def last_column(self) -> int:
        """The column of the last figure, 0-based."""
        return LABELS + len(tabulating.heads(self.statistics)) - 1


def write(book: Workbook, styles: Styles, statistics: Statistics, name: str, note: str) -> None:
    """Add a sheet with the tables and charts of these statistics; ``note`` stands below the title."""
    target = _Target(book, book.add_worksheet(name), styles, statistics)
    _set_up(target, note)
    row, page_row, breaks = _HEAD_ROWS, _HEAD_ROWS, list[int]()
    for table in statistics.tables:
        end = _write_block(target, table, row)
        if row > page_row and end - page_row > _PAGE_ROWS:
            breaks.append(row)
            page_row = row
        row = end
    target.sheet.set_h_pagebreaks(breaks)


def _set_up(target: _Target, note: str) -> None:
    sheet, last = target.sheet, target.last_column
    page.set_up(sheet, _HEAD_ROWS)
    sheet.hide_gridlines(page.GRID_HIDDEN)
    sheet.set_default_row(ROW_HEIGHT_PX * _PT_PER_PX)
    page.write_heading(sheet, target.styles, (tabulating.TITLE, note), last)
    sheet.freeze_panes(_HEAD_ROWS, 0)
    sheet.set_selection(_HEAD_ROWS, 0, _HEAD_ROWS, 0)
    for at, width in enumerate(_LABEL_WIDTHS):
        sheet.set_column(at, at, width)
    sheet.set_column(LABELS, last, _FIGURE_WIDTH)
    sheet.set_column(last + 1, last + 1, _GAP_WIDTH)


def _write_block(target: _Target, table: Tabulation, row: int) -> int:
    """Write title, head, lines and chart from a row (0-based) on, and return the row where the next block begins."""
    sheet, styles, last = target.sheet, target.styles, target.last_column
    for column in range(last + 1):
        sheet.write_blank(row, column, None, styles.get("section"))
    sheet.write_string(row, 0, f"按{table.topic.label}统计", styles.get("section"))
    _write_labels(target, row + 1, table.topic.heads, "head label")
    for column, head in enumerate(tabulating.heads(target.statistics), LABELS):
        sheet.write_string(row + 1, column, head, styles.get("table head"))
    first = row + 2
    for at, line in enumerate(tabulating.rows(target.statistics, table), first):
        _write_row(target, at, line, bold=at == first + len(table.lines))
    lines = Lines(sheet.get_name(), first, first + len(table.lines) - 1)
    rows = statistics_charts.add(target.book, sheet, target.statistics, table, lines)
    return row + 1 + max(len(table.lines) + 3, rows)


def _write_row(target: _Target, row: int, line: Row, *, bold: bool) -> None:
    total = "total " if bold else ""
    _write_labels(target, row, line.labels, f"{total}label")
    for column, figure in enumerate(line.figures, LABELS):
        look = "share" if isinstance(figure, float) else "figure"
        target.sheet.write_number(row, column, figure, target.styles.get(total + look))


def _write_labels(target: _Target, row: int, labels: Sequence[str], look: str) -> None:
    """Write two labels, or one over both columns; not merged, so that rows can be sorted and copied."""
    parts = ("", "") if len(labels) == LABELS else (" start", " end")
    for column, part in enumerate(parts):
        text = labels[column][:_SHOWN] if column < len(labels) else ""
        if text:
            target.sheet.write_string(row, column, text, target.styles.get(look + part))
        else:
            target.sheet.write_blank(row, column, None, target.styles.get(look + part))
