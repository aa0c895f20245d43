Attribute VB_Name = "ZcBridge"
Option Explicit
Option Private Module
' The way to the installed program: it is found, one resident server per Excel is started and reused, and buttons and
' cell functions are passed on to it. Nothing is decided here.
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
Private Declare PtrSafe Function GetFileAttributesW Lib "kernel32" (ByVal path As LongPtr) As Long
Private Declare PtrSafe Function GetEnvironmentVariableW Lib "kernel32" (ByVal name As LongPtr, ByVal buffer As LongPtr, ByVal size As Long) As Long
Private Declare PtrSafe Function GetShortPathNameW Lib "kernel32" (ByVal path As LongPtr, ByVal buffer As LongPtr, ByVal size As Long) As Long

Private Const PROGRAM As String = "zcert.exe"
Private Const SERVER_ARGUMENTS As String = "--udf-server $(CLSID)"
Private Const BRIDGE_MODULE As String = "zcert_bridge"
Private Const PROBLEM As Long = vbObjectError + 1001
Private Const NO_FILE As Long = -1
Private Const LONGEST_PATH As Long = 1024
Private Const MODE_START As Long = 1
Private Const MODE_STOP As Long = -1

Private home As String
Private started As Boolean

' What a ribbon button does: call one function of the bridge with the full name of the open workbook.
Public Sub CallBridge(ByVal functionName As String)
    Dim server As Object
    On Error GoTo failed
    Set server = XLPy
    server.Call server.Module(BRIDGE_MODULE), functionName, server.Tuple(OpenBook())
    Exit Sub
failed:
    Say Explained(Err.Number, Err.Description)
End Sub

' The resident server. The DLL keeps it for this Excel, sees when it has died, and starts it again.
' Generated cell functions call it by this name.
Public Function XLPy() As Object
    Dim answer As Variant
    LoadProgram
    If XLPyDLLActivateAuto(answer, ServerCommand(home), MODE_START) <> 0 Then
        If Not started Then Err.Raise PROBLEM, , NotStarted(CStr(answer))
        ' It once ran: give up what is left of it, and try once more.
        XLPyDLLActivateAuto answer, ServerCommand(home), MODE_STOP
        If XLPyDLLActivateAuto(answer, ServerCommand(home), MODE_START) <> 0 Then Err.Raise PROBLEM, , NotStarted(CStr(answer))
    End If
    started = True
    Set XLPy = answer
End Function

Private Sub LoadProgram()
    Dim path As String
    If home <> "" Then Exit Sub
    path = FoundHome()
    If path = "" Then Err.Raise PROBLEM, , NotFound()
    If LoadLibraryW(StrPtr(path & "\" & DLL_NAME)) = 0 Then Err.Raise PROBLEM, , NotLoaded(DLL_NAME)
    home = path
End Sub

' Installed for this user, for this machine, or beside this file.
Private Function FoundHome() As String
    Dim place As Variant
    For Each place In Array(Beneath(Variable("LOCALAPPDATA")), Beneath(Variable("ProgramW6432")), Beneath(Variable("ProgramFiles")), Beneath(ThisWorkbook.path), ThisWorkbook.path)
        If HasProgram(CStr(place)) Then
            FoundHome = CStr(place)
            Exit Function
        End If
    Next place
End Function

Public Function Beneath(ByVal folder As String) As String
    If folder <> "" Then Beneath = folder & "\zcert"
End Function

Private Function HasProgram(ByVal folder As String) As Boolean
    Dim path As String
    ' Without a folder the path would mean the root of the disk.
    If folder = "" Then Exit Function
    path = folder & "\" & PROGRAM
    HasProgram = GetFileAttributesW(StrPtr(path)) <> NO_FILE
End Function

Private Function Variable(ByVal name As String) As String
    Dim buffer As String, length As Long
    buffer = String$(LONGEST_PATH, vbNullChar)
    length = GetEnvironmentVariableW(StrPtr(name), StrPtr(buffer), LONGEST_PATH)
    Variable = Left$(buffer, length)
End Function

' The DLL takes the command in the machine's code page, so a folder that ASCII cannot name goes by its short name.
Private Function ServerCommand(ByVal folder As String) As String
    Dim path As String
    path = folder & "\" & PROGRAM
    If Not IsAscii(path) Then path = ShortPath(path)
    ServerCommand = CommandOf(path)
End Function

Public Function CommandOf(ByVal path As String) As String
    CommandOf = """" & path & """ " & SERVER_ARGUMENTS
End Function

Private Function ShortPath(ByVal path As String) As String
    Dim buffer As String, length As Long
    buffer = String$(LONGEST_PATH, vbNullChar)
    length = GetShortPathNameW(StrPtr(path), StrPtr(buffer), LONGEST_PATH)
    ShortPath = IIf(length = 0, path, Left$(buffer, length))
End Function

Public Function IsAscii(ByVal text As String) As Boolean
    Dim at As Long
    For at = 1 To Len(text)
        If AscW(Mid$(text, at, 1)) < 0 Or AscW(Mid$(text, at, 1)) > 126 Then Exit Function
    Next at
    IsAscii = True
End Function

Private Function OpenBook() As String
    If Not ActiveWorkbook Is Nothing Then OpenBook = ActiveWorkbook.FullName
End Function

' One sentence for the person at the sheet.
Public Function Explained(ByVal number As Long, ByVal description As String) As String
    If number = PROBLEM Then
        Explained = description
    ElseIf ServerHasGone(number) Then
        Explained = "采集程序意外停止，本次操作可能没有做完。请核对工作表后再点一次按钮，程序会自动重新启动。"
    Else
        Explained = "采集程序出错，本次操作没有完成，请保存工作簿后重试；仍不成功请联系维护人员。原因：" & description
    End If
End Function

' 462 and the HRESULTs of a server that has died: RPC_S_SERVER_UNAVAILABLE, RPC_S_CALL_FAILED, RPC_S_CALL_FAILED_DNE,
' RPC_E_DISCONNECTED.
Public Function ServerHasGone(ByVal number As Long) As Boolean
    Select Case number
        Case 462, &H800706BA, &H800706BE, &H800706BF, &H80010108
            ServerHasGone = True
    End Select
End Function

Public Function NotFound() As String
    NotFound = "没有找到采集程序" & PROGRAM & "。请先安装“职称采集”程序，或把程序的zcert文件夹放到本文件旁边，然后再试。"
End Function

Public Function NotLoaded(ByVal component As String) As String
    NotLoaded = "采集程序的组件" & component & "无法加载，可能被安全软件拦截或安装不完整。请让管理员放行，或重新安装后再试。"
End Function

Public Function NotStarted(ByVal reason As String) As String
    NotStarted = "采集程序" & PROGRAM & "无法启动，可能被安全软件拦截。请让管理员放行后再试。原因：" & reason
End Function
