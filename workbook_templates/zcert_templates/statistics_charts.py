"""Which chart stands beside a table of statistics?

Bars, parted by sex; for the sexes themselves a pie. Units are many and in the order of their numbers, so the chart
shows the first ones. The colours differ in lightness too, for printers without colours.
"""

from typing import Any, Final, NamedTuple

from xlsxwriter.chart import Chart
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from zcert.counting import Statistics, Tabulation
from zcert.topics import SEX

LABELS: Final = 2
"""Columns of labels; those of the figures follow."""
ROW_HEIGHT_PX: Final = 24

IN_CHART: Final = 80
"""Most bars of a chart: every series has one, the titles of a province have not."""
FIRST_ONES: Final = 20
"""Most bars of a chart whose lines are in the order of their numbers."""

_WIDTH_PX: Final = 600
_MARGIN_PX: Final = 4
"""Above and below, so that no edge is printed on the page before."""
_PIE_ROWS: Final = 10
_ROWS_BESIDE_BARS: Final = 5
"""For title, legend and figures."""
_SMALL: Final = {"name": "宋体", "size": 9, "color": "#404040"}
_TITLE: Final = {"name": "黑体", "size": 12, "bold": False}
_LINE: Final = {"color": "#595959", "width": 0.75}
_FILLS: Final[tuple[dict[str, Any], ...]] = (
    {"fill": {"color": "#1F3864"}},
    {"fill": {"color": "#9DC3E6"}},
    {"pattern": {"pattern": "wide_upward_diagonal", "fg_color": "#7F7F7F", "bg_color": "#FFFFFF"}},
)
_BARS: Final = {"type": "data_bar", "bar_color": "#9DC3E6", "bar_solid": True, "min_type": "num", "min_value": 0}


class Lines(NamedTuple):
    """Where the lines of a table are: name of the sheet, first and last row (0-based)."""

    sheet: str
    first: int
    last: int

    def column(self, at: int, shown: int) -> list[str | int]:
        """Return the reference of the first ``shown`` lines in a column (0-based), as XlsxWriter takes it."""
        return [self.sheet, self.first, at, self.first + shown - 1, at]


def add(book: Workbook, sheet: Worksheet, statistics: Statistics, table: Tabulation, lines: Lines) -> int:
    """Put the chart of a table at its right, or bars into its cells, and return how many rows high the chart is."""
    right = LABELS + 2 * len(statistics.sexes) + 2
    shown = _shown(table)
    if not shown:
        sheet.conditional_format(lines.first, LABELS, lines.last, LABELS, _BARS)
        return 0
    if table.topic == SEX:
        chart, rows = _pie(book, lines, shown), _PIE_ROWS
    else:
        chart, rows = _bars(book, statistics, table, lines, shown), shown + _ROWS_BESIDE_BARS
    chart.set_size({"width": _WIDTH_PX, "height": rows * ROW_HEIGHT_PX - 2 * _MARGIN_PX})
    sheet.insert_chart(lines.first - 2, right, chart, {"object_position": 2, "y_offset": _MARGIN_PX})
    return rows


def _shown(table: Tabulation) -> int:
    """Return how many lines the chart shows, 0 for none."""
    if table.topic.list_name or table.topic.scale:
        return len(table.lines) if len(table.lines) <= IN_CHART else 0
    return min(len(table.lines), FIRST_ONES)


def _pie(book: Workbook, lines: Lines, shown: int) -> Chart:
    chart = book.add_chart({"type": "pie"})
    chart.add_series(
        {
            "name": SEX.label,
            "categories": lines.column(0, shown),
            "values": lines.column(LABELS, shown),
            "points": [{**_FILLS[min(at, len(_FILLS) - 1)], "border": _LINE} for at in range(shown)],
            "data_labels": {"percentage": True, "category": True, "position": "outside_end", "font": _SMALL},
        }
    )
    chart.set_title({"name": f"{SEX.label}比例", "name_font": _TITLE})
    chart.set_legend({"none": True})
    return chart


def _bars(book: Workbook, statistics: Statistics, table: Tabulation, lines: Lines, shown: int) -> Chart:
    chart = book.add_chart({"type": "bar", "subtype": "stacked"})
    # The figures by sex come after number and share of all, each but the last with a share.
    for at, sex in enumerate(statistics.sexes):
        chart.add_series(
            {
                "name": sex,
                "categories": lines.column(len(table.topic.heads) - 1, shown),
                "values": lines.column(LABELS + 2 + 2 * at, shown),
                **_FILLS[min(at, len(_FILLS) - 1)],
                "border": _LINE,
                "gap": 40,
            }
        )
    first = f"（人数最多的{shown}个）" if shown < len(table.lines) else ""
    chart.set_title({"name": f"各{table.topic.label}人数{first}", "name_font": _TITLE})
    # Bars begin at the bottom; reversed, the first line is on top and the figures below.
    chart.set_y_axis({"reverse": True, "num_font": _SMALL, "line": {"color": "#B7BEC7"}})
    chart.set_x_axis(
        {
            "num_font": _SMALL,
            "num_format": "#,##0",
            "label_position": "high",
            "major_gridlines": {"visible": True, "line": {"color": "#D9D9D9"}},
            "line": {"none": True},
        }
    )
    chart.set_legend({"position": "top", "font": _SMALL})
    return chart
