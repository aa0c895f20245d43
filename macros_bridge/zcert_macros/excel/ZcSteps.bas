Attribute VB_Name = "ZcSteps"
Option Explicit
Option Private Module
' What do the lines of the results say? One step a line: kind, row, column, text, with tabs between.

Public Const STEP_KIND As Long = 0
Public Const STEP_ROW As Long = 1
Public Const STEP_COLUMN As Long = 2
Public Const STEP_TEXT As Long = 3

' The lines, each of which ends with a line feed.
Public Function LinesOf(ByVal results As String) As Variant
    If results <> "" Then results = Left$(results, Len(results) - 1)
    LinesOf = Split(results, vbLf)
End Function

' The four parts of a step.
Public Function PartsOf(ByVal line As String) As Variant
    Dim parts As Variant
    parts = Split(line, vbTab, 4)
    parts(STEP_TEXT) = Unescaped(parts(STEP_TEXT))
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

' The last of the steps that do the same to cells one below the other.
Public Function LastBelow(ByRef lines As Variant, ByVal first As Long) As Long
    Dim parts As Variant, follower As Variant, at As Long
    parts = Split(lines(first), vbTab, 4)
    LastBelow = first
    For at = first + 1 To UBound(lines)
        follower = Split(lines(at), vbTab, 4)
        If follower(STEP_KIND) <> parts(STEP_KIND) Or follower(STEP_COLUMN) <> parts(STEP_COLUMN) Then Exit Function
        If CLng(follower(STEP_ROW)) <> CLng(parts(STEP_ROW)) + at - first Then Exit Function
        LastBelow = at
    Next at
End Function
