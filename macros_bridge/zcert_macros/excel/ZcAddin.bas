Attribute VB_Name = "ZcAddin"
Option Explicit
Option Private Module
' What the add-in does when it opens: the cell functions get their category and their help in the function wizard.

Public Sub RegisterFunctions()
    On Error GoTo finished
    Application.ScreenUpdating = False
    ' Excel describes no function of a hidden workbook.
    ThisWorkbook.IsAddin = False
    DescribeFunctions
finished:
    ' A missing description is no reason to stop; the functions themselves work.
    ThisWorkbook.IsAddin = True
    ThisWorkbook.Saved = True
    Application.ScreenUpdating = True
End Sub

Public Sub Describe(ByVal functionName As String, ByVal summary As String, ByVal arguments As Variant)
    Application.MacroOptions Macro:="'" & ThisWorkbook.name & "'!" & functionName, Description:=summary, Category:="职称采集", ArgumentDescriptions:=arguments
End Sub
