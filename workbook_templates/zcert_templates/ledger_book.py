"""What does the workbook of the ledger look like? 接收台账, one line a unit; 经过, one line an event; 人员变化.

States are coloured by conditional formats, so that sorting and pasting keep them right. What is in the folder is linked
from where the workbook is; a folder that is moved as a whole keeps its links.
"""

from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import PurePosixPath, PureWindowsPath
from typing import Final, NamedTuple

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from zcert import words
from zcert.exchange.changes import WORDS
from zcert.exchange.ledger import NAME, Entry, Ledger, State
from zcert.exchange.progress import MISSING
from zcert.form import HEADER_ROW
from zcert.roles import Role
from zcert_templates import FORMS, page, report_layout
from zcert_templates.build import begin
from zcert_templates.styles import Styles

HISTORY_SHEET: Final = "经过"
CHANGES_SHEET: Final = "人员变化"

_NOTE: Final = "由“接收报送”“退回”写出，手工改动不会保留；按表头的箭头筛选，点文件名打开文件"
COLOURS: Final = {
    MISSING: {"font_color": "#595959", "bg_color": "#EDEDED"},
    State.SENT: {"font_color": "#7F6000", "bg_color": "#FFF2CC"},
    State.RECEIVED: {"font_color": "#375623", "bg_color": "#E2EFDA"},
    State.RETURNED: {"font_color": "#C00000", "bg_color": "#FFE1DE"},
    State.MENDED: {"font_color": "#1F3864", "bg_color": "#DCE6F1"},
}
_HEAD_HEIGHT: Final = 24
_MOST_LINKS: Final = 65_000
"""Excel opens no sheet with more than 65,530 links."""
_LABELS: Final = {form.name: form.label for form in FORMS}


class File(NamedTuple):
    """A cell that opens a file: relative to the folder, with ``/``, or absolute."""

    path: str


Cell = str | int | File
_ENTRY_COLUMNS: Final = (
    ("序号", 6),
    ("单位", 30),
    ("表种", 14),
    (words.STATUS, 10),
    ("人数", 8),
    ("照片", 8),
    (words.ERROR, 8),
    (words.WARNING, 8),
    ("报送时间", 19),
    ("接收时间", 19),
    ("工作簿", 30),
    ("报送包", 36),
    ("退回的工作簿", 30),
    ("说明", 44),
)
_HISTORY_COLUMNS: Final = (
    *(("单位", 30), ("时间", 19), (words.STATUS, 10), ("人数", 8)),
    *(("文件", 40), ("变化", 26), ("说明", 50)),
)
_CHANGES_COLUMNS: Final = (
    ("单位", 30),
    ("时间", 19),
    ("变化", 10),
    (report_layout.CAPTIONS[Role.NAME], 11),
    ("号码", 22),
    ("改动的栏目", 60),
)


class Listing(NamedTuple):
    """A list: the name of its sheet, what stands below it, and header and width in characters of each column."""

    name: str
    note: str
    columns: Sequence[tuple[str, float]]


def build_ledger(ledger: Ledger) -> bytes:
    """Make the workbook, as the bytes of an .xlsx file; the same ledger always produces the same bytes."""
    file = BytesIO()
    book = begin(file, NAME)
    styles = Styles(book)
    write_list(
        book,
        styles,
        Listing(NAME, _NOTE, _ENTRY_COLUMNS),
        [_entry(at, one) for at, one in enumerate(ledger.entries, 1)],
    )
    write_list(book, styles, Listing(HISTORY_SHEET, _NOTE, _HISTORY_COLUMNS), list(_history(ledger)))
    write_list(book, styles, Listing(CHANGES_SHEET, _NOTE, _CHANGES_COLUMNS), list(_changes(ledger)))
    book.close()
    return file.getvalue()


def _entry(at: int, entry: Entry) -> tuple[Cell, ...]:
    received, returned = entry.last(State.RECEIVED) or entry.last(State.MENDED), entry.last(State.RETURNED)
    sent = entry.last(State.SENT)
    return (
        at,
        entry.unit,
        "汇总表" if entry.summary else "、".join(_LABELS.get(form, form) for form in entry.forms),
        entry.state.value,
        *((entry.rows, len(entry.photos), entry.errors, entry.warnings) if entry.received else ("",) * 4),
        shown_time(sent.at if sent else entry.packed),
        shown_time(received.at) if received else "",
        File(entry.file) if entry.received else "",
        File(sent.file) if sent else "",
        File(returned.file) if returned else "",
        entry.history[-1].note,
    )


def _history(ledger: Ledger) -> Iterator[tuple[Cell, ...]]:
    for entry in ledger.entries:
        for event in entry.history:
            changed = event.changes.sentence if event.changes else ""
            rows: Cell = "" if event.state is State.SENT else event.rows
            yield entry.unit, shown_time(event.at), event.state.value, rows, File(event.file), changed, event.note


def _changes(ledger: Ledger) -> Iterator[tuple[Cell, ...]]:
    for entry in ledger.entries:
        for event in entry.history:
            for person in event.changes.people:
                columns = "、".join(person.columns)
                yield entry.unit, shown_time(event.at), WORDS[person.kind], person.name, person.number, columns


def shown_time(at: str) -> str:
    """Return a moment as people write it, without its offset."""
    return at[:19].replace("T", " ")


def write_list(book: Workbook, styles: Styles, listing: Listing, rows: Sequence[Sequence[Cell]]) -> None:
    """Add a sheet with a list, one line a row, that can be filtered; the column of states is coloured."""
    name, note, columns = listing
    sheet, last = book.add_worksheet(name), len(columns) - 1
    page.set_up(sheet, HEADER_ROW)
    sheet.hide_gridlines(page.GRID_HIDDEN)
    page.write_heading(sheet, styles, (name, note), last)
    sheet.set_row(HEADER_ROW - 1, _HEAD_HEIGHT)
    sheet.freeze_panes(HEADER_ROW, 0)
    sheet.set_selection(HEADER_ROW, 0, HEADER_ROW, 0)
    for at, (header, width) in enumerate(columns):
        sheet.set_column(at, at, width)
        sheet.write_string(HEADER_ROW - 1, at, header, styles.get("table head"))
        if header == words.STATUS:
            _colour(book, sheet, at, len(rows))
    for number, row in enumerate(rows, HEADER_ROW):
        for at, cell in enumerate(row):
            _write_cell(sheet, styles, number, at, cell)
    sheet.autofilter(HEADER_ROW - 1, 0, HEADER_ROW - 1 + max(1, len(rows)), last)


def _colour(book: Workbook, sheet: Worksheet, column: int, rows: int) -> None:
    for state, colours in COLOURS.items():
        rule = {"type": "cell", "criteria": "==", "value": f'"{state}"', "format": book.add_format(colours)}
        sheet.conditional_format(HEADER_ROW, column, HEADER_ROW + max(0, rows - 1), column, rule)


def _write_cell(sheet: Worksheet, styles: Styles, row: int, column: int, cell: Cell) -> None:
    if isinstance(cell, int):
        sheet.write_number(row, column, cell, styles.get("figure"))
    elif not cell or cell == File(""):
        sheet.write_blank(row, column, None, styles.get("text body"))
    elif isinstance(cell, str):
        sheet.write_string(row, column, cell, styles.get("text body"))
    else:
        text = PurePosixPath(cell.path).name if "\\" not in cell.path else PureWindowsPath(cell.path).name
        if row >= _MOST_LINKS or sheet.write_url(row, column, _address(cell.path), styles.get("link"), text):
            sheet.write_string(row, column, text, styles.get("text body"))


def _address(path: str) -> str:
    """Return a path as XlsxWriter wants it: a # in a name would part it."""
    if PureWindowsPath(path).is_absolute():
        return PureWindowsPath(path).as_uri()
    if PurePosixPath(path).is_absolute():
        # In small letters XlsxWriter takes it for a path of Windows, and the first / away.
        return PurePosixPath(path).as_uri().replace("file:", "FILE:", 1)
    return f"external:{path}".replace("%", "%25").replace("#", "%23")
