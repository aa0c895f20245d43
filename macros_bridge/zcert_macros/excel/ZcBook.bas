Attribute VB_Name = "ZcBook"
Option Explicit
Option Private Module
' The workbook's own tab: it is hidden while the add-in is loaded, so that there is one tab, not two.

Private Const ADDIN_FILE As String = "zcert.xlam"

Private ribbon As IRibbonUI

Public Sub ZcBookOnLoad(ByVal loaded As IRibbonUI)
    Set ribbon = loaded
End Sub

Public Sub ZcBookGetVisible(ByVal control As IRibbonControl, ByRef visible As Variant)
    visible = Not AddinIsLoaded()
End Sub

' The add-in may have been loaded or closed since the tab was last drawn.
Public Sub RefreshTab()
    If Not ribbon Is Nothing Then ribbon.Invalidate
End Sub

Private Function AddinIsLoaded() As Boolean
    Dim addin As Workbook
    On Error Resume Next
    Set addin = Application.Workbooks(ADDIN_FILE)
    AddinIsLoaded = Not addin Is Nothing
End Function
