Attribute VB_Name = "ZcFunctionHelp"
Option Explicit
Option Private Module
' Made by make_functions.py from the cell functions: do not edit.

Public Sub DescribeFunctions()
End Sub
