Attribute VB_Name = "ZcOpening"
Option Explicit
Option Private Module
' Saves what is open before the program reads it, and opens what it has made or brought along.

Private Declare PtrSafe Function ShellExecuteW Lib "shell32" (ByVal owner As LongPtr, ByVal verb As LongPtr, ByVal file As LongPtr, ByVal parameters As LongPtr, ByVal folder As LongPtr, ByVal show As Long) As LongPtr

Private Const SW_SHOWNORMAL As Long = 1
Private Const LAST_FAILURE As Long = 32
Private Const SECURITY_BY_UI As Long = 2

' Opens a workbook as if somebody had clicked on it: its macros are asked about, as Excel is set.
Public Sub OpenBook(ByVal path As String)
    Dim book As Workbook, before As Long
    For Each book In Application.Workbooks
        If LCase$(book.name) = LCase$(Mid$(path, InStrRev(path, "\") + 1)) Then
            If LCase$(book.FullName) <> LCase$(path) Then Err.Raise PROBLEM, , IsOpenElsewhere(book.name)
        End If
    Next book
    before = Application.AutomationSecurity
    Application.AutomationSecurity = SECURITY_BY_UI
    On Error GoTo finished
    Application.Workbooks.Open path
finished:
    Application.AutomationSecurity = before
    If Err.Number <> 0 Then Err.Raise Err.Number, , Err.Description
End Sub

' Saves an open workbook under its own name. Error raised: PROBLEM.
Public Sub SaveBook(ByVal path As String)
    Dim book As Workbook
    For Each book In Application.Workbooks
        If LCase$(book.FullName) = LCase$(path) Then
            If book.ReadOnly Then Err.Raise PROBLEM, , IsReadOnly(book.name)
            book.Save
        End If
    Next book
End Sub

' Opens a page in the browser. Error raised: PROBLEM.
Public Sub OpenPage(ByVal path As String)
    Dim verb As String
    verb = "open"
    If ShellExecuteW(0, StrPtr(verb), StrPtr(path), 0, 0, SW_SHOWNORMAL) <= LAST_FAILURE Then Err.Raise PROBLEM, , NotOpened(path)
End Sub
