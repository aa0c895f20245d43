Attribute VB_Name = "ZcRows"
Option Explicit
Option Private Module
' Steps that hide rows of the sheet or show them again.

' Each text of a step is a block of rows, such as 4:6. Error raised: PROBLEM, before any row is hidden.
Public Sub HideRows(ByVal sheet As Worksheet, ByVal parts As Variant)
    Dim at As Long, hidden As Boolean
    GuardProtection sheet
    hidden = parts(STEP_KIND) = "hide"
    For at = STEP_TEXT To UBound(parts)
        sheet.Rows(parts(at)).Hidden = hidden
    Next at
    If Not hidden And IsFilterOn(sheet) Then FilterAgain sheet
End Sub

' Excel shows what a filter hides, too, when it is told to.
Private Sub FilterAgain(ByVal sheet As Worksheet)
    Dim table As Object
    If Not sheet.AutoFilter Is Nothing Then sheet.AutoFilter.ApplyFilter
    For Each table In sheet.ListObjects
        If table.ShowAutoFilter Then table.AutoFilter.ApplyFilter
    Next table
End Sub
