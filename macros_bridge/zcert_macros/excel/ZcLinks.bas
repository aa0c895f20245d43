Attribute VB_Name = "ZcLinks"
Option Explicit
Option Private Module
' Formulas of a workbook that comes from another PC name the add-in as it lay there, 'C:\...\zcert.xlam'!ZC_CHECKID(A4).
' They are made to name this one.

Private Const EXCEL_LINKS As Long = 1

Public Sub RepointAll()
    Dim book As Workbook
    For Each book In Application.Workbooks
        Repoint book
    Next book
End Sub

' A workbook that does not allow it keeps what it has; nobody is asked, and it counts as changed no more than before.
Public Sub Repoint(ByVal book As Workbook)
    Dim links As Variant, link As Variant, saved As Boolean, alerts As Boolean
    On Error Resume Next
    links = book.LinkSources(EXCEL_LINKS)
    If IsEmpty(links) Then Exit Sub
    saved = book.saved
    alerts = Application.DisplayAlerts
    Application.DisplayAlerts = False
    For Each link In links
        If IsElsewhere(CStr(link), ThisWorkbook.FullName) Then book.ChangeLink CStr(link), ThisWorkbook.FullName, EXCEL_LINKS
    Next link
    Application.DisplayAlerts = alerts
    book.saved = saved
End Sub

' Whether a link leads to a file of the add-in's name in another folder.
Public Function IsElsewhere(ByVal link As String, ByVal own As String) As Boolean
    If LCase$(link) = LCase$(own) Then Exit Function
    IsElsewhere = LCase$(FileName(link)) = LCase$(FileName(own))
End Function

' An add-in in a folder of the web has an address.
Private Function FileName(ByVal path As String) As String
    path = Replace(path, "/", "\")
    FileName = Mid$(path, InStrRev(path, "\") + 1)
End Function
