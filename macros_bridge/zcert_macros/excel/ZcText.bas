Attribute VB_Name = "ZcText"
Option Explicit
Option Private Module
' Chinese texts in an ASCII source, and the box that shows them. MsgBox would turn them into the machine's code page.

Private Declare PtrSafe Function MessageBoxW Lib "user32" (ByVal owner As LongPtr, ByVal text As LongPtr, ByVal caption As LongPtr, ByVal flags As Long) As Long

Private Const MB_ICONINFORMATION As Long = &H40

' The text of UTF-16 code units in hexadecimal: four digits each.
Public Function U(ByVal units As String) As String
    Dim at As Long
    For at = 1 To Len(units) Step 4
        U = U & ChrW$(CLng(Val("&H" & Mid$(units, at, 4))))
    Next at
End Function

Public Sub Say(ByVal text As String)
    Dim caption As String
    caption = "职称采集"
    MessageBoxW Application.hWnd, StrPtr(text), StrPtr(caption), MB_ICONINFORMATION
End Sub
