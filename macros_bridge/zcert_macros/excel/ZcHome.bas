Attribute VB_Name = "ZcHome"
Option Explicit
Option Private Module
' Where is the installed program, and in which spreadsheet program do these macros run?

Private Declare PtrSafe Function GetFileAttributesW Lib "kernel32" (ByVal path As LongPtr) As Long
Private Declare PtrSafe Function GetEnvironmentVariableW Lib "kernel32" (ByVal name As LongPtr, ByVal buffer As LongPtr, ByVal size As Long) As Long
Private Declare PtrSafe Function GetShortPathNameW Lib "kernel32" (ByVal path As LongPtr, ByVal buffer As LongPtr, ByVal size As Long) As Long
Private Declare PtrSafe Function GetModuleFileNameW Lib "kernel32" (ByVal library As LongPtr, ByVal buffer As LongPtr, ByVal size As Long) As Long

Public Const PROGRAM As String = "zcert.exe"
Private Const EXCEL As String = "\excel.exe"
Private Const NO_FILE As Long = -1
Private Const LONGEST_PATH As Long = 1024

Private home As String

' The program's folder. Error raised: PROBLEM, when it is nowhere.
Public Function ProgramFolder() As String
    If home = "" Then home = FoundHome()
    If home = "" Then Err.Raise PROBLEM, , NotFound(PROGRAM)
    ProgramFolder = home
End Function

Public Function ProgramPath() As String
    ProgramPath = ProgramFolder() & "\" & PROGRAM
End Function

' Installed for this user or for this machine; never beside a workbook, since a folder that somebody sends could bring its own.
Private Function FoundHome() As String
    Dim place As Variant
    For Each place In Array(Beneath(Variable("LOCALAPPDATA")), Beneath(Variable("ProgramW6432")), Beneath(Variable("ProgramFiles")))
        If HasProgram(CStr(place)) Then
            FoundHome = CStr(place)
            Exit Function
        End If
    Next place
End Function

Private Function Beneath(ByVal folder As String) As String
    If folder <> "" Then Beneath = folder & "\zcert"
End Function

Private Function HasProgram(ByVal folder As String) As Boolean
    Dim path As String
    ' Without a folder the path would mean the root of the disk.
    If folder = "" Then Exit Function
    path = folder & "\" & PROGRAM
    HasProgram = GetFileAttributesW(StrPtr(path)) <> NO_FILE
End Function

' WPS and others run these macros too, but the resident server sees Excel alone.
Public Function RunsInExcel() As Boolean
    Dim buffer As String, length As Long
    buffer = String$(LONGEST_PATH, vbNullChar)
    length = GetModuleFileNameW(0, StrPtr(buffer), LONGEST_PATH)
    RunsInExcel = LCase$(Right$(Left$(buffer, length), Len(EXCEL))) = EXCEL
End Function

Public Function Variable(ByVal name As String) As String
    Dim buffer As String, length As Long
    buffer = String$(LONGEST_PATH, vbNullChar)
    length = GetEnvironmentVariableW(StrPtr(name), StrPtr(buffer), LONGEST_PATH)
    Variable = Left$(buffer, length)
End Function

' The path as those can take it who know the machine's code page alone; it must exist.
Public Function NarrowPath(ByVal path As String) As String
    Dim buffer As String, length As Long
    NarrowPath = path
    If IsAscii(path) Then Exit Function
    buffer = String$(LONGEST_PATH, vbNullChar)
    length = GetShortPathNameW(StrPtr(path), StrPtr(buffer), LONGEST_PATH)
    If length > 0 Then NarrowPath = Left$(buffer, length)
End Function
