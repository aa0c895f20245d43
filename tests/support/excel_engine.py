"""An xlwings engine over openpyxl: what Excel does with the host's calls, on a system without Excel.

It needs the BSD part of xlwings only. Where the host handles an oddity of Excel, the engine has the same oddity:
numbers come as floats, money as Decimal, errors as numbers that become None unless err_to_str is set; a text typed into
a General cell becomes a number or a formula, a formula written into a text cell stays text; protected sheets and merged
cells raise ComError. COM members that the host uses carry Excel's names.

Recorded in App: range_calls, alerts, status_texts, opened, links to dialogs (picks, answers given by the test).
"""

import datetime as dt
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from copy import copy
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Final

import openpyxl
import xlwings as xw
from openpyxl.cell import Cell, MergedCell
from openpyxl.chartsheet import Chartsheet
from openpyxl.formatting.rule import FormulaRule, Rule
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.styles.numbers import is_date_format
from openpyxl.utils import coordinate_to_tuple, get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.worksheet import Worksheet

NAME: Final = "openpyxl"
ERRORS: Final = {
    -2146826281: "#DIV/0!",
    -2146826246: "#N/A",
    -2146826259: "#NAME?",
    -2146826288: "#NULL!",
    -2146826252: "#NUM!",
    -2146826265: "#REF!",
    -2146826273: "#VALUE!",
}
"""The errors that xlwings names; Excel has more."""
SPILL: Final = -2146826245
_NUMBERS: Final = {text: number for number, text in ERRORS.items()} | {"#SPILL!": SPILL}
_LINK: Final = re.compile(r'=HYPERLINK\("(?:[^"]|"")*","((?:[^"]|"")*)"\)')
_MONEY: Final = re.compile("[¥$]")


class ComError(Exception):
    """What pywin32 raises when Excel refuses; the message is in the language of Windows."""

    hresult = -2147352567


@contextmanager
def installed() -> Iterator["Engine"]:
    """Make the engine the active one inside the ``with`` block."""
    engine, before = Engine(), xw.engines.active
    xw.engines.add(xw.main.Engine(impl=engine))
    xw.engines[NAME].activate()
    try:
        yield engine
    finally:
        xw.engines.active = before
        xw.engines.engines.remove(xw.engines.engines_by_name.pop(NAME))


class Engine:
    name, type = NAME, "desktop"

    def __init__(self) -> None:
        self.apps = Apps(self)

    @staticmethod
    def prepare_xl_data_element(x: object, _options: object) -> object:
        return "" if x is None else x

    @staticmethod
    def clean_value_data(
        data: list[list[object]],
        datetime_builder: Callable[..., object],
        empty_as: object,
        number_builder: Callable[[float], object] | None,
        err_to_str: object,
    ) -> list[list[object]]:
        def clean(value: object) -> object:
            if value in {"", None}:
                return empty_as
            if isinstance(value, dt.datetime):
                return datetime_builder(**{part: getattr(value, part) for part in _DATE_PARTS}, tzinfo=None)
            if number_builder is not None and isinstance(value, float):
                return number_builder(value)
            if isinstance(value, int) and value in ERRORS:
                return ERRORS[value] if err_to_str else None
            return value

        return [[clean(value) for value in row] for row in data]


_DATE_PARTS: Final = ("year", "month", "day", "hour", "minute", "second", "microsecond")


class Apps:
    def __init__(self, engine: Engine) -> None:
        self.engine, self.apps = engine, []

    def __iter__(self) -> Iterator["App"]:
        return iter(self.apps)

    def __len__(self) -> int:
        return len(self.apps)

    def add(self, **_options: object) -> "App":
        self.apps.append(App(self.engine, len(self.apps) + 1))
        return self.apps[-1]


class App:
    """One running Excel."""

    def __init__(self, engine: Engine, pid: int) -> None:
        self.engine, self.pid = engine, pid
        self.books = Books(self)
        self.screen_updating = self.enable_events = True
        self.calculation = "automatic"
        self.range_calls: list[tuple[str, str]] = []
        self.alerts: list[tuple[str, str, str | None]] = []
        self.answers: deque[str] = deque()
        self.status_texts: list[str | bool] = []
        self.selected = ""
        self.api = AppApi()

    @property
    def status_bar(self) -> str | bool:
        return self.status_texts[-1] if self.status_texts else False

    @status_bar.setter
    def status_bar(self, text: str | bool) -> None:
        self.status_texts.append(text)

    def activate(self, _steal_focus: object) -> None:
        pass

    def alert(self, prompt: str, _title: str, buttons: str, mode: str | None, _callback: object) -> str:
        self.alerts.append((prompt, buttons, mode))
        return self.answers.popleft() if buttons == "yes_no" else "ok"


class AppApi:
    """Members of Excel's Application."""

    def __init__(self) -> None:
        self.EnableCancelKey = 1
        self.AutomationSecurity = 1
        self.security_when_opened: list[int] = []
        self.picks: deque[str | None] = deque()
        self.dialogs: list[SimpleNamespace] = []
        self.DisplayAlerts = True
        self.ActiveWindow = SimpleNamespace(FreezePanes=False, ScrollRow=1, SplitRow=0, SplitColumn=0)

    def FileDialog(self, kind: int) -> SimpleNamespace:  # noqa: N802
        """Return a dialog that picks what the test picks next; None cancels."""
        pick = self.picks.popleft()
        filters: list[tuple[str, str]] = []
        dialog = SimpleNamespace(
            kind=kind,
            filters=filters,
            InitialFileName="",
            Filters=SimpleNamespace(Clear=filters.clear, Add=lambda name, pattern: filters.append((name, pattern))),
            Show=lambda: 0 if pick is None else -1,
            SelectedItems=SimpleNamespace(Item=lambda _at: pick),
        )
        self.dialogs.append(dialog)
        return dialog


class Books:
    def __init__(self, app: App) -> None:
        self.app, self.books = app, []

    def __iter__(self) -> Iterator["Book"]:
        return iter(self.books)

    def __len__(self) -> int:
        return len(self.books)

    def __call__(self, key: str | int) -> "Book":
        for book in self.books:
            if isinstance(key, str) and book.name.lower() == key.lower():
                return book
        if isinstance(key, str):
            raise KeyError(key)
        return self.books[key - 1]

    def add(self) -> "Book":
        self.books.append(Book(self.app, openpyxl.Workbook(), f"工作簿{len(self.books) + 1}"))
        return self.books[-1]

    def open(self, fullname: str, *_options: object) -> "Book":
        self.app.api.security_when_opened.append(self.app.api.AutomationSecurity)
        self.books.append(Book(self.app, openpyxl.load_workbook(fullname), fullname))
        return self.books[-1]


class Book:
    def __init__(self, app: App, content: openpyxl.Workbook, fullname: str) -> None:
        self.app, self.content, self.fullname = app, content, fullname
        self.sheets, self.names = Sheets(self), Names(content)
        self.cached: openpyxl.Workbook | None = None
        self.is_saved, self.is_read_only = True, False

    @property
    def name(self) -> str:
        return Path(self.fullname).name

    @property
    def api(self) -> SimpleNamespace:
        return SimpleNamespace(
            FullName=self.fullname,
            ProtectStructure=bool(self.content.security and self.content.security.lockStructure),
            SaveCopyAs=self.content.save,
            Saved=self.is_saved,
            HasVBProject=self.content.vba_archive is not None,
            ReadOnly=self.is_read_only,
            Save=self.save,
            Windows=lambda at: SimpleNamespace(ActiveCell=self.active_cell(at)),
            Activate=self.activate,
        )

    def active_cell(self, window: int) -> SimpleNamespace:
        assert window == 1
        sheet = self.content.active
        row, column = coordinate_to_tuple(sheet.sheet_view.selection[-1].activeCell)
        return SimpleNamespace(Worksheet=SimpleNamespace(Name=sheet.title), Row=row, Column=column)

    def save(self) -> None:
        assert not self.is_read_only
        self.content.save(self.fullname)
        self.is_saved = True

    def close(self) -> None:
        self.app.books.books.remove(self)

    def activate(self) -> None:
        pass

    def result(self, sheet: str, cell: Cell) -> object:
        """Return a formula's result as saved in the file, or the text of a link."""
        link = _LINK.fullmatch(str(cell.value))
        if link:
            return link[1].replace('""', '"')
        if not Path(self.fullname).is_file():
            return None
        if self.cached is None:
            self.cached = openpyxl.load_workbook(self.fullname, data_only=True)
        return raw(self.cached[sheet].cell(cell.row, cell.column))


class Sheets:
    def __init__(self, book: Book) -> None:
        self.book = book

    @property
    def active(self) -> "Sheet":
        content = self.book.content.active
        return Sheet(self.book, content) if isinstance(content, Worksheet) else Chart(self.book, content)

    def __iter__(self) -> Iterator["Sheet"]:
        return (Sheet(self.book, sheet) for sheet in self.book.content.worksheets)

    def __len__(self) -> int:
        return len(self.book.content.worksheets)

    def __call__(self, key: str | int) -> "Sheet":
        content = self.book.content
        return Sheet(self.book, content[key] if isinstance(key, str) else content.worksheets[key - 1])

    def add(self, _before: "Sheet | None", after: "Sheet", name: str) -> "Sheet":
        content = self.book.content
        sheet = content.create_sheet(name, content.sheetnames.index(after.name) + 1)
        content.active = sheet
        return Sheet(self.book, sheet)


class Chart:
    """A sheet that is a chart: it has a name and no cells."""

    def __init__(self, book: Book, content: Chartsheet) -> None:
        self.book, self.content, self.name = book, content, content.title


class Sheet:
    def __init__(self, book: Book, content: Worksheet) -> None:
        self.book, self.content = book, content

    @property
    def name(self) -> str:
        return self.content.title

    @property
    def visible(self) -> bool:
        return self.content.sheet_state == "visible"

    @visible.setter
    def visible(self, value: object) -> None:
        self.content.sheet_state = "visible" if value else "hidden"

    @property
    def api(self) -> "SheetApi":
        return SheetApi(self)

    @property
    def used_range(self) -> "Range":
        content = self.content
        self.record("used_range", "")
        return Range(self, (content.min_row, content.min_column), (content.max_row, content.max_column))

    def range(self, first: "tuple[int, int] | Range", last: "tuple[int, int] | Range | None" = None) -> "Range":
        if isinstance(first, Range):
            first = first.first
        last = last.last if isinstance(last, Range) else last or first
        area = Range(self, first, last)
        self.record("range", area.address)
        return area

    def record(self, kind: str, address: str) -> None:
        self.book.app.range_calls.append((kind, address))

    def activate(self) -> None:
        if not self.visible:
            raise ComError
        self.book.content.active = self.content

    def autofit(self, _axis: str) -> None:
        self.record("autofit", "")

    def delete(self) -> None:
        if self.book.content.security.lockStructure or len(self.book.content.worksheets) == 1:
            raise ComError
        self.book.content.remove(self.content)

    def clear_contents(self) -> None:
        self.record("clear_contents", "")
        for row in self.content.iter_rows():
            for cell in row:
                cell.value = None

    def clear(self) -> None:
        self.record("clear", "")
        self.content.delete_rows(1, self.content.max_row)


class SheetApi:
    """Members of Excel's Worksheet."""

    def __init__(self, sheet: Sheet) -> None:
        self.content, self.Activate = sheet.content, sheet.activate

    @property
    def ProtectContents(self) -> bool:  # noqa: N802
        return self.content.protection.sheet

    @property
    def FilterMode(self) -> bool:  # noqa: N802
        return bool(self.content.auto_filter.filterColumn)

    @property
    def AutoFilterMode(self) -> bool:  # noqa: N802
        return self.content.auto_filter.ref is not None

    @AutoFilterMode.setter
    def AutoFilterMode(self, value: bool) -> None:  # noqa: N802
        assert value is False
        self.content.auto_filter.ref = None
        self.content.auto_filter.filterColumn = []

    def Range(self, address: str) -> SimpleNamespace:  # noqa: N802
        assert len(address) < 256
        return SimpleNamespace(EntireRow=EntireRow(self.content, address))

    @property
    def AutoFilter(self) -> SimpleNamespace | None:  # noqa: N802
        if not self.AutoFilterMode:
            return None
        return SimpleNamespace(FilterMode=self.FilterMode, ApplyFilter=self._filter)

    def _filter(self) -> None:
        """Hide the rows that the filter's first column does not let through."""
        area = CellRange(self.content.auto_filter.ref)
        (chosen,) = self.content.auto_filter.filterColumn
        for row in range(area.min_row + 1, area.max_row + 1):
            value = self.content.cell(row, area.min_col + chosen.colId).value
            self.content.row_dimensions[row].hidden = value not in chosen.filters.filter

    @property
    def Visible(self) -> int:  # noqa: N802
        return {"visible": -1, "hidden": 0, "veryHidden": 2}[self.content.sheet_state]

    @Visible.setter
    def Visible(self, value: int) -> None:  # noqa: N802
        self.content.sheet_state = {-1: "visible", 0: "hidden", 2: "veryHidden"}[value]

    @property
    def PageSetup(self) -> "PageSetup":  # noqa: N802
        return PageSetup(self.content)

    @property
    def ListObjects(self) -> list[SimpleNamespace]:  # noqa: N802
        return [
            SimpleNamespace(
                ShowAutoFilter=table.autoFilter is not None,
                AutoFilter=table.autoFilter and SimpleNamespace(FilterMode=bool(table.autoFilter.filterColumn)),
            )
            for table in self.content.tables.values()
        ]


class EntireRow:
    """The rows of an address such as ``4:6,9:9``."""

    def __init__(self, content: Worksheet, address: str) -> None:
        blocks = [block.split(":") for block in address.split(",")]
        rows = [row for first, last in blocks for row in range(int(first), int(last) + 1)]
        self.content, self.rows = content, [content.row_dimensions[row] for row in rows]

    @property
    def Hidden(self) -> bool | None:  # noqa: N802
        found = {row.hidden for row in self.rows}
        return found.pop() if len(found) == 1 else None

    @Hidden.setter
    def Hidden(self, value: bool) -> None:  # noqa: N802
        if self.content.protection.sheet:
            raise ComError
        for row in self.rows:
            row.hidden = value


class PageSetup:
    """Excel's page setup; like Excel, it is written property by property."""

    def __init__(self, content: Worksheet) -> None:
        object.__setattr__(self, "content", content)

    def __setattr__(self, name: str, value: object) -> None:
        content: Worksheet = self.content
        if name == "PrintTitleRows":
            content.print_title_rows = str(value).replace("$", "")
        elif name == "Orientation":
            content.page_setup.orientation = {1: "portrait", 2: "landscape"}[value]
        elif name == "Zoom":
            content.sheet_properties.pageSetUpPr.fitToPage = value is False
        elif name == "FitToPagesWide":
            content.page_setup.fitToWidth = int(value)
        elif name == "FitToPagesTall":
            content.page_setup.fitToHeight = int(value)
        else:
            raise ComError


class RangeFont:
    """Excel's Font of a block, bold, colour and underline."""

    def __init__(self, area: "Range") -> None:
        object.__setattr__(self, "area", area)

    def __setattr__(self, name: str, value: object) -> None:
        kept = {"bold": "b", "color": "color", "Underline": "u"}[name]
        if name == "color":
            value = str(value).removeprefix("#")
        for row in self.area.cells():
            for cell in row:
                cell.font = copy(cell.font) + Font(**{kept: "single" if name == "Underline" else value})


class Range:
    """A block of cells, from first to last (row, column), both 1-based."""

    max_cells_per_read, max_cells_per_write = 4_000_000, 100_000

    def __init__(self, sheet: Sheet, first: tuple[int, int], last: tuple[int, int]) -> None:
        self.sheet, self.first, self.last = sheet, first, last
        self.api = self
        self.options: dict[str, object] = {}

    def __len__(self) -> int:
        rows, columns = self.shape
        return rows * columns

    def __call__(self, row: int, column: int) -> "Range":
        at = self.first[0] + row - 1, self.first[1] + column - 1
        return self.sheet.range(at)

    @property
    def row(self) -> int:
        return self.first[0]

    @property
    def column(self) -> int:
        return self.first[1]

    @property
    def shape(self) -> tuple[int, int]:
        return self.last[0] - self.first[0] + 1, self.last[1] - self.first[1] + 1

    @property
    def address(self) -> str:
        first, last = (f"{get_column_letter(column)}{row}" for row, column in (self.first, self.last))
        return first if first == last else f"{first}:{last}"

    def _record(self, kind: str) -> None:
        self.sheet.record(kind, self.address)

    def _cells(self) -> Iterator[tuple[Cell, ...]]:
        (top, left), (bottom, right) = self.first, self.last
        return self.sheet.content.iter_rows(top, bottom, left, right)

    def cells(self) -> Iterator[tuple[Cell, ...]]:
        return self._cells()

    def _put(self, rows: Sequence[Sequence[object]], put: Callable[[Cell, object], None]) -> None:
        if self.sheet.content.protection.sheet:
            raise ComError
        for cells, values in zip(self._cells(), rows, strict=True):
            for cell, value in zip(cells, values, strict=True):
                if isinstance(cell, MergedCell):
                    raise ComError
                put(cell, value)

    @property
    def raw_value(self) -> list[list[object]]:
        self._record("read")
        sheet = self.sheet
        return [
            [sheet.book.result(sheet.name, cell) if cell.data_type == "f" else raw(cell) for cell in row]
            for row in self._cells()
        ]

    @raw_value.setter
    def raw_value(self, rows: Sequence[Sequence[object]]) -> None:
        self._record("write")
        self._put(rows, type_in)

    @property
    def formula(self) -> list[list[object]]:
        self._record("read formula")
        return [[cell.value for cell in row] for row in self._cells()]

    @formula.setter
    def formula(self, rows: Sequence[Sequence[object]]) -> None:
        self._record("write formula")
        self._put(rows, type_in)

    @property
    def number_format(self) -> str | None:
        self._record("number format")
        formats = {cell.number_format for row in self._cells() for cell in row}
        return formats.pop() if len(formats) == 1 else None

    @number_format.setter
    def number_format(self, value: str) -> None:
        self._record("set number format")
        for row in self._cells():
            for cell in row:
                cell.number_format = value

    @property
    def merge_cells(self) -> bool | None:
        self._record("merge cells")
        (top, left), (bottom, right) = self.first, self.last
        merged = [
            block
            for block in self.sheet.content.merged_cells.ranges
            if block.min_row <= bottom and block.max_row >= top and block.min_col <= right and block.max_col >= left
        ]
        return None if merged else False

    def clear_contents(self) -> None:
        self._record("clear contents")
        for row in self.sheet.content.iter_rows(self.first[0], self.sheet.content.max_row, self.first[1], self.last[1]):
            for cell in row:
                cell.value = None

    @property
    def font(self) -> RangeFont:
        return RangeFont(self)

    Font = font

    @property
    def color(self) -> None:
        raise NotImplementedError

    @color.setter
    def color(self, value: str) -> None:
        for row in self._cells():
            for cell in row:
                cell.fill = PatternFill("solid", fgColor=value.removeprefix("#"))

    @property
    def wrap_text(self) -> None:
        raise NotImplementedError

    @wrap_text.setter
    def wrap_text(self, value: object) -> None:
        for row in self._cells():
            for cell in row:
                cell.alignment = Alignment(wrap_text=bool(value), vertical="top")

    @property
    def column_width(self) -> None:
        raise NotImplementedError

    @column_width.setter
    def column_width(self, value: float) -> None:
        self.sheet.content.column_dimensions[get_column_letter(self.column)].width = value

    def AutoFilter(self) -> None:  # noqa: N802
        self.sheet.content.auto_filter.ref = self.address

    @property
    def conditional_formats(self) -> "ConditionalFormats":
        self._record("conditional formats")
        return ConditionalFormats(self)

    def select(self) -> None:
        self._record("select")
        if self.sheet.book.content.active != self.sheet.content:
            raise ComError
        self.sheet.book.app.selected = f"{self.sheet.name}!{self.address}"
        self.sheet.content.sheet_view.selection[-1].activeCell = self.address


class ConditionalFormats:
    """The rules that apply anywhere in a range."""

    def __init__(self, area: Range) -> None:
        self.area = area

    def __iter__(self) -> Iterator["ConditionalFormat"]:
        for block in self.area.sheet.content.conditional_formatting:
            if any(self._meets(one) for one in block.sqref.ranges):
                for rule in block.rules:
                    self.area.sheet.record("rule", self.area.address)
                    yield ConditionalFormat(rule)

    def _meets(self, block: CellRange) -> bool:
        (top, left), (bottom, right) = self.area.first, self.area.last
        return block.min_row <= bottom and block.max_row >= top and block.min_col <= right and block.max_col >= left

    def add_custom(self, spec: dict[str, object]) -> "ConditionalFormat":
        self.area.sheet.record("add rule", self.area.address)
        if self.area.sheet.content.protection.sheet:
            raise ComError
        red, green, blue = spec["font_color"]
        rule = FormulaRule(formula=[spec["formula"][1:]], font=Font(color=f"{red:02X}{green:02X}{blue:02X}"))
        self.area.sheet.content.conditional_formatting.add(self.area.address, rule)
        return ConditionalFormat(rule)


class ConditionalFormat:
    def __init__(self, rule: Rule) -> None:
        self.rule = rule
        self.formula = f"={rule.formula[0]}" if rule.type == "expression" else None


class Names:
    def __init__(self, content: openpyxl.Workbook) -> None:
        self.content = content

    def __call__(self, name: str) -> "Name":
        return Name(self.content.defined_names[name])

    def contains(self, name: str) -> bool:
        return name in self.content.defined_names

    def add(self, name: str, refers_to: str) -> "Name":
        self.content.defined_names[name] = DefinedName(name, attr_text=refers_to.removeprefix("="))
        return self(name)


class Name:
    def __init__(self, content: DefinedName) -> None:
        self.content = content

    @property
    def refers_to(self) -> str:
        return f"={self.content.attr_text}"

    @refers_to.setter
    def refers_to(self, value: str) -> None:
        assert value.startswith("=")
        self.content.attr_text = value[1:]


def raw(cell: Cell) -> object:
    """Return the value of a cell as COM returns it."""
    value = cell.value
    if cell.data_type == "e":
        return _NUMBERS[str(value)]
    if isinstance(value, dt.time):
        return dt.datetime.combine(dt.date(1899, 12, 30), value)
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return dt.datetime.combine(value, dt.time())
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        money = _MONEY.search(cell.number_format) and not is_date_format(cell.number_format)
        return Decimal(str(value)) if money else float(value)
    return value


def type_in(cell: Cell, value: object) -> None:
    """Put a value into a cell as if it were typed."""
    if value in {"", None}:
        cell.value = None
    elif cell.number_format == "@":
        cell.value = str(value)
        cell.data_type = "s"
    elif isinstance(value, str):
        _type_text(cell, value)
    else:
        cell.value = value


def _type_text(cell: Cell, text: str) -> None:
    if text.startswith(("=", "+", "-", "@")) and len(text) > 1:
        cell.value = f"={text.lstrip('=')}"
        return
    try:
        cell.value = float(f"{float(text):.15g}")
    except ValueError:
        cell.value = text


def kinds(calls: Iterable[tuple[str, str]]) -> list[str]:
    """Return the kinds of range calls in order."""
    return [kind for kind, _ in calls]
