Attribute VB_Name = "ZcGuard"
Option Explicit
Option Private Module
' May the sheet and the workbook be written to? Errors raised: PROBLEM, with a sentence that says what is in the way.

Public Sub GuardSheet(ByVal sheet As Worksheet)
    GuardProtection sheet
    ' Under a filter Excel puts a block into other cells than it was told.
    If IsFilterOn(sheet) Then Err.Raise PROBLEM, , IsFiltered(sheet.name)
End Sub

' Whether a filter hides rows: that of the sheet or that of a table on it.
Public Function IsFilterOn(ByVal sheet As Worksheet) As Boolean
    Dim table As Object
    IsFilterOn = sheet.FilterMode
    For Each table In sheet.ListObjects
        If table.ShowAutoFilter Then
            If table.AutoFilter.FilterMode Then IsFilterOn = True
        End If
    Next table
End Function

Public Sub GuardProtection(ByVal sheet As Worksheet)
    If sheet.ProtectContents Then Err.Raise PROBLEM, , IsProtected(sheet.name)
End Sub

Public Sub GuardStructure(ByVal book As Workbook, ByVal sheetName As String)
    If book.ProtectStructure Then Err.Raise PROBLEM, , IsFixed(sheetName)
End Sub
