"""What macros switch off in Excel while they write is on again on every way out; what Windows refuses is said."""

import re

import pytest
from pyopenvba.interpreter import HostBridge, Interpreter, VBAArray, VBAObject, VBARuntimeError

from zcert_macros.flavour import ADDIN
from zcert_macros.vba_project import modules

SOURCES = modules(ADDIN)
SEMIAUTOMATIC, MANUAL = 2, -4135
AT_REST = {
    "ScreenUpdating": True,
    "EnableEvents": True,
    "DisplayAlerts": True,
    "EnableCancelKey": 1,
    "Calculation": SEMIAUTOMATIC,
}
WORKING = {
    "ScreenUpdating": False,
    "EnableEvents": False,
    "DisplayAlerts": True,
    "EnableCancelKey": 0,
    "Calculation": MANUAL,
}

AROUND = """
Public Seen As Object
Public Fails As Boolean
Public Shown As Long
Public Log As String

Public Sub CheckWritable(ByVal sheet As Object, ByRef lines As Variant)
    Seen.Look = 1
    If Fails Then Err.Raise PROBLEM, , "protected"
End Sub

Public Sub Say(ByVal text As String)
    Log = Log & text
End Sub

Public Function FileModeNote() As String
End Function

Public Function ShellExecuteW(ByVal owner As Long, ByVal verb As String, ByVal file As String, _
    ByVal parameters As Long, ByVal folder As Long, ByVal show As Long) As Long
    Log = Log & verb & " " & file & ";"
    ShellExecuteW = Shown
End Function

Public Function Done(ByVal excel As Object, ByVal failing As Boolean, ByVal lines As Variant) As String
    Set Seen = excel
    Fails = failing
    On Error GoTo failed
    CarriedOut Nothing, Nothing, lines
    Done = Log
    Exit Function
failed:
    Done = Log & Err.Description
End Function

Public Function Opened(ByVal answer As Long) As String
    Shown = answer
    On Error GoTo failed
    OpenPage "C:\\\\a.html"
    Opened = Log
    Exit Function
failed:
    Opened = Log & Err.Description
End Function
"""


class Excel(VBAObject):
    """Application; what ``refuses`` names can be set no more once it has been looked at, or never."""

    def __init__(self, refuses: str = "", *, ever: bool = False) -> None:
        self.now: dict[str, object] = dict(AT_REST)
        self.refuses, self.ever = refuses, ever
        self.seen: dict[str, object] = {}

    def vba_get(self, name: str, _arguments: object = (), _named: object = None) -> object:
        return self.now[name]

    def vba_set(self, name: str, value: object, *_more: object, **_named: object) -> None:
        if name == "Look":
            self.seen = dict(self.now)
        elif name == self.refuses and (self.ever or self.seen):
            raise VBARuntimeError(1004, "not now")
        else:
            assert name in AT_REST
            self.now[name] = value


class Machine(HostBridge):
    def __init__(self, excel: Excel) -> None:
        self.excel = excel

    def global_object(self, name: str) -> object:
        known = {"application": self.excel, "activeworkbook": self.excel}
        return known.get(name.lower(), super().global_object(name))


def interpreter(excel: Excel, *names: str) -> Interpreter:
    made = Interpreter(Machine(excel))
    for name in ("ZcText", "ZcProblems", *names):
        text = re.sub(r"(?m)^.*Declare PtrSafe.*$", "", SOURCES[name])
        made.add_module(re.sub(r"StrPtr\((\w+)\)", r"\1", text), name=name)
    made.add_module(AROUND.replace("\\\\", "\\"), name="Around")
    return made


def done(excel: Excel, *lines: str, fails: bool = False) -> object:
    array = VBAArray([(0, len(lines) - 1)], items=list(lines))
    return interpreter(excel, "ZcSteps", "ZcCarryOut").run("Done", [excel, fails, array])


def test_excel_is_quiet_while_steps_are_done_and_as_before_afterwards() -> None:
    excel = Excel()
    assert done(excel, "tell\t0\t0\t好") == "好"
    assert excel.seen == WORKING
    assert excel.now == AT_REST


def test_excel_is_as_before_after_a_step_that_failed() -> None:
    excel = Excel()
    assert done(excel, "tell\t0\t0\t好", fails=True) == "protected"
    assert excel.seen == WORKING
    assert excel.now == AT_REST


@pytest.mark.parametrize("fails", [False, True])
def test_what_cannot_be_switched_on_keeps_nothing_else_off(*, fails: bool) -> None:
    excel = Excel(refuses="Calculation")
    assert done(excel, "tell\t0\t0\t好", fails=fails) == ("protected" if fails else "好")
    assert excel.now == {**AT_REST, "Calculation": MANUAL}


@pytest.mark.parametrize("refuses", ["Calculation", "EnableEvents", "ScreenUpdating"])
def test_what_cannot_be_switched_off_leaves_nothing_off(refuses: str) -> None:
    excel = Excel(refuses=refuses, ever=True)
    assert done(excel, "tell\t0\t0\t好") == "not now"
    assert excel.now == AT_REST


@pytest.mark.parametrize(("answer", "said"), [(33, ""), (32, "没有程序能打开“C:\\a.html”，请用浏览器打开它")])
def test_a_page_that_nothing_opens_is_said(answer: int, said: str) -> None:
    assert interpreter(Excel(), "ZcOpening").run("Opened", [answer]) == f"open C:\\a.html;{said}"


# Pointers and handles are as wide as Excel; a Long in their place is half of one in 64 bits.
WIDE = r"ByVal (?:handle|process|owner|path|text|caption|buffer|library|folder|environment|startup) As Long\b"


@pytest.mark.parametrize("name", sorted(SOURCES))
def test_declarations_hold_for_both_widths(name: str) -> None:
    declared = re.findall(r"(?m)^(?!').*\bDeclare\b.*$", SOURCES[name])
    assert [line for line in declared if not line.startswith("Private Declare PtrSafe Function ")] == []
    assert [line for line in declared if re.search(WIDE, line)] == []
