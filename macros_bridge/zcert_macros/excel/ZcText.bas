Attribute VB_Name = "ZcText"
Option Explicit
Option Private Module
' Chinese texts in an ASCII source.

' The text of UTF-16 code units in hexadecimal: four digits each.
Public Function U(ByVal units As String) As String
    Dim at As Long
    For at = 1 To Len(units) Step 4
        U = U & ChrW$(CLng(Val("&H" & Mid$(units, at, 4))))
    Next at
End Function

Public Function IsAscii(ByVal text As String) As Boolean
    Dim at As Long
    For at = 1 To Len(text)
        If AscW(Mid$(text, at, 1)) < 0 Or AscW(Mid$(text, at, 1)) > 126 Then Exit Function
    Next at
    IsAscii = True
End Function
