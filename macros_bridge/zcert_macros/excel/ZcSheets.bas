Attribute VB_Name = "ZcSheets"
Option Explicit
Option Private Module
' Steps that touch a sheet or the workbook's names as a whole.

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
