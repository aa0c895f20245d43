Attribute VB_Name = "ZcScratch"
Option Explicit
Option Private Module
' A folder for a copy of the workbook and for the program's results: of this Excel alone, and gone afterwards. What an
' Excel left that was killed is removed by the next one of the same user.

Private Declare PtrSafe Function CreateDirectoryW Lib "kernel32" (ByVal path As LongPtr, ByVal security As LongPtr) As Long
Private Declare PtrSafe Function RemoveDirectoryW Lib "kernel32" (ByVal path As LongPtr) As Long
Private Declare PtrSafe Function DeleteFileW Lib "kernel32" (ByVal path As LongPtr) As Long
Private Declare PtrSafe Function GetCurrentProcessId Lib "kernel32" () As Long
Private Declare PtrSafe Function GetFileAttributesW Lib "kernel32" (ByVal path As LongPtr) As Long
Private Declare PtrSafe Function OpenProcess Lib "kernel32" (ByVal rights As Long, ByVal inherits As Long, ByVal id As Long) As LongPtr
Private Declare PtrSafe Function CloseHandle Lib "kernel32" (ByVal handle As LongPtr) As Long

Private Const RESULTS As String = "results.txt"
Private Const ATTRIBUTE_DIRECTORY As Long = &H10
Private Const ATTRIBUTE_REPARSE_POINT As Long = &H400
Private Const NO_FILE As Long = -1
Private Const QUERY_LIMITED_INFORMATION As Long = &H1000
Private Const NO_SUCH_PROCESS As Long = 87
Private Const LONGEST_NUMBER As Long = 9

Private folder As String
Private copy As String

' Makes the folder. Error raised: PROBLEM.
Public Sub MakeScratch()
    folder = Variable("TEMP") & "\" & Prefix() & GetCurrentProcessId()
    copy = ""
    RemoveScratch
    SweepLeftovers
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
    RemoveFolder folder
End Sub

' Several users may share a folder for temporary files.
Private Function Prefix() As String
    Prefix = "zcert-" & Variable("USERNAME") & "-"
End Function

' With what a program that was stopped has left in it. A link leads to files that are not ours.
Private Sub RemoveFolder(ByVal path As String)
    On Error Resume Next
    If Not IsFolder(path) Then Exit Sub
    Kill NarrowPath(path) & "\*"
    RemoveDirectoryW StrPtr(path)
End Sub

Private Function IsFolder(ByVal path As String) As Boolean
    Dim attributes As Long
    attributes = GetFileAttributesW(StrPtr(path))
    If attributes = NO_FILE Then Exit Function
    IsFolder = (attributes And (ATTRIBUTE_DIRECTORY Or ATTRIBUTE_REPARSE_POINT)) = ATTRIBUTE_DIRECTORY
End Function

' What cannot be removed now waits for the next time.
Private Sub SweepLeftovers()
    Dim entries As Collection, entry As String, one As Variant
    On Error Resume Next
    Set entries = New Collection
    entry = Dir$(NarrowPath(Variable("TEMP")) & "\" & Prefix() & "*", vbDirectory)
    Do While entry <> ""
        entries.Add entry
        entry = Dir$()
    Loop
    For Each one In entries
        If HasEnded(CStr(one)) Then RemoveFolder Variable("TEMP") & "\" & one
    Next one
End Sub

' Whether the Excel that named a folder so runs no longer; False for a name that is not of this form.
Private Function HasEnded(ByVal name As String) As Boolean
    Dim number As String, handle As LongPtr
    If Left$(name, Len(Prefix())) <> Prefix() Then Exit Function
    number = Mid$(name, Len(Prefix()) + 1)
    If number = "" Or number Like "*[!0-9]*" Or Len(number) > LONGEST_NUMBER Then Exit Function
    handle = OpenProcess(QUERY_LIMITED_INFORMATION, 0, CLng(number))
    ' A process of somebody else's cannot be opened either.
    If handle = 0 Then
        HasEnded = Err.LastDllError = NO_SUCH_PROCESS
    Else
        CloseHandle handle
    End If
End Function
