Attribute VB_Name = "ZcUtf8"
Option Explicit
Option Private Module
' What does a file of UTF-8 say? VBA itself reads texts in the machine's code page alone.

Private Const PIECE As Long = 4096

' The text of a file; its path as the machine's code page has it.
Public Function FileText(ByVal path As String) As String
    Dim handle As Long, bytes() As Byte
    handle = FreeFile
    Open path For Binary Access Read As #handle
    If LOF(handle) > 0 Then
        ReDim bytes(0 To LOF(handle) - 1)
        Get #handle, , bytes
        FileText = DecodedText(bytes)
    End If
    Close #handle
End Function

' The text of well-formed bytes; a character beyond the first plane becomes its two UTF-16 code units.
Public Function DecodedText(ByRef bytes() As Byte) As String
    Dim pieces() As String, count As Long, at As Long
    ' A long text grows slowly; pieces are put together in one go.
    ReDim pieces(0 To UBound(bytes) \ PIECE)
    Do While at <= UBound(bytes)
        pieces(count) = DecodedPiece(bytes, at)
        count = count + 1
    Loop
    DecodedText = Join(pieces, "")
End Function

' The text of at least PIECE bytes, or of all that are left; moves on behind them.
Private Function DecodedPiece(ByRef bytes() As Byte, ByRef at As Long) As String
    Dim units As String, used As Long, point As Long, first As Long
    units = Space$(PIECE + 1)
    first = at
    Do While at <= UBound(bytes) And at - first < PIECE
        point = CodePoint(bytes, at)
        used = used + 1
        If point > 65535 Then
            Mid$(units, used, 1) = ChrW$(55296 + (point - 65536) \ 1024)
            used = used + 1
            point = 56320 + point Mod 1024
        End If
        Mid$(units, used, 1) = ChrW$(point)
    Loop
    DecodedPiece = Left$(units, used)
End Function

' The code point that begins at a byte; moves on to the next one.
Private Function CodePoint(ByRef bytes() As Byte, ByRef at As Long) As Long
    Dim more As Long
    Select Case bytes(at)
        Case Is < 128
            CodePoint = bytes(at)
        Case Is < 224
            CodePoint = bytes(at) And 31
            more = 1
        Case Is < 240
            CodePoint = bytes(at) And 15
            more = 2
        Case Else
            CodePoint = bytes(at) And 7
            more = 3
    End Select
    For at = at + 1 To at + more
        CodePoint = CodePoint * 64 + (bytes(at) And 63)
    Next at
End Function
