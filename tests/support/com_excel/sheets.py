"""Excel's worksheets, their names and their page setup by COM, over the object model of the tests."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from openpyxl.chartsheet import Chartsheet

from support import excel_engine
from support.com_excel.cells import Collection, Range, Rows
from support.com_excel.member import BAD_INDEX, Member, getter, refused

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet as Content

    from support.com_excel.application import Application, Workbook

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384


def sheet_of(book: "Workbook", content: "Content | Chartsheet") -> "Worksheet | Chart":
    """Return a sheet of a workbook as COM object."""
    if isinstance(content, Chartsheet):
        return Chart(book, content)
    return Worksheet(book, excel_engine.Sheet(book.model, content))


class Worksheets(Member):
    """The worksheets of a workbook; charts are not among them."""

    def __init__(self, book: "Workbook") -> None:
        self.book = book

    def __iter__(self) -> Iterator["Worksheet | Chart"]:
        return (sheet_of(self.book, content) for content in self.book.model.content.worksheets)

    @property
    def Application(self) -> "Application":
        return self.book.app

    @property
    def Parent(self) -> "Workbook":
        return self.book

    @property
    def Count(self) -> int:
        return len(self.book.model.sheets)

    @getter
    def Default(self, Index: str | float) -> "Worksheet":
        try:
            found = self.book.model.sheets(Index if isinstance(Index, str) else int(Index))
        except LookupError:
            raise refused("下标越界", BAD_INDEX) from None
        return Worksheet(self.book, found)

    def Add(
        self,
        Before: "Worksheet | None" = None,
        After: "Worksheet | None" = None,
        Count: object = None,
        Type: object = None,
    ) -> "Worksheet":
        assert (Count, Type) == (None, None)
        content = self.book.model.content
        if self.book.ProtectStructure:
            raise refused()
        near = Before or After
        at = content.index(near.content) + (near is After) if near else content.index(content.active)
        made = content.create_sheet(f"Sheet{len(content.sheetnames) + 1}", at)
        content.active = made
        return Worksheet(self.book, excel_engine.Sheet(self.book.model, made))


class Chart(Member):
    """A sheet that is a chart: it has a name and no cells."""

    def __init__(self, book: "Workbook", content: Chartsheet) -> None:
        self.book, self.content = book, content

    @property
    def Name(self) -> str:
        return self.content.title


class Worksheet(Member):
    iid: ClassVar[str] = "{000208D8-0000-0000-C000-000000000046}"

    def __init__(self, book: "Workbook", model: excel_engine.Sheet) -> None:
        self.book, self.model, self.content = book, model, model.content

    def cell(self, row: int, column: int) -> Range:
        """Return a cell, row and column 1-based."""
        return Range(self, excel_engine.Range(self.model, (row, column), (row, column)))

    @property
    def Application(self) -> "Application":
        return self.book.app

    @property
    def Parent(self) -> "Workbook":
        return self.book

    @property
    def Name(self) -> str:
        return self.content.title

    @Name.setter
    def Name(self, text: str) -> None:
        if text.casefold() in map(str.casefold, self.book.model.content.sheetnames):
            raise refused()
        self.content.title = text

    @property
    def Index(self) -> int:
        return self.book.model.content.index(self.content) + 1

    @property
    def Visible(self) -> int:
        return self.model.api.Visible

    @Visible.setter
    def Visible(self, value: int) -> None:
        self.model.api.Visible = -1 if value is True else int(value)

    @property
    def ProtectContents(self) -> bool:
        return self.model.api.ProtectContents

    @property
    def FilterMode(self) -> bool:
        return self.model.api.FilterMode

    @property
    def AutoFilterMode(self) -> bool:
        return self.model.api.AutoFilterMode

    @AutoFilterMode.setter
    def AutoFilterMode(self, value: bool) -> None:
        self.model.api.AutoFilterMode = value

    @property
    def AutoFilter(self) -> "AutoFilter | None":
        found = self.model.api.AutoFilter
        return found and AutoFilter(found)

    @property
    def ListObjects(self) -> Collection:
        return Collection([ListObject(table) for table in self.model.api.ListObjects])

    @property
    def PageSetup(self) -> "PageSetup":
        return PageSetup(self.model.api.PageSetup)

    @property
    def UsedRange(self) -> Range:
        return Range(self, self.model.used_range)

    @property
    def Cells(self) -> Range:
        return Range(self, excel_engine.Range(self.model, (1, 1), (LAST_ROW, LAST_COLUMN)))

    @property
    def Rows(self) -> Rows:
        return Rows(self.Cells)

    @getter
    def Range(self, Cell1: "str | Range", Cell2: "Range | None" = None) -> Range:
        if not isinstance(Cell1, str):
            return Range(self, self.model.range(Cell1.model, (Cell2 or Cell1).model))
        if len(Cell1) > 255:
            raise refused()
        return RowBlocks(self, Cell1)

    def Activate(self) -> None:
        try:
            self.model.activate()
        except excel_engine.ComError:
            raise refused() from None

    def Move(self, Before: "Worksheet | None" = None, After: "Worksheet | None" = None) -> None:
        content = self.book.model.content
        assert After is None
        assert Before is not None
        content.move_sheet(self.content, content.index(Before.content) - content.index(self.content))

    def Delete(self) -> None:
        try:
            self.model.delete()
        except excel_engine.ComError:
            raise refused() from None


class RowBlocks(Member):
    """The rows of an address such as ``4:6,9:9``."""

    def __init__(self, sheet: Worksheet, address: str) -> None:
        self.model = sheet.model.api.Range(address)

    @property
    def EntireRow(self) -> "EntireRow":
        return EntireRow(self.model.EntireRow)


class EntireRow(Member):
    def __init__(self, model: excel_engine.EntireRow) -> None:
        self.model = model

    @property
    def Hidden(self) -> bool | None:
        return self.model.Hidden

    @Hidden.setter
    def Hidden(self, value: bool) -> None:
        try:
            self.model.Hidden = value
        except excel_engine.ComError:
            raise refused() from None


class AutoFilter(Member):
    """The filter of a sheet or of a table."""

    def __init__(self, model: object) -> None:
        self.model = model

    @property
    def FilterMode(self) -> bool:
        return self.model.FilterMode

    def ApplyFilter(self) -> None:
        self.model.ApplyFilter()


class ListObject(Member):
    def __init__(self, model: object) -> None:
        self.model = model

    @property
    def ShowAutoFilter(self) -> bool:
        return self.model.ShowAutoFilter

    @property
    def AutoFilter(self) -> AutoFilter:
        return AutoFilter(self.model.AutoFilter)


class PageSetup(Member):
    def __init__(self, model: excel_engine.PageSetup) -> None:
        self.model = model

    def _part(name: str) -> property:  # type: ignore[misc]  # noqa: N805  it makes members of this class
        return property(None, lambda one, value: setattr(one.model, name, value))

    PrintTitleRows, Orientation, Zoom, FitToPagesWide, FitToPagesTall = map(
        _part, ("PrintTitleRows", "Orientation", "Zoom", "FitToPagesWide", "FitToPagesTall")
    )


class Names(Member):
    def __init__(self, model: excel_engine.Names) -> None:
        self.model = model

    @getter
    def Default(self, Index: str) -> "Name":
        if not self.model.contains(Index):
            raise refused()
        return Name(self.model(Index))

    def Add(self, Name: str, RefersTo: str) -> "Name":
        return _name(self.model.add(Name, RefersTo))


class Name(Member):
    def __init__(self, model: excel_engine.Name) -> None:
        self.model = model

    @property
    def RefersTo(self) -> str:
        return self.model.refers_to

    @RefersTo.setter
    def RefersTo(self, text: str) -> None:
        self.model.refers_to = text


_name = Name
