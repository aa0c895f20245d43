"""Macros on objects that are made up, where LibreOffice has no such objects: rules, links, protection and filters."""

from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from pyopenvba.apps.excel import ExcelApplication
from pyopenvba.interpreter import (
    EMPTY,
    NOTHING,
    HostBridge,
    Interpreter,
    VBAArray,
    VBAObject,
    VBARuntimeError,
    member,
    method,
    setter,
)

from zcert_macros.flavour import ADDIN
from zcert_macros.vba_project import modules, workbook_code

SOURCES = modules(ADDIN)
OWN = r"C:\Users\乙\AppData\Roaming\Microsoft\AddIns\zcert.xlam"


class Machine(HostBridge):
    """Application and ThisWorkbook."""

    def __init__(self, **objects: VBAObject) -> None:
        self.objects = {name.lower(): one for name, one in objects.items()}

    def global_object(self, name: str) -> object:
        return self.objects.get(name.lower(), super().global_object(name))


def interpreter(*names: str, **objects: VBAObject) -> Interpreter:
    made = Interpreter(Machine(**objects))
    for name in names:
        made.add_module(SOURCES[name], name=name)
    return made


# Red


class Look(VBAObject):
    colour = 0

    @member
    def Color(self) -> object:  # noqa: N802
        return self.colour

    @setter("Color")
    def _colour(self, value: object) -> None:
        self.colour = int(value)  # type: ignore[call-overload]


class Rule(VBAObject):
    def __init__(self, formula: str | None) -> None:
        self.formula, self.font, self.fill = formula, Look(), Look()

    @member
    def Formula1(self) -> object:  # noqa: N802
        if self.formula is None:
            raise VBARuntimeError(1004, "a colour scale has no formula")
        return self.formula

    @member
    def Font(self) -> object:  # noqa: N802
        return self.font

    @member
    def Interior(self) -> object:  # noqa: N802
        return self.fill


class Rules(VBAObject):
    def __init__(self, *formulas: str | None) -> None:
        self.rules = [Rule(formula) for formula in formulas]

    def vba_iterate(self) -> Any:  # noqa: ANN401  as its base has it
        return iter(self.rules)

    @method
    def Add(self, Type: object, Operator: object, Formula1: object) -> object:  # noqa: N802, N803, ARG002
        assert Type == 2
        self.rules.append(Rule(str(Formula1)))
        return self.rules[-1]


class Sheet(VBAObject):
    """A sheet, each of its areas, and each of its cells."""

    vba_type_name = "Worksheet"

    def __init__(self, rules: Rules) -> None:
        self.rules, self.asked = rules, []

    @method
    def Cells(self, row: object, column: object) -> object:  # noqa: N802
        self.asked.append((int(row), int(column)))  # type: ignore[call-overload]
        return self

    @method
    def Range(self, _first: object, _last: object) -> object:  # noqa: N802
        area = Sheet(self.rules)
        area.vba_type_name = "Range"
        return area

    @member
    def FormatConditions(self) -> object:  # noqa: N802
        return self.rules


@pytest.mark.parametrize(
    ("present", "added"),
    [
        pytest.param([], True, id="no rule"),
        pytest.param([None, '=$A4=""'], True, id="others"),
        pytest.param([None, '=LEFT($AB4,2)<>"正确"'], False, id="ours"),
    ],
)
def test_red_is_added_where_it_lacks(present: list[str | None], *, added: bool) -> None:
    sheet = Sheet(Rules(*present))
    interpreter("ZcText", "ZcRed").run("EnsureRed", [sheet, 4, 28, "=NEW()"])
    assert sheet.asked == [(4, 28), (65536, 28)]
    assert [rule.formula for rule in sheet.rules.rules] == [*present, *(["=NEW()"] if added else [])]
    if added:
        rule = sheet.rules.rules[-1]
        assert (rule.font.colour, rule.fill.colour) == (0x0000FF, 0xF0F1FF)  # blue, green, red, as Excel counts


# Links


class Book(VBAObject):
    """A workbook with links; ``refuses`` are those that Excel does not change."""

    vba_type_name = "Workbook"

    def __init__(self, *links: str, saved: bool = True, refuses: tuple[str, ...] = ()) -> None:
        self.links, self.saved, self.refuses, self.changed = links, saved, refuses, []

    @member
    def FullName(self) -> object:  # noqa: N802
        return OWN

    @member
    def Saved(self) -> object:  # noqa: N802
        return self.saved

    @setter("Saved")
    def _saved(self, value: object) -> None:
        self.saved = bool(value)

    @method
    def LinkSources(self, kind: object) -> object:  # noqa: N802
        assert kind == 1
        return VBAArray([(1, len(self.links))], items=list(self.links)) if self.links else EMPTY

    @method
    def ChangeLink(self, old: object, new: object, kind: object) -> None:  # noqa: N802
        assert (new, kind) == (OWN, 1)
        if old in self.refuses:
            raise VBARuntimeError(1004, "protected")
        self.changed.append(old)
        self.saved = False


class App(VBAObject):
    """Application with its open workbooks."""

    def __init__(self, *books: Book) -> None:
        self.books, self.alerts, self.switched = books, True, []

    @member
    def DisplayAlerts(self) -> object:  # noqa: N802
        return self.alerts

    @setter("DisplayAlerts")
    def _alerts(self, value: object) -> None:
        self.alerts = bool(value)
        self.switched.append(self.alerts)

    @member
    def Workbooks(self) -> object:  # noqa: N802
        books = Rules()
        books.rules = list(self.books)  # type: ignore[arg-type]
        return books


ELSEWHERE = r"D:\甲\zcert.xlam"


@pytest.mark.parametrize("saved", [True, False])
@pytest.mark.parametrize(
    ("links", "changed"),
    [
        pytest.param([], [], id="none"),
        pytest.param([OWN.upper()], [], id="this one"),
        pytest.param([ELSEWHERE, r"D:\my-zcert.xlam", r"D:\zcert.xlam\其它.xlsx"], [ELSEWHERE], id="others too"),
        pytest.param([r"D:\受保护\ZCERT.XLAM", ELSEWHERE], [ELSEWHERE], id="one refused"),
        pytest.param(["https://example.org/a/zcert.xlam"], ["https://example.org/a/zcert.xlam"], id="an address"),
    ],
)
def test_formulas_from_another_pc_name_this_add_in(links: list[str], changed: list[str], *, saved: bool) -> None:
    book = Book(*links, saved=saved, refuses=(r"D:\受保护\ZCERT.XLAM",))
    app = App(book)
    interpreter("ZcLinks", Application=app, ThisWorkbook=Book()).run("RepointAll")
    assert (book.changed, book.saved, app.alerts) == (changed, saved, True)
    assert app.switched == ([False, True] if links else [])


def test_it_happens_when_the_add_in_and_when_a_workbook_opens() -> None:
    text = workbook_code(ADDIN).replace("\r\n", "\n")
    assert "Private WithEvents excelEvents As Application\n" in text
    opened, event = (part.partition("End Sub")[0] for part in text.split("Private Sub ")[1:])
    assert opened.startswith("Workbook_Open()\n")
    assert "Set excelEvents = Application\n    RepointAll\n" in opened
    assert event == "excelEvents_WorkbookOpen(ByVal book As Workbook)\n    Repoint book\n"


# What may not be written to


def protect(sheet: Worksheet) -> None:
    sheet.protection.sheet = True


def filter_rows(sheet: Worksheet) -> None:
    sheet.auto_filter.ref = "A3:B9"
    sheet.auto_filter.add_filter_column(0, ["甲"])


def merge(sheet: Worksheet) -> None:
    sheet.merge_cells("B5:C5")


@pytest.mark.parametrize(
    ("spoil", "expected"),
    [
        pytest.param(protect, "工作表“表”受保护，不能写入", id="protected"),
        pytest.param(filter_rows, "工作表“表”正在筛选", id="filtered"),
        pytest.param(merge, "工作表“表”要写入的地方有合并的单元格", id="merged"),
        pytest.param(None, "written", id="nothing in the way"),
    ],
)
def test_a_sheet_that_may_not_be_written_to(tmp_path: Path, spoil: Any, expected: str) -> None:  # noqa: ANN401
    content = Workbook()
    content.active.title = "表"
    for row in range(3, 10):
        content.active.cell(row, 1).value = "甲"
    if spoil:
        spoil(content.active)
    content.save(tmp_path / "a.xlsx")
    app = ExcelApplication.open(tmp_path / "a.xlsx", with_vba=False)
    for name in ("ZcText", "ZcProblems", "ZcSteps", "ZcGuard", "ZcCells"):
        app.add_module(SOURCES[name], name=name)
    app.add_module(
        """
Public Function Outcome() As String
    Dim lines As Variant
    lines = Array("red" & vbTab & "4" & vbTab & "2" & vbTab & "x", _
        "write" & vbTab & "4" & vbTab & "2" & vbTab & "0012" & vbTab & "=1")
    On Error GoTo failed
    CheckWritable ActiveSheet, lines
    WriteBlock ActiveSheet, PartsOf(lines(1))
    Outcome = "written"
    Exit Function
failed:
    Outcome = Err.Description
End Function
""",
        name="Trial",
    )
    assert str(app.run("Outcome")).startswith(expected)
    written = [app.sheet(1).value(place) for place in ("B4", "B5")]
    assert written == (["0012", "=1"] if spoil is None else [None, None])


# What is open


class Shelf(VBAObject):
    """A workbook among those that are open."""

    vba_type_name = "Workbook"

    def __init__(self, full_name: str, *, saved: bool, read_only: bool = False) -> None:
        self.full_name, self.saved, self.read_only = full_name, saved, read_only

    @member
    def FullName(self) -> object:  # noqa: N802
        return self.full_name

    @member
    def Name(self) -> object:  # noqa: N802
        return self.full_name.rpartition("\\")[2]

    @member
    def Path(self) -> object:  # noqa: N802
        return self.full_name.rpartition("\\")[0]

    @member
    def Saved(self) -> object:  # noqa: N802
        return self.saved

    @member
    def ReadOnly(self) -> object:  # noqa: N802
        return self.read_only

    @method
    def Save(self) -> None:  # noqa: N802
        self.saved = True


def test_open_workbooks_are_told_to_the_program() -> None:
    shelves = [Shelf(r"D:\甲 乙\a.xlsx", saved=True), Shelf(r"D:\b.xlsx", saved=False), Shelf("工作簿1", saved=False)]
    made = interpreter("ZcArguments", "ZcFileMode", Application=App(*shelves))  # type: ignore[arg-type]
    assert str(made.run("OpenWorkbooks")) == r' --open "D:\甲 乙\a.xlsx" --edited "D:\b.xlsx"'


def test_one_of_them_is_saved() -> None:
    first, second = Shelf(r"D:\a.xlsx", saved=False), Shelf(r"D:\b.xlsx", saved=False, read_only=True)
    made = interpreter("ZcText", "ZcProblems", "ZcOpening", Application=App(first, second))  # type: ignore[arg-type]
    made.run("SaveBook", [r"d:\A.xlsx"])
    assert (first.saved, second.saved) == (True, False)
    with pytest.raises(VBARuntimeError, match="只读"):
        made.run("SaveBook", [r"D:\b.xlsx"])


class Dialog(VBAObject):
    """A dialog for folders, which picks what the test says; an empty text cancels."""

    def __init__(self, *picks: str) -> None:
        self.picks, self.begun, self.begins = list(picks), [], ""

    @method
    def FileDialog(self, kind: object) -> object:  # noqa: N802
        assert kind == 4
        self.begins = ""
        return self

    @setter("Title")
    def _title(self, value: object) -> None: ...

    @setter("AllowMultiSelect")
    def _many(self, value: object) -> None: ...

    @setter("InitialFileName")
    def _begin(self, value: object) -> None:
        self.begins = str(value)

    @method
    def Show(self) -> object:  # noqa: N802
        self.begun.append(self.begins)
        return bool(self.picks[0]) or self.picks.pop(0) != ""

    @method
    def SelectedItems(self, _at: object) -> object:  # noqa: N802
        return self.picks.pop(0)


def test_a_dialog_for_folders_begins_where_the_last_one_ended() -> None:
    dialog = Dialog(r"D:\甲", "", r"D:\乙", "", "")
    made = interpreter("ZcDialogs", Application=dialog)
    asked = [("汇总", r"C:\表"), ("汇总", r"C:\表"), ("汇总", r"C:\表"), ("汇总", ""), ("备份", "")]
    assert [str(made.run("ChosenFolder", list(one))) for one in asked] == [r"D:\甲", "", r"D:\乙", "", ""]
    assert dialog.begun == ["C:\\表\\", "D:\\甲\\", "D:\\甲\\", "D:\\乙\\", ""]


# The active cell, and hidden rows


class Cell(VBAObject):
    """The active cell."""

    @member
    def Row(self) -> object:  # noqa: N802
        return 7

    @member
    def Column(self) -> object:  # noqa: N802
        return 3


class Filter(VBAObject):
    """The filter of a sheet or of a table on it, by what it hides."""

    def __init__(self, *hides: int) -> None:
        self.hides, self.applied = hides, 0

    @member
    def FilterMode(self) -> object:  # noqa: N802
        return bool(self.hides)

    @method
    def ApplyFilter(self) -> None:  # noqa: N802
        self.applied += 1


class Table(VBAObject):
    """A table on a sheet."""

    def __init__(self, own: Filter | None) -> None:
        self.filter = own

    @member
    def ShowAutoFilter(self) -> object:  # noqa: N802
        return self.filter is not None

    @member
    def AutoFilter(self) -> object:  # noqa: N802
        return self.filter


class RowsOf(VBAObject):
    """Rows of a sheet."""

    def __init__(self, sheet: "RowSheet", rows: str) -> None:
        self.sheet, self.rows = sheet, rows

    @setter("Hidden")
    def _hidden(self, value: object) -> None:
        self.sheet.done.append((self.rows, bool(value)))


class RowSheet(VBAObject):
    """A sheet with rows, its own filter, and tables."""

    vba_type_name = "Worksheet"

    def __init__(self, own: Filter | None = None, *tables: Table, protected: bool = False) -> None:
        self.filter, self.tables, self.protected = own, tables, protected
        self.done: list[tuple[str, bool]] = []

    @method
    def Rows(self, rows: object) -> object:  # noqa: N802
        return RowsOf(self, str(rows))

    @member
    def Name(self) -> object:  # noqa: N802
        return "表"

    @member
    def ProtectContents(self) -> object:  # noqa: N802
        return self.protected

    @member
    def FilterMode(self) -> object:  # noqa: N802
        return bool(self.filter and self.filter.hides)

    @member
    def AutoFilter(self) -> object:  # noqa: N802
        return self.filter or NOTHING

    @member
    def ListObjects(self) -> object:  # noqa: N802
        tables = Rules()
        tables.rules = list(self.tables)  # type: ignore[arg-type]
        return tables


ROW_MODULES = ("ZcText", "ZcProblems", "ZcSteps", "ZcGuard", "ZcRows")


@pytest.mark.parametrize(
    ("sheet", "said"),
    [
        pytest.param(RowSheet(), " --row 7 --column 3", id="no filter"),
        pytest.param(RowSheet(Filter()), " --row 7 --column 3", id="a filter that hides nothing"),
        pytest.param(RowSheet(Filter(4)), " --row 7 --column 3 --filtered", id="filter"),
        pytest.param(RowSheet(None, Table(None), Table(Filter(4))), " --row 7 --column 3 --filtered", id="table"),
        pytest.param(Shelf("图表", saved=True), "", id="a chart"),
    ],
)
def test_the_active_cell_is_handed_over(sheet: VBAObject, said: str) -> None:
    made = interpreter("ZcText", "ZcProblems", "ZcGuard", "ZcFileMode", ActiveCell=Cell())
    assert str(made.run("SheetArguments", [sheet])) == said


@pytest.mark.parametrize("kind", ["hide", "unhide"])
def test_rows_are_hidden_and_shown_by_blocks(kind: str) -> None:
    own = Filter(9)
    sheet = RowSheet(own, Table(None), Table(Filter()))
    interpreter(*ROW_MODULES).run("HideRows", [sheet, VBAArray([(0, 4)], items=[kind, "0", "0", "4:6", "9:9"])])
    assert sheet.done == [("4:6", kind == "hide"), ("9:9", kind == "hide")]
    assert own.applied == (kind == "unhide")


def test_rows_of_a_protected_sheet_stay() -> None:
    sheet = RowSheet(protected=True)
    with pytest.raises(VBARuntimeError, match="受保护"):
        interpreter(*ROW_MODULES).run("HideRows", [sheet, VBAArray([(0, 3)], items=["hide", "0", "0", "4:6"])])
    assert sheet.done == []
