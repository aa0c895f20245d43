Attribute VB_Name = "ZcBridge"
Option Explicit
Option Private Module
' The way to the resident server: one per Excel is started and reused, and buttons and cell functions are passed on to
' it. Where it cannot be had, a button goes on in file mode.
'
' Errors raised: PROBLEM, with a Chinese sentence that says what to do; a cell function shows it as its result.

#If Win64 Then
Private Const DLL_NAME As String = "xlwings64-{XLWINGS}.dll"
Private Declare PtrSafe Function XLPyDLLActivateAuto Lib "xlwings64-{XLWINGS}.dll" (ByRef answer As Variant, ByVal config As String, ByVal mode As Long) As Long
#Else
Private Const DLL_NAME As String = "xlwings32-{XLWINGS}.dll"
Private Declare PtrSafe Function XLPyDLLActivateAuto Lib "xlwings32-{XLWINGS}.dll" (ByRef answer As Variant, ByVal config As String, ByVal mode As Long) As Long
#End If
Private Declare PtrSafe Function LoadLibraryW Lib "kernel32" (ByVal path As LongPtr) As LongPtr

Private Const SERVER_ARGUMENTS As String = "--udf-server $(CLSID)"
Private Const BRIDGE_MODULE As String = "zcert_bridge"
Private Const MODE_START As Long = 1
Private Const MODE_STOP As Long = -1
Private Const CANCEL_INTERRUPTS As Long = 1

Private loaded As Boolean
Private started As Boolean

' What a ribbon button does: call one function of the bridge with the full name of the open workbook.
Public Sub CallBridge(ByVal functionName As String)
    Dim server As Object, reason As String, calculation As Long, found As Boolean
    ' Excel has no window without a workbook, and it is by that window that the server finds Excel.
    If RunsInExcel() And Not ActiveWorkbook Is Nothing Then Set server = ReachedServer(reason)
    If server Is Nothing Then
        PressInFileMode functionName, reason
        Exit Sub
    End If
    On Error GoTo failed
    calculation = Application.Calculation
    found = server.Bool(server.Call(server.Module(BRIDGE_MODULE), functionName, server.Tuple(ActiveWorkbook.FullName)))
    SwitchOn calculation
    If found Then Exit Sub
    ' An Excel that runs as administrator, for example, is out of its sight.
    PressInFileMode functionName, NotSeen()
    Exit Sub
failed:
    reason = Explained(Err.Number, Err.Description)
    SwitchOn calculation
    Complain reason
End Sub

' A server that has died has not switched on again what it had switched off, and one that a dialog kept out could not;
' Excel would go on without calculating.
Private Sub SwitchOn(ByVal calculation As Long)
    On Error Resume Next
    Application.Calculation = calculation
    Application.EnableEvents = True
    Application.ScreenUpdating = True
    Application.DisplayAlerts = True
    Application.EnableCancelKey = CANCEL_INTERRUPTS
    Application.StatusBar = False
End Sub

' The server, or Nothing and the reason.
Private Function ReachedServer(ByRef reason As String) As Object
    On Error GoTo failed
    Set ReachedServer = XLPy
    Exit Function
failed:
    reason = Err.Description
End Function

' The resident server. The DLL keeps it for this Excel, sees when it has died, and starts it again.
' Generated cell functions call it by this name.
Public Function XLPy() As Object
    Dim answer As Variant
    If Not RunsInExcel() Then Err.Raise PROBLEM, , NotExcel()
    LoadComponent
    If XLPyDLLActivateAuto(answer, ServerCommand(), MODE_START) <> 0 Then
        If Not started Then Err.Raise PROBLEM, , NotStarted(PROGRAM, CStr(answer))
        ' It once ran: give up what is left of it, and try once more.
        XLPyDLLActivateAuto answer, ServerCommand(), MODE_STOP
        If XLPyDLLActivateAuto(answer, ServerCommand(), MODE_START) <> 0 Then Err.Raise PROBLEM, , NotStarted(PROGRAM, CStr(answer))
    End If
    started = True
    Set XLPy = answer
End Function

Private Sub LoadComponent()
    If loaded Then Exit Sub
    If LoadLibraryW(StrPtr(ProgramFolder() & "\" & DLL_NAME)) = 0 Then Err.Raise PROBLEM, , NotLoaded(DLL_NAME)
    loaded = True
End Sub

' The DLL takes the command in the machine's code page.
Private Function ServerCommand() As String
    ServerCommand = CommandOf(NarrowPath(ProgramPath()))
End Function

Public Function CommandOf(ByVal path As String) As String
    CommandOf = """" & path & """ " & SERVER_ARGUMENTS
End Function
