Attribute VB_Name = "ZcCells"
Option Explicit
Option Private Module
' Steps that write cells: those one below the other in one go, because each access to a range takes time.

Private Const TEXT_FORMAT As String = "@"
Private Const GENERAL_FORMAT As String = "General"

' Writes a block that begins with a step; gives the last step that it comprises.
Public Function WriteBlock(ByVal sheet As Worksheet, ByRef lines As Variant, ByVal first As Long) As Long
    Dim block() As Variant, parts As Variant, at As Long, last As Long, area As Range
    last = LastBelow(lines, first)
    ReDim block(1 To last - first + 1, 1 To 1)
    For at = first To last
        parts = PartsOf(lines(at))
        block(at - first + 1, 1) = CellOf(parts(STEP_KIND), parts(STEP_TEXT))
    Next at
    Set area = AreaOf(sheet, lines, first, last)
    ' In a cell formatted as text nothing becomes a number or a formula.
    area.NumberFormat = IIf(parts(STEP_KIND) = "number" Or parts(STEP_KIND) = "link", GENERAL_FORMAT, TEXT_FORMAT)
    If parts(STEP_KIND) = "link" Then
        area.Formula = block
    Else
        area.Value = block
    End If
    If parts(STEP_KIND) <> "write" Then area.Columns.AutoFit
    WriteBlock = last
End Function

Private Function CellOf(ByVal kind As String, ByVal text As String) As Variant
    Select Case kind
        Case "number"
            CellOf = CDbl(text)
        Case "link"
            CellOf = LinkTo(text)
        Case Else
            CellOf = text
    End Select
End Function

' The formula that leads to a cell, e.g. of 'a'!C12, and shows its row.
Public Function LinkTo(ByVal place As String) As String
    Dim digits As Long
    Do While IsNumeric(Mid$(place, Len(place) - digits, 1))
        digits = digits + 1
    Loop
    LinkTo = "=HYPERLINK(""#" & Replace(place, """", """""") & """,""第" & Right$(place, digits) & "行"")"
End Function

Private Function AreaOf(ByVal sheet As Worksheet, ByRef lines As Variant, ByVal first As Long, ByVal last As Long) As Range
    Dim parts As Variant
    parts = PartsOf(lines(first))
    Set AreaOf = sheet.Range(sheet.Cells(CLng(parts(STEP_ROW)), CLng(parts(STEP_COLUMN))), sheet.Cells(CLng(parts(STEP_ROW)) + last - first, CLng(parts(STEP_COLUMN))))
End Function

' Looks, before anything is written, whether everything can be. Error raised: PROBLEM.
Public Sub CheckWritable(ByVal sheet As Worksheet, ByRef lines As Variant)
    Dim at As Long, last As Long, merged As Variant
    For at = 0 To UBound(lines)
        If Left$(lines(at), 6) = "write" & vbTab Then
            If last = 0 Then GuardSheet sheet
            last = LastBelow(lines, at)
            merged = AreaOf(sheet, lines, at, last).MergeCells
            ' Null: some of the cells.
            If IsNull(merged) Then merged = True
            If merged Then Err.Raise PROBLEM, , IsMerged(sheet.name)
            at = last
        End If
    Next at
End Sub
