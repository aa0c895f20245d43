Attribute VB_Name = "ZcRed"
Option Explicit
Option Private Module
' Red by a conditional format, for workbooks that were not made from our templates.

Private Const EXPRESSION As Long = 2
Private Const LAST_ROW As Long = 65536

' A column below a row is red where the formula says so; a column that has a rule of ours is left as it is.
Public Sub EnsureRed(ByVal sheet As Worksheet, ByVal row As Long, ByVal column As Long, ByVal formula As String)
    EnsureRule sheet.Range(sheet.Cells(row, column), sheet.Cells(LAST_ROW, column)), formula, "正确"
End Sub

' So many columns from a cell downwards are red where the formula says so; a sheet that has the rule is left as it is.
Public Sub EnsureMarked(ByVal first As Range, ByVal width As Long, ByVal formula As String, ByVal home As String)
    If first.Worksheet.ProtectContents Then Exit Sub
    EnsureRule first.Resize(LAST_ROW - first.row + 1, width), formula, home
End Sub

Private Sub EnsureRule(ByVal area As Range, ByVal formula As String, ByVal known As String)
    Dim rule As Object
    For Each rule In area.FormatConditions
        If InStr(FormulaOf(rule), known) > 0 Then Exit Sub
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
