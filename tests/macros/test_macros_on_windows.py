"""Macros that call Windows, on a Windows that is made up: their own text runs, but for Declare lines and StrPtr."""

import ctypes
import re

import pytest
from pyopenvba.interpreter import HostBridge, Interpreter, VBAObject, member, method

from zcert_macros.flavour import BOOK
from zcert_macros.vba_project import modules

SOURCES = modules(BOOK)
TEMP = "C:\\Users\\张三\\Temp"
SCRATCH = f"{TEMP}\\zcert-77"

UNKNOWN = {
    ", startup, process) = 0": ") = 0",
    "LenB(startup)": "104",
    "LongPtr": "Long",
    "Err.LastDllError": "5",
    "DoEvents": "",
    "Kill ": "KillFiles ",
}
"""What the interpreter does not know, and what stands in for it."""

WINDOWS = """
Public Log As String
Public Failing As Boolean
Public Escape As Boolean
Public Waits As Long
Public Written As String

Public Function Variable(ByVal name As String) As String
    Variable = "TEMP"
End Function

Public Function NarrowPath(ByVal path As String) As String
    NarrowPath = "narrow " & path
End Function

Public Function FileText(ByVal path As String) As String
    If Written = "missing" Then Err.Raise 53
    Log = Log & "read " & path & ";"
    FileText = Written
End Function

Public Function GetCurrentProcessId() As Long
    GetCurrentProcessId = 77
End Function

Public Function CreateDirectoryW(ByVal path As String, ByVal security As Long) As Long
    Log = Log & "make " & path & ";"
    CreateDirectoryW = IIf(Failing, 0, 1)
End Function

Public Function RemoveDirectoryW(ByVal path As String) As Long
    Log = Log & "remove " & path & ";"
End Function

Public Function DeleteFileW(ByVal path As String) As Long
    If path <> "" Then Log = Log & "delete " & path & ";"
End Function

Public Sub KillFiles(ByVal path As String)
    Log = Log & "kill " & path & ";"
End Sub

Public Function CreateProcessW(ByVal program As String, ByVal command As String, ByVal a As Long, ByVal b As Long, _
    ByVal inherits As Long, ByVal flags As Long, ByVal c As Long, ByVal d As Long) As Long
    Log = Log & program & "|" & command & "|" & Hex$(flags) & ";"
    CreateProcessW = IIf(Failing, 0, 1)
End Function

Public Function WaitForSingleObject(ByVal handle As Long, ByVal milliseconds As Long) As Long
    Waits = Waits - 1
    WaitForSingleObject = IIf(Waits > 0, 258, 0)
End Function

Public Function GetExitCodeProcess(ByVal process As Long, ByRef exitCode As Long) As Long
    exitCode = 2
End Function

Public Function TerminateProcess(ByVal process As Long, ByVal exitCode As Long) As Long
    Log = Log & "end;"
    TerminateProcess = 1
End Function

Public Function CloseHandle(ByVal handle As Long) As Long
    Log = Log & "close;"
End Function

Public Function GetAsyncKeyState(ByVal key As Long) As Integer
    If Escape And Waits < 3 Then GetAsyncKeyState = 1
End Function

Public Sub Prepare(ByVal fails As Boolean, ByVal escapes As Boolean, ByVal text As String)
    Failing = fails
    Escape = escapes
    Written = text
    Waits = 3
    Log = ""
End Sub

Public Function Ran() As String
    On Error GoTo failed
    Ran = ExitCodeOf("C:\\a b\\zcert.exe", "button back_up") & " "
failed:
    If Err.Number <> 0 Then Ran = Err.Description & " "
    Ran = Ran & Log
End Function

Public Function Scratched(ByVal book As Object) As String
    Dim used As String
    On Error GoTo failed
    MakeScratch
    used = SavedCopy(book) & ";" & ResultsText(1) & ";"
    Log = Log & used
    RemoveScratch
failed:
    If Err.Number <> 0 Then Log = Log & Err.Description
    Scratched = Log
End Function
"""


class Book(VBAObject):
    """A workbook that is saved in a folder, or nowhere."""

    vba_type_name = "Workbook"

    def __init__(self, name: str, folder: str) -> None:
        self.file, self.folder, self.copies = name, folder, []

    @member(name="Name")
    def _name(self) -> object:
        return self.file

    @member(name="Path")
    def _path(self) -> object:
        return self.folder

    @method(name="SaveCopyAs")
    def _save_copy_as(self, path: object) -> None:
        self.copies.append(path)


@pytest.fixture
def windows() -> Interpreter:
    made = Interpreter(HostBridge())
    for name in ("ZcText", "ZcProblems", "ZcArguments", "ZcScratch", "ZcRun"):
        text = re.sub(r"(?m)^.*Declare PtrSafe.*$", "", SOURCES[name])
        # A name in brackets would be passed by value.
        text = re.sub(r"StrPtr\((\w+)\)", r"\1", text).replace("StrPtr", "")
        for unknown, known in UNKNOWN.items():
            text = text.replace(unknown, known)
        made.add_module(text, name=name)
    made.add_module(WINDOWS.replace('"TEMP"', f'"{TEMP}"'), name="Windows")
    return made


def test_the_program_runs_without_a_window(windows: Interpreter) -> None:
    windows.run("Prepare", [False, False, ""])
    command = r'"C:\a b\zcert.exe" button back_up'
    assert windows.run("Ran") == rf"2 C:\a b\zcert.exe|{command}|8000000;close;close;"


def test_escape_ends_the_program(windows: Interpreter) -> None:
    windows.run("Prepare", [False, True, ""])
    ran = str(windows.run("Ran"))
    assert ran.startswith("已取消 ")
    assert ran.endswith("end;close;close;")


def test_a_program_that_windows_refuses(windows: Interpreter) -> None:
    windows.run("Prepare", [True, False, ""])
    assert str(windows.run("Ran")).startswith(r"采集程序C:\a b\zcert.exe无法启动")


@pytest.mark.parametrize(
    ("book", "copy"),
    [(Book("表.xls", "D:\\甲"), "表.xls"), (Book("工作簿1", ""), "工作簿1.xlsx")],
    ids=["saved", "never saved"],
)
def test_nothing_is_left_behind(windows: Interpreter, book: Book, copy: str) -> None:
    windows.run("Prepare", [False, False, "text"])
    results = f"{SCRATCH}\\results.txt"
    before = [f"delete {results}", f"kill narrow {SCRATCH}\\*", f"remove {SCRATCH}", f"make {SCRATCH}"]
    used = [f"read narrow {results}", f"delete {results}", f"{SCRATCH}\\{copy}", "text"]
    after = [f"delete {SCRATCH}\\{copy}", f"delete {results}", f"kill narrow {SCRATCH}\\*", f"remove {SCRATCH}"]
    done = str(windows.run("Scratched", [book])).split(";")[:-1]
    assert done[:4] == before
    assert done[4:8] == used
    assert done[8:] == after
    assert book.copies == [f"{SCRATCH}\\{copy}"]


@pytest.mark.parametrize(
    ("fails", "text", "said"),
    [
        pytest.param(True, "", "不能在临时文件夹中存放工作簿的副本", id="no folder"),
        pytest.param(False, "missing", "采集程序没有给出结果（代码1）", id="no results"),
        pytest.param(False, "", "采集程序没有给出结果（代码1）", id="empty results of a failure"),
    ],
)
def test_what_goes_wrong_is_said(windows: Interpreter, text: str, said: str, *, fails: bool) -> None:
    windows.run("Prepare", [fails, False, text])
    assert str(windows.run("Scratched", [Book("表.xls", "D:\\甲")])).split(";")[-1].startswith(said)


@pytest.mark.parametrize(
    ("structure", "size", "handles"), [("STARTUPINFOW", {8: 104, 4: 68}, 7), ("PROCESS_INFORMATION", {8: 24, 4: 16}, 2)]
)
def test_structures_are_as_windows_has_them(structure: str, size: dict[int, int], handles: int) -> None:
    body = SOURCES["ZcRun"].partition(f"Private Type {structure}")[2].partition("End Type")[0]
    kinds = re.findall(r"As (\w+)", body)
    assert kinds.count("LongPtr") == handles
    for width, expected in size.items():
        pointer = ctypes.c_int64 if width == 8 else ctypes.c_int32
        widths = {"Long": ctypes.c_int32, "Integer": ctypes.c_int16, "LongPtr": pointer}
        fields = [(f"f{at}", widths[kind]) for at, kind in enumerate(kinds)]
        assert ctypes.sizeof(type(structure, (ctypes.Structure,), {"_fields_": fields})) == expected
