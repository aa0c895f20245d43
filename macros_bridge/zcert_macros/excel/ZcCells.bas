Attribute VB_Name = "ZcCells"
Option Explicit
Option Private Module
' Steps that write cells: one below the other in one go, because each access to a range takes time.

Private Const TEXT_FORMAT As String = "@"
Private Const GENERAL_FORMAT As String = "General"

' Writes the texts of a step from its cell downwards.
Public Sub WriteBlock(ByVal sheet As Worksheet, ByRef parts As Variant)
    Dim block() As Variant, at As Long, area As Range, kind As String
    kind = parts(STEP_KIND)
    ReDim block(1 To UBound(parts) - STEP_TEXT + 1, 1 To 1)
    For at = STEP_TEXT To UBound(parts)
        block(at - STEP_TEXT + 1, 1) = CellOf(kind, parts(at))
    Next at
    Set area = AreaOf(sheet, parts)
    ' In a cell formatted as text nothing becomes a number or a formula.
    area.NumberFormat = IIf(kind = "number" Or kind = "link", GENERAL_FORMAT, TEXT_FORMAT)
    If kind = "link" Then
        area.Formula = block
    Else
        area.Value = block
    End If
    If kind <> "write" Then area.Columns.AutoFit
End Sub

Private Function CellOf(ByVal kind As String, ByVal text As String) As Variant
    If kind = "number" Then
        CellOf = CDbl(text)
    Else
        CellOf = text
    End If
End Function

Private Function AreaOf(ByVal sheet As Worksheet, ByRef parts As Variant) As Range
    Dim row As Long, column As Long
    row = CLng(parts(STEP_ROW))
    column = CLng(parts(STEP_COLUMN))
    Set AreaOf = sheet.Range(sheet.Cells(row, column), sheet.Cells(row + UBound(parts) - STEP_TEXT, column))
End Function

' Looks, before anything is written, whether everything can be. Error raised: PROBLEM.
Public Sub CheckWritable(ByVal sheet As Worksheet, ByRef lines As Variant)
    Dim line As Variant, isGuarded As Boolean, merged As Variant
    For Each line In lines
        If Left$(line, 6) = "write" & vbTab Then
            If Not isGuarded Then GuardSheet sheet
            isGuarded = True
            merged = AreaOf(sheet, Split(line, vbTab)).MergeCells
            ' Null: some of the cells.
            If IsNull(merged) Then merged = True
            If merged Then Err.Raise PROBLEM, , IsMerged(sheet.name)
        End If
    Next line
End Sub
