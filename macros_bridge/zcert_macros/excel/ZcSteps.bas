Attribute VB_Name = "ZcSteps"
Option Explicit
Option Private Module
' What do the lines of the results say? One step a line: kind, row, column and one text or more, with tabs between.

Public Const STEP_KIND As Long = 0
Public Const STEP_ROW As Long = 1
Public Const STEP_COLUMN As Long = 2
Public Const STEP_TEXT As Long = 3

' The lines, each of which ends with a line feed.
Public Function LinesOf(ByVal results As String) As Variant
    If results <> "" Then results = Left$(results, Len(results) - 1)
    LinesOf = Split(results, vbLf)
End Function

' The parts of a step; from STEP_TEXT on its texts.
Public Function PartsOf(ByVal line As String) As Variant
    Dim parts As Variant, at As Long
    parts = Split(line, vbTab)
    For at = STEP_TEXT To UBound(parts)
        parts(at) = Unescaped(parts(at))
    Next at
    PartsOf = parts
End Function

Private Function Unescaped(ByVal text As String) As String
    Dim mark As String
    Unescaped = text
    If InStr(text, "\") = 0 Then Exit Function
    ' A character that no cell can hold keeps the place of a backslash.
    mark = ChrW$(65535)
    text = Replace(text, "\\", mark)
    text = Replace(text, "\n", vbLf)
    text = Replace(text, "\t", vbTab)
    Unescaped = Replace(text, mark, "\")
End Function
