"""What do 汇总报告 and 问题清单 look like before they are filled?"""

from typing import Final

from xlsxwriter.chart import Chart
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from zcert import words
from zcert.form import HEADER_ROW
from zcert_templates import page, report_layout
from zcert_templates.cell_ref import LAST_ROW
from zcert_templates.styles import Styles

_HEAD_HEIGHT: Final = 24
_SECTION_HEIGHT: Final = 26
_REPORT_HEAD_ROWS: Final = 2
_TWO_LINES: Final = 30
"""Row height in pt: Calc does not fit rows to wrapped text in a file that Excel has not saved."""
_SMALL: Final = {"name": "宋体", "size": 9, "color": "#595959"}

_ROW_LOOKS: Final = {
    "section": ("section",) * 8,
    "head": ("table head",) * 8,
    "body": ("centred body", "text body", *("figure",) * 4, "body", "body"),
    "problem": ("centred body", "text body", *("figure",) * 2, *("problem figure",) * 2, "body", "body"),
}
"""Styles of the cells A to H by pattern row of 汇总报告; in B, names from outside stay texts when they are edited."""

_ISSUE_LOOKS: Final = (
    *("text body", "text body", "centred text body", "centred text body", *("text body",) * 4),
    *("", "centred body", "body", "code"),
)
"""Styles of the cells A to L of 问题清单; the severity's own style fills the gap.

A to H come from the files: a sheet called =1+1 stays a text when the cell is edited.
"""


def write_report(book: Workbook, styles: Styles) -> None:
    """Add 汇总报告 with its pattern rows and its chart."""
    sheet = book.add_worksheet(report_layout.REPORT_SHEET)
    page.set_up(sheet, _REPORT_HEAD_ROWS)
    sheet.hide_gridlines(page.GRID_HIDDEN)
    sheet.set_default_row(_TWO_LINES)
    last = len(report_layout.REPORT_WIDTHS) - 1
    page.write_heading(sheet, styles, (report_layout.REPORT_TITLE, report_layout.REPORT_NOTE), last)
    sheet.freeze_panes(_REPORT_HEAD_ROWS, 0)
    sheet.set_selection(_REPORT_HEAD_ROWS, 0, _REPORT_HEAD_ROWS, 0)
    for at, width in enumerate(report_layout.REPORT_WIDTHS):
        sheet.set_column(at, at, width)
    for name, row in report_layout.REPORT_PATTERNS.items():
        _write_pattern(sheet, row, [styles.get(look) for look in _ROW_LOOKS[name]])
    sheet.set_row(report_layout.REPORT_PATTERNS["section"] - 1, _SECTION_HEIGHT)
    sheet.set_row(report_layout.REPORT_PATTERNS["head"] - 1, _HEAD_HEIGHT)
    sheet.insert_chart(report_layout.CHART_CELL, _chart(book), {"object_position": 3})


def _chart(book: Workbook) -> Chart:
    chart = book.add_chart({"type": "bar", "subtype": "stacked"})
    series = (
        (words.ERROR, report_layout.CHART_ERRORS, "#C0504D"),
        (words.WARNING, report_layout.CHART_WARNINGS, "#F2B84B"),
    )
    for name, values, colour in series:
        chart.add_series(
            {
                "name": name,
                "categories": f"={report_layout.CHART_NAMES}",
                "values": f"={values}",
                "fill": {"color": colour},
                "gap": 50,
            }
        )
    chart.set_title({"name": report_layout.CHART_TITLE, "name_font": {"name": "黑体", "size": 13, "bold": False}})
    # Bars begin at the bottom; reversed, the first unit is on top and the figures below.
    chart.set_y_axis({"reverse": True, "num_font": _SMALL, "line": {"color": "#B7BEC7"}})
    chart.set_x_axis(
        {
            "num_font": _SMALL,
            "num_format": "0",
            "label_position": "high",
            "major_gridlines": {"visible": True, "line": {"color": "#E3E3E3"}},
            "line": {"none": True},
        }
    )
    chart.set_legend({"position": "top", "font": _SMALL})
    chart.set_size({"width": 620, "height": 520})
    return chart


def write_issues(book: Workbook, styles: Styles) -> None:
    """Add 问题清单 with its column names and pattern rows."""
    sheet = book.add_worksheet(report_layout.ISSUE_SHEET)
    last = len(report_layout.ISSUE_COLUMNS) - 1
    page.set_up(sheet, HEADER_ROW)
    sheet.hide_gridlines(page.GRID_HIDDEN)
    sheet.set_default_row(_TWO_LINES)
    page.write_heading(sheet, styles, (report_layout.ISSUE_TITLE, report_layout.ISSUE_NOTE), last)
    sheet.set_row(HEADER_ROW - 1, _HEAD_HEIGHT)
    sheet.freeze_panes(HEADER_ROW, 0)
    sheet.set_selection(HEADER_ROW, 0, HEADER_ROW, 0)
    for at, (header, width) in enumerate(report_layout.ISSUE_COLUMNS):
        sheet.set_column(at, at, width)
        sheet.write_string(HEADER_ROW - 1, at, header, styles.get("table head"))
    sheet.autofilter(HEADER_ROW - 1, 0, LAST_ROW - 1, last)
    for severity, row in report_layout.ISSUE_PATTERNS.items():
        _write_pattern(sheet, row, [styles.get(look or severity) for look in _ISSUE_LOOKS])


def _write_pattern(sheet: Worksheet, row: int, formats: list[Format]) -> None:
    for at, cell_format in enumerate(formats):
        sheet.write_blank(row - 1, at, None, cell_format)
