"""Replacements for Windows when the macros of file mode run in LibreOffice: module texts by name.

The program is the real one; dialogs are recorded and answered as the test has said.
"""

FAKES = {
    "ZcHome": """
Public Program As String

Public Function ProgramPath() As String
    ProgramPath = Program
End Function
""",
    "ZcScratch": """
Public Folder As String

Public Sub MakeScratch()
End Sub

Public Function SavedCopy(ByVal book As Workbook) As String
    SavedCopy = Folder & "/copy.xlsm"
End Function

Public Function ResultsPath() As String
    ResultsPath = Folder & "/results.txt"
End Function

Public Function ResultsText(ByVal exitCode As Long) As String
    ResultsText = FileText(ResultsPath())
End Function

Public Sub RemoveScratch()
    Told = Told & "removed" & vbCr
End Sub
""",
    "ZcGuard": """
Public Sub GuardSheet(ByVal sheet As Worksheet)
End Sub

Public Function IsFilterOn(ByVal sheet As Worksheet) As Boolean
End Function

Public Sub GuardProtection(ByVal sheet As Worksheet)
End Sub

Public Sub GuardStructure(ByVal book As Workbook, ByVal sheetName As String)
End Sub
""",
    "ZcRed": """
Public Sub EnsureRed(ByVal sheet As Worksheet, ByVal row As Long, ByVal column As Long, ByVal formula As String)
    Told = Told & "red " & row & " " & column & " " & formula & vbCr
End Sub

Public Sub EnsureMarked(ByVal first As Range, ByVal width As Long, ByVal formula As String, ByVal home As String)
    Told = Told & "marked " & first.row & " " & width & " " & home & vbCr
End Sub
""",
    "ZcOpening": """
Public Sub OpenBook(ByVal path As String)
    Told = Told & "open " & path & vbCr
End Sub

Public Sub SaveBook(ByVal path As String)
    Told = Told & "save " & path & vbCr
End Sub

Public Sub OpenPage(ByVal path As String)
    Told = Told & "page " & path & vbCr
End Sub
""",
    "ZcRun": """
Public Function ExitCodeOf(ByVal program As String, ByVal arguments As String) As Long
    If program = "" Then Err.Raise PROBLEM, , "no program"
    ' The full name of a workbook is its name alone in LibreOffice 7.4.
    Shell program, 0, Replace(arguments, "--workbook " & Chr(34), "--workbook " & Chr(34) & Folder & "/"), True
End Function
""",
    "ZcDialogs": """
Public Told As String
Public Agreed As Boolean
Public Pick As String

Public Sub Say(ByVal text As String)
    Told = Told & "say " & text & vbCr
End Sub

Public Sub Complain(ByVal text As String)
    Told = Told & "complain " & text & vbCr
End Sub

Public Function IsAgreed(ByVal question As String) As Boolean
    Told = Told & "ask " & question & vbCr
    IsAgreed = Agreed
End Function

Public Function ChosenFolder(ByVal title As String, ByVal folder As String) As String
    Told = Told & "folder " & title & vbCr
    ChosenFolder = Pick
End Function

Public Function ChosenFile(ByVal title As String, ByVal folder As String) As String
    Told = Told & "file " & title & vbCr
    ChosenFile = Pick
End Function

Public Function Pressed(ByVal button As String, ByVal programPath As String, ByVal scratch As String, _
    ByVal answer As Boolean, ByVal picked As String) As String
    Program = programPath
    Folder = scratch
    Agreed = answer
    Pick = picked
    Told = ""
    PressInFileMode button, "reason"
    Pressed = Told
End Function
""",
}
