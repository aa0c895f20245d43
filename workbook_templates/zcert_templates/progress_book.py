"""What does the workbook look like that says how far the units are?

First how many are in each state, with a chart, then a line for each unit.
"""

from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from typing import Final

from xlsxwriter.workbook import Workbook

from zcert import words
from zcert.exchange.ledger import State
from zcert.exchange.progress import MISSING, STATES, Standing, counts, sentence
from zcert.tabulating import PROGRESS, TOTAL
from zcert_templates import page
from zcert_templates.build import begin
from zcert_templates.ledger_book import COLOURS, Cell, File, Listing, shown_time, write_list
from zcert_templates.styles import Styles

UNITS_SHEET: Final = "各单位"

_HEAD_ROWS: Final = 2
_WIDTHS: Final = (16, 12, 3, 90)
_COLUMNS: Final = (
    *(("序号", 6), ("单位", 34), (words.STATUS, 10), ("人数", 8), ("退回行数", 9), ("更正行数", 9)),
    *((f"{state[1:]}时间", 19) for state in State),
    *(("工作簿", 34), ("经由", 20), ("说明", 40)),
)
_TEXT: Final = {"name": "宋体", "size": 11, "color": "#404040"}
_CHART_PX: Final = {"width": 620, "height": 340}


def build_progress(found: Sequence[Standing], note: str, *, listed: bool) -> bytes:
    """Make the workbook, as the bytes of an .xlsx file; the same standings always produce the same bytes.

    note:   what stands below the title besides the figures.
    listed: whether there is a list of units.
    """
    file = BytesIO()
    book = begin(file, PROGRESS)
    styles = Styles(book)
    said = f"{sentence(found, listed=listed)}；{note}"
    _write_counts(book, styles, counts(one for one in found if one.listed), said)
    write_list(book, styles, Listing(UNITS_SHEET, said, _COLUMNS), list(_lines(found)))
    book.close()
    return file.getvalue()


def _lines(found: Sequence[Standing]) -> Iterator[tuple[Cell, ...]]:
    for at, one in enumerate(found, 1):
        files = File(one.files[0]) if len(one.files) == 1 and not one.via else "、".join(one.files)
        unlisted = () if one.listed else ("不在清单中",)
        yield (
            *(at, one.unit, one.label, "" if one.rows is None else one.rows, one.returned or "", one.mended or ""),
            *(shown_time(one.times.get(state, "")) for state in State),
            *(files, "、".join(one.via), "；".join(filter(None, (*unlisted, one.note)))),
        )


def _write_counts(book: Workbook, styles: Styles, by: Mapping[str, int], note: str) -> None:
    sheet = book.add_worksheet(PROGRESS)
    page.set_up(sheet, _HEAD_ROWS)
    sheet.hide_gridlines(page.GRID_HIDDEN)
    page.write_heading(sheet, styles, (PROGRESS, note), len(_WIDTHS) - 1)
    for at, width in enumerate(_WIDTHS):
        sheet.set_column(at, at, width)
    for at, head in enumerate((words.STATUS, "单位数")):
        sheet.write_string(_HEAD_ROWS, at, head, styles.get("table head"))
    first = _HEAD_ROWS + 1
    for row, state in enumerate(STATES, first):
        sheet.write_string(row, 0, state, styles.get("body"))
        sheet.write_number(row, 1, by[state], styles.get("figure"))
    last = first + len(STATES) - 1
    sheet.write_string(last + 1, 0, TOTAL, styles.get("total label"))
    sheet.write_number(last + 1, 1, sum(by.values()), styles.get("total figure"))
    chart = book.add_chart({"type": "bar"})
    chart.add_series(
        {
            "name": "单位数",
            "categories": [PROGRESS, first, 0, last, 0],
            "values": [PROGRESS, first, 1, last, 1],
            "points": [_fill(state) for state in STATES],
            "data_labels": {"value": True, "font": _TEXT},
            "gap": 50,
        }
    )
    chart.set_title({"name": PROGRESS, "name_font": {"name": "黑体", "size": 12, "bold": False}})
    chart.set_legend({"none": True})
    chart.set_y_axis({"reverse": True, "num_font": _TEXT})
    chart.set_x_axis({"num_format": "0", "min": 0, "major_gridlines": {"visible": False}, "visible": False})
    chart.set_size(_CHART_PX)
    sheet.insert_chart(_HEAD_ROWS, len(_WIDTHS) - 1, chart, {"object_position": 2})


def _fill(state: str) -> dict[str, object]:
    colours = COLOURS[MISSING if state == MISSING else State(state)]
    return {"fill": {"color": colours["bg_color"]}, "border": {"color": colours["font_color"], "width": 1}}
