"""Excel's Application, its workbooks and its dialogs by COM, over the object model of the tests."""

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import ClassVar, Final

from support import excel_engine
from support.com_excel.cells import Range
from support.com_excel.member import BAD_INDEX, IGNORED, Member, getter, refused
from support.com_excel.sheets import Names, Worksheet, Worksheets, sheet_of

_CALCULATION: Final = {-4105: "automatic", -4135: "manual"}  # xlCalculationAutomatic, xlCalculationManual
_CHOSEN, _CANCELLED = -1, 0


class Application(Member):
    """One running Excel; ``model`` is what the tests look into."""

    iid: ClassVar[str] = "{000208D5-0000-0000-C000-000000000046}"

    def __init__(self, model: excel_engine.App, hwnd: int) -> None:
        self.model, self.hwnd = model, hwnd
        self.is_ignoring = False
        self.books: dict[int, Workbook] = {}

    def workbook(self, model: excel_engine.Book) -> "Workbook":
        """Return the COM object of a workbook, always the same one."""
        return self.books.setdefault(id(model), Workbook(self, model))

    def _write(self, name: str, value: object) -> None:
        if self.is_ignoring:
            raise refused("", IGNORED)
        setattr(self.model, name, value)

    @property
    def Application(self) -> "Application":
        return self

    @property
    def Name(self) -> str:
        return "Microsoft Excel"

    @property
    def Version(self) -> str:
        return "16.0"

    @property
    def Hwnd(self) -> int:
        return self.hwnd

    @property
    def Workbooks(self) -> "Workbooks":
        return Workbooks(self)

    @property
    def ActiveWorkbook(self) -> "Workbook | None":
        books = self.model.books.books
        return self.workbook(books[-1]) if books else None

    @property
    def ActiveWindow(self) -> "Window":
        return Window(self.model.api.ActiveWindow)

    @property
    def ScreenUpdating(self) -> bool:
        return self.model.screen_updating

    @ScreenUpdating.setter
    def ScreenUpdating(self, value: object) -> None:
        self._write("screen_updating", value)

    @property
    def EnableEvents(self) -> bool:
        return self.model.enable_events

    @EnableEvents.setter
    def EnableEvents(self, value: object) -> None:
        self._write("enable_events", value)

    @property
    def Calculation(self) -> int:
        return next(number for number, name in _CALCULATION.items() if name == self.model.calculation)

    @Calculation.setter
    def Calculation(self, value: int) -> None:
        self._write("calculation", _CALCULATION[value])

    @property
    def StatusBar(self) -> str | bool:
        return self.model.status_bar

    @StatusBar.setter
    def StatusBar(self, text: str | bool) -> None:
        self._write("status_bar", text)

    @property
    def DisplayAlerts(self) -> bool:
        return self.model.api.DisplayAlerts

    @DisplayAlerts.setter
    def DisplayAlerts(self, value: bool) -> None:
        self.model.api.DisplayAlerts = value

    @property
    def EnableCancelKey(self) -> int:
        return self.model.api.EnableCancelKey

    @EnableCancelKey.setter
    def EnableCancelKey(self, value: int) -> None:
        self.model.api.EnableCancelKey = value

    @property
    def AutomationSecurity(self) -> int:
        return self.model.api.AutomationSecurity

    @AutomationSecurity.setter
    def AutomationSecurity(self, value: int) -> None:
        self.model.api.AutomationSecurity = value

    @getter
    def FileDialog(self, kind: int) -> "FileDialog":
        return FileDialog(self.model.api.FileDialog(kind))


class FileDialog(Member):
    """The dialog of the object model, which picks what the test picks next."""

    def __init__(self, model: SimpleNamespace) -> None:
        self.model = model
        model.Title, model.AllowMultiSelect = "", True

    @property
    def Title(self) -> str:
        return self.model.Title

    @Title.setter
    def Title(self, text: str) -> None:
        self.model.Title = text

    @property
    def InitialFileName(self) -> str:
        return self.model.InitialFileName

    @InitialFileName.setter
    def InitialFileName(self, text: str) -> None:
        self.model.InitialFileName = text

    @property
    def AllowMultiSelect(self) -> bool:
        return self.model.AllowMultiSelect

    @AllowMultiSelect.setter
    def AllowMultiSelect(self, value: bool) -> None:
        self.model.AllowMultiSelect = value

    @property
    def Filters(self) -> "Filters":
        return Filters(self.model.filters)

    @property
    def SelectedItems(self) -> "SelectedItems":
        return SelectedItems(self.model)

    def Show(self) -> int:
        return self.model.Show()


class Filters(Member):
    def __init__(self, model: list[tuple[str, str]]) -> None:
        self.model = model

    def Clear(self) -> None:
        self.model.clear()

    def Add(self, Description: str, Extensions: str, _Position: object = None) -> None:
        self.model.append((Description, Extensions))


class SelectedItems(Member):
    def __init__(self, model: SimpleNamespace) -> None:
        self.model = model

    def Item(self, Index: int) -> str:
        return self.model.SelectedItems.Item(Index)


class Window(Member):
    """A window of a workbook, with what is frozen in it."""

    def __init__(self, model: SimpleNamespace) -> None:
        self.model = model

    @property
    def ActiveCell(self) -> Range:
        return self.model.cell

    def _part(name: str) -> property:  # type: ignore[misc]  # noqa: N805  it makes members of this class
        return property(lambda one: getattr(one.model, name), lambda one, value: setattr(one.model, name, value))

    FreezePanes, ScrollRow, SplitRow, SplitColumn = map(_part, ("FreezePanes", "ScrollRow", "SplitRow", "SplitColumn"))


class Workbooks(Member):
    def __init__(self, app: Application) -> None:
        self.app = app

    def __iter__(self) -> Iterator["Workbook"]:
        return map(self.app.workbook, self.app.model.books)

    @property
    def Application(self) -> Application:
        return self.app

    @property
    def Count(self) -> int:
        return len(self.app.model.books)

    @getter
    def Default(self, Index: str | float) -> "Workbook":
        try:
            return self.app.workbook(self.app.model.books(Index if isinstance(Index, str) else int(Index)))
        except LookupError:
            raise refused("下标越界", BAD_INDEX) from None

    def Open(self, Filename: str, UpdateLinks: object = None, ReadOnly: object = None, *_others: object) -> "Workbook":
        assert (UpdateLinks, ReadOnly) == (None, None)
        return self.app.workbook(self.app.model.books.open(Filename))


class Workbook(Member):
    iid: ClassVar[str] = "{000208DA-0000-0000-C000-000000000046}"

    def __init__(self, app: Application, model: excel_engine.Book) -> None:
        self.app, self.model = app, model

    @property
    def Application(self) -> Application:
        return self.app

    @property
    def Name(self) -> str:
        return self.model.name

    @property
    def FullName(self) -> str:
        return self.model.fullname

    @property
    def Path(self) -> str:
        path = Path(self.model.fullname)
        return str(path.parent) if path.is_absolute() else ""

    @property
    def Saved(self) -> bool:
        return self.model.is_saved

    @property
    def ReadOnly(self) -> bool:
        return self.model.is_read_only

    @property
    def HasVBProject(self) -> bool:
        return self.model.api.HasVBProject

    @property
    def ProtectStructure(self) -> bool:
        return self.model.api.ProtectStructure

    @property
    def Worksheets(self) -> Worksheets:
        return Worksheets(self)

    @property
    def ActiveSheet(self) -> Worksheet:
        return sheet_of(self, self.model.content.active)

    @property
    def Names(self) -> Names:
        return Names(self.model.names)

    @getter
    def Windows(self, Index: int) -> Window:
        at = self.model.active_cell(int(Index))
        sheet = sheet_of(self, self.model.content[at.Worksheet.Name])
        return Window(SimpleNamespace(cell=sheet.cell(at.Row, at.Column)))

    def SaveCopyAs(self, Filename: str) -> None:
        self.model.api.SaveCopyAs(Filename)

    def Save(self) -> None:
        self.model.save()

    def Close(self, SaveChanges: object = None) -> None:
        assert SaveChanges is False
        self.model.close()

    def Activate(self) -> None:
        self.model.activate()
