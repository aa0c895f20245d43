Attribute VB_Name = "ZcCarryOut"
Option Explicit
Option Private Module
' Carries out the steps that the program has written down for the open workbook (docs/file_mode.md).

Private Const MANUAL As Long = -4135
Private Const CANCEL_DISABLED As Long = 0
Private Const CANCEL_INTERRUPTS As Long = 1

Private quiet As Boolean
Private calculation As Long

' Does the steps in the workbook, and on the sheet, in which the button was pressed; Nothing where there is none. Gives
' the arguments with which the program has to be run again, "" when everything is done.
Public Function CarriedOut(ByVal book As Workbook, ByVal sheet As Worksheet, ByRef lines As Variant) As String
    Dim shown As Worksheet, at As Long, number As Long, reason As String
    On Error GoTo failed
    BeQuiet
    Set sheet = TurnedTo(book, sheet, lines)
    CheckWritable sheet, lines
    For at = 0 To UBound(lines)
        CarriedOut = StepDone(book, sheet, shown, PartsOf(lines(at)))
    Next at
    BeLoud
    Exit Function
failed:
    number = Err.Number
    reason = Err.Description
    BeLoud
    Err.Raise number, , reason
End Function

' The sheet that a step names, for the button was pressed on a list that belongs to it; else the one there is.
Private Function TurnedTo(ByVal book As Workbook, ByVal sheet As Worksheet, ByRef lines As Variant) As Worksheet
    Dim line As Variant
    Set TurnedTo = sheet
    For Each line In lines
        If Left$(line, 5) = "turn" & vbTab Then Set TurnedTo = FoundSheet(book, PartsOf(line)(STEP_TEXT))
    Next line
End Function

' shown: the sheet that is being filled.
Private Function StepDone(ByVal book As Workbook, ByVal sheet As Worksheet, ByRef shown As Worksheet, ByVal parts As Variant) As String
    Dim text As String
    text = parts(STEP_TEXT)
    Select Case parts(STEP_KIND)
        Case "write"
            WriteBlock sheet, parts
        Case "cell", "number", "link"
            ' Marks have no sheet where a protected workbook does not allow it.
            If Not shown Is Nothing Then WriteBlock shown, parts
        Case "turn"
            sheet.Activate
        Case "marks"
            Set shown = MarksSheet(sheet, text, CLng(parts(STEP_ROW)), CLng(parts(STEP_COLUMN)))
        Case "marked"
            If Not shown Is Nothing Then EnsureMarked sheet.Cells(CLng(parts(STEP_ROW)), 1), CLng(parts(STEP_COLUMN)), text, shown.name
        Case "remove"
            RemoveSheet sheet, text
        Case "list"
            DressList shown, CLng(parts(STEP_ROW)), CLng(parts(STEP_COLUMN)), text
        Case "red"
            EnsureRed sheet, CLng(parts(STEP_ROW)), CLng(parts(STEP_COLUMN)), text
        Case "sheet"
            Set shown = EmptySheet(sheet, text)
            shown.Activate
        Case "dictionary"
            Set shown = FoundSheet(book, text)
            GuardProtection shown
            shown.Cells.ClearContents
        Case "name"
            If Not shown Is Nothing Then DefineName book, text
        Case "hide", "unhide"
            HideRows sheet, parts
        Case "select"
            GoToCell sheet, CLng(parts(STEP_ROW)), CLng(parts(STEP_COLUMN))
        Case Else
            BeLoud
            StepDone = Conversed(book, parts(STEP_KIND), text)
    End Select
End Function

' Steps for the person at the sheet; nothing is written after the first of them.
Private Function Conversed(ByVal book As Workbook, ByVal kind As String, ByVal text As String) As String
    Select Case kind
        Case "tell"
            Say text & FileModeNote()
        Case "fail"
            Complain text
        Case "save"
            SaveBook text
            Conversed = Answer("--saved", text)
        Case "open"
            OpenBook text
        Case "page"
            OpenPage text
        Case "ask"
            Conversed = IIf(IsAgreed(text), " --yes", " --no")
        Case "pick-folder"
            Conversed = Answer("--folder", ChosenFolder(text, FolderOf(book)))
        Case "pick-file"
            Conversed = Answer("--file", ChosenFile(text, FolderOf(book)))
    End Select
End Function

Private Function Answer(ByVal argument As String, ByVal chosen As String) As String
    If chosen <> "" Then Answer = " " & argument & " " & Quoted(chosen)
End Function

' "" without a workbook, for one that was never saved, and for one from the web.
Private Function FolderOf(ByVal book As Workbook) As String
    If Not book Is Nothing Then FolderOf = book.path
    If InStr(FolderOf, "://") > 0 Then FolderOf = ""
End Function

' Events too: old collection workbooks carry macros of their own that answer to every change. Esc would end the macro
' where it stands, and nothing would be on again.
Private Sub BeQuiet()
    If ActiveWorkbook Is Nothing Then Exit Sub
    calculation = Application.Calculation
    quiet = True
    Application.EnableCancelKey = CANCEL_DISABLED
    Application.ScreenUpdating = False
    Application.EnableEvents = False
    Application.Calculation = MANUAL
End Sub

' What cannot be switched on keeps nothing else off.
Private Sub BeLoud()
    If Not quiet Then Exit Sub
    quiet = False
    On Error Resume Next
    Application.Calculation = calculation
    Application.EnableEvents = True
    Application.DisplayAlerts = True
    Application.ScreenUpdating = True
    Application.EnableCancelKey = CANCEL_INTERRUPTS
End Sub
