Attribute VB_Name = "ZcProblems"
Option Explicit
Option Private Module
' What is said when something did not work: one sentence that says what to do.

' The number of errors whose description is such a sentence (vbObjectError + 1001); a cell function shows it as its result.
Public Const PROBLEM As Long = &H800403E9

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

Public Function NotFound(ByVal program As String) As String
    NotFound = "没有找到采集程序" & program & "。请先安装：打开程序的zcert文件夹，双击其中的“安装.cmd”（不需要管理员权限），然后再试。"
End Function

Public Function NotLoaded(ByVal component As String) As String
    NotLoaded = "采集程序的组件" & component & "无法加载，可能被安全软件拦截或安装不完整。请让管理员放行，或重新安装后再试。"
End Function

Public Function NotStarted(ByVal program As String, ByVal reason As String) As String
    NotStarted = "采集程序" & program & "无法启动，可能被安全软件拦截。请让管理员放行后再试。原因：" & reason
End Function

Public Function NotSeen() As String
    NotSeen = "采集程序没有找到这个工作簿，请不要以管理员身份运行Excel"
End Function

Public Function NotExcel() As String
    NotExcel = "本软件中不能使用ZC函数，请改用Excel或LibreOffice；选项卡上的按钮仍可使用"
End Function

Public Function NoScratch() As String
    NoScratch = "不能在临时文件夹中存放工作簿的副本，请检查磁盘是否已满，然后再试"
End Function

Public Function NoResults(ByVal exitCode As Long) As String
    NoResults = "采集程序没有给出结果（代码" & exitCode & "），可能被安全软件拦截。请让管理员放行，或重新安装后再试。"
End Function

Public Function Cancelled() As String
    Cancelled = "已取消"
End Function

Public Function IsProtected(ByVal sheet As String) As String
    IsProtected = "工作表“" & sheet & "”受保护，不能写入，请先在“审阅”中撤消工作表保护"
End Function

Public Function IsFiltered(ByVal sheet As String) As String
    IsFiltered = "工作表“" & sheet & "”正在筛选，筛选时写入会错行，请先在“数据”中清除筛选"
End Function

Public Function IsMerged(ByVal sheet As String) As String
    IsMerged = "工作表“" & sheet & "”要写入的地方有合并的单元格，不能写入，请先取消合并"
End Function

Public Function IsFixed(ByVal sheet As String) As String
    IsFixed = "工作簿的结构受保护，不能加入“" & sheet & "”工作表，请先在“审阅”中撤消工作簿保护"
End Function

Public Function IsOpenElsewhere(ByVal book As String) As String
    IsOpenElsewhere = "已经打开了另一个同名的工作簿“" & book & "”，请先关闭它"
End Function

Public Function NotOpened(ByVal path As String) As String
    NotOpened = "没有程序能打开“" & path & "”，请用浏览器打开它"
End Function

Public Function IsReadOnly(ByVal book As String) As String
    IsReadOnly = "“" & book & "”是以只读方式打开的，不能保存，请先另存或关闭它，再点这个按钮"
End Function
