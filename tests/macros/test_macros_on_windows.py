"""Macros that call Windows, on a Windows that is made up: their own text runs, but for Declare lines and StrPtr."""

import ctypes
import re

import pytest
from pyopenvba.interpreter import HostBridge, Interpreter, VBAObject, member, method

from zcert_macros.flavour import BOOK
from zcert_macros.vba_project import modules

SOURCES = modules(BOOK)
TEMP = "C:\\Users\\张三\\Temp"
USER = "王五"
SCRATCH = f"{TEMP}\\zcert-{USER}-77"

UNKNOWN = {
    ", startup, process) = 0": ") = 0",
    "LenB(startup)": "104",
    "LongPtr": "Long",
    "Err.LastDllError": "LastError",
    "Dir$(": "NextName(",
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
Public LastError As Long
Public Listed As String
Public Rest As String
Public Links As String
Public Missing As String
Public Running As String
Public Forbidden As String

Public Function Variable(ByVal name As String) As String
    Variable = IIf(name = "USERNAME", "USER", "TEMP")
End Function

Public Function GetFileAttributesW(ByVal path As String) As Long
    GetFileAttributesW = IIf(InStr(Missing, path & ";") > 0, -1, IIf(InStr(Links, path & ";") > 0, 1040, 16))
End Function

Public Function NextName(Optional ByVal pattern As String, Optional ByVal kind As Long) As String
    If pattern <> "" Then
        Rest = Listed
        Log = Log & "list " & pattern & " " & kind & ";"
    End If
    NextName = Mid$(Rest, 1, InStr(Rest & ";", ";") - 1)
    Rest = Mid$(Rest, Len(NextName) + 2)
End Function

Public Function OpenProcess(ByVal access As Long, ByVal inherits As Long, ByVal id As Long) As Long
    OpenProcess = IIf(InStr(Running, "," & id & ",") > 0, 9, 0)
    LastError = IIf(InStr(Forbidden, "," & id & ",") > 0, 5, 87)
End Function

Public Sub Leave(ByVal names As String, ByVal linked As String, ByVal run As String, ByVal closed As String)
    Listed = names
    Links = linked
    Running = run
    Forbidden = closed
End Sub

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
    LastError = 5
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
    made.add_module(WINDOWS.replace('"TEMP"', f'"{TEMP}"').replace('"USER"', f'"{USER}"'), name="Windows")
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
    listed = f"list narrow {TEMP}\\zcert-{USER}-* 16"
    before = [f"delete {results}", f"kill narrow {SCRATCH}\\*", f"remove {SCRATCH}", listed, f"make {SCRATCH}"]
    used = [f"read narrow {results}", f"delete {results}", f"{SCRATCH}\\{copy}", "text"]
    after = [f"delete {SCRATCH}\\{copy}", f"delete {results}", f"kill narrow {SCRATCH}\\*", f"remove {SCRATCH}"]
    done = str(windows.run("Scratched", [book])).split(";")[:-1]
    assert done[:5] == before
    assert done[5:9] == used
    assert done[9:] == after
    assert book.copies == [f"{SCRATCH}\\{copy}"]


@pytest.mark.parametrize(
    ("name", "swept"),
    [
        pytest.param(f"zcert-{USER}-12", True, id="of an Excel that was killed"),
        pytest.param(f"zcert-{USER}-13", False, id="of an Excel that runs"),
        pytest.param(f"zcert-{USER}-14", False, id="number of a process that may not be asked"),
        pytest.param(f"zcert-{USER}-15", False, id="a link"),
        pytest.param(f"zcert-{USER}-", False, id="no number"),
        pytest.param(f"zcert-{USER}-12a", False, id="more than a number"),
        pytest.param(f"zcert-{USER}-1234567890", False, id="a number that no process has"),
        pytest.param("zcert-张三-12", False, id="of another user"),
        pytest.param("zcert-log", False, id="the log"),
    ],
)
def test_what_a_killed_excel_left_is_swept_and_nothing_else(windows: Interpreter, name: str, *, swept: bool) -> None:
    windows.run("Prepare", [False, False, "text"])
    windows.run("Leave", [name, f"{TEMP}\\zcert-{USER}-15;", ",13,", ",14,"])
    done = str(windows.run("Scratched", [Book("表.xls", "D:\\甲")])).split(";")
    touched = [step for step in done if step.endswith((name, f"{name}\\*")) and not step.startswith("list")]
    assert touched == ([f"kill narrow {TEMP}\\{name}\\*", f"remove {TEMP}\\{name}"] if swept else [])


def test_a_link_in_the_place_of_the_scratch_folder_is_not_emptied(windows: Interpreter) -> None:
    windows.run("Prepare", [False, False, "text"])
    windows.run("Leave", ["", f"{SCRATCH};", "", ""])
    assert "kill" not in str(windows.run("Scratched", [Book("表.xls", "D:\\甲")]))


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
