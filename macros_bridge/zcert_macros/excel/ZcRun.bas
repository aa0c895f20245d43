Attribute VB_Name = "ZcRun"
Option Explicit
Option Private Module
' Runs the program without a window and waits for its end; Esc ends it early.

Private Type STARTUPINFOW
    cb As Long
    lpReserved As LongPtr
    lpDesktop As LongPtr
    lpTitle As LongPtr
    dwX As Long
    dwY As Long
    dwXSize As Long
    dwYSize As Long
    dwXCountChars As Long
    dwYCountChars As Long
    dwFillAttribute As Long
    dwFlags As Long
    wShowWindow As Integer
    cbReserved2 As Integer
    lpReserved2 As LongPtr
    hStdInput As LongPtr
    hStdOutput As LongPtr
    hStdError As LongPtr
End Type

Private Type PROCESS_INFORMATION
    hProcess As LongPtr
    hThread As LongPtr
    dwProcessId As Long
    dwThreadId As Long
End Type

Private Declare PtrSafe Function CreateProcessW Lib "kernel32" (ByVal program As LongPtr, ByVal command As LongPtr, ByVal processSecurity As LongPtr, ByVal threadSecurity As LongPtr, ByVal inherits As Long, ByVal flags As Long, ByVal environment As LongPtr, ByVal folder As LongPtr, ByRef startup As STARTUPINFOW, ByRef process As PROCESS_INFORMATION) As Long
Private Declare PtrSafe Function WaitForSingleObject Lib "kernel32" (ByVal handle As LongPtr, ByVal milliseconds As Long) As Long
Private Declare PtrSafe Function GetExitCodeProcess Lib "kernel32" (ByVal process As LongPtr, ByRef exitCode As Long) As Long
Private Declare PtrSafe Function TerminateProcess Lib "kernel32" (ByVal process As LongPtr, ByVal exitCode As Long) As Long
Private Declare PtrSafe Function CloseHandle Lib "kernel32" (ByVal handle As LongPtr) As Long
Private Declare PtrSafe Function GetAsyncKeyState Lib "user32" (ByVal key As Long) As Integer

Private Const CREATE_NO_WINDOW As Long = &H8000000
Private Const WAIT_TIMEOUT As Long = 258
Private Const PAUSE_MS As Long = 50
Private Const VK_ESCAPE As Long = 27

' The program's exit code. Errors raised: PROBLEM, when it does not start, and when somebody has ended it.
Public Function ExitCodeOf(ByVal program As String, ByVal arguments As String) As Long
    Dim startup As STARTUPINFOW, process As PROCESS_INFORMATION, command As String, exitCode As Long, stopped As Boolean
    command = Quoted(program) & " " & arguments
    startup.cb = LenB(startup)
    GetAsyncKeyState VK_ESCAPE ' forgets a key pressed before
    If CreateProcessW(StrPtr(program), StrPtr(command), 0, 0, 0, CREATE_NO_WINDOW, 0, 0, startup, process) = 0 Then
        Err.Raise PROBLEM, , NotStarted(program, CStr(Err.LastDllError))
    End If
    Do While WaitForSingleObject(process.hProcess, PAUSE_MS) = WAIT_TIMEOUT
        DoEvents
        If GetAsyncKeyState(VK_ESCAPE) <> 0 And Not stopped Then stopped = TerminateProcess(process.hProcess, 1) <> 0
    Loop
    GetExitCodeProcess process.hProcess, exitCode
    CloseHandle process.hThread
    CloseHandle process.hProcess
    If stopped Then Err.Raise PROBLEM, , Cancelled()
    ExitCodeOf = exitCode
End Function
