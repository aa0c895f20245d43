Attribute VB_Name = "ZcArguments"
Option Explicit
Option Private Module
' How is an argument written in a command line of Windows? As CommandLineToArgvW and every C program read it: a backslash
' means itself but before a quotation mark, where it means the next one.

Public Function Quoted(ByVal argument As String) As String
    Dim at As Long, backslashes As Long, character As String
    For at = 1 To Len(argument)
        character = Mid$(argument, at, 1)
        If character = """" Then Quoted = Quoted & String$(backslashes + 1, "\")
        backslashes = IIf(character = "\", backslashes + 1, 0)
        Quoted = Quoted & character
    Next at
    Quoted = """" & Quoted & String$(backslashes, "\") & """"
End Function
