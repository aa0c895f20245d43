Attribute VB_Name = "ZcList"
Option Explicit
Option Private Module
' A list as a table to read and to print.

Private Const AT_TOP As Long = -4160
Private Const UNDERLINED As Long = 2
Private Const LANDSCAPE As Long = 2

' Bold headers with a filter in a row, wrapped texts below, links in a column if that is not 0, widths in characters.
Public Sub DressList(ByVal sheet As Worksheet, ByVal head As Long, ByVal linkColumn As Long, ByVal widths As String)
    Dim pieces As Variant, at As Long, table As Range
    pieces = Split(widths, ",")
    For at = 0 To UBound(pieces)
        sheet.Columns(at + 1).ColumnWidth = CLng(pieces(at))
    Next at
    Set table = sheet.Range(sheet.Cells(head, 1), sheet.Cells(sheet.UsedRange.Rows.Count, UBound(pieces) + 1))
    table.WrapText = True
    table.VerticalAlignment = AT_TOP
    sheet.Cells(1, 1).Font.Bold = True
    With sheet.Range(sheet.Cells(head, 1), sheet.Cells(head, UBound(pieces) + 1))
        .Font.Bold = True
        .Interior.Color = RGB(220, 230, 241)
    End With
    If linkColumn > 0 Then LookLikeLinks sheet.Range(sheet.Cells(head + 1, linkColumn), sheet.Cells(sheet.UsedRange.Rows.Count, linkColumn))
    table.AutoFilter
    table.Rows.AutoFit
    FreezeRows head
    PrepareToPrint sheet, head
End Sub

Private Sub LookLikeLinks(ByVal area As Range)
    area.Font.Color = RGB(5, 99, 193)
    area.Font.Underline = UNDERLINED
End Sub

Private Sub FreezeRows(ByVal head As Long)
    With ActiveWindow
        .FreezePanes = False
        .ScrollRow = 1
        .SplitColumn = 0
        .SplitRow = head
        .FreezePanes = True
    End With
End Sub

' On a PC without a printer Excel refuses.
Private Sub PrepareToPrint(ByVal sheet As Worksheet, ByVal head As Long)
    On Error Resume Next
    With sheet.PageSetup
        .PrintTitleRows = "$1:$" & head
        .Orientation = LANDSCAPE
        .Zoom = False
        .FitToPagesWide = 1
        .FitToPagesTall = False
    End With
End Sub
