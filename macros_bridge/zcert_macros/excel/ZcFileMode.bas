Attribute VB_Name = "ZcFileMode"
Option Explicit
Option Private Module
' A button without the resident server: the program is run on a copy of the workbook, and what it has written down is
' carried out here (docs/file_mode.md).

Private Const CANCEL_DISABLED As Long = 0
Private Const CANCEL_INTERRUPTS As Long = 1

Private reasonNow As String
Private reasonTold As String

' reason: why the server cannot be had, "" when it could not be expected.
Public Sub PressInFileMode(ByVal button As String, ByVal reason As String)
    Dim told As String
    On Error GoTo failed
    reasonNow = reason
    MakeScratch
    Converse "button " & button & " --results " & Quoted(ResultsPath())
failed:
    If Err.Number <> 0 Then told = Explained(Err.Number, Err.Description)
    RemoveScratch
    ReleaseExcel
    If told <> "" Then Complain told
End Sub

' Runs the program until it has no more questions. The copy stays as it was when the button was pressed.
Private Sub Converse(ByVal arguments As String)
    Dim book As Workbook, sheet As Worksheet, answer As String, lines As Variant
    arguments = arguments & OpenWorkbooks()
    Set book = ActiveWorkbook
    If Not book Is Nothing Then
        arguments = arguments & WorkbookArguments(book)
        If TypeOf ActiveSheet Is Worksheet Then Set sheet = ActiveSheet
    End If
    Do
        HoldExcel
        lines = LinesOf(ResultsText(ExitCodeOf(ProgramPath(), arguments)))
        ReleaseExcel
        answer = CarriedOut(book, sheet, lines)
        arguments = arguments & answer
    Loop Until answer = ""
End Sub

' All workbooks that are open, by whether they hold changes that their files do not.
Private Function OpenWorkbooks() As String
    Dim book As Workbook
    For Each book In Application.Workbooks
        If book.path <> "" Then OpenWorkbooks = OpenWorkbooks & IIf(book.Saved, " --open ", " --edited ") & Quoted(book.FullName)
    Next book
End Function

Private Function WorkbookArguments(ByVal book As Workbook) As String
    WorkbookArguments = " " & Quoted(SavedCopy(book)) & " --sheet " & Quoted(book.ActiveSheet.name) & SheetArguments(book.ActiveSheet)
    If book.path = "" Then
        WorkbookArguments = WorkbookArguments & " --unsaved"
    Else
        WorkbookArguments = WorkbookArguments & " --workbook " & Quoted(book.FullName)
    End If
End Function

' The active cell, also of a selection of many; nothing for a chart.
Private Function SheetArguments(ByVal sheet As Object) As String
    If Not TypeOf sheet Is Worksheet Then Exit Function
    SheetArguments = " --row " & ActiveCell.row & " --column " & ActiveCell.column
    If IsFilterOn(sheet) Then SheetArguments = SheetArguments & " --filtered"
End Function

' Stands below what the program tells; why file mode was used is said once.
Public Function FileModeNote() As String
    FileModeNote = vbLf & vbLf & "（本次用文件方式完成" & IIf(reasonNow = reasonTold, "", "。原因：" & reasonNow) & "）"
    reasonTold = reasonNow
End Function

' Nobody changes the workbook while the program reads its copy; Esc ends the program, not this macro.
Private Sub HoldExcel()
    On Error Resume Next
    Application.StatusBar = "职称采集：正在处理（文件方式），按Esc取消"
    Application.EnableCancelKey = CANCEL_DISABLED
    Application.Interactive = False
End Sub

Private Sub ReleaseExcel()
    On Error Resume Next
    Application.Interactive = True
    Application.EnableCancelKey = CANCEL_INTERRUPTS
    Application.StatusBar = False
End Sub
