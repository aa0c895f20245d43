Attribute VB_Name = "ZcSheets"
Option Explicit
Option Private Module
' Steps that touch a sheet or a workbook as a whole.

Private Const EXPRESSION As Long = 2
Private Const LAST_ROW As Long = 65536
Private Const SECURITY_BY_UI As Long = 2

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
        If book.ProtectStructure Then Err.Raise PROBLEM, , IsFixed(sheetName)
        Set sheet = book.Worksheets.Add(, after)
        sheet.name = sheetName
    Else
        If sheet.ProtectContents Then Err.Raise PROBLEM, , IsProtected(sheetName)
        sheet.Visible = True
        sheet.AutoFilterMode = False
        sheet.Cells.Clear
    End If
    Set EmptySheet = sheet
End Function

' A column below a row is red where the formula says so; a column that has a rule of ours is left as it is.
Public Sub EnsureRed(ByVal sheet As Worksheet, ByVal row As Long, ByVal column As Long, ByVal formula As String)
    Dim area As Range, rule As Object
    Set area = sheet.Range(sheet.Cells(row, column), sheet.Cells(LAST_ROW, column))
    For Each rule In area.FormatConditions
        If InStr(FormulaOf(rule), "正确") > 0 Then Exit Sub
    Next rule
    Set rule = area.FormatConditions.Add(EXPRESSION, , formula)
    rule.Font.Color = RGB(255, 0, 0)
    rule.Interior.Color = RGB(255, 241, 240)
End Sub

' "" for a rule without a formula, a colour scale for example.
Private Function FormulaOf(ByVal rule As Object) As String
    On Error Resume Next
    FormulaOf = rule.Formula1
End Function

' A definition is name=reference.
Public Sub DefineName(ByVal book As Workbook, ByVal definition As String)
    Dim parts As Variant
    parts = Split(definition, "=", 2)
    book.Names.Add parts(0), "=" & parts(1)
End Sub

Public Sub GoToCell(ByVal sheet As Worksheet, ByVal row As Long, ByVal column As Long)
    sheet.Activate
    sheet.Cells(row, column).Select
End Sub

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
