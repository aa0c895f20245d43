"""How the macros reach the resident server, or go on in file mode, on a machine that is made up."""

import re

import pytest
from pyopenvba.interpreter import NOTHING, Interpreter, VBAObject, VBARuntimeError, member, method

from zcert_macros.flavour import BOOK
from zcert_macros.vba_project import modules

# What Windows and the DLL answer. The modules' own text runs, but for its Declare lines and StrPtr.
MACHINE = """
Public Places As String
Public Loads As Boolean
Public Failures As Long
Public Log As String
Public Host As String
Public ActiveWorkbook As Object
Public Application As Object
Public Server As Object

Public Function GetModuleFileNameW(ByVal library As Long, ByRef buffer As String, ByVal size As Long) As Long
    buffer = Host
    GetModuleFileNameW = Len(buffer)
End Function

Public Function GetEnvironmentVariableW(ByVal name As String, ByRef buffer As String, ByVal size As Long) As Long
    If name = "ProgramFiles" Then Exit Function
    buffer = "C:\\" & name
    GetEnvironmentVariableW = Len(buffer)
End Function

Public Function GetFileAttributesW(ByVal path As String) As Long
    Log = Log & path & ";"
    GetFileAttributesW = IIf(InStr(Places, path & ";") > 0, 32, -1)
End Function

Public Function GetShortPathNameW(ByVal path As String, ByRef buffer As String, ByVal size As Long) As Long
    buffer = "C:\\SHORT~1.EXE"
    GetShortPathNameW = Len(buffer)
End Function

Public Function LoadLibraryW(ByVal path As String) As Long
    Log = Log & "load " & path & ";"
    LoadLibraryW = IIf(Loads, 1, 0)
End Function

Public Function XLPyDLLActivateAuto(ByRef answer As Variant, ByVal config As String, ByVal mode As Long) As Long
    Log = Log & mode & " " & config & ";"
    If mode = -1 Then Exit Function
    If Failures > 0 Then
        Failures = Failures - 1
        answer = "gone"
        XLPyDLLActivateAuto = -1
    Else
        Set answer = Server
    End If
End Function

Public Sub Prepare(ByVal found As String, ByVal canLoad As Boolean)
    Host = "C:\\Office\\EXCEL.EXE"
    Places = found
    Loads = canLoad
End Sub

Public Function Starts(ByVal failing As Long) As String
    Dim server As Object
    Failures = failing
    Log = ""
    On Error GoTo failed
    Set server = XLPy()
    Starts = Log
    Exit Function
failed:
    Starts = Explained(Err.Number, Err.Description)
End Function

Public Function Searched() As String
    Searched = Log
End Function

Public Sub RunIn(ByVal program As String)
    Host = program
End Sub

Public Sub PressInFileMode(ByVal button As String, ByVal reason As String)
    Log = Log & "file mode " & button & ":" & reason
End Sub

Public Sub Complain(ByVal text As String)
    Log = Log & text
End Sub

Public Sub Connect(ByVal resident As Object)
    Set Server = resident
End Sub

Public Function Pressed(ByVal book As Object, ByVal excel As Object) As String
    Set ActiveWorkbook = book
    Set Application = excel
    Log = ""
    CallBridge "back_up"
    Pressed = Log
End Function
"""


class OpenBook(VBAObject):
    """The active workbook."""

    def __init__(self, name: str) -> None:
        self.name = name

    @member(name="FullName")
    def _full_name(self) -> object:
        return self.name


SWITCHES = ("ScreenUpdating", "EnableEvents", "DisplayAlerts", "EnableCancelKey", "StatusBar", "Calculation")
SEMIAUTOMATIC, MANUAL = 2, -4135


class Excel(VBAObject):
    """Excel's Application with what a button switches off while it works."""

    def __init__(self) -> None:
        self.switches: dict[str, object] = dict(zip(SWITCHES, (True, True, True, 1, False, SEMIAUTOMATIC), strict=True))

    def vba_get(self, name: str, _arguments: object = (), _named: object = None) -> object:
        return self.switches[name]

    def vba_set(self, name: str, value: object, *_more: object, **_named: object) -> None:
        assert name in SWITCHES
        self.switches[name] = value


class Server(VBAObject):
    """What the DLL hands out, as far as the bridge uses it; ``hidden`` workbooks it does not find."""

    def __init__(self, excel: Excel | None = None) -> None:
        self.called: list[tuple[object, ...]] = []
        self.excel = excel

    @method(name="Module")
    def _module(self, name: object) -> object:
        return name

    @method(name="Tuple")
    def _tuple(self, one: object) -> object:
        return one

    @method(name="Call")
    def _call(self, module: object, function: object, book: object) -> object:
        self.called.append((module, function, book))
        if book == "gone":
            if self.excel:
                self.excel.switches = dict(zip(SWITCHES, (False, False, False, 0, "3/9", MANUAL), strict=True))
            raise VBARuntimeError(462, "The remote server machine does not exist")
        if book == "kept out" and self.excel:
            self.excel.switches = dict(zip(SWITCHES, (True, False, True, 0, "3/9", MANUAL), strict=True))
        return book

    @method(name="Bool")
    def _bool(self, book: object) -> object:
        return book != "hidden"


@pytest.fixture
def machine() -> Interpreter:
    interpreter = Interpreter()
    texts = modules(BOOK)
    for name in ("ZcText", "ZcProblems", "ZcHome", "ZcBridge"):
        text = "\r\n".join(line for line in texts[name].splitlines() if "Declare PtrSafe" not in line)
        # A name in brackets would be passed by value.
        text = re.sub(r"StrPtr\((\w+)\)", r"\1", text).replace("StrPtr", "")
        interpreter.add_module(text, name=name)
    interpreter.add_module(MACHINE, name="Machine")
    interpreter.run("Connect", [Server()])
    return interpreter


NOT_FOUND = (
    "没有找到采集程序zcert.exe。请先安装：打开程序的zcert文件夹，双击其中的“安装.cmd”（不需要管理员权限），然后再试。"
)
SEARCHED = (
    r"C:\LOCALAPPDATA\zcert\zcert.exe",
    r"C:\ProgramW6432\zcert\zcert.exe",
)
BESIDE = (
    r"D:\data\zcert\zcert.exe",
    r"D:\data\zcert.exe",
    "zcert.exe",
    r"zcert\zcert.exe",
    r"\zcert.exe",
    r"\zcert\zcert.exe",
)


@pytest.mark.parametrize("at", range(len(SEARCHED)))
def test_the_program_is_sought_for_the_user_then_the_machine(machine: Interpreter, at: int) -> None:
    machine.run("Prepare", ["".join(f"{path};" for path in SEARCHED[at:]), True])
    path = SEARCHED[at]
    folder = path.removesuffix(r"\zcert.exe")
    steps = [*SEARCHED[: at + 1], rf"load {folder}\xlwings64-0.37.8.dll", f'1 "{path}" --udf-server $(CLSID)']
    assert machine.run("Starts", [0]).split(";")[:-1] == steps
    assert machine.run("Starts", [0]) == f"{steps[-1]};"  # found and loaded once


def test_without_the_program_one_sentence_says_what_to_do(machine: Interpreter) -> None:
    machine.run("Prepare", ["", True])
    assert machine.run("Starts", [0]) == NOT_FOUND


def test_a_program_beside_a_workbook_is_neither_sought_nor_started(machine: Interpreter) -> None:
    machine.run("Prepare", ["".join(f"{path};" for path in BESIDE), True])
    assert machine.run("Starts", [0]) == NOT_FOUND
    assert machine.run("Searched") == "".join(f"{path};" for path in SEARCHED)
    assert not any("ThisWorkbook.path" in modules(BOOK)[name] for name in ("ZcHome", "ZcBridge", "ZcRun", "ZcFileMode"))


EXCEL = r"C:\Office\Excel.exe"


@pytest.mark.parametrize(
    ("program", "loads", "book", "said"),
    [
        pytest.param(EXCEL, True, OpenBook(r"D:\表.xlsx"), "", id="done by the server"),
        pytest.param(EXCEL, True, OpenBook("kept out"), "", id="a dialog kept the server from tidying up"),
        pytest.param(EXCEL, True, OpenBook("gone"), "采集程序意外停止", id="server has died meanwhile"),
        pytest.param(
            EXCEL, True, OpenBook("hidden"), "file mode back_up:采集程序没有找到", id="not seen by the server"
        ),
        pytest.param(EXCEL, False, OpenBook(r"D:\表.xlsx"), "file mode back_up:采集程序的组件", id="component blocked"),
        pytest.param(EXCEL, True, NOTHING, "file mode back_up:", id="no workbook"),
        pytest.param(r"C:\et.exe", True, OpenBook(r"D:\表.xlsx"), "file mode back_up:", id="WPS"),
    ],
)
def test_a_button_goes_on_in_file_mode_where_the_server_cannot_do_it(
    machine: Interpreter, program: str, book: object, said: str, *, loads: bool
) -> None:
    excel = Excel()
    server = Server(excel)
    machine.run("Prepare", [f"{SEARCHED[0]};", loads])
    machine.run("RunIn", [program])
    machine.run("Connect", [server])
    told = str(machine.run("Pressed", [book, excel])).rpartition(";")[2]
    assert told == said if said.endswith(":") or not said else told.startswith(said)
    assert excel.switches == Excel().switches
    reached = program == EXCEL and loads and book is not NOTHING
    assert server.called == ([("zcert_bridge", "back_up", book.name)] if isinstance(book, OpenBook) and reached else [])


@pytest.mark.parametrize("program", [r"C:\WPS Office\office6\et.exe", r"C:\excel.exe\wps.exe", ""])
def test_elsewhere_than_in_excel_no_server_is_started(machine: Interpreter, program: str) -> None:
    machine.run("Prepare", [f"{SEARCHED[0]};", True])
    machine.run("RunIn", [program])
    assert machine.run("Starts", [0]).startswith("本软件中不能使用ZC函数")


def test_a_component_that_is_blocked_is_named(machine: Interpreter) -> None:
    machine.run("Prepare", [f"{SEARCHED[0]};", False])
    assert machine.run("Starts", [0]).startswith("采集程序的组件xlwings64-0.37.8.dll无法加载")


def test_a_program_that_does_not_start_is_not_tried_twice(machine: Interpreter) -> None:
    machine.run("Prepare", [f"{SEARCHED[0]};", True])
    assert machine.run("Starts", [1]).endswith("原因：gone")


def test_a_server_that_has_died_is_started_again_once(machine: Interpreter) -> None:
    machine.run("Prepare", [f"{SEARCHED[0]};", True])
    machine.run("Starts", [0])
    modes = [step[:2].strip() for step in machine.run("Starts", [1]).split(";")[:-1]]
    assert modes == ["1", "-1", "1"]
    assert machine.run("Starts", [2]).endswith("原因：gone")


def test_a_folder_that_ascii_cannot_name_goes_by_its_short_name(machine: Interpreter) -> None:
    machine.run("Prepare", [f"{SEARCHED[0]};", True])
    assert machine.run("NarrowPath", ["C:\\张三"]) == "C:\\SHORT~1.EXE"
    assert machine.run("NarrowPath", ["C:\\a b"]) == "C:\\a b"
