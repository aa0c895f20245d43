Attribute VB_Name = "ZcSheets"
Option Explicit
Option Private Module
' Steps that touch a sheet or the workbook's names as a whole.

Private Const VERY_HIDDEN As Long = 2
Private Const LAST_MARK As Long = 65536
Private Const MARK_COLUMNS As Long = 5

' The sheet of that name, hidden ones too; Nothing without one.
Public Function FoundSheet(ByVal book As Workbook, ByVal sheetName As String) As Worksheet
    Dim sheet As Worksheet
    For Each sheet In book.Worksheets
        If LCase$(sheet.name) = LCase$(sheetName) Then Set FoundSheet = sheet
    Next sheet
End Function

' The sheet of that name without any content; made behind another one if need be.
Public Function EmptySheet(ByVal after As Worksheet, ByVal sheetName As String) As Worksheet
    Dim book As Workbook, sheet As Worksheet
    Set book = after.Parent
    Set sheet = FoundSheet(book, sheetName)
    If sheet Is Nothing Then
        GuardStructure book, sheetName
        Set sheet = book.Worksheets.Add(, after)
        sheet.name = sheetName
    Else
        GuardProtection sheet
        sheet.Visible = True
        sheet.AutoFilterMode = False
        sheet.Cells.Clear
    End If
    Set EmptySheet = sheet
End Function

' The very hidden sheet of that name, with the columns of one list of marks emptied; made for a list that has marks, but
' not where a protected workbook or sheet does not allow it: then Nothing.
Public Function MarksSheet(ByVal sheet As Worksheet, ByVal sheetName As String, ByVal count As Long, ByVal column As Long) As Worksheet
    Dim book As Workbook, home As Worksheet
    Set book = sheet.Parent
    Set home = FoundSheet(book, sheetName)
    If home Is Nothing Then
        If count = 0 Or book.ProtectStructure Or sheet.ProtectContents Then Exit Function
        Set home = book.Worksheets.Add(, book.Worksheets(book.Worksheets.Count))
        home.name = sheetName
        sheet.Activate
        home.Visible = VERY_HIDDEN
    ElseIf home.ProtectContents Then
        Exit Function
    Else
        home.Range(home.Cells(1, column), home.Cells(LAST_MARK, column + MARK_COLUMNS - 1)).ClearContents
    End If
    Set MarksSheet = home
End Function

' Removes a sheet, another one in front; where the structure is protected it is emptied instead.
Public Sub RemoveSheet(ByVal front As Worksheet, ByVal sheetName As String)
    Dim book As Workbook, sheet As Worksheet
    Set book = front.Parent
    Set sheet = FoundSheet(book, sheetName)
    If sheet Is Nothing Then Exit Sub
    If book.ProtectStructure Then
        If Not sheet.ProtectContents Then sheet.Cells.Clear
        Exit Sub
    End If
    front.Activate
    Application.DisplayAlerts = False
    sheet.Delete
    Application.DisplayAlerts = True
End Sub

' A definition is name=reference.
Public Sub DefineName(ByVal book As Workbook, ByVal definition As String)
    Dim parts As Variant, defined As Object
    parts = Split(definition, "=", 2)
    Set defined = FoundName(book, parts(0))
    If defined Is Nothing Then
        book.Names.Add parts(0), "=" & parts(1)
    Else
        defined.RefersTo = "=" & parts(1)
    End If
End Sub

Private Function FoundName(ByVal book As Workbook, ByVal text As String) As Object
    On Error Resume Next
    Set FoundName = book.Names(text)
End Function

Public Sub GoToCell(ByVal sheet As Worksheet, ByVal row As Long, ByVal column As Long)
    sheet.Activate
    sheet.Cells(row, column).Select
End Sub
