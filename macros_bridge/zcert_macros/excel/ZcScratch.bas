Attribute VB_Name = "ZcScratch"
Option Explicit
Option Private Module
' A folder for a copy of the workbook and for the program's results: of this Excel alone, and gone afterwards.

Private Declare PtrSafe Function CreateDirectoryW Lib "kernel32" (ByVal path As LongPtr, ByVal security As LongPtr) As Long
Private Declare PtrSafe Function RemoveDirectoryW Lib "kernel32" (ByVal path As LongPtr) As Long
Private Declare PtrSafe Function DeleteFileW Lib "kernel32" (ByVal path As LongPtr) As Long
Private Declare PtrSafe Function GetCurrentProcessId Lib "kernel32" () As Long

Private Const RESULTS As String = "results.txt"

Private folder As String
Private copy As String

' Makes the folder. Error raised: PROBLEM.
Public Sub MakeScratch()
    folder = Variable("TEMP") & "\zcert-" & GetCurrentProcessId()
    copy = ""
    RemoveScratch
    If CreateDirectoryW(StrPtr(folder), 0) = 0 Then Err.Raise PROBLEM, , NoScratch()
End Sub

' Saves a copy of the workbook under its own name; gives its path.
Public Function SavedCopy(ByVal book As Workbook) As String
    ' What was never saved has no ending yet.
    copy = folder & "\" & book.name & IIf(book.path = "", ".xlsx", "")
    book.SaveCopyAs copy
    SavedCopy = copy
End Function

Public Function ResultsPath() As String
    ResultsPath = folder & "\" & RESULTS
End Function

' What the program has written before it ended. Error raised: PROBLEM, when it was not able to.
Public Function ResultsText(ByVal exitCode As Long) As String
    On Error GoTo failed
    ResultsText = FileText(NarrowPath(ResultsPath()))
    DeleteFileW StrPtr(ResultsPath())
    If ResultsText <> "" Or exitCode = 0 Then Exit Function
failed:
    Err.Raise PROBLEM, , NoResults(exitCode)
End Function

Public Sub RemoveScratch()
    DeleteFileW StrPtr(copy)
    DeleteFileW StrPtr(ResultsPath())
    ' What a program that was stopped has left.
    On Error Resume Next
    Kill NarrowPath(folder) & "\*"
    RemoveDirectoryW StrPtr(folder)
End Sub
