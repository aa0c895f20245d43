Attribute VB_Name = "ZcDialogs"
Option Explicit
Option Private Module
' What somebody is told, asked and shown. Not by MsgBox, which would turn Chinese into the machine's code page.

Private Declare PtrSafe Function MessageBoxW Lib "user32" (ByVal owner As LongPtr, ByVal text As LongPtr, ByVal caption As LongPtr, ByVal flags As Long) As Long

Private Const MB_ICONINFORMATION As Long = &H40
Private Const MB_ICONERROR As Long = &H10
Private Const MB_YESNO As Long = &H4
Private Const IDYES As Long = 6
Private Const FILE_PICKER As Long = 3
Private Const FOLDER_PICKER As Long = 4
Private Const WORKBOOK_FILES As String = "*.csv;*.et;*.ods;*.xls;*.xlsb;*.xlsm;*.xlsx"

Private chosenLast As New Collection

Public Sub Say(ByVal text As String)
    ShowBox text, MB_ICONINFORMATION
End Sub

Public Sub Complain(ByVal text As String)
    ShowBox text, MB_ICONERROR
End Sub

Public Function IsAgreed(ByVal question As String) As Boolean
    IsAgreed = ShowBox(question, MB_YESNO Or MB_ICONINFORMATION) = IDYES
End Function

Private Function ShowBox(ByVal text As String, ByVal flags As Long) As Long
    Dim caption As String
    caption = "职称采集"
    ShowBox = MessageBoxW(Application.hWnd, StrPtr(text), StrPtr(caption), flags)
End Function

' The chosen folder, "" when none was. The dialog begins in the folder chosen last under this title, or in the one given.
Public Function ChosenFolder(ByVal title As String, ByVal folder As String) As String
    Dim last As String
    On Error Resume Next
    last = chosenLast(title)
    On Error GoTo 0
    ChosenFolder = Chosen(Application.FileDialog(FOLDER_PICKER), title, IIf(last = "", folder, last))
    If ChosenFolder = "" Then Exit Function
    If last <> "" Then chosenLast.Remove title
    chosenLast.Add ChosenFolder, title
End Function

' The chosen workbook file, "" when none was. The dialog begins in a folder, if one is given.
Public Function ChosenFile(ByVal title As String, ByVal folder As String) As String
    Dim dialog As Object
    Set dialog = Application.FileDialog(FILE_PICKER)
    dialog.Filters.Clear
    dialog.Filters.Add "工作簿", WORKBOOK_FILES
    ChosenFile = Chosen(dialog, title, folder)
End Function

Private Function Chosen(ByVal dialog As Object, ByVal title As String, ByVal folder As String) As String
    dialog.title = title
    If folder <> "" Then dialog.InitialFileName = folder & "\"
    dialog.AllowMultiSelect = False
    If dialog.Show Then Chosen = dialog.SelectedItems(1)
End Function
